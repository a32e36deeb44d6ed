import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The reference transforms over chosen axes of an array against the direct sum over all of them at once, their
/// inverses and their adjoints.
@Suite("Reference path over several axes")
struct ReferenceArrayTests {
  static let directions = [Direction.forward, .inverse]

  @Test("Complex transforms are the direct sum", arguments: ArrayCase.all, directions)
  func complexSum(array: ArrayCase, direction: Direction) throws {
    let z: [Complex<Double>] = signal(array.shape.reduce(1, *), seed: 1)
    let transform = try ReferenceDFT<Float>(
      shape: array.shape, axes: array.axes, direction: direction, normalization: .none)
    let indices = multiIndices(array.shape)
    let expected = indices.map { k in
      zip(indices, z).reduce(Complex.zero) { $0 + $1.1 * phase(array, k, $1.0, direction) }
    }
    #expect(distance(transform(single(z)), single(expected)) <= gate(array))
  }

  @Test("Real transforms are the direct sum's half", arguments: ArrayCase.all, directions)
  func realSum(array: ArrayCase, direction: Direction) throws {
    let x: [Double] = signal(array.shape.reduce(1, *), seed: 2)
    let transform = try ReferenceRealDFT<Float>(
      shape: array.shape, axes: array.axes, direction: direction, normalization: .none)
    let indices = multiIndices(array.shape)
    let expected = multiIndices(halved(array)).map { k in
      zip(indices, x).reduce(Complex.zero) { $0 + phase(array, k, $1.0, direction) * $1.1 }
    }
    #expect(transform.outputCount == expected.count)
    #expect(distance(transform(x.map { Float($0) }), single(expected)) <= gate(array))
  }

  @Test(
    "Inverse real transforms are the direct sum of each bin and its conjugate", arguments: ArrayCase.all, directions)
  func inverseRealSum(array: ArrayCase, direction: Direction) throws {
    let axis = try #require(array.transformed.last)
    let indices = multiIndices(halved(array))
    let half: [Complex<Double>] = signal(indices.count, seed: 3)
    let transform = try ReferenceInverseRealDFT<Float>(
      shape: array.shape, axes: array.axes, direction: direction, normalization: .none)
    // A bin and the conjugate that it stands for add up to twice its real part, turned.
    let expected = multiIndices(array.shape).map { n in
      zip(indices, half).reduce(0.0) { sum, term in
        let (k, bin) = term
        let isAlone = k[axis] == 0 || 2 * k[axis] == array.shape[axis]
        return sum + (isAlone ? 1 : 2) * (bin * phase(array, k, n, direction)).real
      }
    }
    #expect(transform.inputCount == half.count)
    #expect(distance(transform(single(half)), expected.map { Float($0) }) <= gate(array))
  }

  @Test("The inverse undoes the transform, up to N without normalization", arguments: ArrayCase.all)
  func inverses(array: ArrayCase) throws {
    try checkInverses(array, Float.self)
    try checkInverses(array, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try checkInverses(array, Float80.self)
    #endif
  }

  @Test("Each adjoint passes the dot-product test", arguments: ArrayCase.all, Normalization.allCases)
  func adjoints(array: ArrayCase, normalization: Normalization) throws {
    try checkAdjoints(array, normalization, Float.self)
    try checkAdjoints(array, normalization, Double.self)
    #if arch(x86_64) && (os(Linux) || os(macOS))
      try checkAdjoints(array, normalization, Float80.self)
    #endif
  }

  @Test("Shapes, axes and counts are told")
  func layout() throws {
    let dft = try ReferenceDFT<Float>(shape: [4, 5, 6], axes: [-1, 0])
    #expect(dft.axes == [2, 0] && dft.inputShape == [4, 5, 6] && dft.outputShape == [4, 5, 6])
    #expect(dft.length == 24 && dft.batchCount == 5 && dft.inputCount == 120 && dft.outputCount == 120)
    #expect(dft.direction == .forward && dft.normalization == .backward)

    let real = try ReferenceRealDFT<Float>(shape: [4, 5, 6], axes: [2, -2], normalization: .none)
    #expect(real.axes == [2, 1] && real.inputShape == [4, 5, 6] && real.outputShape == [4, 3, 6])
    #expect(real.length == 30 && real.batchCount == 4 && real.inputCount == 120 && real.outputCount == 72)
    #expect(real.direction == .forward && real.normalization == .none)

    let inverse = try ReferenceInverseRealDFT<Float>(shape: [4, 5, 6])
    #expect(inverse.axes == [0, 1, 2] && inverse.inputShape == [4, 5, 4] && inverse.outputShape == [4, 5, 6])
    #expect(inverse.length == 120 && inverse.batchCount == 1 && inverse.inputCount == 80 && inverse.outputCount == 120)
    #expect(inverse.direction == .inverse)

    let kinds = try ReferenceRealToReal<Float>(shape: [4, 5, 6], kinds: [.dct1, .dst1], axes: [2, 0])
    #expect(kinds.axes == [2, 0] && kinds.kinds == [.dct1, .dst1] && kinds.logicalLength == 10 * 10)
    #expect(kinds.length == 24 && kinds.batchCount == 5 && kinds.inputCount == 120)
  }

  @Test("A length and a batch are the last axis of two, to the bit", arguments: [1, 2, 5, 8])
  func rows(length: Int) throws {
    let z: [Complex<Double>] = signal(3 * length, seed: 4)
    let x: [Double] = signal(3 * length, seed: 5)
    let half: [Complex<Double>] = signal(3 * (length / 2 + 1), seed: 6)
    let shape = [3, length]
    #expect(try ReferenceDFT(length: length, batchCount: 3)(z) == ReferenceDFT(shape: shape, axes: [1])(z))
    #expect(try ReferenceRealDFT(length: length, batchCount: 3)(x) == ReferenceRealDFT(shape: shape, axes: [1])(x))
    #expect(
      try ReferenceInverseRealDFT(length: length, batchCount: 3)(half)
        == ReferenceInverseRealDFT(shape: shape, axes: [1])(half))
  }

