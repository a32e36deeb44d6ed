public import Autodiff
public import ComplexNumbers
import Fourier
public import SignalProcessing

/// The short-time Fourier transform with a window that is learned: […, T] to […, frames, ⌊N/2⌋ + 1], N the number of
/// weights.
///
/// At the beginning it is ``STFT`` with the same window, hop and padding; it costs an array of frames besides.
/// - Source: S. Zhao et al., "Optimizing short-time Fourier transform parameters via gradient descent", ICASSP 2021,
///   learn a window's length; here every weight is free.
public struct WindowLayer<T: TensorScalar>: Parameterized, Sendable {
  /// wₙ, [N].
  public var weights: Tensor<T>
  /// The samples from one frame to the next.
  public let hopLength: Int
  /// What lies beyond the signal's ends.
  public let padding: FramePadding

  /// A transform that begins with `window`. Traps unless the hop is positive.
  public init(_ window: Window, hopLength: Int, padding: FramePadding = .reflection) {
    require(hopLength >= 1, "the hop of an STFT is \(hopLength), but must be at least 1")
    weights = Tensor(window.weights.map { T($0) })
    self.hopLength = hopLength
    self.padding = padding
  }

  /// The spectra of the frames. Traps for a scalar, and for a signal to be mirrored that is no longer than N/2.
  public func callAsFunction(_ x: Tensor<T>) -> Tensor<Complex<T>> {
    require(x.rank >= 1, "an STFT takes signals along the last axis, which a scalar does not have")
    let framing = Framing<T>(
      signalLength: x.shape.last ?? 0, frameLength: weights.count, hopLength: hopLength, padding: padding)
    return rfft(framing(x) * weights)
  }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) { visitor.visit("weights", &weights) }
}
