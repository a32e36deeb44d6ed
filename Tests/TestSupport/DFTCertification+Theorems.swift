import ComplexNumbers
import Fourier

// The theorems of the DFT: linearity, the shifts, Parseval's, symmetry, inversion.
//
// An identity between two transforms has the errors of both, and some roundings of its own arithmetic.

extension DFTCertification {
  /// A(ax + by) = aAx + bAy.
  mutating func certifyLinearity() throws {
    let tolerance = 2 * gate + 4 * roundoff
    for direction in directions {
      let transform = try dft(direction)
      let (x, y) = (complexSignal(), complexSignal())
      let (a, b) = (Complex<T>(3, -2), Complex<T>(-1, 5))
      let (first, second) = (apply(transform, x), apply(transform, y))
      let whole = apply(transform, combination(a, x, b, y))
      let deviation = norm(combination(1, whole, -1, combination(a, first, b, second)))
      expect(
        .linearity, deviation / (a.modulus * norm(first) + b.modulus * norm(second)), within: tolerance,
        "complex, \(direction)")
    }
    let transform = try realDFT()
    let (x, y) = (realSignal(), realSignal())
    let (first, second) = (apply(transform, x), apply(transform, y))
    let whole = apply(transform, combination(3, x, -5, y))
    let deviation = norm(combination(1, whole, -1, combination(3, first, -5, second)))
    expect(.linearity, deviation / (3 * norm(first) + 5 * norm(second)), within: tolerance, "real")

    let inverse = try inverseRealDFT()
    let (v, w) = (halfSpectrum(), halfSpectrum())
    let (one, other) = (apply(inverse, v), apply(inverse, w))
    let sum = apply(inverse, combination(3, v, -5, w))
    let remainder = norm(combination(1, sum, -1, combination(3, one, -5, other)))
    expect(.linearity, remainder / (3 * norm(one) + 5 * norm(other)), within: tolerance, "inverse real")
  }

  /// xₙ₋ₘ ↔ exp(∓2πi km/N)·Xₖ, and exp(±2πi mn/N)·xₙ ↔ Xₖ₋ₘ.
  mutating func certifyShifts() throws {
    for direction in directions {
      let transform = try dft(direction)
      let x = complexSignal()
      let spectrum = apply(transform, x)
      for m in someIndices(below: length) {
        let delay = (0..<length).map { ($0 - m + length) % length }
        let turned = products(tone(m, direction), spectrum)
        expect(
          .timeShift, relativeError(apply(transform, gather(x, delay)), turned), within: 2 * gate + 2 * roundoff,
          "\(direction), by \(m)")
        let modulated = products(tone(m, direction.opposite), x)
        expect(
          .frequencyShift, relativeError(apply(transform, modulated), gather(spectrum, delay)),
          within: 2 * gate + 2 * roundoff,
          "\(direction), by \(m)")
      }
    }
  }

  /// ⟨X, Y⟩ = N s² ⟨x, y⟩; over a half-spectrum, a bin that stands for a conjugate pair counts twice.
  mutating func certifyParseval() throws {
    let tolerance = 2 * gate + 6 * roundoff
    for direction in directions {
      for normalization in Normalization.allCases {
        let transform = try dft(direction, normalization)
        let (x, y) = (complexSignal(), complexSignal())
        let (spectrum, other) = (apply(transform, x), apply(transform, y))
        let s = factor(normalization, direction)
        let constant = T(length) * s * s
        let inner = innerProduct(spectrum, other) - innerProduct(x, y) * constant
        expect(
          .parseval, inner.modulus / (norm(spectrum) * norm(other)), within: tolerance,
          "inner product, \(direction), \(normalization)")
        let energy = constant * norm(x) * norm(x)
        expect(
          .parseval, (norm(spectrum) * norm(spectrum) - energy).magnitude / energy, within: tolerance,
          "energy, \(direction), \(normalization)")
      }
    }
    let x = realSignal()
    let spectrum = apply(try realDFT(), x)
    let pairs = spectrum.indices.map { isSelfConjugate($0) ? spectrum[$0] : spectrum[$0] * T.sqrt(2) }
    let energy = T(length) * norm(x) * norm(x)
    expect(.parseval, (norm(pairs) * norm(pairs) - energy).magnitude / energy, within: tolerance, "energy, real")
  }

  /// X₍N−k₎ = conj(Xₖ) for real x; the real transforms are the complex ones on Hermitian spectra.
  mutating func certifySymmetry() throws {
    for normalization in Normalization.allCases {
      let x = realSignal()
      let whole = apply(try dft(.forward, normalization), complexes(x))
      let mirrored = conjugates(gather(whole, (0..<length).map { (length - $0) % length }))
      expect(.hermitianSymmetry, relativeError(whole, mirrored), within: 2 * gate, "\(normalization)")

      let half = apply(try realDFT(normalization), x)
      expect(
        .realAgreesWithComplex, relativeError(half, Array(whole[..<bins])), within: 2 * gate, "real, \(normalization)")
      for k in half.indices where isSelfConjugate(k) && half[k].imaginary != 0 {
        report(.hermitianSymmetry, "real, \(normalization): bin \(k) is \(half[k]), not real")
      }

      let spectrum = halfSpectrum()
      let extended = (0..<length).map { $0 < bins ? spectrum[$0] : spectrum[length - $0].conjugate }
      let complex = apply(try dft(.inverse, normalization), extended)
      let real = apply(try inverseRealDFT(normalization), spectrum)
      expect(
        .realAgreesWithComplex, relativeError(complexes(real), complex), within: 2 * gate,
        "inverse real, \(normalization)")
    }
  }

  /// A⁻¹Ax = x in every normalization, from either side, and Nx where there is none.
  mutating func certifyRoundTrips() throws {
    for normalization in Normalization.allCases {
      let (forward, inverse) = (try dft(.forward, normalization), try dft(.inverse, normalization))
      let x = complexSignal()
      let gain: T = normalization == .none ? T(length) : 1
      let expected = scaled(x, by: Complex(gain))
      expect(
        .roundTrip, relativeError(apply(inverse, apply(forward, x)), expected), within: 2 * gate,
        "inverse after forward, \(normalization)")
      expect(
        .roundTrip, relativeError(apply(forward, apply(inverse, x)), expected), within: 2 * gate,
        "forward after inverse, \(normalization)")

      let (real, inverseReal) = (try realDFT(normalization), try inverseRealDFT(normalization))
      let (signal, spectrum) = (realSignal(), halfSpectrum())
      expect(
        .roundTrip, relativeError(apply(inverseReal, apply(real, signal)), signal.map { $0 * gain }), within: 2 * gate,
        "inverse real after real, \(normalization)")
      // Weighing each pair of conjugate bins as one bin moves the relative error by √2 at most.
      expect(
        .roundTrip,
        relativeError(apply(real, apply(inverseReal, spectrum)), scaled(spectrum, by: Complex(gain))),
        within: 2 * T.sqrt(2) * gate,
        "real after inverse real, \(normalization)")
    }
  }
}
