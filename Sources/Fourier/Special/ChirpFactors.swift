import ComplexNumbers

/// The three sets of factors of Bluestein's algorithm: with nk = (n² + k² − (k − n)²)/2,
/// Xₖ = W^{k²/2} · Σₙ (xₙ A^{−n} W^{n²/2}) · W^{−(k−n)²/2}, two multiplications by a chirp and a convolution with one.
struct ChirpFactors<P: TransformScalar>: Sendable {
  /// A^{−n} W^{n²/2} for n < N.
  let before: [Complex<P>]
  /// W^{k²/2} for k < M.
  let after: [Complex<P>]
  /// The DFT of the chirp W^{−m²/2}, −N < m < M, wrapped around `convolutionLength` points, over that length.
  let response: [Complex<P>]

  /// - Parameters:
  ///   - step: the angle of 1/W.
  ///   - start: the angle of A.
  ///   - decay: log|W|.
  ///   - radius: log|A|.
  init(
    length: Int, binCount: Int, convolutionLength: Int, step: Turns<P>, start: Turns<P>, decay: P, radius: P
  ) throws(DFTError) {
    let half = step.half
    func chirp(_ n: Int) -> Complex<P> {
      let power = P(n) * P(n) / 2 * decay
      return (-(n * n * half)).reduced.exponential * .exp(power)
    }
    before = (0..<length).map { n in
      // The moduli's exponents are added first, since each of the two alone may leave the range of P.
      let power = P(n) * (P(n) / 2 * decay - radius)
      return (-(n * n * half) + -(n * start)).reduced.exponential * .exp(power)
    }
    after = (0..<binCount).map(chirp)
    var kernel = [Complex<P>](repeating: .zero, count: convolutionLength)
    for m in 0..<max(length, binCount) {
      let power = P(m) * P(m) / 2 * decay
      let value = (m * m * half).reduced.exponential * .exp(-power)
      if m < binCount { kernel[m] = value }
      if m > 0 && m < length { kernel[convolutionLength - m] = value }
    }
    response = try DFTPlan<P>(length: convolutionLength, normalization: .forward)(kernel)
  }
}

extension Complex where T: TransformScalar {
  init<P: TransformScalar>(rounding z: Complex<P>) { self.init(T(z.real), T(z.imaginary)) }
}
