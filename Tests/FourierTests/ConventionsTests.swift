import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The conventions are SciPy's and NumPy's: signs, factors, orders, the inverse real transform's disregard.
@Suite("Conventions")
struct ConventionsTests {
  let fixture: ConventionsFixture

  init() throws { fixture = try Fixture.load("conventions") }

  @Test("Transforms are SciPy's in every normalization", arguments: [Normalization.backward, .orthonormal, .forward])
  func transforms(normalization: Normalization) throws {
    let cases = fixture.transforms.filter { $0.normalization == "\(normalization)" }
    #expect(cases.count == 9)
    for known in cases {
      // SciPy's transforms have errors of their own.
      let tolerance = 2 * Tolerances.normalizedDFT(length: known.length, Double.self)
      let z = complex(known.complexInput)
      #expect(relativeError(fft(z, normalization: normalization), complex(known.fft)) <= tolerance)
      #expect(relativeError(ifft(z, normalization: normalization), complex(known.ifft)) <= tolerance)
      #expect(relativeError(rfft(known.realInput, normalization: normalization), complex(known.rfft)) <= tolerance)
      let samples = irfft(complex(known.halfSpectrum), length: known.length, normalization: normalization)
      #expect(relativeError(samples, known.irfft) <= tolerance)
    }
  }

  @Test("Bin frequencies are NumPy's")
  func frequencies() {
    for known in fixture.frequencies {
      let (length, rate) = (known.length, known.sampleRate)
      #expect(areClose(fftFrequencies(length: length, sampleRate: rate), known.fftfreq))
      #expect(areClose(rfftFrequencies(length: length, sampleRate: rate), known.rfftfreq))
    }
  }

  @Test("Shifts are NumPy's")
  func shifts() {
    for known in fixture.frequencies {
      #expect(fftShift(Array(0..<known.length)) == known.fftshift)
      #expect(ifftShift(Array(0..<known.length)) == known.ifftshift)
    }
  }

  @Test("Fast lengths are those of trial division")
  func fastLengths() {
    #expect(fixture.fastLengths.count > 300)
    for known in fixture.fastLengths {
      #expect(nextFastLength(known[0]) == known[1], "target \(known[0])")
    }
  }

  /// NumPy multiplies by a rounded 1/(nd), we divide: two roundings apart.
  private func areClose(_ computed: [Double], _ expected: [Double]) -> Bool {
    computed.count == expected.count
      && zip(computed, expected).allSatisfy { abs($0 - $1) <= 4 * Tolerances.unitRoundoff() * abs($1) }
  }
}
