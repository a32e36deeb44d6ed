import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Deliberate errors in Fourier operators, each of a kind that derivatives of transforms have had, in one precision.
///
/// Most change the adjoint, or the transform, alone, and the dot-product test has to find them. Those of the last group
/// change both directions alike, so that the derivative is right for a wrong operator: only values can tell.
enum TransformMutations<T: TensorScalar & SampledElement> {
  typealias C = Complex<T>
  typealias Mutate<Base: FourierTransform> = @Sendable (Base) throws -> Mutant<Base>
  where Base.Input: BitwiseCopyable & Sendable, Base.Output: BitwiseCopyable & Sendable

  static var all: [TransformMutation] {
    complex + real + inverseReal + parity + axes + realToReal + consistent
  }

  static var lengths: [Int] { [5, 8] }

  // MARK: Complex

  static var complex: [TransformMutation] {
    let forward = { @Sendable (length: Int) in try DFTPlan<T>(length: length) }
    let inverse = { @Sendable (length: Int) in try DFTPlan<T>(length: length, direction: .inverse) }
    let unitary = { @Sendable (length: Int) in try DFTPlan<T>(length: length, normalization: .orthonormal) }
    let batch = { @Sendable (length: Int) in try DFTPlan<T>(length: length, batchCount: 3) }
    return [
      mutation("fft's adjoint without its conjugate", forward) { base in
        Mutant(base, adjoint: { base($0) })
      },
      mutation("the inverse for fft's adjoint", forward) { base in
        let inverse = try base.inverse
        return Mutant(base, adjoint: { inverse($0) })
      },
      mutation("ifft's adjoint without 1/N", inverse) { base in
        let unscaled = try DFTPlan<T>(length: base.length, direction: .inverse, normalization: .none)
        return Mutant(base, adjoint: { unscaled.adjoint($0) })
      },
      mutation("an orthonormal fft with the adjoint of a plain one", unitary) { base in
        let plain = try DFTPlan<T>(length: base.length)
        return Mutant(base, adjoint: { plain.adjoint($0) })
      },
      mutation("a factor 2 in fft's adjoint", forward) { base in
        Mutant(base, adjoint: { base.adjoint($0).map { 2 * $0 } })
      },
      mutation("a factor 2 in fft", forward) { base in Mutant(base, forward: { base($0).map { 2 * $0 } }) },
      mutation("fft's adjoint conjugated", forward) { base in
        Mutant(base, adjoint: { base.adjoint($0).map(\.conjugate) })
      },
      mutation("fft's bins off by one", forward) { base in Mutant(base, forward: { rotated(base($0)) }) },
      mutation("the samples of fft's adjoint off by one", forward) { base in
        Mutant(base, adjoint: { rotated(base.adjoint($0)) })
      },
      mutation("the inverse direction in fft", forward) { base in
        let other = try DFTPlan<T>(length: base.length, direction: .inverse, normalization: .none)
        return Mutant(base, forward: { other($0) })
      },
      mutation("the adjoint of the first row of a batch for all", batch) { base in
        Mutant(base, adjoint: { y in base.adjoint(y.indices.map { y[$0 % base.length] }) })
      },
    ]
  }

  // MARK: Real

