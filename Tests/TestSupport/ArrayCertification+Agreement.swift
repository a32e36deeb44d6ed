import ComplexNumbers
import Fourier

// One path against another, whose errors are known, along the axes of arrays.

extension ArrayCertification where Path.Scalar: BinaryFloatingPoint {
  /// Compares the path's transforms of random arrays, in both directions, with another path's of the same arrays, and
  /// lists the disagreements.
  ///
  /// - Parameters:
  ///   - kinds: the real-to-real kinds compared; each along all axes, and with others along the other axes.
  ///   - oracleError: the relative error that the other path may have along each axis.
  public static func failures<Oracle: DFTPath>(
    shape: [Int], axes: [Int]? = nil, kinds: [RealToRealKind] = RealToRealKind.allCases, against oracle: Oracle.Type,
    oracleError: Path.Scalar
  ) throws -> [DFTFailure] where Oracle.Scalar: BinaryFloatingPoint {
    var suite = ArrayCertification(shape: shape, axes: axes)
    let slack = oracleError * T(suite.transformed.count)
    for direction in suite.directions {
      let normalization: Normalization = direction == .forward ? .none : .orthonormal
      suite.expectAgreement(
        try suite.dft(direction, normalization),
        try Oracle.dft(shape: shape, axes: axes, direction: direction, normalization: normalization),
        in: Oracle.Scalar.self, suite.gate + slack, "complex, \(direction)")
      suite.expectAgreement(
        try suite.realDFT(direction, normalization),
        try Oracle.realDFT(shape: shape, axes: axes, direction: direction, normalization: normalization),
        in: Oracle.Scalar.self, suite.gate + slack, "real, \(direction)")
      // Of a random half-spectrum, which is no signal's, parts are ignored after the sums along other axes.
      suite.expectAgreement(
        try suite.inverseRealDFT(direction, normalization),
        try Oracle.inverseRealDFT(shape: shape, axes: axes, direction: direction, normalization: normalization),
        in: Oracle.Scalar.self, T.sqrt(2) * (suite.gate + slack), "inverse real, \(direction)")
      for kinds in suite.combinations(of: kinds) {
        let choice = RealToRealChoice(kinds, direction, normalization, nil)
        suite.expectAgreement(
          try suite.realToReal(choice),
          try Oracle.realToReal(
            shape: shape, kinds: kinds, axes: axes, direction: direction, normalization: normalization,
            orthogonalizes: nil),
          in: Oracle.Scalar.self, suite.gate(kinds) + slack, "\(choice)")
      }
    }
    return suite.failures
  }

  private mutating func expectAgreement<
    Transform: FourierTransform, Other: FourierTransform, Wide: Real & BinaryFloatingPoint & BitwiseCopyable
  >(_ transform: Transform, _ other: Other, in type: Wide.Type, _ tolerance: T, _ what: String)
  where
    Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable, Other.Input: BitwiseCopyable,
    Other.Output: BitwiseCopyable
  {
    let x: [Transform.Input] = randomElements(transform.inputCount)
    let w: [Transform.Output] = randomElements(transform.outputCount)
    let expected: [Wide] = parts(other(elements(reals(x).map { Wide($0) })))
    let error = relativeError(reals(apply(transform, x)).map { Wide($0) }, expected)
    expect(.agreement, T(error), within: tolerance, what)
    let expectedBack: [Wide] = parts(other.adjoint(elements(reals(w).map { Wide($0) })))
    let errorBack = relativeError(reals(applyAdjoint(transform, w)).map { Wide($0) }, expectedBack)
    expect(.agreement, T(errorBack), within: T.sqrt(2) * tolerance, "the adjoint of \(what)")
  }
}
