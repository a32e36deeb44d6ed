public import Autodiff
public import ComplexNumbers
import Fourier

/// Second-order sections H(z) = (b₀ + b₁z⁻¹ + b₂z⁻²) / (a₀ + a₁z⁻¹ + a₂z⁻²), with tensors as coefficients: one number
/// each, or a whole bank.
///
/// The designs and ``response(at:)`` are made of operations on tensors, so a loss of the response is differentiable
/// in frequency, gain and Q.
public struct Biquad<T: TensorScalar>: Sendable {
  /// b₀, b₁, b₂.
  public let numerator: (Tensor<T>, Tensor<T>, Tensor<T>)
  /// a₀, a₁, a₂.
  public let denominator: (Tensor<T>, Tensor<T>, Tensor<T>)

  /// The section with these coefficients, whose shapes broadcast.
  public init(
    numerator: (Tensor<T>, Tensor<T>, Tensor<T>), denominator: (Tensor<T>, Tensor<T>, Tensor<T>)
  ) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// A section of a parametric equalizer.
  ///
  /// - Parameters:
  ///   - kind: shelf or peak.
  ///   - frequency: the center, or a shelf's midpoint, in the unit of `sampleRate`, between 0 and half of it.
  ///   - gain: the gain of the peak or shelf in dB.
  ///   - q: Q, the quality: positive; 1/√2 gives a shelf without overshoot.
  ///   - sampleRate: samples per unit of time.
  ///
  /// Neither range is checked, so that a descent may pass through what is no stable section.
  /// - Source: R. Bristow-Johnson, "Audio EQ Cookbook" (W3C Working Group Note, 2021).
  public static func parametric(
    _ kind: ParametricSection.Kind, frequency: Tensor<T>, gain: Tensor<T>, q: Tensor<T>, sampleRate: T
  ) -> Biquad {
    let w = frequency / sampleRate * (2 * T.pi)
    let amplitude = exp(gain * (T.log(10) / 40))
    let cosine = cos(w)
    let alpha = sin(w) / (2 * q)
    switch kind {
    case .peak:
      let up = alpha * amplitude, down = alpha / amplitude
      return Biquad(numerator: (1 + up, -2 * cosine, 1 - up), denominator: (1 + down, -2 * cosine, 1 - down))
    case .lowShelf: return shelf(amplitude, cosine, alpha, sign: 1)
    case .highShelf: return shelf(amplitude, cosine, alpha, sign: -1)
    }
  }

  /// Both shelves: the high one is the low one with z for −z, which turns the signs of cos and of the odd coefficients.
  private static func shelf(_ a: Tensor<T>, _ cosine: Tensor<T>, _ alpha: Tensor<T>, sign: T) -> Biquad {
    let c = sign * cosine
    let slope = 2 * sqrt(a) * alpha
    let plus = a + 1, minus = a - 1
    return Biquad(
      numerator: (
        a * (plus - minus * c + slope), (2 * sign) * a * (minus - plus * c), a * (plus - minus * c - slope)
      ),
      denominator: (
        plus + minus * c + slope, (-2 * sign) * (minus + plus * c), plus + minus * c - slope
      ))
  }

  /// The frequency response H(e^{iω}) at angular frequencies ω, in radians per sample.
  ///
  /// - Parameter frequencies: K of them; the coefficients' shapes get a last axis of K.
  /// - Complexity: O(K) for each section of a bank.
  /// - Source: SciPy's `freqz_sos`.
  public func response(at frequencies: [T]) -> Tensor<Complex<T>> {
    let delay = Tensor(frequencies.map { Complex.exp(i: -$0) })
    let twice = square(delay)
    func polynomial(_ c: (Tensor<T>, Tensor<T>, Tensor<T>)) -> Tensor<Complex<T>> {
      complex(column(c.0)) + column(c.1) * delay + column(c.2) * twice
    }
    return polynomial(numerator) / polynomial(denominator)
  }

  private func column(_ x: Tensor<T>) -> Tensor<T> { x.reshaped(to: x.shape + [1]) }
}
