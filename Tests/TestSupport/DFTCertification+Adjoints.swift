import ComplexNumbers
import Fourier

// The dot-product test: Re⟨Ax, w⟩ = Re⟨x, Aᴴw⟩ for random x and w.
//
// The inner product over a half-spectrum is the plain one over its bins, which is what a gradient is taken in; w is any
// complex vector, with imaginary parts at DC and Nyquist too.

extension DFTCertification {
  mutating func certifyAdjoints() throws {
    for normalization in Normalization.allCases {
      for direction in directions {
        let transform = try dft(direction, normalization)
        let (x, w) = (complexSignal(), complexSignal())
        let (image, pulled) = (apply(transform, x), applyAdjoint(transform, w))
        expectEqual(
          innerProduct(image, w).real, innerProduct(x, pulled).real, scale: norm(image) * norm(w),
          "complex, \(direction), \(normalization)")
        // The whole of it, not a projection: the adjoint is the other direction's transform with this one's factor.
        let opposite = apply(try dft(direction.opposite, normalization), w)
        let ratio = factor(normalization, direction) / factor(normalization, direction.opposite)
        expect(
          .adjoint, relativeError(pulled, scaled(opposite, by: Complex(ratio))), within: 2 * gate + 6 * roundoff,
          "complex, \(direction), \(normalization), against the opposite transform")
      }

      let real = try realDFT(normalization)
      let x = realSignal(), w: [Complex<T>] = random.complexSignal(count: bins)
      let (image, pulled) = (apply(real, x), applyAdjoint(real, w))
      expectEqual(
        innerProduct(image, w).real, innerProduct(x, pulled), scale: norm(image) * norm(w), "real, \(normalization)")

      let inverse = try inverseRealDFT(normalization)
      let v: [Complex<T>] = random.complexSignal(count: bins), y = realSignal()
      let (samples, pushed) = (apply(inverse, v), applyAdjoint(inverse, y))
      expectEqual(
        innerProduct(samples, y), innerProduct(v, pushed).real, scale: norm(samples) * norm(y),
        "inverse real, \(normalization)")
      for k in pushed.indices where isSelfConjugate(k) && pushed[k].imaginary != 0 {
        report(.adjoint, "inverse real, \(normalization): the ignored part of bin \(k) has the slope \(pushed[k])")
      }
    }
  }

  private mutating func expectEqual(_ left: T, _ right: T, scale: T, _ what: String) {
    expect(.adjoint, (left - right).magnitude / scale, within: 2 * T.sqrt(2) * gate + 4 * roundoff, what)
  }
}
