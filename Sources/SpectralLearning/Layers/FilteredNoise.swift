public import Autodiff
import Fourier
import SignalProcessing

/// The noise of DDSP's synthesizer: white noise through a filter that changes from frame to frame.
///
/// The noise, uniform between ±1, is the same at every call and on every platform, as the seed says: a gradient needs
/// the loss to be a function.
/// - Source: J. Engel et al., "DDSP: Differentiable Digital Signal Processing", ICLR 2020; DDSP's
///   `synths.FilteredNoise` after its `scale_fn`, whose result lags by two samples where its impulse response is even.
public struct FilteredNoise: Sendable, Hashable {
  /// Samples from one frame to the next.
  public let hopLength: Int
  /// What the noise is drawn from.
  public let seed: UInt64
  /// The length of the impulse responses; twice the number of magnitudes, less two, where it is nil.
  public let windowLength: Int?

  /// Noise for frames `hopLength` samples apart. Traps unless these are positive.
  public init(hopLength: Int, seed: UInt64 = 0, windowLength: Int? = nil) {
    require(hopLength >= 1, "noise with frames \(hopLength) samples apart")
    self.hopLength = hopLength
    self.seed = seed
    self.windowLength = windowLength
  }

  /// The white noise behind a result of this shape.
  public func source<T: TensorScalar>(shape: [Int]) -> Tensor<T> {
    var random = SplitMix64(seed: seed)
    return .uniform(shape: shape, using: &random)
  }

  /// The signals, […, F·hop].
  ///
  /// - Parameter magnitudes: of the filters at B ≥ 2 frequencies from 0 to half the sample rate, […, F, B].
  /// - Complexity: as of ``filtered(_:magnitudes:windowLength:)``.
  public func callAsFunction<T: TensorScalar>(magnitudes: Tensor<T>) -> Tensor<T> {
    require(
      magnitudes.rank >= 2, "magnitudes of shape \(magnitudes.shape), which should be […, frames, frequencies]")
    let frames = magnitudes.shape[magnitudes.rank - 2]
    let noise: Tensor<T> = source(shape: magnitudes.shape.dropLast(2) + [frames * hopLength])
    return filtered(noise, magnitudes: magnitudes, windowLength: windowLength)
  }
}
