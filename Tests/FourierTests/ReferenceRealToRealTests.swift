import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The real-to-real kinds against 50-digit arithmetic, and the algebra that they obey.
@Suite("ReferenceRealToReal")
struct ReferenceRealToRealTests {
  static let lengths = Array(1...9) + [16, 17]
  /// The DCTs and DSTs, which end terms can make orthogonal.
  static let trigonometric: [RealToRealKind] = [.dct1, .dct2, .dct3, .dct4, .dst1, .dst2, .dst3, .dst4]

  @Test("agrees with mpmath", arguments: RealToRealKind.allCases)
  func mpmath(kind: RealToRealKind) throws {
    try compareWithFixture(kind, Float.self)
    try compareWithFixture(kind, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try compareWithFixture(kind, Float80.self)
    #endif
  }

  @Test("The inverse undoes every kind up to the normalization's factors", arguments: RealToRealKind.allCases, lengths)
  func inverse(kind: RealToRealKind, length: Int) throws {
    guard length >= kind.minimumLength else { return }
    try checkInverse(kind, length, Float.self)
    try checkInverse(kind, length, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try checkInverse(kind, length, Float80.self)
    #endif
  }

  @Test("Every DCT and DST is orthogonal where it is orthonormal and orthogonalized", arguments: trigonometric, lengths)
  func orthogonality(kind: RealToRealKind, length: Int) throws {
    guard length >= kind.minimumLength else { return }
    try checkOrthogonality(kind, length, Float.self)
    try checkOrthogonality(kind, length, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try checkOrthogonality(kind, length, Float80.self)
    #endif
  }

  @Test("The DHT is orthogonal where it is orthonormal", arguments: lengths)
  func hartley(length: Int) throws {
    let x: [Double] = signal(length, seed: 5)
    let transform = try ReferenceRealToReal<Double>(length: length, kind: .dht, normalization: .orthonormal)
    #expect(distance(transform.adjoint(transform(x)), x) <= 2 * passesGate(1))
  }

  @Test("Without orthogonalized ends, the kinds that have them are not orthogonal", arguments: [3, 5, 8])
  func plainEnds(length: Int) throws {
    for kind in Self.trigonometric {
      let x: [Double] = signal(length, seed: 7)
      let plain = try ReferenceRealToReal<Double>(
        length: length, kind: kind, normalization: .orthonormal, orthogonalizes: false)
      #expect(!plain.orthogonalizes)
      let isOrthogonal = distance(plain.adjoint(plain(x)), x) <= 2 * passesGate(1)
      #expect(isOrthogonal == [.dct4, .dst1, .dst4].contains(kind), "\(kind)")
    }
  }

  @Test("Transforms over several axes, a kind for each, are the direct sum", arguments: ArrayCase.all)
  func directSum(array: ArrayCase) throws {
    let pool: [RealToRealKind] = [.dct2, .dst1, .halfComplexToReal, .dct4, .dht, .dst3, .realToHalfComplex]
    for offset in pool.indices {
      let kinds = array.transformed.indices.map { pool[(offset + 2 * $0) % pool.count] }
      let x: [Double] = signal(array.shape.reduce(1, *), seed: UInt64(offset))
      let transform = try ReferenceRealToReal<Float>(
        shape: array.shape, kinds: kinds, axes: array.axes, normalization: .none)
      // The matrices of the axes, from one-dimensional transforms of unit vectors: rows by output index.
      let matrices = try zip(array.transformed, kinds).map { axis, kind in
        let n = array.shape[axis]
        let columns = try (0..<n).map { j in
          try ReferenceRealToReal<Double>(length: n, kind: kind)((0..<n).map { $0 == j ? 1 : 0 })
        }
        return (axis: axis, columns: columns)
      }
      let indices = multiIndices(array.shape)
      let expected = indices.map { k in
        zip(indices, x).reduce(0.0) { sum, term in
          let (n, value) = term
          let isSameLine = (0..<array.rank).allSatisfy { array.transformed.contains($0) || n[$0] == k[$0] }
          guard isSameLine else { return sum }
          return sum + matrices.reduce(value) { $0 * $1.columns[n[$1.axis]][k[$1.axis]] }
        }
      }
      #expect(
        distance(transform(x.map { Float($0) }), expected.map { Float($0) })
          <= passesGate(kinds.count) + 2 * Tolerances.unitRoundoff(),
        "\(kinds)")
    }
  }

  @Test("The adjoint is the transposed definition", arguments: RealToRealKind.allCases, ArrayCase.all)
  func adjoint(kind: RealToRealKind, array: ArrayCase) throws {
    guard array.transformed.allSatisfy({ array.shape[$0] >= kind.minimumLength }) else { return }
    // Beside the kind examined, the others take part on the further axes.
    let others = RealToRealKind.allCases.filter { $0.minimumLength == 1 }
    let kinds = array.transformed.indices.map { $0 == 0 ? kind : others[($0 * 3) % others.count] }
    for direction in [Direction.forward, .inverse] {
      for normalization in Normalization.allCases {
        for orthogonalizes in [false, true] {
          try checkAdjoint(array, kinds, direction, normalization, orthogonalizes, Float.self)
          try checkAdjoint(array, kinds, direction, normalization, orthogonalizes, Double.self)
        }
      }
    }
  }

  @Test(
    "Ends are orthogonalized with the orthonormal normalization unless told otherwise",
    arguments: Normalization.allCases)
  func defaults(normalization: Normalization) throws {
    let transform = try ReferenceRealToReal<Double>(length: 6, kind: .dct2, normalization: normalization)
    #expect(transform.orthogonalizes == (normalization == .orthonormal))
    let told = try ReferenceRealToReal<Double>(
      length: 6, kind: .dct2, normalization: normalization, orthogonalizes: normalization != .orthonormal)
    #expect(told.orthogonalizes == (normalization != .orthonormal))
    let x: [Double] = signal(6, seed: 3)
    #expect(transform(x) != told(x))
  }

  @Test("A batch is its rows, to the bit", arguments: RealToRealKind.allCases)
  func batch(kind: RealToRealKind) throws {
    let x: [Double] = signal(3 * 5, seed: 11)
    let batch = try ReferenceRealToReal<Double>(length: 5, batchCount: 3, kind: kind)
    #expect(batch.length == 5 && batch.batchCount == 3 && batch.inputCount == 15 && batch.outputCount == 15)
    #expect(batch.inputShape == [3, 5] && batch.outputShape == [3, 5] && batch.axes == [1])
    let row = try ReferenceRealToReal<Double>(length: 5, kind: kind)
    #expect(batch(x) == stride(from: 0, to: 15, by: 5).flatMap { row(Array(x[$0..<$0 + 5])) })
  }

  private func compareWithFixture<T: Real & BitwiseCopyable & Sendable & LosslessStringConvertible>(
    _ kind: RealToRealKind, _ type: T.Type
  ) throws {
    let fixture: RealToRealFixture = try Fixture.load("real_to_real")
    let cases = fixture.cases.filter { $0.kind == name(of: kind) }
    #expect(cases.map(\.length) == [1, 2, 3, 4, 7, 12].filter { $0 >= kind.minimumLength })
    for known in cases {
      let x: [T] = try known.input.map(number)
      let expected: [T] = try known.output.map(number)
      let transform = try ReferenceRealToReal<T>(length: known.length, kind: kind)
      #expect(relativeError(transform(x), expected) <= Tolerances.definition(), "\(T.self), \(known.length)")
      // The same sum, asked for as the inverse of the kind's inverse.
      let backward = try ReferenceRealToReal<T>(
        length: known.length, kind: kind.inverse, direction: .inverse, normalization: .none)
      #expect(backward(x) == transform(x), "\(T.self), \(known.length)")
    }
  }

  private func checkInverse<T: SignalElement & Real & BitwiseCopyable & Sendable>(
    _ kind: RealToRealKind, _ length: Int, _ type: T.Type
  ) throws where T.Component == T {
    let x: [T] = signal(length, seed: 13)
    for normalization in Normalization.allCases {
      for orthogonalizes in [false, true] {
        func transform(_ direction: Direction) throws -> ReferenceRealToReal<T> {
          try ReferenceRealToReal(
            length: length, kind: kind, direction: direction, normalization: normalization,
            orthogonalizes: orthogonalizes)
        }
        // Without normalization the pair multiplies by the logical length, else by 1.
        let factor = normalization == .none ? T(kind.logicalLength(length)) : 1
        let expected = x.map { $0 * factor }
        let comment: Comment = "\(T.self), \(normalization), orthogonalizes \(orthogonalizes)"
        #expect(
          distance(try transform(.inverse)(try transform(.forward)(x)), expected) <= 2 * passesGate(1), comment)
        #expect(
          distance(try transform(.forward)(try transform(.inverse)(x)), expected) <= 2 * passesGate(1), comment)
      }
    }
  }

