import ComplexNumbers
import Fourier

/// A window: the weights by which a frame is multiplied before its transform.
///
/// Made by the functions below, e.g. `.hann(1024)`. In their formulas n = 0 … L−1, and D is L for the periodic form,
/// which suits spectral analysis and overlap-add, or L − 1 for the symmetric one, which suits filter design. Each traps
/// unless the length is positive; a window of one weight is 1.
public struct Window: Sendable, Hashable {
  /// w₀ … w₍L−1₎.
  public let weights: [Double]

  /// How a window's formula is sampled.
  public enum Sampling: Sendable, Hashable {
    /// The denominator is L: one period of a periodic function. SciPy's `sym=False`.
    case periodic
    /// The denominator is L − 1: first and last weights are equal. SciPy's `sym=True`.
    case symmetric
  }

  /// The number of weights, L.
  public var length: Int { weights.count }

  /// A window of weights of one's own. Traps if there are none.
  public init(_ weights: [Double]) {
    require(!weights.isEmpty, "a window has at least one weight")
    self.weights = weights
  }

  /// wₙ = 1.
  public static func rectangular(_ length: Int) -> Window {
    cosineSum(length, .periodic, [1])
  }

  /// wₙ = ½ − ½ cos(2πn/D).
  ///
  /// - Source: R. B. Blackman and J. W. Tukey, "The measurement of power spectra" (1958); SciPy's `windows.hann`.
  public static func hann(_ length: Int, _ sampling: Sampling = .periodic) -> Window {
    cosineSum(length, sampling, [0.5, 0.5])
  }

  /// wₙ = 0.54 − 0.46 cos(2πn/D).
  ///
  /// - Source: as for Hann's; SciPy's `windows.hamming`.
  public static func hamming(_ length: Int, _ sampling: Sampling = .periodic) -> Window {
    cosineSum(length, sampling, [0.54, 0.46])
  }

  /// wₙ = 0.42 − 0.5 cos(2πn/D) + 0.08 cos(4πn/D).
  ///
  /// - Source: as for Hann's; SciPy's `windows.blackman`.
  public static func blackman(_ length: Int, _ sampling: Sampling = .periodic) -> Window {
    cosineSum(length, sampling, [0.42, 0.5, 0.08])
  }

  /// wₙ = 0.35875 − 0.48829 cos(2πn/D) + 0.14128 cos(4πn/D) − 0.01168 cos(6πn/D): the minimum four-term window, side
  /// lobes below −92 dB.
  ///
  /// - Source: F. J. Harris, "On the use of windows for harmonic analysis with the DFT", Proc. IEEE 66 (1978), 51;
  ///   SciPy's `windows.blackmanharris`.
  public static func blackmanHarris(_ length: Int, _ sampling: Sampling = .periodic) -> Window {
    cosineSum(length, sampling, [0.35875, 0.48829, 0.14128, 0.01168])
  }

  /// wₙ = I₀(β √(1 − (2n/D − 1)²)) / I₀(β): the window whose energy is most concentrated, nearly.
  ///
  /// - Parameter beta: β, the trade of main lobe width against side lobes; 0 is rectangular, 8.6 about Blackman's.
  ///   Traps unless it is between 0 and 700, beyond which I₀ overflows.
  /// - Source: J. F. Kaiser and R. W. Schafer, IEEE Trans. ASSP 28 (1980), 105; SciPy's `windows.kaiser`.
  public static func kaiser(_ length: Int, beta: Double, _ sampling: Sampling = .periodic) -> Window {
    require(beta >= 0 && beta <= 700, "a Kaiser window's β is \(beta), but must be between 0 and 700")
    let peak = besselI0(beta)
    return sampled(length, sampling) { position in
      let x = 2 * position - 1
      return besselI0(beta * max(0, 1 - x * x).squareRoot()) / peak
    }
  }

  /// Σⱼ (−1)ʲ aⱼ cos(2πjn/D).
  private static func cosineSum(_ length: Int, _ sampling: Sampling, _ coefficients: [Double]) -> Window {
    sampled(length, sampling) { position in
      var sum = 0.0, sign = 1.0
      for (order, coefficient) in coefficients.enumerated() {
        sum += sign * coefficient * .cos(2 * .pi * Double(order) * position)
        sign = -sign
      }
      return sum
    }
  }

  /// The weights of a formula in n/D; a window of one weight is 1.
  private static func sampled(_ length: Int, _ sampling: Sampling, _ formula: (Double) -> Double) -> Window {
    require(length >= 1, "a window's length is \(length), but must be at least 1")
    if length == 1 { return Window([1]) }
    let denominator = Double(sampling == .periodic ? length : length - 1)
    return Window((0..<length).map { formula(Double($0) / denominator) })
  }
}

/// The modified Bessel function I₀(x) = Σ ((x/2)ʲ/j!)², summed until it no longer changes.
private func besselI0(_ x: Double) -> Double {
  var sum = 1.0, term = 1.0, j = 1.0
  while term > sum * 1e-17 {
    term *= (x / (2 * j)) * (x / (2 * j))
    sum += term
    j += 1
  }
  return sum
}
