import ComplexNumbers

/// Every tolerance of the numerical tests, derived from the unit roundoff u = 2⁻²⁴ (`Float`), 2⁻⁵³ (`Double`) or
/// 2⁻⁶⁴ (`Float80`). Errors are relative, in the Euclidean norm ‖computed − exact‖₂ / ‖exact‖₂.
public enum Tolerances {
  /// u: the largest relative error of one rounding.
  public static func unitRoundoff<T: FloatingPoint>(_ type: T.Type = T.self) -> T { T.ulpOfOne / 2 }

  /// The gate for a DFT of N points: 2.5·u·√log₂N.
  ///
  /// A fast transform is log₂N levels of butterflies, each of them (up to a factor) unitary, so that a level carries
  /// the error of the levels before it along unchanged and adds its own: a rounded twiddle factor, a product and a sum,
  /// of c·u together. The levels' errors are independent, hence add in quadrature: c·u·√log₂N. The constant is
  /// known by measurement: c is 0.5 to 0.8 for lengths of small factors and up to 1.5 for large primes, whose
  /// transforms are convolutions made of longer ones. 2.5 leaves room for unlucky data, and none for a
  /// twiddle factor that is wrong in its last few bits at any level.
  ///
  /// log₂N counts as 1 where it is less: a transform of one or two points still has the rounding of one level.
  /// The compensated sum from the definition has an error of about u at every N, so the same gate admits it.
  ///
  /// - Source: J. C. Schatzman, "Accuracy of the discrete Fourier transform and the fast Fourier transform",
  ///   SIAM J. Sci. Comput. 17 (1996), 1150; N. J. Higham, "Accuracy and Stability of Numerical Algorithms", ch. 24.
  public static func dft<T: Real>(length: Int, _ type: T.Type = T.self) -> T {
    5 / 2 * unitRoundoff() * .sqrt(.maximum(1, .log2(T(length))))
  }

  /// The gate for a DFT of N points with its normalization: that of the transform and 2.5·u for the factor.
  ///
  /// 1/√N is a rounded root of a rounded quotient, 1.5·u at most, and multiplying by it rounds once more.
  public static func normalizedDFT<T: Real>(length: Int, _ type: T.Type = T.self) -> T {
    dft(length: length) + 5 / 2 * unitRoundoff()
  }

  /// The error of a compensated sum from the definition, at any N: 2.5·u.
  ///
  /// Each term has the error of a rounded root of unity, √½·u at most, and of a complex product, √2·u at most (both
  /// in quadrature over the terms); the running sums are compensated, and the result is rounded once or twice.
  ///
  /// - Source: N. J. Higham, "Accuracy and Stability of Numerical Algorithms", §§ 3.6 and 4.3.
  public static func definition<T: Real>(_ type: T.Type = T.self) -> T { 5 / 2 * unitRoundoff() }
}
