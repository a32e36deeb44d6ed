import Foundation
import Fourier
import TestSupport
import Testing

/// Whether the combinations that take minutes are run, too: `PARSEVAL_EXHAUSTIVE=1 swift test -c release`.
let runsExhaustively = ProcessInfo.processInfo.environment["PARSEVAL_EXHAUSTIVE"] == "1"

/// Every small size, every prime to 10007 and every power of two to 2²², every kind, precision, direction and
/// normalization, and axes of arrays in every order.
@Suite("Exhaustive certification", .enabled(if: runsExhaustively))
struct ExhaustiveTests {
  @Test("Every size to 128 in single precision", arguments: 1...128)
  func sizesSingle(length: Int) throws { try certify(length, FFTWPath<Float>.self, ReferencePath<Double>.self) }

  @Test("Every size to 128 in double precision", arguments: 1...128)
  func sizesDouble(length: Int) throws { try certify(length, FFTWPath<Double>.self, ReferencePath<Double>.self) }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("Every size to 128 in extended precision", arguments: 1...128)
    func sizesExtended(length: Int) throws { try certify(length, FFTWPath<Float80>.self, ReferencePath<Float80>.self) }
  #endif

  private func certify<Path: DFTPath, Oracle: DFTPath>(
    _ length: Int, _ path: Path.Type, _ oracle: Oracle.Type
  ) throws where Path.Scalar: BinaryFloatingPoint, Oracle.Scalar: BinaryFloatingPoint {
    let failures =
      try DFTCertification<Path>.failures(length: length) + ArrayCertification<Path>.failures(shape: [length])
      + ArrayCertification<Path>.failures(
        shape: [length], against: oracle, oracleError: Tolerances.definition())
    #expect(failures.isEmpty, "\(summary(of: failures))")
  }

  /// The kinds that take a prime length to a DFT of that length, of its double, and of its neighbours.
  static let primeKinds: [RealToRealKind] = [.dct1, .dct2, .dst1, .dst4, .dht]

  @Test("Every prime to 10007", arguments: primes(upTo: 10007))
  func primeLengths(length: Int) throws {
    let failures =
      try ArrayCertification<FFTWPath<Float>>.knownPairFailures(
        shape: [length], normalizations: [.orthonormal], kinds: Self.primeKinds)
      + ArrayCertification<FFTWPath<Double>>.knownPairFailures(
        shape: [length], normalizations: [.orthonormal], kinds: Self.primeKinds)
    #expect(failures.isEmpty, "\(summary(of: failures))")
  }

  @Test("Some large primes, closely", arguments: [5003, 7919, 10007])
  func largePrimes(length: Int) throws {
    let failures =
      try DFTCertification<FFTWPath<Float>>.failures(length: length)
      + DFTCertification<FFTWPath<Double>>.failures(length: length)
    #expect(failures.isEmpty, "\(summary(of: failures))")
  }

  @Test("Every power of two to 2²² in single precision", arguments: 0...22)
  func powersSingle(exponent: Int) throws { try certifyPower(exponent, FFTWPath<Float>.self) }

  @Test("Every power of two to 2²² in double precision", arguments: 0...22)
  func powersDouble(exponent: Int) throws { try certifyPower(exponent, FFTWPath<Double>.self) }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("Every power of two to 2¹⁶ in extended precision", arguments: 0...16)
    func powersExtended(exponent: Int) throws { try certifyPower(exponent, FFTWPath<Float80>.self) }
  #endif

  private func certifyPower<Path: DFTPath>(_ exponent: Int, _ path: Path.Type) throws {
    let failures = try ArrayCertification<Path>.knownPairFailures(
      shape: [1 << exponent], normalizations: exponent <= 16 ? Normalization.allCases : [.orthonormal])
    #expect(failures.isEmpty, "\(summary(of: failures))")
  }

  /// Every choice and order of axes of arrays of one to four of them.
  static let arrays = [[1], [7], [4, 9], [6, 1], [3, 4, 5], [2, 1, 6], [2, 3, 4, 5], [3, 2, 1, 4]].flatMap { shape in
    orderedSubsets(shape.count).map { ArrayCase(shape, axes: $0) }
  }

  @Test("Axes in every order in single and double precision", arguments: arrays)
  func axes(array: ArrayCase) throws {
    let (shape, axes) = (array.shape, array.axes)
    let failures =
      try ArrayCertification<FFTWPath<Float>>.failures(shape: shape, axes: axes)
      + ArrayCertification<FFTWPath<Double>>.failures(shape: shape, axes: axes)
    #expect(failures.isEmpty, "\(summary(of: failures))")
  }

  private static func orderedSubsets(_ count: Int) -> [[Int]] {
    var subsets: [[Int]] = [[]], longest = subsets
    for _ in 0..<count {
      longest = longest.flatMap { axes in (0..<count).filter { !axes.contains($0) }.map { axes + [$0] } }
      subsets += longest
    }
    return Array(subsets.dropFirst())
  }

  private static func primes(upTo bound: Int) -> [Int] {
    (2...bound).filter { n in !(2..<n).prefix { $0 * $0 <= n }.contains { n % $0 == 0 } }
  }
}
