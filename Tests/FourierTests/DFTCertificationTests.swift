import Fourier
import TestSupport
import Testing

/// Both paths, in every precision they have, pass the suite that certifies a DFT path.
@Suite("Certification of the DFT paths")
struct DFTCertificationTests {
  // The O(N²) path takes seconds a length in a debug build, where nothing is specialized.
  #if DEBUG
    static let referenceLengths = Array(1...17) + [24, 31]
    static let fastLengths = Array(1...64) + [67, 97, 128, 251, 256]
    static let extendedLengths = Array(1...16) + [31, 60]
  #else
    static let referenceLengths = Array(1...64) + [67, 97, 101, 127]
    static let fastLengths =
      Array(1...64) + [67, 97, 101, 127, 128, 251, 256, 500, 509, 512, 1000, 1009, 1024, 2003, 2048, 3600, 4096, 4099]
    static let extendedLengths = Array(1...32) + [60, 64, 97, 128, 251, 500, 512]
  #endif

  @Test("The reference path passes in single precision", arguments: referenceLengths)
  func referenceSingle(length: Int) throws {
    try expectNone(DFTCertification<ReferencePath<Float>>.failures(length: length))
  }

  @Test("The reference path passes in double precision", arguments: referenceLengths)
  func referenceDouble(length: Int) throws {
    try expectNone(DFTCertification<ReferencePath<Double>>.failures(length: length))
  }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("The reference path passes in extended precision", arguments: referenceLengths)
    func referenceExtended(length: Int) throws {
      try expectNone(DFTCertification<ReferencePath<Float80>>.failures(length: length))
    }
  #endif

  @Test("FFTW's path passes in single precision", arguments: fastLengths)
  func fastSingle(length: Int) throws {
    try expectNone(DFTCertification<FFTWPath<Float>>.failures(length: length))
  }

  @Test("FFTW's path passes in double precision", arguments: fastLengths)
  func fastDouble(length: Int) throws {
    try expectNone(DFTCertification<FFTWPath<Double>>.failures(length: length))
  }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("FFTW's path passes in extended precision", arguments: extendedLengths)
    func fastExtended(length: Int) throws {
      try expectNone(DFTCertification<FFTWPath<Float80>>.failures(length: length))
    }
  #endif

  private func expectNone(_ failures: [DFTFailure]) {
    #expect(failures.isEmpty, "\(failures.map(\.description).joined(separator: "\n"))")
  }
}