  private func checkInverses<T: SignalElement & Real & BitwiseCopyable & Sendable>(_ array: ArrayCase, _ type: T.Type)
    throws
  where T.Component == T {
    let (shape, axes) = (array.shape, array.axes)
    let z: [Complex<T>] = signal(shape.reduce(1, *), seed: 7)
    let x: [T] = signal(shape.reduce(1, *), seed: 8)
    let tolerance: T = 2 * passesGate(array.transformed.count)
    for normalization in Normalization.allCases {
      let forward = try ReferenceDFT<T>(shape: shape, axes: axes, normalization: normalization)
      let inverse = try ReferenceDFT<T>(shape: shape, axes: axes, direction: .inverse, normalization: normalization)
      let factor = normalization == .none ? T(forward.length) : 1
      let expected = z.map { $0 * factor }
      #expect(distance(inverse(forward(z)), expected) <= tolerance, "\(T.self), \(normalization)")
      #expect(distance(forward(inverse(z)), expected) <= tolerance, "\(T.self), \(normalization)")
      for direction in Self.directions {
        let real = try ReferenceRealDFT<T>(
          shape: shape, axes: axes, direction: direction, normalization: normalization)
        let back = try ReferenceInverseRealDFT<T>(
          shape: shape, axes: axes, direction: direction.opposite, normalization: normalization)
        #expect(
          distance(back(real(x)), x.map { $0 * factor }) <= tolerance, "\(T.self), real, \(direction), \(normalization)"
        )
      }
    }
  }

  private func checkAdjoints<T: SignalElement & Real & BitwiseCopyable & Sendable>(
    _ array: ArrayCase, _ normalization: Normalization, _ type: T.Type
  ) throws where T.Component == T {
    let (shape, axes) = (array.shape, array.axes)
    let tolerance: T = 2 * passesGate(array.transformed.count)
    for direction in Self.directions {
      let dft = try ReferenceDFT<T>(shape: shape, axes: axes, direction: direction, normalization: normalization)
      #expect(adjointError(of: dft) <= tolerance, "\(T.self), complex, \(direction)")
      let real = try ReferenceRealDFT<T>(
        shape: shape, axes: axes, direction: direction, normalization: normalization)
      #expect(adjointError(of: real) <= tolerance, "\(T.self), real, \(direction)")
      let inverse = try ReferenceInverseRealDFT<T>(
        shape: shape, axes: axes, direction: direction, normalization: normalization)
      #expect(adjointError(of: inverse) <= tolerance, "\(T.self), inverse real, \(direction)")
    }
  }

  /// exp(∓2πi Σ kₐnₐ/Nₐ) over the transformed axes, and 0 between different lines.
  private func phase(_ array: ArrayCase, _ k: [Int], _ n: [Int], _ direction: Direction) -> Complex<Double> {
    var turns = 0.0
    for axis in 0..<array.rank {
      if array.transformed.contains(axis) {
        turns += Double(k[axis] * n[axis]) / Double(array.shape[axis])
      } else if k[axis] != n[axis] {
        return .zero
      }
    }
    let angle = 2 * Double.pi * (direction == .forward ? -turns : turns)
    return Complex(.cos(angle), .sin(angle))
  }

  private func halved(_ array: ArrayCase) -> [Int] {
    array.shape.indices.map { $0 == array.transformed.last ? array.shape[$0] / 2 + 1 : array.shape[$0] }
  }

  /// The direct sum is in double precision, far more accurate than what it judges, but that its input is rounded once
  /// for the transform, and so is its result.
  private func gate(_ array: ArrayCase) -> Float {
    passesGate(array.transformed.count) + 2 * Tolerances.unitRoundoff()
  }

  private func single(_ z: [Complex<Double>]) -> [Complex<Float>] {
    z.map { Complex(Float($0.real), Float($0.imaginary)) }
  }
}
