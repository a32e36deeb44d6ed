import ComplexNumbers
import Fourier

/// The suite that certifies a DFT path along the axes of arrays, the real-to-real kinds included: what follows from
/// the definitions and from the contract of ``FourierTransform``, in every direction and normalization.
///
/// It stands beside ``DFTCertification``, which examines single complex and real transforms more closely, and like it
/// returns what it finds.
/// ```swift
/// #expect(try ArrayCertification<FFTWPath<Double>>.failures(shape: [4, 3, 5], axes: [2, 0]).isEmpty)
/// ```
public struct ArrayCertification<Path: DFTPath> {
  typealias T = Path.Scalar

  let shape: [Int]
  /// The axes as the path is asked for them.
  let axes: [Int]?
  /// The transformed axes, counted from 0.
  let transformed: [Int]
  var random: SeededRandom
  private(set) var failures: [DFTFailure] = []

  init(shape: [Int], axes: [Int]?) {
    self.shape = shape
    self.axes = axes
    transformed = (axes ?? Array(shape.indices)).map { ($0 + shape.count) % shape.count }
    random = SeededRandom(seed: shape.reduce(UInt64(shape.count)) { $0 &* 31 &+ UInt64($1) })
  }

  /// Examines the path's transforms along `axes` (nil: all) of an array of `shape` and lists the properties that they
  /// lack.
  ///
  /// - Parameter kinds: the real-to-real kinds examined; each along all axes, and with others along the other axes.
  /// - Complexity: some hundred transforms for each kind, and for the complex and the real ones.
  public static func failures(
    shape: [Int], axes: [Int]? = nil, kinds: [RealToRealKind] = RealToRealKind.allCases
  ) throws -> [DFTFailure] {
    var suite = ArrayCertification(shape: shape, axes: axes)
    for direction in suite.directions {
      for normalization in Normalization.allCases {
        try suite.certifyComplex(direction, normalization)
        try suite.certifyReal(direction, normalization)
        try suite.certifyInverseReal(direction, normalization)
      }
    }
    for kinds in suite.combinations(of: kinds) { try suite.certifyRealToReal(kinds) }
    return suite.failures
  }

  /// The known pairs alone, for arrays so large that the whole suite takes too long.
  public static func knownPairFailures(
    shape: [Int], axes: [Int]? = nil, normalizations: [Normalization] = Normalization.allCases,
    kinds: [RealToRealKind] = RealToRealKind.allCases
  ) throws -> [DFTFailure] {
    var suite = ArrayCertification(shape: shape, axes: axes)
    for direction in suite.directions {
      for normalization in normalizations {
        try suite.certifyComplexPairs(direction, normalization)
        try suite.certifyRealPairs(direction, normalization)
        try suite.certifyInverseRealPairs(direction, normalization)
        for kinds in suite.combinations(of: kinds) {
          try suite.certifyRealToRealPairs(RealToRealChoice(kinds, direction, normalization, nil))
        }
      }
    }
    return suite.failures
  }

  // MARK: - What the examinations share

  var directions: [Direction] { [.forward, .inverse] }

  var halvedAxis: Int { transformed[transformed.count - 1] }

  /// The shape of the half-spectrum.
  var halvedShape: [Int] { shape.indices.map { $0 == halvedAxis ? shape[$0] / 2 + 1 : shape[$0] } }

  /// N, the points of one transform.
  var length: Int { transformed.reduce(1) { $0 * shape[$1] } }

  var roundoff: T { Tolerances.unitRoundoff() }

  /// The error that one transform may have.
  var gate: T { Tolerances.arrayDFT(lengths: transformed.map { shape[$0] }) }

  /// The factor of the normalization, as the table of conventions gives it.
  func factor(_ normalization: Normalization, _ direction: Direction, length: Int) -> T {
    switch normalization {
    case .backward: direction == .forward ? 1 : 1 / T(length)
    case .orthonormal: 1 / T.sqrt(T(length))
    case .forward: direction == .forward ? 1 / T(length) : 1
    case .none: 1
    }
  }

  mutating func complexSignal(_ shape: [Int]) -> [Complex<T>] { random.complexSignal(count: shape.reduce(1, *)) }

  mutating func realSignal() -> [T] { random.signal(count: shape.reduce(1, *)) }

  /// An index, the same in every run, into an array of `shape`.
  mutating func someIndex(_ shape: [Int]) -> [Int] { shape.map { Int.random(in: 0..<$0, using: &random) } }

  mutating func report(_ property: DFTProperty, _ details: String) {
    let place = "shape \(shape)" + (axes.map { " along \($0)" } ?? "")
    failures.append(DFTFailure(property: property, length: length, details: "\(place), \(details)"))
  }

  mutating func expect(_ property: DFTProperty, _ error: T, within tolerance: T, _ what: @autoclosure () -> String) {
    // A NaN is within no tolerance.
    if error <= tolerance { return }
    report(property, "\(what()): the relative error is \(error), more than \(tolerance)")
  }

  /// A · input, on guarded buffers.
  mutating func apply<Transform: FourierTransform>(
    _ transform: Transform, _ input: [Transform.Input], offsets: (input: Int, output: Int) = (0, 0)
  ) -> [Transform.Output] where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
    let call = DFTGuardedCall<Transform.Input, Transform.Output>(
      input, outputCount: transform.outputCount, offsets: offsets, scalarBytes: MemoryLayout<T>.stride
    ) { transform.transform($0, into: &$1) }
    for problem in call.problems { report(.buffers, "\(type(of: transform)): \(problem)") }
    return call.output
  }

  /// Aᴴ · input, on guarded buffers.
  mutating func applyAdjoint<Transform: FourierTransform>(
    _ transform: Transform, _ input: [Transform.Output], offsets: (input: Int, output: Int) = (0, 0)
  ) -> [Transform.Input] where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
    let call = DFTGuardedCall<Transform.Output, Transform.Input>(
      input, outputCount: transform.inputCount, offsets: offsets, scalarBytes: MemoryLayout<T>.stride
    ) { transform.adjoint($0, into: &$1) }
    for problem in call.problems { report(.buffers, "the adjoint of \(type(of: transform)): \(problem)") }
    return call.output
  }

  func dft(_ direction: Direction, _ normalization: Normalization) throws -> Path.ComplexTransform {
    try Path.dft(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }

  func realDFT(_ direction: Direction, _ normalization: Normalization) throws -> Path.RealTransform {
    try Path.realDFT(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }

  func inverseRealDFT(_ direction: Direction, _ normalization: Normalization) throws -> Path.InverseRealTransform {
    try Path.inverseRealDFT(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }
}

extension Tolerances {
  /// The gate for a normalized DFT along several axes of these lengths.
  ///
  /// The transform is the axes' transforms one after another, each unitary up to a factor, so that their errors add in
  /// quadrature, as the levels of a single one do: the gate is that of as many points. An axis of one or two points
  /// still has the rounding of one level.
  public static func arrayDFT<T: Real>(lengths: [Int], _ type: T.Type = T.self) -> T {
    let levels = lengths.reduce(T(0)) { $0 + .maximum(1, .log2(T($1))) }
    return 5 / 2 * unitRoundoff() * (.sqrt(levels) + 1)
  }
}