  static var real: [TransformMutation] {
    let plan = { @Sendable (length: Int) in try RealDFTPlan<T>(length: length) }
    let scaled = { @Sendable (length: Int) in try RealDFTPlan<T>(length: length, normalization: .forward) }
    let hermitian = { @Sendable (length: Int) in try RealDFTPlan<T>(length: length, direction: .inverse) }
    return [
      mutation("rfft's adjoint without the weight ½ of pairs", plan) { base in
        Mutant(base, adjoint: { base.adjoint(weighted($0, of: base.length, pairs: 2)) })
      },
      mutation("rfft's adjoint with DC halved like a pair", plan) { base in
        Mutant(base, adjoint: { base.adjoint(weighted($0, of: base.length, dc: 1 / 2)) })
      },
      mutation("the inverse for rfft's adjoint", plan) { base in
        let inverse = try base.inverse
        return Mutant(base, adjoint: { inverse($0) })
      },
      mutation("rfft's adjoint without its conjugate", plan) { base in
        Mutant(base, adjoint: { base.adjoint($0.map(\.conjugate)) })
      },
      mutation("rfft's adjoint of the real parts alone", plan) { base in
        Mutant(base, adjoint: { base.adjoint($0.map { C($0.real, 0) }) })
      },
      mutation("rfft, in the forward normalization, with an adjoint without 1/N", scaled) { base in
        let unscaled = try RealDFTPlan<T>(length: base.length)
        return Mutant(base, adjoint: { unscaled.adjoint($0) })
      },
      mutation("ihfft with the adjoint of rfft", hermitian) { base in
        let rfft = try RealDFTPlan<T>(length: base.length, normalization: .forward)
        return Mutant(base, adjoint: { rfft.adjoint($0) })
      },
      mutation("rfft's bins off by one", plan) { base in Mutant(base, forward: { rotated(base($0)) }) },
    ]
  }

  static var inverseReal: [TransformMutation] {
    let plan = { @Sendable (length: Int) in try InverseRealDFTPlan<T>(length: length) }
    let hermitian = { @Sendable (length: Int) in try InverseRealDFTPlan<T>(length: length, direction: .forward) }
    return [
      mutation("irfft's adjoint without the weight 2 of pairs", plan) { base in
        Mutant(base, adjoint: { weighted(base.adjoint($0), of: base.length, pairs: 1 / 2) })
      },
      mutation("irfft's adjoint with DC doubled like a pair", plan) { base in
        Mutant(base, adjoint: { weighted(base.adjoint($0), of: base.length, dc: 2) })
      },
      mutation("the inverse for irfft's adjoint", plan) { base in
        let inverse = try base.inverse
        return Mutant(base, adjoint: { inverse($0) })
      },
      mutation("irfft's adjoint without 1/N", plan) { base in
        let unscaled = try InverseRealDFTPlan<T>(length: base.length, normalization: .none)
        return Mutant(base, adjoint: { unscaled.adjoint($0) })
      },
      mutation("irfft's adjoint with an imaginary part of DC", plan) { base in
        Mutant(
          base,
          adjoint: { y in
            var bins = base.adjoint(y)
            bins[0].imaginary = bins[0].real
            return bins
          })
      },
      mutation("irfft that lets the imaginary part of DC through", plan) { base in
        Mutant(
          base, forward: { x in base(x).map { $0 + x[0].imaginary / T(base.length) } })
      },
      mutation("hfft's adjoint without its conjugate", hermitian) { base in
        Mutant(base, adjoint: { base.adjoint($0).map(\.conjugate) })
      },
      mutation("hfft with the adjoint of irfft", hermitian) { base in
        let irfft = try InverseRealDFTPlan<T>(length: base.length, normalization: .none)
        return Mutant(base, adjoint: { irfft.adjoint($0) })
      },
    ]
  }

  /// Errors that show at even lengths only, where the last bin is Nyquist, or at odd ones, where it is one more pair.
  static var parity: [TransformMutation] {
    let real = { @Sendable (length: Int) in try RealDFTPlan<T>(length: length) }
    let inverse = { @Sendable (length: Int) in try InverseRealDFTPlan<T>(length: length) }
    return [
      mutation("rfft's adjoint with Nyquist taken for a pair", at: [2, 8], real) { base in
        Mutant(base, adjoint: { base.adjoint(weighted($0, of: base.length, nyquist: 1 / 2)) })
      },
      mutation("rfft's adjoint with the last pair taken for Nyquist", at: [3, 9], real) { base in
        Mutant(base, adjoint: { base.adjoint(weighted($0, of: base.length, lastPair: 2)) })
      },
      mutation("irfft's adjoint with Nyquist taken for a pair", at: [2, 8], inverse) { base in
        Mutant(base, adjoint: { weighted(base.adjoint($0), of: base.length, nyquist: 2) })
      },
      mutation("irfft's adjoint with the last pair taken for Nyquist", at: [3, 9], inverse) { base in
        Mutant(base, adjoint: { weighted(base.adjoint($0), of: base.length, lastPair: 1 / 2) })
      },
    ]
  }

