public import Autodiff
public import ComplexNumbers
import SignalProcessing
import Fourier

/// A layer that is second-order sections in series, whatever they are made from.
public protocol BiquadChain<Scalar>: Parameterized, Sendable {
  associatedtype Scalar: TensorScalar

  /// b₀, b₁, b₂, a₀, a₁, a₂ of each section, [S, 6].
  var sections: Tensor<Scalar> { get }
}

extension BiquadChain {
  /// The signals filtered in time, from rest, […, N] to […, N]: exact, and sequential.
  ///
  /// - Complexity: O(N·S) for each signal, both ways.
  public func callAsFunction(_ x: Tensor<Scalar>) -> Tensor<Scalar> { filtered(x, sections: sections) }

  /// The signals filtered by the response at the bins of a DFT: as in time, but for what of the impulse response lies
  /// beyond `fftLength` samples, which comes around.
  ///
  /// - Parameter fftLength: the period. Traps if it is shorter than the signals.
  /// - Complexity: O(L log L) for a period of L, both ways, and O(S·L).
  public func filteredPeriodically(_ x: Tensor<Scalar>, fftLength: Int) -> Tensor<Scalar> {
    filtered(x, response: response(fftLength: fftLength), fftLength: fftLength)
  }

  /// The response at the bins of a real DFT of `fftLength` points, [⌊N/2⌋ + 1]: exact.
  public func response(fftLength: Int) -> Tensor<Complex<Scalar>> {
    frequencyResponse(sections: sections, fftLength: fftLength)
  }
}
