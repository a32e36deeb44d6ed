import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The chirp-z transform and the zoom DFT against the direct sum in extended precision, whose phases are exact integers
/// over a power of two, and against SciPy.
@Suite("ChirpZTransform and ZoomDFT")
struct ChirpZTests {
  typealias Wide = ExtendedPrecisionDFT.Scalar

  /// Frequencies are multiples of 2⁻³⁰ and fit a `Float`.
  static let grain = 1 << 30

  /// Two DFTs of the padded length, and three roundings of the products with rounded chirps, each of 2.5·u.
  static func gate<T: Real>(_ length: Int, _ binCount: Int, _ type: T.Type = T.self) -> T {
    2 * Tolerances.dft(length: nextFastLength(length + binCount - 1)) + 3 * Tolerances.definition()
  }

  /// Σₙ xₙ exp(−2πi n (start + k · step)/2³⁰)
  static func sum<T: TransformScalar>(_ x: [Complex<T>], bin k: Int, step: Int, start: Int) -> Complex<Wide> {
    let frequency = start + k * step
    return x.enumerated().reduce(.zero) { sum, sample in
      let root = Complex<Wide>.rootOfUnity(-((sample.offset &* frequency) & (grain - 1)), of: grain)
      return sum + Complex(Wide(sample.element.real), Wide(sample.element.imaginary)) * root
    }
  }

  @Test("agree with the direct sum in double precision", arguments: [1, 2, 3, 8, 17, 64, 100], [1, 2, 5, 16, 33, 128])
  func directSumDouble(length: Int, binCount: Int) throws { try compareWithSum(length, binCount, Double.self) }

  @Test("agree with the direct sum in single precision", arguments: [1, 2, 3, 8, 17, 64, 100], [1, 2, 5, 16, 33, 128])
  func directSumSingle(length: Int, binCount: Int) throws { try compareWithSum(length, binCount, Float.self) }

  private func compareWithSum<T: TransformScalar>(_ length: Int, _ binCount: Int, _ type: T.Type) throws {
    var random = SeededRandom(seed: UInt64(1000 * length + binCount))
    let x: [Complex<T>] = random.complexSignal(count: length)
    // Bins that cover the circle evenly or by chance, so that no transform is small by cancellation.
    for step in [Self.grain / 128, 0x5A_F1D3 << 6, -0x71_0935 << 6] {
      let start = 0x2C_8A47 << 6
      let bins = chirpZ(x, binCount: binCount, step: T(step) / T(Self.grain), start: T(start) / T(Self.grain))
      let expected = (0..<binCount).map { Self.sum(x, bin: $0, step: step, start: start) }
      // One bin can be small by chance; its error is relative to the signal, as all bins' errors together are.
      let scale = Wide.sqrt(x.reduce(0) { $0 + Wide($1.squaredModulus) } * Wide(binCount))
      let error = norm(bins, expected) / scale
      #expect(error <= Wide(Self.gate(length, binCount, T.self)), "step \(step)")
    }
  }

  #if DEBUG
    static let longLengths = [5000]
  #else
    static let longLengths = [100_000]
  #endif

  /// k²/2 reaches 5·10¹¹ steps here, of which double precision alone would keep the phase to 10⁻⁴ of a turn.
  @Test("The error of long chirps does not grow with k²", arguments: longLengths)
  func longChirps(length: Int) throws {
    try compareSomeBins(length, Double.self)
    try compareSomeBins(length, Float.self)
  }

  private func compareSomeBins<T: TransformScalar>(_ length: Int, _ type: T.Type) throws {
    var random = SeededRandom(seed: UInt64(length))
    let x: [Complex<T>] = random.complexSignal(count: length)
    let (step, start) = (0x5A_F1D3 << 6, 0x2C_8A47 << 6)
    let transform = try ChirpZTransform<T>(
      length: length, binCount: length, step: T(step) / T(Self.grain), start: T(start) / T(Self.grain))
    let bins = transform(x)
    let some = (0..<2).map { _ in Int.random(in: 0..<length, using: &random) } + [length - 1]
    let expected = some.map { Self.sum(x, bin: $0, step: step, start: start) }
    let scale = Wide.sqrt(x.reduce(0) { $0 + Wide($1.squaredModulus) } * Wide(some.count))
    let error = norm(some.map { bins[$0] }, expected) / scale
    #expect(error <= Wide(Self.gate(length, length, T.self)))
    measured("chirp-z \(T.self) \(length)", error / (Wide(T.ulpOfOne) / 2))
  }

  @Test("A zoom over the whole circle is the DFT", arguments: [1, 2, 3, 7, 8, 30, 97, 1000, 4099])
  func wholeCircle(length: Int) throws {
    var random = SeededRandom(seed: UInt64(length))
    let x: [Complex<Double>] = random.complexSignal(count: length)
    let zoom = try ZoomDFT<Double>(length: length, from: 0, to: 44100, sampleRate: 44100)
    let gate = Self.gate(length, length, Double.self) + Tolerances.dft(length: length)
    #expect(relativeError(zoom(x), fft(x)) <= gate)
    let negative = fftShift(fft(x))
    let centered = zoomFFT(x, from: -Double(length / 2), to: Double(length - length / 2), sampleRate: Double(length))
    #expect(relativeError(centered, negative) <= gate)
  }