  // MARK: Axes

  static var axes: [TransformMutation] {
    let columns = { @Sendable (n: Int) in try DFTPlan<T>(shape: [n, n], axes: [0]) }
    let plane = { @Sendable (n: Int) in try DFTPlan<T>(shape: [n, 3], normalization: .forward) }
    let real = { @Sendable (n: Int) in try RealDFTPlan<T>(shape: [n, n], axes: [0, 1]) }
    let slab = { @Sendable (n: Int) in try RealDFTPlan<T>(shape: [2, n, 3], axes: [1]) }
    return [
      mutation("the other axis in the adjoint", columns) { base in
        let other = try DFTPlan<T>(shape: base.inputShape, axes: [1])
        return Mutant(base, adjoint: { other.adjoint($0) })
      },
      mutation("an axis left out of the adjoint", plane) { base in
        let other = try DFTPlan<T>(shape: base.inputShape, axes: [0], normalization: .forward)
        return Mutant(base, adjoint: { other.adjoint($0) })
      },
      mutation("the adjoint scaled by one axis alone", plane) { base in
        Mutant(base, adjoint: { base.adjoint($0).map { 3 * $0 } })
      },
      mutation("the adjoint's weights along the wrong axis", real) { base in
        let bins = base.outputShape[1]
        return Mutant(
          base,
          adjoint: { y in
            // Those of the rows in place of those of the bins.
            let n = base.inputShape[0]
            return base.adjoint(
              y.indices.map { place in
                let isPair = { (k: Int) in k != 0 && 2 * k != n }
                let (row, bin) = (place / bins, place % bins)
                return (isPair(row) ? T(1) / 2 : 1) / (isPair(bin) ? T(1) / 2 : 1) * y[place]
              })
          })
      },
      mutation("the adjoint of an inner axis without the weight of pairs", slab) { base in
        let n = base.inputShape[1], bins = base.outputShape[1]
        return Mutant(
          base,
          adjoint: { y in
            base.adjoint(
              y.indices.map { place in
                let k = place / 3 % bins
                return k != 0 && 2 * k != n ? 2 * y[place] : y[place]
              })
          })
      },
    ]
  }

  // MARK: Real to real

  static var realToReal: [TransformMutation] {
    // Kinds whose adjoint is the inverse kind only between weights; without them this is what remains.
    let kinds: [RealToRealKind] = [.dct1, .dct2, .dct3, .dst2, .dst3, .realToHalfComplex, .halfComplexToReal]
    let weightless = kinds.map { kind in
      mutation("\(kind)'s adjoint without the weights of the ends", kindPlan(kind)) { base in
        let bare = try RealToRealPlan<T>(length: base.length, kind: kind.inverse)
        return Mutant(base, adjoint: { bare($0) })
      }
    }
    let orthogonalized: [RealToRealKind] = [.dct1, .dct2, .dct3, .dst2, .dst3]
    let plain = orthogonalized.map { kind in
      mutation("an orthogonalized \(kind) with the adjoint of a plain one", kindPlan(kind, orthogonalizes: true)) {
        base in
        let plain = try RealToRealPlan<T>(length: base.length, kind: kind)
        return Mutant(base, adjoint: { plain.adjoint($0) })
      }
    }
    let itself = [RealToRealKind.dct2, .dct3, .dst2, .dst3].map { kind in
      mutation("\(kind) for its own adjoint", kindPlan(kind)) { base in Mutant(base, adjoint: { base($0) }) }
    }
    let scaled = { @Sendable (length: Int) in
      try RealToRealPlan<T>(length: length, kind: .dst1, direction: .inverse)
    }
    return weightless + plain + itself + [
      mutation("an inverse DST-I with the logical length of a DCT-I in the adjoint", scaled) { base in
        let factor = T(base.length + 1) / T(base.length - 1)
        return Mutant(base, adjoint: { base.adjoint($0).map { factor * $0 } })
      },
      mutation("a cosine for the sine and the cosine of DHT's adjoint", kindPlan(.dht)) { base in
        Mutant(base, adjoint: { y in zip(base.adjoint(y), base.adjoint(reversed(y))).map { ($0 + $1) / 2 } })
      },
    ]
  }

