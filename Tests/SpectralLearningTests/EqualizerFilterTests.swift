import ComplexNumbers
import Foundation
import SignalProcessing
import SpectralLearning
import Testing

struct EqualizerFilterTests {
  private let impulseResponse = EqualizerFilter.fir(taps: [0.5, 0.25], sampleRate: 8000)
  private let sections = EqualizerFilter.biquads(
    [
      ParametricSection(kind: .lowShelf, frequency: 300, gain: 6, q: 0.7),
      ParametricSection(kind: .peak, frequency: 1000, gain: -3, q: 2),
    ], gain: 20, sampleRate: 8000)

  @Test func anImpulseResponseIsApplied() {
    let filtered = impulseResponse.apply(to: [[1, 0, 4], [], [2]])
    for (computed, expected) in zip(filtered, [[0.5, 0.25, 2], [], [1]]) {
      #expect(computed.count == expected.count)
      for (computed, expected) in zip(computed, expected) { #expect((computed - expected).magnitude < 1e-15) }
    }
  }

  @Test func itsResponseIsASum() {
    // ½ + ¼z⁻¹ at 1, −i and −1.
    let response = impulseResponse.response(at: [0, 2000, 4000])
    for (computed, expected) in zip(response, [Complex(0.75, 0), Complex(0.5, -0.25), Complex(0.25, 0)]) {
      #expect((computed - expected).modulus < 1e-15)
    }
  }

  /// At DC the shelf has its gain, the peak none; at half the sample rate neither has.
  @Test func sectionsRespondWithTheirGains() {
    let response = sections.response(at: [0, 4000]).map { 20 * Double.log10($0.modulus) }
    #expect((response[0] - 26).magnitude < 1e-10)
    #expect((response[1] - 20).magnitude < 1e-10)
  }

  /// What a filter does to a tone, once it has swung in, is its response there.
  @Test func whatIsAppliedIsTheResponse() {
    for filter in [impulseResponse, sections] {
      let tone = (0..<4000).map { n in Complex<Double>.rootOfUnity(n, of: 16) }
      let filtered = filter.apply(to: [tone.map(\.real)])[0]
      // The last period of 16 samples, correlated with the tone.
      var response = Complex<Double>.zero
      for n in 3984..<4000 { response += filtered[n] / 8 * tone[n].conjugate }
      #expect((response - filter.response(at: [500])[0]).modulus < 1e-9)
    }
  }

  @Test func filtersAreWrittenAndRead() throws {
    for filter in [impulseResponse, sections] {
      let read = try JSONDecoder().decode(EqualizerFilter.self, from: JSONEncoder().encode(filter))
      #expect(read == filter)
      #expect(read.sampleRate == 8000)
    }
  }
}
