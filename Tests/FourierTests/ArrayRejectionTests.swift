import Fourier
import TestSupport
import Testing

/// The suite that certifies transforms along axes can fail: it rejects paths with one deliberate error.
@Suite("Rejection of wrong paths along axes")
struct ArrayRejectionTests {
  /// A wrong path, arrays on which the error shows, and properties that the suite has to find it without.
  struct WrongPath: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arrays: [ArrayCase]
    let properties: Set<DFTProperty>
    let failures: @Sendable (ArrayCase) throws -> [DFTFailure]

    init<Flaw: Defect>(_ flaw: Flaw.Type, on arrays: [ArrayCase], lacks properties: DFTProperty...) {
      testDescription = "\(flaw)"
      self.arrays = arrays
      self.properties = Set(properties)
      failures = {
        try ArrayCertification<DefectivePath<Flaw>>.failures(shape: $0.shape, axes: $0.axes, kinds: kinds)
      }
    }
  }

  /// Those that the defects are in, and two others.
  static let kinds: [RealToRealKind] = [.dct1, .dct2, .dst1, .dst2, .halfComplexToReal]
  static let planes = [ArrayCase([4, 3]), ArrayCase([3, 6], axes: [1, 0])]
  static let rows = [ArrayCase([3, 6], axes: [1]), ArrayCase([6, 2], axes: [-2])]
  static let lastAxis = [ArrayCase([3, 6], axes: [1])]
  static let squares = [ArrayCase([4, 4], axes: [1, 0]), ArrayCase([5, 5])]

  static let wrongPaths = [
    WrongPath(KindsInWrongOrder.self, on: planes, lacks: .knownPairs, .adjoint, .roundTrip),
    WrongPath(HalvesFirstAxis.self, on: squares, lacks: .knownPairs, .realAgreesWithComplex, .adjoint),
    WrongPath(FactorOfOneAxis.self, on: planes, lacks: .knownPairs, .parseval, .adjoint),
    WrongPath(ForgetsAnAxis.self, on: planes, lacks: .knownPairs, .parseval, .roundTrip, .adjoint),
    WrongPath(MissingWeightInRealArrayAdjoint.self, on: planes, lacks: .adjoint),
    WrongPath(MissingWeightInInverseRealArrayAdjoint.self, on: planes, lacks: .adjoint),
    WrongPath(FirstBlockOnly.self, on: lastAxis, lacks: .batches),
    WrongPath(MissingEndWeight.self, on: rows, lacks: .adjoint),
    WrongPath(WrongEnd.self, on: rows + planes, lacks: .knownPairs, .parseval, .roundTrip),
    WrongPath(NyquistTwice.self, on: rows, lacks: .knownPairs, .parseval, .roundTrip),
    WrongPath(WrongLogicalLength.self, on: rows, lacks: .knownPairs),
    // Errors that the suite for single transforms rejects, too.
    WrongPath(Squelch.self, on: planes, lacks: .linearity),
    WrongPath(WrongOrthonormalFactor.self, on: planes, lacks: .knownPairs, .parseval, .roundTrip),
    WrongPath(SlightlyWrongFactor.self, on: planes, lacks: .knownPairs, .parseval),
    WrongPath(TransposeForAdjoint.self, on: planes, lacks: .adjoint),
    WrongPath(UsesImaginaryDC.self, on: planes, lacks: .ignoredParts),
    WrongPath(Unrepeatable.self, on: planes, lacks: .repeatability),
    WrongPath(MiscountedBatch.self, on: rows, lacks: .sizes),
    WrongPath(OverwritesInput.self, on: planes, lacks: .buffers),
    WrongPath(WritesBeyondOutput.self, on: planes, lacks: .buffers),
    WrongPath(LeavesLastUnwritten.self, on: planes, lacks: .buffers),
    WrongPath(AssumesAlignment.self, on: planes, lacks: .placement),
  ]

  @Test("A wrong path is rejected", arguments: wrongPaths)
  func rejected(path: WrongPath) throws {
    for array in path.arrays {
      let found = Set(try path.failures(array).map(\.property))
      #expect(
        found.isSuperset(of: path.properties),
        "\(array.testDescription): not found: \(path.properties.subtracting(found))")
    }
  }

  @Test("The comparison with another path rejects what deviates", arguments: planes)
  func disagreement(array: ArrayCase) throws {
    func failures<Flaw: Defect>(_ flaw: Flaw.Type) throws -> [DFTFailure] {
      try ArrayCertification<DefectivePath<Flaw>>.failures(
        shape: array.shape, axes: array.axes, against: ReferencePath<Double>.self,
        oracleError: Tolerances.definition())
    }
    #expect(try failures(ForgetsAnAxis.self).contains { $0.property == .agreement })
    #expect(try failures(MissingWeightInRealArrayAdjoint.self).contains { $0.property == .agreement })
    #expect(try failures(WrongEnd.self).contains { $0.property == .agreement })
    #expect(try failures(NoDefect.self).isEmpty)
  }

  @Test("The known pairs alone reject a wrong path", arguments: planes)
  func knownPairs(array: ArrayCase) throws {
    func failures<Flaw: Defect>(_ flaw: Flaw.Type) throws -> [DFTFailure] {
      try ArrayCertification<DefectivePath<Flaw>>.knownPairFailures(shape: array.shape, axes: array.axes)
    }
    #expect(try failures(FactorOfOneAxis.self).contains { $0.property == .knownPairs })
    #expect(try failures(WrongEnd.self).contains { $0.property == .knownPairs })
    #expect(try failures(NoDefect.self).isEmpty)
  }

  @Test("Every property that the suite examines has a path that lacks it")
  func everyPropertyCounts() {
    let properties = Self.wrongPaths.reduce(into: Set([DFTProperty.agreement])) { $0.formUnion($1.properties) }
    // Delays and Hermitian symmetry are examined on single transforms.
    #expect(properties == Set(DFTProperty.allCases).subtracting([.timeShift, .frequencyShift, .hermitianSymmetry]))
  }

  @Test("The same path without an error passes", arguments: planes + rows + squares + [ArrayCase([1])])
  func noDefect(array: ArrayCase) throws {
    let failures = try ArrayCertification<DefectivePath<NoDefect>>.failures(
      shape: array.shape, axes: array.axes, kinds: Self.kinds)
    #expect(failures.isEmpty, "\(summary(of: failures))")
  }
}
