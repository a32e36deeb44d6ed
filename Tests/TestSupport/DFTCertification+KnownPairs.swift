import ComplexNumbers
import Fourier

// Pairs of signal and spectrum that algebra gives: an impulse is a sum of one term, a tone a geometric series.

extension DFTCertification {
  /// δₙ₋ₘ ↔ s·exp(∓2πi km/N), and exp(±2πi kn/N) ↔ s·N·δ at bin k. m = 0 and k = 0: impulse and constant.
  mutating func certifyComplexPairs() throws {
    for direction in directions {
      for normalization in Normalization.allCases {
        let transform = try dft(direction, normalization)
        let s = factor(normalization, direction)
        for m in someIndices(below: length) {
          var impulse = [Complex<T>](repeating: .zero, count: length)
          impulse[m] = .one
          let phases = scaled(tone(m, direction), by: Complex(s))
          expect(
            .knownPairs, relativeError(apply(transform, impulse), phases), within: gate + roundoff,
            "\(direction), \(normalization), impulse at \(m)")

          var line = [Complex<T>](repeating: .zero, count: length)
          line[m] = Complex(s * T(length))
          expect(
            .knownPairs, relativeError(apply(transform, tone(m, direction.opposite)), line), within: gate + roundoff,
            "\(direction), \(normalization), tone at bin \(m)")
        }
      }
    }
  }

  /// cos(2πkn/N + φ) ↔ s·(N/2)·exp(iφ) at bin k; s·N·cos φ at DC and Nyquist.
  mutating func certifyRealPairs() throws {
    for normalization in Normalization.allCases {
      let transform = try realDFT(normalization)
      let s = factor(normalization, .forward)
      for m in someIndices(below: length) {
        var impulse = [T](repeating: 0, count: length)
        impulse[m] = 1
        let phases = scaled(Array(tone(m, .forward)[..<bins]), by: Complex(s))
        expect(
          .knownPairs, relativeError(apply(transform, impulse), phases), within: gate + roundoff,
          "real, \(normalization), impulse at \(m)")
      }
      for k in someIndices(below: bins) {
        var line = [Complex<T>](repeating: .zero, count: bins)
        line[k] = Complex(isSelfConjugate(k) ? s * T(length) : s * T(length) / 2)
        expect(
          .knownPairs, relativeError(apply(transform, realParts(tone(k, .inverse))), line), within: gate + roundoff,
          "real, \(normalization), cosine at bin \(k)")
        if isSelfConjugate(k) { continue }
        line[k] = Complex(imaginary: -s * T(length) / 2)
        expect(
          .knownPairs, relativeError(apply(transform, imaginaryParts(tone(k, .inverse))), line),
          within: gate + roundoff,
          "real, \(normalization), sine at bin \(k)")
      }
    }
  }

  /// A bin c = exp(iφ) at k alone ↔ 2s·cos(2πkn/N + φ), and s·cos(2πkn/N) for c = 1 at DC and Nyquist.
  mutating func certifyInverseRealPairs() throws {
    for normalization in Normalization.allCases {
      let transform = try inverseRealDFT(normalization)
      let s = factor(normalization, .inverse)
      for k in someIndices(below: bins) {
        var line = [Complex<T>](repeating: .zero, count: bins)
        // 3-4-5: a phase whose cosine and sine are plain numbers.
        line[k] = isSelfConjugate(k) ? .one : Complex(3, 4)
        let weight: T = isSelfConjugate(k) ? 1 : 2
        let samples = realParts(scaled(tone(k, .inverse), by: line[k] * (weight * s)))
        expect(
          .knownPairs, relativeError(apply(transform, line), samples), within: gate + 2 * roundoff,
          "inverse real, \(normalization), bin \(k)")
      }
    }
  }
}
