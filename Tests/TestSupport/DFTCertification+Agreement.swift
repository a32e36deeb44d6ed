import ComplexNumbers
import Fourier

// One path against another, whose errors are known.

extension DFTCertification where Path.Scalar: BinaryFloatingPoint {
  /// Compares the path's unnormalized transforms of `length` random points, in both directions, with another path's of
  /// the same points, and lists the disagreements.
  ///
  /// - Parameter tolerance: the relative error of the two together.
  public static func failures<Oracle: DFTPath>(
    length: Int, against oracle: Oracle.Type, within tolerance: Path.Scalar
  ) throws -> [DFTFailure] where Oracle.Scalar: BinaryFloatingPoint {
    var suite = DFTCertification(length: length)
    for direction in suite.directions {
      let normalization: Normalization = direction == .forward ? .backward : .forward
      let x = suite.complexSignal()
      let expected = try Oracle.dft(length: length, batchCount: 1, direction: direction, normalization: normalization)
      suite.expectAgreement(
        suite.apply(try suite.dft(direction, normalization), x), expected(widened(x)), tolerance, "\(direction)")
    }
    let x = suite.realSignal()
    let expected = try Oracle.realDFT(length: length, batchCount: 1, normalization: .backward)
    suite.expectAgreement(suite.apply(try suite.realDFT(), x), expected(x.map { Oracle.Scalar($0) }), tolerance, "real")
    let spectrum: [Complex<T>] = suite.random.complexSignal(count: suite.bins)
    let expectedInverse = try Oracle.inverseRealDFT(length: length, batchCount: 1, normalization: .forward)
    let samples = suite.apply(try suite.inverseRealDFT(.forward), spectrum)
    suite.expectAgreement(
      complexes(samples), complexes(expectedInverse(widened(spectrum))), tolerance, "inverse real")
    return suite.failures
  }

  private mutating func expectAgreement<Wide: Real & BinaryFloatingPoint>(
    _ computed: [Complex<T>], _ expected: [Complex<Wide>], _ tolerance: T, _ what: String
  ) {
    let error = relativeError(widened(computed), expected)
    expect(.agreement, T(error), within: tolerance, what)
  }
}

/// x in another precision.
private func widened<T: Real & BinaryFloatingPoint, Wide: Real & BinaryFloatingPoint>(
  _ x: [Complex<T>]
) -> [Complex<Wide>] {
  x.map { Complex(Wide($0.real), Wide($0.imaginary)) }
}
