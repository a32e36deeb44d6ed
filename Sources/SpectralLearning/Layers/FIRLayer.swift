public import Autodiff
public import ComplexNumbers
import SignalProcessing
import Fourier

/// A filter whose finite impulse response is learned: yₙ = Σₖ hₖ x₍n−k₎, from rest, […, N] to […, N].
///
/// ```swift
/// let filter = FIRLayer<Double>(tapCount: 63)
/// let slope = gradient(at: filter) { filter in mean(square(filter(dry) - wet)) }
/// ```
public struct FIRLayer<T: TensorScalar>: Parameterized, Sendable {
  /// h, […, M]; its leading axes broadcast with those of the signals.
  public var taps: Tensor<T>

  /// The filter with these taps. Traps if there are none.
  public init(taps: Tensor<T>) {
    require(taps.count >= 1 && taps.rank >= 1, "a filter whose taps have the shape \(taps.shape) has none")
    self.taps = taps
  }

  /// The filter that changes nothing: an impulse, and zeros for the rest of `tapCount` taps. Traps unless these are
  /// positive.
  public init(tapCount: Int) {
    require(tapCount >= 1, "a filter of \(tapCount) taps")
    self.init(taps: Tensor((0..<tapCount).map { $0 == 0 ? 1 : 0 }))
  }

  /// The filtered signals, by ``filtered(_:taps:)``.
  public func callAsFunction(_ x: Tensor<T>) -> Tensor<T> { filtered(x, taps: taps) }

  /// The response at the bins of a real DFT of `fftLength` points, […, ⌊N/2⌋ + 1].
  public func response(fftLength: Int) -> Tensor<Complex<T>> { frequencyResponse(taps: taps, fftLength: fftLength) }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) { visitor.visit("taps", &taps) }
}
