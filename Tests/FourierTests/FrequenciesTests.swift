import ComplexNumbers
import Fourier
import TestSupport
import Testing

@Suite("Frequencies and lengths")
struct FrequenciesTests {
  @Test("A tone at a listed frequency appears in the bin of that place", arguments: [7, 8])
  func toneAtFrequency(length: Int) {
    for (bin, frequency) in fftFrequencies(length: length, sampleRate: 48_000).enumerated() {
      let tone = (0..<length).map { Complex<Double>.exp(i: 2 * .pi * frequency * Double($0) / 48_000) }
      let spectrum = fft(tone).map(\.modulus)
      #expect(spectrum.indices.max { spectrum[$0] < spectrum[$1] } == bin)
    }
  }

  @Test("The bins of a real transform have the frequencies 0 … half the rate", arguments: [(8, 5), (7, 4), (1, 1)])
  func realBins(length: Int, bins: Int) {
    let frequencies = rfftFrequencies(length: length, sampleRate: 100)
    #expect(frequencies.count == bins)
    #expect(frequencies.first == 0)
    #expect(frequencies.allSatisfy { $0 <= 50 })
    #expect(frequencies == frequencies.sorted())
  }

  @Test("Shifted frequencies ascend, and the inverse shift undoes the shift", arguments: 1...20)
  func shifts(length: Int) {
    let frequencies = fftFrequencies(length: length)
    #expect(fftShift(frequencies) == frequencies.sorted())
    #expect(ifftShift(fftShift(frequencies)) == frequencies)
    #expect(fftShift(ifftShift(frequencies)) == frequencies)
  }

  @Test("Nothing shifts to nothing")
  func emptyShift() {
    #expect(fftShift([Double]()).isEmpty)
    #expect(ifftShift([Double]()).isEmpty)
  }

  @Test("Fast lengths reach to the largest integers", arguments: [1 << 40, (1 << 40) + 1, (1 << 61) + 1, Int.max / 2])
  func longFastLengths(target: Int) {
    let length = nextFastLength(target)
    #expect(length >= target)
    #expect(length <= 1 << (Int.bitWidth - (target - 1).leadingZeroBitCount))
    var rest = length
    for factor in [2, 3, 5, 7] {
      while rest % factor == 0 { rest /= factor }
    }
    #expect(rest == 1)
  }
}
