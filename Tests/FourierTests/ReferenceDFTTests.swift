import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The reference path against 50-digit arithmetic and against itself in a wider precision: it judges the others, so it
/// has the tighter gate of a compensated sum.
@Suite("ReferenceDFT")
struct ReferenceDFTTests {
  static let lengths = [1, 2, 3, 5, 8, 12, 17, 30, 64, 97]

  @Test("agrees with mpmath in single precision", arguments: lengths)
  func mpmathSingle(length: Int) throws { try compareWithFixture(length, Float.self) }

  @Test("agrees with mpmath in double precision", arguments: lengths)
  func mpmathDouble(length: Int) throws { try compareWithFixture(length, Double.self) }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("agrees with mpmath in extended precision", arguments: lengths)
    func mpmathExtended(length: Int) throws { try compareWithFixture(length, Float80.self) }

    #if DEBUG
      static let wideLengths = [1, 2, 3, 4, 7, 12, 31, 64, 97]
    #else
      static let wideLengths = Array(1...64) + [67, 97, 101, 127, 251, 256, 509, 1000, 1009, 1024]
    #endif

    @Test("in double precision agrees with itself in extended precision", arguments: wideLengths)
    func extended(length: Int) throws {
      let failures = try DFTCertification<ReferencePath<Double>>.failures(
        length: length, against: ReferencePath<Float80>.self, within: Tolerances.definition())
      #expect(failures.isEmpty, "\(failures)")
    }
  #endif

  @Test("in single precision agrees with itself in double precision", arguments: [1, 2, 3, 4, 7, 12, 31, 64, 97])
  func double(length: Int) throws {
    let failures = try DFTCertification<ReferencePath<Float>>.failures(
      length: length, against: ReferencePath<Double>.self, within: Tolerances.definition())
    #expect(failures.isEmpty, "\(failures)")
  }

  private func compareWithFixture<T: Real & BitwiseCopyable & Sendable & LosslessStringConvertible>(
    _ length: Int, _ type: T.Type
  ) throws {
    let fixture: ReferenceFixture = try Fixture.load("reference_dft")
    let known = try #require(fixture.cases.first { $0.length == length })
    let gate = Tolerances.definition(T.self)
    let normalizedGate = gate + 5 / 2 * Tolerances.unitRoundoff(T.self)

    let z: [Complex<T>] = try complex(known.complexInput)
    #expect(try relativeError(ReferenceDFT(length: length)(z), complex(known.complexForward)) <= gate)
    #expect(
      try relativeError(ReferenceDFT(length: length, direction: .inverse)(z), complex(known.complexInverse))
        <= normalizedGate)
    let x: [T] = try known.realInput.map(number)
    #expect(try relativeError(ReferenceRealDFT(length: length)(x), complex(known.realForward)) <= gate)
    let half: [Complex<T>] = try complex(known.halfSpectrum)
    #expect(
      try relativeError(ReferenceInverseRealDFT(length: length)(half), known.realInverse.map(number))
        <= normalizedGate)
  }
}