  @Test("A zoom with its end included ends there, and tells its frequencies")
  func endpoint() throws {
    var random = SeededRandom(seed: 4)
    let x: [Complex<Double>] = random.complexSignal(count: 64)
    let zoom = try ZoomDFT<Double>(length: 64, from: 8, to: 24, binCount: 5, sampleRate: 64, includesEnd: true)
    #expect(zoom.frequencies == [8, 12, 16, 20, 24])
    let spectrum = fft(x)
    #expect(relativeError(zoom(x), [8, 12, 16, 20, 24].map { spectrum[$0] }) <= 2 * Self.gate(64, 5, Double.self))
    let open = try ZoomDFT<Double>(length: 64, from: 8, to: 24, binCount: 4, sampleRate: 64)
    #expect(open.frequencies == [8, 12, 16, 20])
    let one = try ZoomDFT<Float>(length: 64, from: 8, to: 24, binCount: 1, sampleRate: 64, includesEnd: true)
    #expect(one.frequencies == [8])
  }

  @Test("The adjoint is the adjoint, row by row", arguments: [(1, 1), (5, 9), (9, 5), (64, 64), (33, 100)])
  func adjoint(length: Int, binCount: Int) throws {
    try checkAdjoint(
      ChirpZTransform<Double>(length: length, binCount: binCount, step: 0.0123, start: -0.3, batchCount: 3),
      within: 2 * Self.gate(length, binCount))
    try checkAdjoint(
      ChirpZTransform<Float>(length: length, binCount: binCount, step: 0.0123, start: -0.3),
      within: 2 * Self.gate(length, binCount))
    try checkAdjoint(
      ZoomDFT<Double>(length: length, from: 0.1, to: 0.2, binCount: binCount, batchCount: 2),
      within: 2 * Self.gate(length, binCount))
  }

  @Test("The adjoint of a spiral is its adjoint")
  func spiralAdjoint() throws {
    let spiral = try ChirpZTransform<Double>(
      length: 20, binCount: 30, ratio: Complex(modulus: 0.99, phase: -0.2), start: Complex(modulus: 1.1, phase: 0.3))
    // The chirps' moduli span a ratio of 0.99⁻⁴⁵⁰ < 100.
    try checkAdjoint(spiral, within: 100 * Self.gate(20, 30))
  }

  @Test("A batch is its rows")
  func batch() throws {
    var random = SeededRandom(seed: 9)
    let batched = try ChirpZTransform<Double>(length: 12, binCount: 7, step: 0.01, start: 0.2, batchCount: 3)
    let single = try ChirpZTransform<Double>(length: 12, binCount: 7, step: 0.01, start: 0.2)
    let x: [Complex<Double>] = random.complexSignal(count: 36)
    #expect(batched(x) == single(Array(x[0..<12])) + single(Array(x[12..<24])) + single(Array(x[24..<36])))
  }

  @Test("agree with SciPy")
  func scipy() throws {
    let fixture: SpecialTransformsFixture = try Fixture.load("special_transforms")
    for known in fixture.chirps {
      let x = complex(known.input), expected = complex(known.output)
      let (w, a) = (Complex(known.ratio[0], known.ratio[1]), Complex(known.start[0], known.start[1]))
      let transform = try ChirpZTransform(length: x.count, binCount: expected.count, ratio: w, start: a)
      // Both may lose what the spiral's moduli span, |W|^(k²/2) and its inverse: less than 20 here.
      #expect(relativeError(transform(x), expected) <= 40 * Self.gate(x.count, expected.count))
    }
    for known in fixture.zooms {
      let x = complex(known.input), expected = complex(known.output)
      let bins = zoomFFT(
        x, from: known.from, to: known.to, binCount: expected.count, sampleRate: known.sampleRate,
        includesEnd: known.includesEnd)
      #expect(relativeError(bins, expected) <= 10 * Self.gate(x.count, expected.count))
    }
  }

  @Test("Impossible sizes throw")
  func sizes() {
    #expect(throws: DFTError.invalidLength(0)) { try ChirpZTransform<Double>(length: 0, binCount: 1, step: 0.1) }
    #expect(throws: DFTError.invalidLength(-2)) { try ChirpZTransform<Double>(length: 3, binCount: -2, step: 0.1) }
    #expect(throws: DFTError.invalidBatchCount(0)) {
      try ZoomDFT<Float>(length: 3, from: 0, to: 1, batchCount: 0)
    }
    #expect(throws: DFTError.invalidLength(0)) { try ZoomDFT<Float>(length: 3, from: 0, to: 1, binCount: 0) }
    #expect(throws: DFTError.sizeOverflow(length: 1, batchCount: .max)) {
      try ChirpZTransform<Double>(length: 1, binCount: 1, step: 0.1, batchCount: .max)
    }
  }

  @Test("Angles that are not finite trap")
  func angles() async throws {
    let step = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try ChirpZTransform<Double>(length: 4, binCount: 4, step: .infinity)
    }
    #expect(
      message(step).contains("ChirpZTransform: from 0.0 in steps of inf cycles per sample, but both must be finite"))
    let ratio = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try ChirpZTransform<Double>(length: 4, binCount: 4, ratio: .zero)
    }
    #expect(message(ratio).contains("but both must be finite and not zero"))
    let rate = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try ZoomDFT<Double>(length: 4, from: 0, to: 1, sampleRate: 0)
    }
    #expect(message(rate).contains("ZoomDFT: from 0.0 to 1.0 at a sample rate of 0.0"))
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try ZoomDFT<Double>(length: 4, from: 0, to: 1).adjoint([.one])
    }
    #expect(message(count).contains("ChirpZTransform.adjoint: takes 4 elements to 4, but was given 1"))
  }

  private func norm<T: TransformScalar>(_ x: [Complex<T>], _ y: [Complex<Wide>]) -> Wide {
    Wide.sqrt(
      x.indices.reduce(0) { $0 + (Complex(Wide(x[$1].real), Wide(x[$1].imaginary)) - y[$1]).squaredModulus })
  }
}
