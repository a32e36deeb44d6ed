public import Autodiff
import Fourier
import SignalProcessing

/// The harmonic part of DDSP's synthesizer: a fundamental, an amplitude, and how it is distributed over harmonics,
/// frame by frame.
///
/// Harmonics that lie at half the sample rate or above at a frame get none of its amplitude, and the rest shares all of
/// it: aₖ = a·cₖ/Σc over those below. The amplitudes are interpolated by overlapping Hann windows, the fundamental by
/// straight lines.
/// - Source: J. Engel, L. Hantrakul, C. Gu and A. Roberts, "DDSP: Differentiable Digital Signal Processing", ICLR 2020;
///   DDSP's `synths.Harmonic` after its `scale_fn`.
public struct HarmonicSynthesizer: Sendable, Hashable {
  /// Samples from one frame to the next.
  public let hopLength: Int
  /// Samples a second.
  public let sampleRate: Double

  /// A synthesizer for frames `hopLength` samples apart. Traps unless both are positive.
  public init(hopLength: Int, sampleRate: Double) {
    require(
      hopLength >= 1 && sampleRate > 0,
      "a synthesizer with frames \(hopLength) samples apart at \(sampleRate) Hz; both must be positive")
    self.hopLength = hopLength
    self.sampleRate = sampleRate
  }

  /// The signals, […, F·hop].
  ///
  /// - Parameters:
  ///   - fundamental: in Hz, […, F].
  ///   - amplitude: of all harmonics together, […, F].
  ///   - distribution: c, not negative, […, F, K]; where all that sound are 0, the frame is silent.
  /// - Complexity: O(F·hop·K) for each signal, both ways; memory for signals and frames alone.
  public func callAsFunction<T: TensorScalar>(
    fundamental: Tensor<T>, amplitude: Tensor<T>, distribution: Tensor<T>
  ) -> Tensor<T> {
    require(
      fundamental.rank >= 1 && amplitude.rank >= 1 && distribution.rank >= 2
        && distribution.shape[distribution.rank - 2] == amplitude.shape.last,
      "fundamentals of shape \(fundamental.shape), amplitudes of shape \(amplitude.shape) and distributions of shape "
        + "\(distribution.shape), which should be […, frames] twice and […, frames, harmonics]")
    let harmonics = distribution.shape[distribution.rank - 1]
    let numbers = Tensor<T>(1..<(harmonics + 1))
    let sounding = numbers * withoutDerivative(at: fundamental.expandingAxis(at: -1)) .< T(sampleRate / 2)
    let zero = Tensor<T>.zeros([])
    let audible = select(where: sounding, distribution, zero)
    let total = sum(audible, axes: [-1], keepingAxes: true)
    let amplitudes = amplitude.expandingAxis(at: -1) * audible / select(where: total .> 0, total, Tensor(1e-7))
    return harmonicSynthesis(
      fundamental: fundamental, amplitudes: amplitudes, hopLength: hopLength, sampleRate: sampleRate)
  }
}