  private static func kindPlan(
    _ kind: RealToRealKind, orthogonalizes: Bool = false
  ) -> @Sendable (Int) throws -> RealToRealPlan<T> {
    { length in try RealToRealPlan<T>(length: length, kind: kind, orthogonalizes: orthogonalizes) }
  }

  // MARK: Both directions alike

  /// The operator is a consistent one, but not the one that it should be.
  static var consistent: [TransformMutation] {
    [
      disagreement("a factor 2 both ways", { try ReferenceDFT<T>(length: $0) }, { try DFTPlan<T>(length: $0) }) {
        base in
        Mutant(base, forward: { base($0).map { 2 * $0 } }, adjoint: { base.adjoint($0).map { 2 * $0 } })
      },
      disagreement("the wrong direction both ways", { try ReferenceDFT<T>(length: $0) }, { try DFTPlan<T>(length: $0) })
      {
        Mutant(try DFTPlan<T>(length: $0.length, direction: .inverse, normalization: .none))
      },
      disagreement(
        "no 1/N both ways", { try ReferenceInverseRealDFT<T>(length: $0) }, { try InverseRealDFTPlan<T>(length: $0) }
      ) { Mutant(try InverseRealDFTPlan<T>(length: $0.length, normalization: .none)) },
      disagreement(
        "bins off by one both ways", { try ReferenceRealDFT<T>(length: $0) }, { try RealDFTPlan<T>(length: $0) }
      ) { base in
        Mutant(base, forward: { rotated(base($0)) }, adjoint: { base.adjoint(Array($0.suffix(1) + $0.dropLast())) })
      },
      disagreement(
        "the other axis both ways", { try ReferenceDFT<T>(shape: [$0, $0], axes: [0]) },
        { try DFTPlan<T>(shape: [$0, $0], axes: [0]) }
      ) { Mutant(try DFTPlan<T>(shape: $0.inputShape, axes: [1])) },
      disagreement(
        "rfft for ihfft", { try ReferenceRealDFT<T>(length: $0, direction: .inverse) },
        { try RealDFTPlan<T>(length: $0, direction: .inverse) }
      ) { Mutant(try RealDFTPlan<T>(length: $0.length, normalization: .forward)) },
      disagreement(
        "plain ends in an orthogonalized DCT-II",
        { try ReferenceRealToReal<T>(length: $0, kind: .dct2, normalization: .orthonormal) },
        { try RealToRealPlan<T>(length: $0, kind: .dct2, normalization: .orthonormal) }
      ) {
        Mutant(
          try RealToRealPlan<T>(
            length: $0.length, kind: .dct2, normalization: .orthonormal, orthogonalizes: false))
      },
    ]
  }

  // MARK: Through a nonlinear function

  static var gradients: [TransformMutation] {
    [
      gradient("fft's adjoint without its conjugate", { try DFTPlan<T>(length: $0) }) { base in
        Mutant(base, adjoint: { base($0) })
      },
      gradient("rfft's adjoint without the weight ½ of pairs", { try RealDFTPlan<T>(length: $0) }) { base in
        Mutant(base, adjoint: { base.adjoint(weighted($0, of: base.length, pairs: 2)) })
      },
      gradient("irfft's adjoint without 1/N", { try InverseRealDFTPlan<T>(length: $0) }) { base in
        let unscaled = try InverseRealDFTPlan<T>(length: base.length, normalization: .none)
        return Mutant(base, adjoint: { unscaled.adjoint($0) })
      },
      gradient("a DCT-I for its own adjoint", { try RealToRealPlan<T>(length: $0, kind: .dct1) }) { base in
        Mutant(base, adjoint: { base($0) })
      },
    ]
  }
}

