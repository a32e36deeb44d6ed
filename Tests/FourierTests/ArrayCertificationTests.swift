import Fourier
import TestSupport
import Testing

/// Both paths, in every precision they have, pass the suite that certifies transforms along the axes of arrays.
@Suite("Certification along axes")
struct ArrayCertificationTests {
  #if DEBUG
    static let referenceCases = [ArrayCase([1]), ArrayCase([4]), ArrayCase([3, 2], axes: [1, 0])]
    static let fastCases = [ArrayCase([1]), ArrayCase([5]), ArrayCase([4, 3, 2], axes: [2, 0])]
  #else
    static let referenceCases = [
      ArrayCase([1]), ArrayCase([6]), ArrayCase([4, 3], axes: [1, 0]), ArrayCase([5, 2], axes: [-2]),
      ArrayCase([3, 4, 2], axes: [-1, 1]), ArrayCase([2, 1, 3, 2]),
    ]
    static let fastCases =
      ArrayCase.all + [
        ArrayCase([8]), ArrayCase([31]), ArrayCase([16, 9], axes: [1, 0]), ArrayCase([1, 1, 1, 1], axes: [2, -4]),
        ArrayCase([3, 16, 5], axes: [1]), ArrayCase([4, 2, 4, 3], axes: [1, 3, 0, 2]),
      ]
  #endif

  @Test("The reference path passes in single precision", arguments: referenceCases)
  func referenceSingle(array: ArrayCase) throws { try expectNone(ReferencePath<Float>.self, array) }

  @Test("The reference path passes in double precision", arguments: referenceCases)
  func referenceDouble(array: ArrayCase) throws { try expectNone(ReferencePath<Double>.self, array) }

  // The fast path in processes of their own: once something has been measured in a process, each estimated plan has to
  // put FFTW's wisdom aside, and these are some ten thousand plans.

  @Test("FFTW's path passes in single precision and agrees with the reference")
  func fastSingle() async {
    await #expect(processExitsWith: .success) {
      try ArrayCertificationTests.certify(FFTWPath<Float>.self, ReferencePath<Double>.self, oracleError: 0)
    }
  }

  @Test("FFTW's path passes in double precision and agrees with the reference")
  func fastDouble() async {
    await #expect(processExitsWith: .success) {
      try ArrayCertificationTests.certify(
        FFTWPath<Double>.self, ReferencePath<Double>.self, oracleError: Tolerances.definition())
    }
  }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("The reference path passes in extended precision", arguments: referenceCases)
    func referenceExtended(array: ArrayCase) throws { try expectNone(ReferencePath<Float80>.self, array) }

    @Test("FFTW's path passes in extended precision and agrees with the reference")
    func fastExtended() async {
      await #expect(processExitsWith: .success) {
        try ArrayCertificationTests.certify(
          FFTWPath<Float80>.self, ReferencePath<Float80>.self, oracleError: Tolerances.definition())
      }
    }
  #endif

  /// Ends the process with the failures, where no expectation would be seen.
  private static func certify<Path: DFTPath, Oracle: DFTPath>(
    _ path: Path.Type, _ oracle: Oracle.Type, oracleError: Path.Scalar
  ) throws where Path.Scalar: BinaryFloatingPoint, Oracle.Scalar: BinaryFloatingPoint {
    for array in fastCases {
      let failures =
        try ArrayCertification<Path>.failures(shape: array.shape, axes: array.axes)
        + ArrayCertification<Path>.failures(
          shape: array.shape, axes: array.axes, against: oracle, oracleError: oracleError)
      if !failures.isEmpty { fatalError(summary(of: failures)) }
    }
  }

  private func expectNone<Path: DFTPath>(_ path: Path.Type, _ array: ArrayCase) throws {
    let failures = try ArrayCertification<Path>.failures(shape: array.shape, axes: array.axes)
    #expect(failures.isEmpty, "\(summary(of: failures))")
  }
}

/// The first failures, one a line, and how many there are.
func summary(of failures: [DFTFailure]) -> String {
  "\(failures.count) failures:\n" + failures.prefix(8).map(\.description).joined(separator: "\n")
}
