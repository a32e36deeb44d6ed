import ComplexNumbers
import Fourier

// The four sorts of transform, each with what holds for it alone.

extension ArrayCertification {
  mutating func certifyComplex(_ direction: Direction, _ normalization: Normalization) throws {
    let what = "complex, \(direction), \(normalization)"
    let transform = try dft(direction, normalization)
    try certifyComplexPairs(direction, normalization)
    try certifyOperator(
      transform, inverse: dft(direction.opposite, normalization), gain: normalization == .none ? T(length) : 1,
      inputShape: shape, outputShape: shape, gate: gate, what
    ) { shape in try Path.dft(shape: shape, axes: nil, direction: direction, normalization: normalization) }

    let (x, s) = (complexSignal(shape), factor(normalization, direction, length: length))
    let spectrum = apply(transform, x)
    expectEnergy(T(length) * s * s * norm(x) * norm(x), norm(spectrum) * norm(spectrum), gate, what)
    // A(ix) = iAx, which linearity over the reals does not say.
    let turned = apply(transform, scaled(x, by: Complex(imaginary: 1)))
    expect(
      .linearity, relativeError(turned, scaled(spectrum, by: Complex(imaginary: 1))), within: 2 * gate, "\(what), by i")
    // The whole adjoint, not a projection: the other direction's transform with this one's factor.
    let opposite = apply(try dft(direction.opposite, .none), x)
    expect(
      .adjoint, relativeError(applyAdjoint(transform, x), scaled(opposite, by: Complex(s))),
      within: 2 * gate + 4 * roundoff, "\(what), against the opposite transform")
  }

  mutating func certifyReal(_ direction: Direction, _ normalization: Normalization) throws {
    let what = "real, \(direction), \(normalization)"
    let transform = try realDFT(direction, normalization)
    try certifyRealPairs(direction, normalization)
    try certifyOperator(
      transform, inverse: inverseRealDFT(direction.opposite, normalization),
      gain: normalization == .none ? T(length) : 1, inputShape: shape, outputShape: halvedShape, gate: gate, what
    ) { shape in try Path.realDFT(shape: shape, axes: nil, direction: direction, normalization: normalization) }

    let (x, s) = (realSignal(), factor(normalization, direction, length: length))
    let spectrum = apply(transform, x)
    // A bin within the halved axis stands for its conjugate partner, too.
    let weights: [T] = outerProduct(
      halvedShape.indices.map { axis in
        (0..<halvedShape[axis]).map { axis != halvedAxis || $0 == 0 || 2 * $0 == shape[axis] ? 1 : .sqrt(2) }
      })
    let pairs = spectrum.indices.map { spectrum[$0] * weights[$0] }
    expectEnergy(T(length) * s * s * norm(x) * norm(x), norm(pairs) * norm(pairs), gate, what)

    let whole = apply(try dft(direction, normalization), complexes(x))
    expect(
      .realAgreesWithComplex, relativeError(spectrum, firstHalf(of: whole)), within: 2 * gate, what)
  }

  mutating func certifyInverseReal(_ direction: Direction, _ normalization: Normalization) throws {
    let what = "inverse real, \(direction), \(normalization)"
    let transform = try inverseRealDFT(direction, normalization)
    try certifyInverseRealPairs(direction, normalization)
    try certifyOperator(
      transform, inverse: nil as Path.RealTransform?, gain: 1, inputShape: halvedShape, outputShape: shape, gate: gate,
      what
    ) { shape in try Path.inverseRealDFT(shape: shape, axes: nil, direction: direction, normalization: normalization) }
    try certifyIgnoredParts(transform, direction, what)
  }

  /// What the sums over the other axes make imaginary at DC and, for even lengths, Nyquist does not count.
  private mutating func certifyIgnoredParts(
    _ transform: Path.InverseRealTransform, _ direction: Direction, _ what: String
  ) throws {
    let spectrum = complexSignal(halvedShape)
    let others = transformed.dropLast()
    // iy for real y along the other axes, whose spectrum is anti-Hermitian.
    let imaginary = scaled(complexes(realSignal()), by: Complex(imaginary: 1))
    let disturbance =
      others.isEmpty
      ? imaginary
      : apply(
        try Path.dft(shape: shape, axes: Array(others), direction: direction.opposite, normalization: .backward),
        imaginary)
    let edges = firstHalf(
      of: indices.map { index in
        index == 0 || 2 * index == shape[halvedAxis] ? 1 : 0
      })
    let half = firstHalf(of: disturbance)
    let disturbed = spectrum.indices.map { spectrum[$0] + half[$0] * edges[$0] }
    let error = relativeError(apply(transform, disturbed), apply(transform, spectrum))
    expect(
      .ignoredParts, error, within: 2 * gate * (1 + norm(disturbed) / norm(spectrum)) * .sqrt(2), what)
  }

