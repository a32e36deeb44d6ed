import ComplexNumbers
import Fourier

// Pairs that algebra gives along several axes: products of those along each, at one position along the others.

extension ArrayCertification {
  /// δ at m ↔ s·Π exp(∓2πi kₐmₐ/Nₐ), and Π exp(±2πi kₐnₐ/Nₐ) ↔ s·N·δ at k.
  mutating func certifyComplexPairs(_ direction: Direction, _ normalization: Normalization) throws {
    let transform = try dft(direction, normalization)
    let s = factor(normalization, direction, length: length)
    let index = someIndex(shape)
    let impulse: [Complex<T>] = complexes(impulse(index, shape))
    let phases = scaled(tones(index, shape, direction), by: Complex(s))
    let tolerance = gate + T(2 * shape.count) * roundoff
    expect(
      .knownPairs, relativeError(apply(transform, impulse), phases), within: tolerance,
      "complex, \(direction), \(normalization), impulse at \(index)")
    let line = scaled(impulse, by: Complex(s * T(length)))
    expect(
      .knownPairs, relativeError(apply(transform, tones(index, shape, direction.opposite)), line), within: tolerance,
      "complex, \(direction), \(normalization), tone at bin \(index)")
  }

  /// δ at m ↔ the half of s·Π exp(∓2πi kₐmₐ/Nₐ); Re c·Π exp(±2πi kₐnₐ/Nₐ) ↔ c·s·N/2 at k and its conjugate at −k.
  mutating func certifyRealPairs(_ direction: Direction, _ normalization: Normalization) throws {
    let transform = try realDFT(direction, normalization)
    let s = factor(normalization, direction, length: length)
    let tolerance = gate + T(2 * shape.count) * roundoff
    let index = someIndex(shape)
    expect(
      .knownPairs,
      relativeError(
        apply(transform, impulse(index, shape)), scaled(tones(index, halvedShape, direction), by: Complex(s))),
      within: tolerance, "real, \(direction), \(normalization), impulse at \(index)")

    let bin = someIndex(halvedShape)
    let mirrored = shape.indices.map { transformed.contains($0) ? (shape[$0] - bin[$0]) % shape[$0] : bin[$0] }
    // 3-4-5: a phase whose cosine and sine are plain numbers.
    let c = Complex<T>(3, 4)
    let samples = realParts(scaled(tones(bin, shape, direction.opposite), by: c))
    var line = scaled(complexes(impulse(bin, halvedShape)), by: c * (s * T(length) / 2))
    if mirrored[halvedAxis] < halvedShape[halvedAxis] {
      let conjugate = scaled(complexes(impulse(mirrored, halvedShape)), by: c.conjugate * (s * T(length) / 2))
      line = combination(1, line, 1, conjugate)
    }
    expect(
      .knownPairs, relativeError(apply(transform, samples), line), within: tolerance,
      "real, \(direction), \(normalization), cosine at bin \(bin)")
  }

  /// c at bin k ↔ w·s·Re c·Π exp(±2πi kₐnₐ/Nₐ), w = 2 unless the bin is its own partner along the halved axis.
  mutating func certifyInverseRealPairs(_ direction: Direction, _ normalization: Normalization) throws {
    let transform = try inverseRealDFT(direction, normalization)
    let s = factor(normalization, direction, length: length)
    // One bin inside and those at both ends, where the imaginary part is ignored.
    for k in Set([0, halvedShape[halvedAxis] / 2, halvedShape[halvedAxis] - 1]).sorted() {
      var bin = someIndex(halvedShape)
      bin[halvedAxis] = k
      let c = Complex<T>(3, 4)
      let weight: T = k == 0 || 2 * k == shape[halvedAxis] ? 1 : 2
      let samples = realParts(scaled(tones(bin, shape, direction), by: c * (weight * s)))
      let line = scaled(complexes(impulse(bin, halvedShape)), by: c)
      // Along other axes the ignored parts may be most of the signal: the error is that of the whole.
      let error = norm(combination(1, apply(transform, line), -1, samples))
      let scale = 5 * weight * s * T(length).squareRoot()
      expect(
        .knownPairs, error / scale, within: gate + T(2 * shape.count) * roundoff,
        "inverse real, \(direction), \(normalization), bin \(bin)")
    }
  }

  /// δ at j ↔ s times the product of the matrices' columns, and the product of the inverse matrices' columns ↔ s·N·δ.
  mutating func certifyRealToRealPairs(_ choice: RealToRealChoice) throws {
    let transform = try realToReal(choice)
    let (points, gate) = (period(choice.kinds), gate(choice.kinds))
    let s = factor(choice.normalization, choice.direction, length: points)
    let tolerance = gate + T(4 * shape.count) * roundoff
    let index = someIndex(shape)
    let delta: [T] = impulse(index, shape)
    let waves = columns(choice.applied, index, choice.isOrthogonalized).map { $0 * s }
    expect(
      .knownPairs, relativeError(apply(transform, delta), waves), within: tolerance, "\(choice), impulse at \(index)")
    let inverses = columns(choice.applied.map(\.counterpart), index, choice.isOrthogonalized)
    expect(
      .knownPairs, relativeError(apply(transform, inverses), delta.map { $0 * (s * T(points)) }), within: tolerance,
      "\(choice), wave of element \(index)")
  }

  /// One at an index, else zero.
  private func impulse(_ index: [Int], _ shape: [Int]) -> [T] {
    outerProduct(shape.indices.map { unitVector(index[$0], count: shape[$0]) })
  }

  /// Π exp(∓2πi kₐnₐ/Nₐ) over an array of `shape`, the sign being that of the exponent in `direction`.
  private func tones(_ index: [Int], _ shape: [Int], _ direction: Direction) -> [Complex<T>] {
    outerProduct(
      shape.indices.map { axis in
        guard transformed.contains(axis) else { return complexes(unitVector(index[axis], count: shape[axis])) }
        let length = self.shape[axis]
        let k = direction == .inverse ? index[axis] : (length - index[axis]) % length
        return tone(k, of: length, count: shape[axis])
      })
  }

  private func columns(_ kinds: [RealToRealKind], _ index: [Int], _ isOrthogonalized: Bool) -> [T] {
    outerProduct(
      shape.indices.map { axis in
        guard let position = transformed.firstIndex(of: axis) else {
          return unitVector(index[axis], count: shape[axis])
        }
        return kinds[position].column(index[axis], of: shape[axis], orthogonalized: isOrthogonalized)
      })
  }
}