extension TransformMutations {
  private static func mutation<Base: FourierTransform>(
    _ name: String, at lengths: [Int] = lengths, _ plan: @escaping @Sendable (Int) throws -> Base,
    _ mutate: @escaping Mutate<Base>
  ) -> TransformMutation
  where Base.Input: SampledElement, Base.Output: SampledElement, Base.Input.RealPart == Base.Output.RealPart {
    TransformMutation(
      name: "\(name), \(T.self)", property: .adjoint,
      broken: {
        try lengths.map { length in
          let mutant = try mutate(plan(length))
          return checkAdjoint(of: TransformOperator(mutant), inputShape: mutant.inputShape, named: name)
            .map { Finding($0) }
        }
      },
      intact: {
        try lengths.map { length in
          let plan = try plan(length)
          return checkAdjoint(of: TransformOperator(Mutant(plan)), inputShape: plan.inputShape, named: name)
            .map { Finding($0) }
        }
      })
  }

  private static func disagreement<Base: FourierTransform, Reference: FourierTransform>(
    _ name: String, _ reference: @escaping @Sendable (Int) throws -> Reference,
    _ plan: @escaping @Sendable (Int) throws -> Base, _ mutate: @escaping Mutate<Base>
  ) -> TransformMutation
  where
    Base.Input: SampledElement, Base.Output: SampledElement, Base.Input.RealPart == T, Base.Output.RealPart == T,
    Reference.Input == Base.Input, Reference.Output == Base.Output
  {
    @Sendable func findings(_ transform: Mutant<Base>, _ length: Int) throws -> [Finding] {
      let map = TransformOperator(transform), reference = try reference(length)
      // The dot-product test accepts it, mutated or not.
      expectNone(checkAdjoint(of: map, inputShape: reference.inputShape, named: name))
      let tolerance = TransformArrangement([length]).realToRealTolerance(T.self)
      return checkAgreement(of: map, with: reference, tolerance: tolerance, named: name)
    }
    return TransformMutation(
      name: "\(name), \(T.self)", property: .value,
      broken: { try lengths.map { try findings(mutate(plan($0)), $0) } },
      intact: { try lengths.map { try findings(Mutant(plan($0)), $0) } })
  }

  private static func gradient<Base: FourierTransform>(
    _ name: String, _ plan: @escaping @Sendable (Int) throws -> Base, _ mutate: @escaping Mutate<Base>
  ) -> TransformMutation
  where Base.Input: SampledElement, Base.Output: SampledElement, Base.Input.RealPart == Base.Output.RealPart {
    @Sendable func findings<Transform: FourierTransform>(_ transform: Transform) -> [Finding]
    where
      Transform.Input: SampledElement, Transform.Output: SampledElement,
      Transform.Input.RealPart == Transform.Output.RealPart
    {
      var random = SeededRandom(seed: 21)
      let map = TransformOperator(transform)
      let x = random.tensor(Transform.Input.self, shape: transform.inputShape)
      return checkGradient(of: { square(map(square($0) + $0)) }, at: x, named: name).map { Finding($0) }
    }
    return TransformMutation(
      name: "\(name), \(T.self)", property: .firstDerivative,
      broken: { try lengths.map { findings(try mutate(plan($0))) } },
      intact: { try lengths.map { findings(Mutant(try plan($0))) } })
  }

  /// The bins of a half-spectrum of N points, weighted.
  private static func weighted(
    _ bins: [C], of length: Int, pairs: T = 1, dc: T = 1, nyquist: T = 1, lastPair: T = 1
  ) -> [C] {
    bins.enumerated().map { k, bin in
      if k == 0 { return dc * bin }
      if 2 * k == length { return nyquist * bin }
      return 2 * k + 1 == length ? pairs * lastPair * bin : pairs * bin
    }
  }

  private static func rotated<Element>(_ elements: [Element]) -> [Element] {
    Array(elements.dropFirst() + elements.prefix(1))
  }

  /// x₍−n₎, indices counted modulo N.
  private static func reversed(_ elements: [T]) -> [T] {
    elements.indices.map { elements[(elements.count - $0) % elements.count] }
  }
}
