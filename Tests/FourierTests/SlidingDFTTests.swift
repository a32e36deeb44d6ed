import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The sliding DFT against the reference DFT of the samples under it.
@Suite("SlidingDFT")
struct SlidingDFTTests {
  /// 2N roundings of sums that grow as √n, √N·u, after however many pushes; 2·u for the roots and products; and the
  /// reference's own error.
  static func gate<T: Real>(_ length: Int) -> T {
    (2 + T(length).squareRoot()) * Tolerances.unitRoundoff() + Tolerances.definition()
  }

  #if DEBUG
    static let pushes = 20_000
  #else
    static let pushes = 300_000
  #endif

  @Test("does not drift", arguments: [1, 2, 3, 8, 30, 97, 128])
  func drift(length: Int) throws {
    try compare(length, Double.self)
    try compare(length, Float.self)
  }

  private func compare<T: TransformScalar>(_ length: Int, _ type: T.Type) throws {
    var random = SeededRandom(seed: UInt64(length))
    var sliding = SlidingDFT<T>(length: length)
    let reference = try ReferenceDFT<T>(length: length)
    var last = [Complex<T>]()
    var largest: T = 0
    var count = 0
    while count < Self.pushes {
      // A burst now and then, whose rounding errors a sum that is never started anew would keep.
      let burst: T = count % 7 == 3 ? 1_048_576 : 1
      let samples = (random.complexSignal(count: 701) as [Complex<T>]).map { $0 * burst }
      sliding.push(samples)
      count += samples.count
      last = Array(samples.suffix(length))
      if burst != 1 { continue }
      // Two windows later the burst is out of both sums.
      let error = relativeError(sliding.spectrum, reference(last))
      largest = max(largest, error)
    }
    #expect(largest <= Self.gate(length))
    measured("sliding \(T.self) \(length)", largest / (T.ulpOfOne / 2))
  }

  @Test("A long window", arguments: [1000, 4096])
  func longWindow(length: Int) throws {
    var random = SeededRandom(seed: UInt64(length))
    let bins = [0, 1, length / 2, length - 1, length / 3]
    var sliding = SlidingDFT<Double>(length: length, bins: bins)
    var samples = [Complex<Double>]()
    for _ in 0..<(Self.pushes / 5000) {
      samples = random.complexSignal(count: 5000)
      sliding.push(samples)
    }
    let window = Array(samples.suffix(length))
    let spectrum = try ReferenceDFT<Double>(length: length)(window)
    let scale = Double.sqrt(window.reduce(0) { $0 + $1.squaredModulus })
    for (value, bin) in zip(sliding.spectrum, bins) {
      #expect((value - spectrum[bin]).modulus <= 2 * Self.gate(length) * scale)
    }
  }

  @Test("is right after each push, from the first one", arguments: [1, 2, 5, 8])
  func everyPush(length: Int) throws {
    var random = SeededRandom(seed: 3)
    var sliding = SlidingDFT<Double>(length: length)
    var window = [Complex<Double>](repeating: .zero, count: length)
    #expect(sliding.spectrum == window)
    let reference = try ReferenceDFT<Double>(length: length)
    for sample in random.complexSignal(Double.self, count: 5 * length + 3) {
      sliding.push(sample)
      window = window.dropFirst() + [sample]
      let spectrum = sliding.spectrum, expected = reference(window)
      #expect(spectrum.indices.allSatisfy { (spectrum[$0] - expected[$0]).modulus <= 16 * Double(length) * .ulpOfOne })
    }
  }

  @Test("Many samples at once are the same as one by one, to the bit")
  func chunks() {
    var random = SeededRandom(seed: 5)
    let samples: [Double] = random.signal(count: 500)
    var single = SlidingDFT<Double>(length: 30, bins: [3, 7])
    for sample in samples { single.push(sample) }
    var whole = SlidingDFT<Double>(length: 30, bins: [3, 7])
    whole.push(samples)
    #expect(single.spectrum == whole.spectrum)
    var parts = SlidingDFT<Double>(length: 30, bins: [3, 7])
    for start in stride(from: 0, to: 500, by: 50) { parts.push(Array(samples[start..<(start + 50)])) }
    parts.push([Double]())
    #expect(parts.spectrum == whole.spectrum)
  }

  @Test("recovers from a sample that is not finite")
  func recovery() throws {
    var random = SeededRandom(seed: 6)
    var sliding = SlidingDFT<Double>(length: 16)
    sliding.push(random.signal(Double.self, count: 21))
    sliding.push(Double.nan)
    #expect(sliding.spectrum.allSatisfy { $0.isNaN })
    let samples: [Complex<Double>] = random.complexSignal(count: 32)
    sliding.push(samples)
    let expected = try ReferenceDFT<Double>(length: 16)(Array(samples.suffix(16)))
    #expect(relativeError(sliding.spectrum, expected) <= Self.gate(16))
  }

  @Test("Bins count modulo N")
  func bins() {
    var sliding = SlidingDFT<Double>(length: 8, bins: [-1, 9, 3])
    #expect(sliding.bins == [7, 1, 3])
    sliding.push((0..<8).map { Complex<Double>.rootOfUnity(-$0, of: 8) })
    #expect((sliding.spectrum[0] - 8).modulus <= 8 * .ulpOfOne)
    #expect(sliding.spectrum[1].modulus <= 8 * .ulpOfOne)
  }

  @Test("A length of nothing traps")
  func emptyWindow() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SlidingDFT<Double>(length: 0)
    }
    #expect(message(result).contains("SlidingDFT: the length is 0, but must be at least 1"))
  }
}
