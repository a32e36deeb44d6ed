import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// However a plan is made, it passes both suites; and threads change no bit of an estimated one.
@Suite("Ways to make a plan")
struct PlanVariantTests {
  #if DEBUG
    static let lengths = [1, 12, 31]
    static let arrays = [ArrayCase([4, 3], axes: [1, 0])]
  #else
    static let lengths = [1, 2, 12, 31, 64]
    static let arrays = [ArrayCase([4, 3], axes: [1, 0]), ArrayCase([3, 4, 2], axes: [-1, 1])]
  #endif
  /// One of each family; a search takes its time.
  static let kinds: [RealToRealKind] = [.dct1, .dst3, .halfComplexToReal]

  @Test("Plans that may use threads pass along one axis", arguments: lengths)
  func threads(length: Int) throws {
    for failures in [try failures(TwoThreads.self, length), try failures(ThreeThreads.self, length)] {
      #expect(failures.isEmpty, "\(summary(of: failures))")
    }
  }

  @Test("Plans that may use threads pass along several axes", arguments: arrays)
  func threadsAlongAxes(array: ArrayCase) throws {
    for failures in [try failures(TwoThreads.self, array), try failures(ThreeThreads.self, array)] {
      #expect(failures.isEmpty, "\(summary(of: failures))")
    }
  }

  @Test("Measured, hurried and wise plans pass")
  func searches() async {
    // In a process of its own, so that the wisdom of some thousand searches holds up no other test.
    await #expect(processExitsWith: .success) {
      let suite = PlanVariantTests()
      // An odd length and an even one, each in one precision: every plan in them is searched for.
      suite.expectNone(try DFTCertification<PlannedPath<Double, Measured>>.failures(length: 31))
      suite.expectNone(try DFTCertification<PlannedPath<Float, Measured>>.failures(length: 12))
      suite.expectNone(try DFTCertification<PlannedPath<Float, Hurried>>.failures(length: 9))
      suite.expectNone(try DFTCertification<PlannedPath<Double, FromWisdom>>.failures(length: 12))
      suite.expectNone(try DFTCertification<PlannedPath<Float, MeasuredOnTwoThreads>>.failures(length: 8))
      suite.expectNone(
        try ArrayCertification<PlannedPath<Double, MeasuredOnTwoThreads>>.failures(
          shape: [3, 4, 2], axes: [-1, 1], kinds: [.dst3]))
    }
  }

  /// Ends the process with the failures, where no expectation would be seen.
  private func expectNone(_ failures: [DFTFailure]) {
    if !failures.isEmpty { fatalError(summary(of: failures)) }
  }

  private func failures<Variant: PlanVariant>(_ variant: Variant.Type, _ length: Int) throws -> [DFTFailure] {
    try DFTCertification<PlannedPath<Float, Variant>>.failures(length: length)
      + DFTCertification<PlannedPath<Double, Variant>>.failures(length: length)
  }

  private func failures<Variant: PlanVariant>(_ variant: Variant.Type, _ array: ArrayCase) throws -> [DFTFailure] {
    try ArrayCertification<PlannedPath<Float, Variant>>.failures(
      shape: array.shape, axes: array.axes, kinds: Self.kinds)
      + ArrayCertification<PlannedPath<Double, Variant>>.failures(
        shape: array.shape, axes: array.axes, kinds: Self.kinds)
  }

  // MARK: - Threads

  // Large enough to be split: batches, planes, and single transforms of one axis and of three.
  #if DEBUG
    static let divisible = [ArrayCase([8, 64], axes: [1]), ArrayCase([16, 16])]
  #else
    static let divisible = [
      ArrayCase([64, 4096], axes: [1]), ArrayCase([4096, 64], axes: [0]),
      ArrayCase([512, 512]), ArrayCase([255, 509], axes: [1, 0]), ArrayCase([7, 128, 130], axes: [1, 2]),
      ArrayCase([64, 64, 64]), ArrayCase([1 << 17]),
      ArrayCase([12, 8, 8], axes: [1, 2]),
    ]
  #endif

  @Test("Estimated plans give the same bits on one, two and three threads", arguments: divisible)
  func sameBits(array: ArrayCase) throws {
    try checkBits(array, Float.self)
    try checkBits(array, Double.self)
  }

  @Test("Threads beyond what there is to split give the same bits", arguments: [2, 3, 64, 1000])
  func manyThreads(count: Int) throws {
    var random = SeededRandom(seed: 21)
    let z: [Complex<Double>] = random.complexSignal(count: 5 * 256)
    let one = try DFTPlan<Double>(length: 256, batchCount: 5)
    let many = try DFTPlan<Double>(length: 256, batchCount: 5, options: PlanningOptions(threadCount: count))
    #expect(many(z) == one(z))
    #expect(many.adjoint(z) == one.adjoint(z))
    #expect((1...count).contains(many.details.threadCount))
    #expect(one.details.threadCount == 1)
  }

  private func checkBits<T: TransformScalar & SignalElement>(_ array: ArrayCase, _ type: T.Type) throws {
    try checkBits(array, PlannedPath<T, TwoThreads>.self)
    try checkBits(array, PlannedPath<T, ThreeThreads>.self)
  }

  private func checkBits<Path: DFTPath>(_ array: ArrayCase, _ path: Path.Type) throws
  where Path.Scalar: TransformScalar & SignalElement {
    let (shape, axes) = (array.shape, array.axes)
    for direction in [Direction.forward, .inverse] {
      try expectSameBits(
        FFTWPath<Path.Scalar>.dft(shape: shape, axes: axes, direction: direction, normalization: .orthonormal),
        Path.dft(shape: shape, axes: axes, direction: direction, normalization: .orthonormal))
      try expectSameBits(
        FFTWPath<Path.Scalar>.realDFT(shape: shape, axes: axes, direction: direction, normalization: .backward),
        Path.realDFT(shape: shape, axes: axes, direction: direction, normalization: .backward))
      try expectSameBits(
        FFTWPath<Path.Scalar>.inverseRealDFT(shape: shape, axes: axes, direction: direction, normalization: .forward),
        Path.inverseRealDFT(shape: shape, axes: axes, direction: direction, normalization: .forward))
    }
    for kind in [RealToRealKind.dct1, .dct2, .dst3, .dht] {
      let kinds = array.transformed.map { _ in kind }
      try expectSameBits(
        FFTWPath<Path.Scalar>.realToReal(
          shape: shape, kinds: kinds, axes: axes, direction: .forward, normalization: .orthonormal,
          orthogonalizes: nil),
        Path.realToReal(
          shape: shape, kinds: kinds, axes: axes, direction: .forward, normalization: .orthonormal,
          orthogonalizes: nil))
    }
  }

  private func expectSameBits<One: FourierTransform, Many: FourierTransform>(_ one: One, _ many: Many)
  where
    One.Input == Many.Input, One.Output == Many.Output, One.Input: SignalElement & BitwiseCopyable & Equatable,
    One.Output: SignalElement & BitwiseCopyable & Equatable
  {
    let x: [One.Input] = signal(one.inputCount, seed: 22), w: [One.Output] = signal(one.outputCount, seed: 23)
    #expect(many(x) == one(x), "\(Many.self)")
    #expect(many.adjoint(w) == one.adjoint(w), "the adjoint of \(Many.self)")
  }
}