  private func checkOrthogonality<T: SignalElement & Real & BitwiseCopyable & Sendable>(
    _ kind: RealToRealKind, _ length: Int, _ type: T.Type
  ) throws where T.Component == T {
    let transform = try ReferenceRealToReal<T>(length: length, kind: kind, normalization: .orthonormal)
    let inverse = try ReferenceRealToReal<T>(
      length: length, kind: kind, direction: .inverse, normalization: .orthonormal)
    for n in 0..<length {
      let unit = (0..<length).map { $0 == n ? T(1) : 0 }
      #expect(distance(transform.adjoint(transform(unit)), unit) <= 2 * passesGate(1), "\(T.self), column \(n)")
      #expect(distance(transform(transform.adjoint(unit)), unit) <= 2 * passesGate(1), "\(T.self), row \(n)")
      #expect(distance(inverse(unit), transform.adjoint(unit)) <= 2 * passesGate(1), "\(T.self), inverse \(n)")
    }
  }

  private func checkAdjoint<T: SignalElement & Real & BitwiseCopyable & Sendable>(
    _ array: ArrayCase, _ kinds: [RealToRealKind], _ direction: Direction, _ normalization: Normalization,
    _ orthogonalizes: Bool, _ type: T.Type
  ) throws where T.Component == T {
    let transform = try ReferenceRealToReal<T>(
      shape: array.shape, kinds: kinds, axes: array.axes, direction: direction, normalization: normalization,
      orthogonalizes: orthogonalizes)
    #expect(
      adjointError(of: transform) <= 2 * passesGate(kinds.count),
      "\(T.self), \(kinds), \(direction), \(normalization), orthogonalizes \(orthogonalizes)")
  }
}

/// The name of a kind in Swift and in the fixtures.
func name(of kind: RealToRealKind) -> String {
  switch kind {
  case .dct1: "dct1"
  case .dct2: "dct2"
  case .dct3: "dct3"
  case .dct4: "dct4"
  case .dst1: "dst1"
  case .dst2: "dst2"
  case .dst3: "dst3"
  case .dst4: "dst4"
  case .dht: "dht"
  case .realToHalfComplex: "realToHalfComplex"
  case .halfComplexToReal: "halfComplexToReal"
  }
}

/// Every index into an array of `shape`, in row-major order.
func multiIndices(_ shape: [Int]) -> [[Int]] {
  shape.reduce([[]]) { indices, extent in indices.flatMap { index in (0..<extent).map { index + [$0] } } }
}
