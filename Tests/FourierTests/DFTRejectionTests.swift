import Fourier
import TestSupport
import Testing

/// The suite that certifies a DFT path can fail: it rejects paths with one deliberate error, for the right reason.
@Suite("Rejection of wrong DFT paths")
struct DFTRejectionTests {
  /// A wrong path, and properties that the suite has to find it without.
  struct WrongPath: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let properties: Set<DFTProperty>
    let failures: @Sendable (_ length: Int) throws -> [DFTFailure]

    init<Flaw: Defect>(_ flaw: Flaw.Type, lacks properties: DFTProperty...) {
      testDescription = "\(flaw)"
      self.properties = Set(properties)
      failures = { try DFTCertification<DefectivePath<Flaw>>.failures(length: $0) }
    }
  }

  static let wrongPaths = [
    WrongPath(
      TwiddleAtSinglePrecision.self,
      lacks: .knownPairs, .timeShift, .frequencyShift, .hermitianSymmetry, .realAgreesWithComplex, .roundTrip,
      .adjoint),
    WrongPath(TwiddleWithWrongSign.self, lacks: .knownPairs, .parseval),
    WrongPath(WrongDirection.self, lacks: .knownPairs, .timeShift, .adjoint),
    WrongPath(WrongOrthonormalFactor.self, lacks: .knownPairs, .parseval, .roundTrip),
    WrongPath(SlightlyWrongFactor.self, lacks: .knownPairs, .parseval),
    WrongPath(Squelch.self, lacks: .linearity),
    WrongPath(ImaginaryDC.self, lacks: .hermitianSymmetry),
    WrongPath(Unrepeatable.self, lacks: .repeatability),
    WrongPath(OffByOne.self, lacks: .knownPairs, .hermitianSymmetry),
    WrongPath(MissingWeightInRealAdjoint.self, lacks: .adjoint),
    WrongPath(MissingWeightInInverseRealAdjoint.self, lacks: .adjoint),
    WrongPath(TransposeForAdjoint.self, lacks: .adjoint),
    WrongPath(UsesImaginaryDC.self, lacks: .ignoredParts),
    WrongPath(FirstRowOnly.self, lacks: .batches),
    WrongPath(MiscountedBatch.self, lacks: .sizes),
    WrongPath(OverwritesInput.self, lacks: .buffers),
    WrongPath(WritesBeyondOutput.self, lacks: .buffers),
    WrongPath(LeavesLastUnwritten.self, lacks: .buffers),
    WrongPath(AssumesAlignment.self, lacks: .placement),
  ]

  @Test("A wrong path is rejected", arguments: wrongPaths, [12, 15])
  func rejected(path: WrongPath, length: Int) throws {
    let found = Set(try path.failures(length).map(\.property))
    #expect(found.isSuperset(of: path.properties), "not found: \(path.properties.subtracting(found))")
  }

  @Test("An error at odd lengths only is found there")
  func oddLengths() throws {
    typealias Suite = DFTCertification<DefectivePath<OddLengthTakenForEven>>
    #expect(try Suite.failures(length: 12).isEmpty)
    let found = Set(try Suite.failures(length: 15).map(\.property))
    #expect(found.isSuperset(of: [.knownPairs, .roundTrip, .adjoint]))
  }

  @Test("The comparison with another path rejects what deviates", arguments: [12, 15])
  func disagreement(length: Int) throws {
    let failures = try DFTCertification<DefectivePath<TwiddleAtSinglePrecision>>.failures(
      length: length, against: ReferencePath<Double>.self, within: 2 * Tolerances.dft(length: length))
    #expect(failures.contains { $0.property == .agreement })
  }

  @Test("Every property has a path that lacks it")
  func everyPropertyCounts() {
    let properties = Self.wrongPaths.reduce(into: Set([DFTProperty.agreement])) { $0.formUnion($1.properties) }
    #expect(properties == Set(DFTProperty.allCases))
  }

  @Test("The same path without an error passes", arguments: [1, 2, 12, 15])
  func noDefect(length: Int) throws {
    let failures = try DFTCertification<DefectivePath<NoDefect>>.failures(length: length)
    #expect(failures.isEmpty, "\(failures)")
  }
}
