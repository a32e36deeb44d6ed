import ComplexNumbers
import Fourier

/// The suite that certifies a DFT path: everything that follows from the definition of the transform and from the
/// contract of ``FourierTransform``, checked at one length on seeded random signals.
///
/// It returns what it finds instead of asserting, so that it can also be shown to reject wrong paths.
/// ```swift
/// #expect(try DFTCertification<FFTWPath<Double>>.failures(length: 12).isEmpty)
/// ```
public struct DFTCertification<Path: DFTPath> {
  typealias T = Path.Scalar

  let length: Int
  private let roots: [Complex<T>]
  var random: SeededRandom
  private(set) var failures: [DFTFailure] = []

  init(length: Int) {
    self.length = length
    roots = (0..<length).map { Complex.rootOfUnity($0, of: length) }
    random = SeededRandom(seed: UInt64(length))
  }

  /// Examines the path's transforms of `length` points and lists the properties that they lack.
  ///
  /// - Complexity: some hundred transforms.
  public static func failures(length: Int) throws -> [DFTFailure] {
    var suite = DFTCertification(length: length)
    try suite.certifySizes()
    try suite.certifyComplexPairs()
    try suite.certifyRealPairs()
    try suite.certifyInverseRealPairs()
    try suite.certifyLinearity()
    try suite.certifyShifts()
    try suite.certifyParseval()
    try suite.certifySymmetry()
    try suite.certifyRoundTrips()
    try suite.certifyIgnoredParts()
    try suite.certifyAdjoints()
    try suite.certifyBatches()
    try suite.certifyRepeatability()
    try suite.certifyPlacement()
    return suite.failures
  }

  // MARK: - What the examinations share

  var bins: Int { length / 2 + 1 }

  var directions: [Direction] { [.forward, .inverse] }

  /// The error that one transform may have.
  var gate: T { Tolerances.normalizedDFT(length: length) }

  var roundoff: T { Tolerances.unitRoundoff() }

  /// Whether bin k is its own conjugate partner: DC, and Nyquist for even N.
  func isSelfConjugate(_ k: Int) -> Bool { k == 0 || 2 * k == length }

  /// All indices of a short transform; some, with both ends and the middle, of a long one.
  func someIndices(below count: Int) -> [Int] {
    if count <= 16 { return Array(0..<count) }
    return [0, 1, 2, count / 3, (count - 1) / 2, count / 2, count / 2 + 1, count - 2, count - 1]
  }

  /// exp(∓2πi kn/N) for n < N, the sign being that of the exponent in `direction`.
  func tone(_ k: Int, _ direction: Direction) -> [Complex<T>] {
    let step = direction == .inverse ? k : (length - k) % length
    return gather(roots, (0..<length).map { step * $0 % length })
  }

  /// The factor of the normalization, as the table of conventions gives it.
  func factor(_ normalization: Normalization, _ direction: Direction) -> T {
    switch normalization {
    case .backward: direction == .forward ? 1 : 1 / T(length)
    case .orthonormal: 1 / T.sqrt(T(length))
    case .forward: direction == .forward ? 1 / T(length) : 1
    case .none: 1
    }
  }

  mutating func complexSignal() -> [Complex<T>] { random.complexSignal(count: length) }

  mutating func realSignal() -> [T] { random.signal(count: length) }

  /// The half-spectrum of some real signal.
  mutating func halfSpectrum() -> [Complex<T>] {
    random.complexSignal(count: bins).enumerated().map { k, bin in isSelfConjugate(k) ? Complex(bin.real) : bin }
  }

  mutating func report(_ property: DFTProperty, _ details: String) {
    failures.append(DFTFailure(property: property, length: length, details: details))
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

  func dft(_ direction: Direction = .forward, _ normalization: Normalization = .backward, batchCount: Int = 1) throws
    -> Path.ComplexTransform
  {
    try Path.dft(length: length, batchCount: batchCount, direction: direction, normalization: normalization)
  }

  func realDFT(_ normalization: Normalization = .backward, batchCount: Int = 1) throws -> Path.RealTransform {
    try Path.realDFT(length: length, batchCount: batchCount, normalization: normalization)
  }

  func inverseRealDFT(_ normalization: Normalization = .backward, batchCount: Int = 1) throws
    -> Path.InverseRealTransform
  {
    try Path.inverseRealDFT(length: length, batchCount: batchCount, normalization: normalization)
  }
}
