import ComplexNumbers

/// The weights that make FFTW's real-to-real transforms orthogonal, or turn them into their own adjoints: of single
/// elements of each row, before and after the transform, with a factor for all.
///
/// With M the symmetric matrix of cosines, FFTW's DCT-I is M·W with W = diag(1, 2, …, 2, 1), so that its transposed is
/// W·M = W (M·W) W⁻¹: the same transform between weights. The other adjoints follow in the same way:
///
/// | kind | its transposed |
/// | --- | --- |
/// | DCT-I | ends doubled, DCT-I, ends halved |
/// | DCT-II | first element doubled, DCT-III |
/// | DCT-III | DCT-II, first element halved |
/// | DST-II | last element doubled, DST-III |
/// | DST-III | DST-II, last element halved |
/// | R2HC | DC and Nyquist doubled, HC2R, all halved |
/// | HC2R | R2HC, all doubled, DC and Nyquist halved |
/// | others | the same |
struct EndWeights: Sendable {
  /// Multiplies one element of each row.
  struct Weight: Sendable {
    let rows: RowWalk
    let index: Int
    let factor: PowerOfRootTwo

    func apply<T: TransformScalar>(_ elements: UnsafeMutablePointer<T>) {
      let factor: T = factor.value()
      rows.forEachRow { start, _ in elements[start + index * rows.strides.0] *= factor }
    }
  }

  /// On the input in its place, or else on a copy without gaps.
  private(set) var before: [Weight] = []
  /// On the output.
  private(set) var after: [Weight] = []
  /// On every element of the output.
  private(set) var gain = PowerOfRootTwo(exponent: 0)

  /// The weights of a problem with these kinds, or of the transposed one, which goes from its output to its input.
  init(_ kinds: [RealToRealKind], _ problem: TransformProblem, orthogonalizes: Bool, transposed: Bool) {
    let shape = problem.shape
    let source = problem.isInPlace ? problem.inputLayout : .rowMajor(shape)
    let target = transposed ? problem.inputLayout : problem.outputLayout
    for (axis, kind) in zip(problem.axes, kinds) {
      let n = shape[axis]
      var weights: (before: Factors, after: Factors) = orthogonalizes ? Self.orthogonalization(kind, n) : ([:], [:])
      if transposed {
        // (B C A)ᵀ = A Cᵀ B, and Cᵀ is again a transform between weights.
        let transposition = Self.transposition(kind, n)
        weights = (
          Self.product(weights.after, transposition.before), Self.product(transposition.after, weights.before)
        )
        gain = gain * transposition.gain
      }
      before += Self.weights(weights.before, RowWalk(shape: shape, along: axis, source, source))
      after += Self.weights(weights.after, RowWalk(shape: shape, along: axis, target, target))
    }
  }

  /// Whether nothing is weighted.
  var isTrivial: Bool { before.isEmpty && after.isEmpty && gain.exponent == 0 }

  private typealias Factors = [Int: PowerOfRootTwo]
  private static let half = PowerOfRootTwo(exponent: -2)
  private static let one = PowerOfRootTwo(exponent: 0)
  private static let two = PowerOfRootTwo(exponent: 2)

  private static func orthogonalization(_ kind: RealToRealKind, _ n: Int) -> (before: Factors, after: Factors) {
    let root = PowerOfRootTwo(exponent: 1), inverse = PowerOfRootTwo(exponent: -1)
    switch kind {
    case .dct1: return ([0: root, n - 1: root], [0: inverse, n - 1: inverse])
    case .dct2: return ([:], [0: inverse])
    case .dct3: return ([0: root], [:])
    case .dst2: return ([:], [n - 1: inverse])
    case .dst3: return ([n - 1: root], [:])
    case .dct4, .dst1, .dst4, .dht, .realToHalfComplex, .halfComplexToReal: return ([:], [:])
    }
  }

  private static func transposition(
    _ kind: RealToRealKind, _ n: Int
  ) -> (before: Factors, after: Factors, gain: PowerOfRootTwo) {
    // The elements of a half-complex spectrum that stand for themselves alone.
    let single = n.isMultiple(of: 2) ? [0, n / 2] : [0]
    switch kind {
    case .dct1: return ([0: two, n - 1: two], [0: half, n - 1: half], one)
    case .dct2: return ([0: two], [:], one)
    case .dct3: return ([:], [0: half], one)
    case .dst2: return ([n - 1: two], [:], one)
    case .dst3: return ([:], [n - 1: half], one)
    case .realToHalfComplex: return (Factors(uniqueKeysWithValues: single.map { ($0, two) }), [:], half)
    case .halfComplexToReal: return ([:], Factors(uniqueKeysWithValues: single.map { ($0, half) }), two)
    case .dct4, .dst1, .dst4, .dht: return ([:], [:], one)
    }
  }

  private static func product(_ a: Factors, _ b: Factors) -> Factors { a.merging(b, uniquingKeysWith: *) }

  private static func weights(_ factors: Factors, _ rows: RowWalk) -> [Weight] {
    factors.filter { $0.value.exponent != 0 }.sorted { $0.key < $1.key }
      .map { Weight(rows: rows, index: $0.key, factor: $0.value) }
  }
}

/// √2 to an integer power, to be rounded in the precision that it is used in.
struct PowerOfRootTwo: Sendable {
  let exponent: Int

  static func * (a: PowerOfRootTwo, b: PowerOfRootTwo) -> PowerOfRootTwo {
    PowerOfRootTwo(exponent: a.exponent + b.exponent)
  }

  func value<T: TransformScalar>() -> T {
    let root: T = exponent.isMultiple(of: 2) ? 1 : .sqrt(2)
    return root * T(sign: .plus, exponent: T.Exponent(exponent >> 1), significand: 1)
  }
}