  mutating func certifyRealToReal(_ kinds: [RealToRealKind]) throws {
    let (points, gate) = (period(kinds), gate(kinds))
    for direction in directions {
      for normalization in Normalization.allCases {
        for orthogonalizes in [nil, normalization != .orthonormal] {
          let choice = RealToRealChoice(kinds, direction, normalization, orthogonalizes)
          let transform = try realToReal(choice)
          try certifyRealToRealPairs(choice)
          try certifyOperator(
            transform,
            inverse: realToReal(RealToRealChoice(kinds, direction.opposite, normalization, orthogonalizes)),
            gain: normalization == .none ? T(points) : 1, inputShape: shape, outputShape: shape, gate: gate,
            "\(choice)"
          ) { shape in
            try Path.realToReal(
              shape: shape, kinds: kinds, axes: nil, direction: direction, normalization: normalization,
              orthogonalizes: orthogonalizes)
          }
          if choice.isOrthogonalized { try certifyEnergy(transform, choice) }
        }
      }
    }
  }

  /// Σ αₖ yₖ² = N s² Σ βⱼ xⱼ²: the matrices are orthogonal up to the weights of half-complex data.
  private mutating func certifyEnergy(_ transform: Path.RealToRealTransform, _ choice: RealToRealChoice) throws {
    let s = factor(choice.normalization, choice.direction, length: period(choice.kinds))
    let weights = shape.indices.map { axis -> (input: [T], output: [T]) in
      let plain = [T](repeating: 1, count: shape[axis])
      guard let position = transformed.firstIndex(of: axis) else { return (plain, plain) }
      return choice.applied[position].energyWeights(shape[axis])
    }
    let x = realSignal()
    let y = apply(transform, x)
    let (input, output) = (outerProduct(weights.map(\.input)), outerProduct(weights.map(\.output)))
    let before = innerProduct(products(input, x), x), after = innerProduct(products(output, y), y)
    expectEnergy(T(period(choice.kinds)) * s * s * before, after, gate(choice.kinds), "\(choice)")
  }

  private mutating func expectEnergy(_ expected: T, _ found: T, _ gate: T, _ what: String) {
    expect(.parseval, (found - expected).magnitude / expected, within: 2 * gate + 6 * roundoff, "energy, \(what)")
  }

  // MARK: - Kinds

  /// Each kind along all axes, and along the first with others along the rest; none that an axis is too short for.
  func combinations(of kinds: [RealToRealKind]) -> [[RealToRealKind]] {
    let all = RealToRealKind.allCases
    let uniform = kinds.map { kind in transformed.map { _ in kind } }
    let mixed = kinds.map { kind in
      transformed.indices.map { all[((all.firstIndex(of: kind) ?? 0) + 3 * $0) % all.count] }
    }
    return (transformed.count > 1 ? uniform + mixed : uniform).filter { kinds in
      zip(transformed, kinds).allSatisfy { shape[$0] > 1 || $1 != .dct1 }
    }
  }

  func period(_ kinds: [RealToRealKind]) -> Int { zip(transformed, kinds).reduce(1) { $0 * $1.1.period(shape[$1.0]) } }

  /// The error that a transform of these kinds may have: that of a DFT of the logical lengths, times √2 for each axis.
  ///
  /// A kind is the part of such a DFT that symmetric data need. Its matrix is orthogonal up to a factor but for ends or
  /// half-complex pairs that weigh √2 more or less than the rest, by which an axis may magnify what error there is.
  func gate(_ kinds: [RealToRealKind]) -> T {
    let lengths = zip(transformed, kinds).map { $1.period(shape[$0]) }
    return Tolerances.arrayDFT(lengths: lengths) * .pow(.sqrt(2), kinds.count)
  }

  func realToReal(_ choice: RealToRealChoice) throws -> Path.RealToRealTransform {
    try Path.realToReal(
      shape: shape, kinds: choice.kinds, axes: axes, direction: choice.direction, normalization: choice.normalization,
      orthogonalizes: choice.orthogonalizes)
  }

  // MARK: - Half-spectra

  /// The index along the halved axis of each element of an array of `shape`.
  private var indices: [Int] {
    let inner = shape[(halvedAxis + 1)...].reduce(1, *)
    return (0..<shape.reduce(1, *)).map { $0 / inner % shape[halvedAxis] }
  }

  /// The elements 0 … ⌊n/2⌋ along the halved axis.
  private func firstHalf<Element>(of array: [Element]) -> [Element] {
    zip(indices, array).filter { $0.0 <= shape[halvedAxis] / 2 }.map(\.1)
  }
}
