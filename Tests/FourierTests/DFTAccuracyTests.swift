import ComplexNumbers
import Foundation
import Fourier
import TestSupport
import Testing

/// The fast path against the reference, and, where O(N²) does not reach, against extended precision.
///
/// With `PARSEVAL_PRINT_ACCURACY` set, prints the errors in units of u·√log₂N: the numbers in the module's README.
@Suite("Accuracy of FFTW's path")
struct DFTAccuracyTests {
  #if DEBUG
    static let referenceLengths = Array(1...32) + [67, 97, 128, 251]
    static let primes = [67, 97, 101, 127, 251, 509]
    static let powers = (0...12).map { 1 << $0 }
    static let composites = [12, 60, 1000, 1001, 2187]
  #else
    static let referenceLengths =
      Array(1...64) + [67, 97, 101, 127, 128, 251, 256, 500, 509, 512, 1000, 1009, 1024, 2003, 2048, 3600, 4096, 4099]
      + [10007]
    static let primes = [67, 97, 101, 127, 251, 509, 1009, 2003, 4099, 10007]
    static let powers = (0...16).map { 1 << $0 } + [1 << 20]
    static let composites = [12, 60, 1000, 1001, 2187, 3600, 44100, 100_000, 531_441, 720_720]
  #endif

  @Test("agrees with the reference in single precision", arguments: referenceLengths)
  func referenceSingle(length: Int) throws {
    let failures = try DFTCertification<FFTWPath<Float>>.failures(
      length: length, against: ReferencePath<Double>.self, within: Tolerances.dft(length: length))
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("agrees with the reference in double precision", arguments: referenceLengths)
  func referenceDouble(length: Int) throws {
    let failures = try DFTCertification<FFTWPath<Double>>.failures(
      length: length, against: ReferencePath<Double>.self,
      within: Tolerances.dft(length: length) + Tolerances.definition())
    #expect(failures.isEmpty, "\(failures)")
  }

  @Test("is within the gate in single precision", arguments: primes + powers + composites)
  func extendedSingle(length: Int) throws { try compareWithExtendedPrecision(length, Float.self) }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("is within the gate in double precision", arguments: primes + powers + composites)
    func extendedDouble(length: Int) throws { try compareWithExtendedPrecision(length, Double.self) }
  #endif

  #if arch(x86_64) && (os(Linux) || os(macOS))
    /// No wider precision judges this one: the reference in the same, whose sums are compensated.
    @Test("agrees with the reference in extended precision", arguments: referenceLengths.filter { $0 <= 1024 })
    func referenceExtended(length: Int) throws {
      let failures = try DFTCertification<FFTWPath<Float80>>.failures(
        length: length, against: ReferencePath<Float80>.self,
        within: Tolerances.dft(length: length) + Tolerances.definition())
      #expect(failures.isEmpty, "\(failures)")
    }

    @Test(
      "is within the gate at long powers of two", .enabled(if: runsExhaustively), .serialized,
      arguments: [17, 18, 19, 21, 22])
    func longPowers(exponent: Int) throws {
      try compareWithExtendedPrecision(1 << exponent, Float.self)
      try compareWithExtendedPrecision(1 << exponent, Double.self)
    }
  #endif

  /// The judge of the long transforms, judged. Its sums over a prime factor p are plain ones, whose error is √p·u.
  @Test(
    "The mixed-radix DFT in extended precision agrees with the definition",
    arguments: Array(1...40) + [49, 64, 97, 121, 210, 243, 251])
  func extendedPrecisionDFT(length: Int) throws {
    typealias Wide = ExtendedPrecisionDFT.Scalar
    var random = SeededRandom(seed: UInt64(length))
    let x: [Complex<Wide>] = random.complexSignal(count: length)
    let judge = ExtendedPrecisionDFT(length: length)
    let tolerance = (5 / 2 + Wide(length).squareRoot()) * Tolerances.unitRoundoff(Wide.self)
    #expect(try relativeError(judge.forward(x), ReferenceDFT(length: length)(x)) <= tolerance)
    let inverse = try ReferenceDFT<Wide>(length: length, direction: .inverse, normalization: .forward)
    #expect(relativeError(judge.inverse(x), inverse(x)) <= tolerance)
  }

  private func compareWithExtendedPrecision<T: TransformScalar>(_ length: Int, _ type: T.Type) throws {
    var random = SeededRandom(seed: UInt64(length))
    let judge = ExtendedPrecisionDFT(length: length)
    let bins = length / 2 + 1
    let z: [Complex<T>] = random.complexSignal(count: length)
    let half: [Complex<T>] = random.complexSignal(count: bins)

    // One judgment serves three transforms, since it takes longest: the inverse transform of conj z has the conjugate
    // spectrum, and the even part of z's spectrum is that of its real part.
    let spectrum = judge.forward(widened(z))
    let even = (0..<bins).map { (spectrum[$0] + spectrum[(length - $0) % length].conjugate) * 0.5 }
    let wide = widened(half)
    let hermitian = (0..<length).map { k in
      k == 0 || 2 * k == length ? Complex(wide[k].real) : k < bins ? wide[k] : wide[length - k].conjugate
    }
    let samples = judge.inverse(hermitian)

    let inverse = try DFTPlan<T>(length: length, direction: .inverse, normalization: .forward)
    let inverseReal = try InverseRealDFTPlan<T>(length: length, normalization: .forward)
    let errors = [
      "forward": relativeError(widened(try DFTPlan(length: length)(z)), spectrum),
      "inverse": relativeError(widened(inverse(z.map { $0.conjugate }).map { $0.conjugate }), spectrum),
      "real": relativeError(widened(try RealDFTPlan(length: length)(z.map { $0.real })), even),
      "inverse real": relativeError(widened(inverseReal(half)), samples.map { $0.real }),
    ]
    for (kind, error) in errors {
      #expect(error <= ExtendedPrecisionDFT.Scalar(Tolerances.dft(length: length, T.self)), "\(kind)")
    }
    if ProcessInfo.processInfo.environment["PARSEVAL_PRINT_ACCURACY"] != nil {
      let unit = ExtendedPrecisionDFT.Scalar(Tolerances.dft(length: length, T.self)) / 5 * 2
      let report = errors.sorted { $0.key < $1.key }.map { "\($0.key) \(Float($0.value / unit))" }
      print("accuracy \(T.self) \(length): \(report.joined(separator: ", "))")
    }
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func widened<T: TransformScalar>(_ x: [T]) -> [ExtendedPrecisionDFT.Scalar] {
  x.map { ExtendedPrecisionDFT.Scalar($0) }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func widened<T: TransformScalar>(_ x: [Complex<T>]) -> [Complex<ExtendedPrecisionDFT.Scalar>] {
  x.map { Complex(ExtendedPrecisionDFT.Scalar($0.real), ExtendedPrecisionDFT.Scalar($0.imaginary)) }
}
