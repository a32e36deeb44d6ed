import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Goertzel's recurrence against the direct sum in extended precision, whose phases are exact integers over a power of
/// two.
@Suite("Goertzel")
struct GoertzelTests {
  typealias Wide = ExtendedPrecisionDFT.Scalar

  /// Frequencies are multiples of 2⁻³⁰ and fit a `Float`.
  static let grain = 1 << 30

  /// On and beside the places where the plain recurrence fails: at 0 and ½, and at the eighths, which the interleaved
  /// recurrences take to 0; and anywhere, negative and beyond the Nyquist frequency.
  static let frequencies =
    [
      0, 1, -1, 363 * grain / 1024, grain / 2, grain / 2 - 64, grain / 2 + 64, grain / 4, grain / 8, grain / 8 + 64,
      grain / 16,
    ]
    + [grain / 16 - 64, 3 * grain / 8 + 64, 0x5A_F1D3 << 6, -0x2C_8A47 << 6, 3 * grain / 2 + 1024]

  #if DEBUG
    static let lengths = [1, 2, 7, 8, 9, 511, 512, 513, 1000, 5003]
  #else
    static let lengths = [1, 2, 7, 8, 9, 255, 256, 257, 511, 512, 513, 1000, 4099, 100_003]
  #endif

  @Test("is within its bound at any length", arguments: lengths)
  func directSum(length: Int) {
    compareWithSum(length, Double.self)
    compareWithSum(length, Float.self)
  }

  private func compareWithSum<T: TransformScalar & SIMDScalar>(_ length: Int, _ type: T.Type) {
    var random = SeededRandom(seed: UInt64(length))
    // The long sums in extended precision take their time: two frequencies.
    let chosen = length < 10_000 ? Self.frequencies : [Self.grain / 2 - 64, Self.grain / 16]
    let frequencies = chosen.map { T($0) / T(Self.grain) }
    let noise: [Complex<T>] = random.complexSignal(count: length)
    // A constant is the worst case at low frequencies: the recurrence's state grows as n² there.
    let constant = [Complex<T>](repeating: Complex(1, 1), count: length)
    // A tone makes the rounding of the recurrence's coefficient add up.
    let tone = (0..<length).map { Complex<T>.rootOfUnity($0, of: 16) }
    let otherTone = (0..<length).map { Complex<T>.rootOfUnity($0 * 363, of: 1024) }
    for (name, z, bound) in [
      ("noise", noise, Wide(8)), ("constant", constant, 8), ("tone", tone, 32), ("other tone", otherTone, 32),
    ] {
      let complexValues = goertzel(z, frequencies: frequencies)
      let realValues = goertzel(z.map { $0.real }, frequencies: frequencies)
      let expected = chosen.map { sums(z, $0) }
      let modulus = z.reduce(Wide(0)) { $0 + Wide($1.modulus) }
      let magnitude = z.reduce(Wide(0)) { $0 + Wide($1.real.magnitude) }
      var largest: Wide = 0
      for index in frequencies.indices {
        let complexError = (wide(complexValues[index]) - expected[index].complex).modulus / modulus
        let realError = (wide(realValues[index]) - expected[index].real).modulus / magnitude
        #expect(complexError <= bound / 2 * Wide(T.ulpOfOne), "\(name) at \(chosen[index])")
        #expect(realError <= bound / 2 * Wide(T.ulpOfOne), "\(name) at \(chosen[index])")
        largest = max(largest, complexError, realError)
      }
      measured("Goertzel \(T.self) \(length) \(name)", largest / (Wide(T.ulpOfOne) / 2))
    }
  }

  private func sums<T: TransformScalar>(_ z: [Complex<T>], _ frequency: Int) -> (
    complex: Complex<Wide>, real: Complex<Wide>
  ) {
    var sums = (complex: Complex<Wide>.zero, real: Complex<Wide>.zero)
    for (n, sample) in z.enumerated() {
      let root = Complex<Wide>.rootOfUnity(-(n * frequency % Self.grain), of: Self.grain)
      sums.complex += wide(sample) * root
      sums.real += Wide(sample.real) * root
    }
    return sums
  }

  private func wide<T: TransformScalar>(_ z: Complex<T>) -> Complex<Wide> { Complex(Wide(z.real), Wide(z.imaginary)) }

  @Test("Bins are those of the DFT", arguments: [1, 2, 3, 8, 30, 97, 1000, 4099])
  func bins(length: Int) throws {
    var random = SeededRandom(seed: UInt64(length))
    let z: [Complex<Double>] = random.complexSignal(count: length)
    let x = z.map { $0.real }
    let spectrum = try ReferenceDFT<Double>(length: length)(z)
    let half = try ReferenceRealDFT<Double>(length: length)(x)
    let bins = [0, 1 % length, length / 3, length / 2]
    let bound = 8 * Double.ulpOfOne * Double(length)
    for (value, bin) in zip(goertzel(z, bins: bins), bins) { #expect((value - spectrum[bin]).modulus <= bound) }
    for (value, bin) in zip(goertzel(x, bins: bins), bins) { #expect((value - half[bin]).modulus <= bound) }
    // Bins count modulo N.
    #expect(goertzel(z, bins: [length / 3 - 5 * length]) == goertzel(z, bins: [length / 3]))
  }

  @Test("Frequencies are in the sample rate's unit, as exact as can be")
  func sampleRate() {
    var random = SeededRandom(seed: 11)
    let x: [Double] = random.signal(count: 8000)
    // 697/8000 is not a binary number; the bin of 8000 points is exact.
    #expect(goertzel(x, frequencies: [697, 1633], sampleRate: 8000) == goertzel(x, bins: [697, 1633]))
  }

  @Test("A pure tone")
  func tone() {
    let x = (0..<1000).map { Complex<Double>.rootOfUnity(3 * $0, of: 100) }
    let values = goertzel(x, bins: [30, 31])
    #expect((values[0] - 1000).modulus <= 8 * 1000 * Double.ulpOfOne)
    #expect(values[1].modulus <= 8 * 1000 * Double.ulpOfOne)
  }

  @Test("The spectrum of nothing is zero")
  func empty() {
    #expect(goertzel([Double](), frequencies: [0.1, 0.2]) == [.zero, .zero])
    #expect(goertzel([1.0, 2], frequencies: []).isEmpty)
    #expect(Goertzel<Float>(frequencies: [0.1, 0.2]).count == 2)
  }

  @Test("Frequencies that are not finite and bins of nothing trap")
  func traps() async {
    let frequency = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Goertzel<Double>(frequencies: [1, .nan], sampleRate: 8000)
    }
    #expect(message(frequency).contains("Goertzel: frequencies [1.0, nan] at a sample rate of 8000.0"))
    let length = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = goertzel([Double](), bins: [1])
    }
    #expect(message(length).contains("Goertzel: the length is 0, but must be at least 1"))
  }
}
