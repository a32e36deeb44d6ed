import Fourier
import Testing

/// Shapes, axes and kinds that cannot be are refused by every transform of both paths, with an error that says what was
/// wrong.
@Suite("DFTError along axes")
struct ArrayErrorTests {
  struct Refusal: Sendable {
    let shape: [Int]
    var axes: [Int]?
    let error: DFTError
    let message: String
  }

  static let refusals = [
    Refusal(
      shape: [], error: .invalidShape([]),
      message: "a transform of an array without axes is not possible; the shape must have at least one extent"),
    Refusal(
      shape: [4, 0, 3], error: .invalidShape([4, 0, 3]),
      message: "a transform of shape [4, 0, 3] is not possible; each extent must be at least 1"),
    Refusal(
      shape: [-5], error: .invalidShape([-5]),
      message: "a transform of shape [-5] is not possible; each extent must be at least 1"),
    Refusal(
      shape: [1 << 32, 1 << 31], error: .shapeOverflow([1 << 32, 1 << 31]),
      message: "a transform of shape [4294967296, 2147483648] exceeds the address space"),
    // No overflow of an integer, but more bytes than there are addresses.
    Refusal(
      shape: [1 << 30, 1 << 30], error: .shapeOverflow([1 << 30, 1 << 30]),
      message: "a transform of shape [1073741824, 1073741824] exceeds the address space"),
    Refusal(
      shape: [4, 3], axes: [], error: .invalidAxes([], rank: 2),
      message: "a transform needs at least one axis, but none is given"),
    Refusal(
      shape: [4, 3], axes: [0, 2], error: .invalidAxes([0, 2], rank: 2),
      message: "axis 2 of [0, 2] does not exist in an array of rank 2; axes are 0 ..< 2, or -2 ... -1 from the end"),
    Refusal(
      shape: [4, 3], axes: [-3], error: .invalidAxes([-3], rank: 2),
      message: "axis -3 of [-3] does not exist in an array of rank 2; axes are 0 ..< 2, or -2 ... -1 from the end"),
    Refusal(
      shape: [4, 3, 2], axes: [1, 0, 1], error: .invalidAxes([1, 0, 1], rank: 3),
      message: "the axes [1, 0, 1] of an array of rank 3 name axis 1 more than once"),
    Refusal(
      shape: [4, 3], axes: [1, -1], error: .invalidAxes([1, -1], rank: 2),
      message: "the axes [1, -1] of an array of rank 2 name axis 1 more than once"),
  ]

  @Test("A shape or axes that cannot be", arguments: refusals)
  func refused(refusal: Refusal) {
    expectRefusal(FFTWPath<Float>.self, refusal)
    expectRefusal(FFTWPath<Double>.self, refusal)
    expectRefusal(ReferencePath<Double>.self, refusal)
  }

  private func expectRefusal<Path: DFTPath>(_ path: Path.Type, _ refusal: Refusal) {
    let (shape, axes) = (refusal.shape, refusal.axes)
    #expect("\(refusal.error)" == refusal.message)
    #expect(throws: refusal.error) {
      try Path.dft(shape: shape, axes: axes, direction: .forward, normalization: .backward)
    }
    #expect(throws: refusal.error) {
      try Path.realDFT(shape: shape, axes: axes, direction: .forward, normalization: .backward)
    }
    #expect(throws: refusal.error) {
      try Path.inverseRealDFT(shape: shape, axes: axes, direction: .inverse, normalization: .backward)
    }
    #expect(throws: refusal.error) {
      try Path.realToReal(
        shape: shape, kinds: (axes ?? shape).map { _ in .dct2 }, axes: axes, direction: .forward,
        normalization: .backward, orthogonalizes: nil)
    }
  }

  @Test("Kinds that do not fit the axes")
  func kinds() {
    let count = DFTError.kindCountMismatch(kinds: 1, axes: 2)
    #expect(throws: count) { try RealToRealPlan<Double>(shape: [4, 3], kinds: [.dct2]) }
    #expect(throws: DFTError.kindCountMismatch(kinds: 2, axes: 1)) {
      try RealToRealPlan<Float>(shape: [4, 3], kinds: [.dct2, .dht], axes: [0])
    }
    #expect("\(count)" == "the kinds are 1, but the transformed axes 2; each axis takes one kind")
  }

  @Test("A DCT-I of one point", arguments: [Direction.forward, .inverse])
  func lengthTooShort(direction: Direction) throws {
    let error = DFTError.lengthTooShort(kind: .dct1, length: 1)
    #expect(throws: error) { try RealToRealPlan<Double>(length: 1, kind: .dct1, direction: direction) }
    #expect(throws: error) {
      try RealToRealPlan<Float>(shape: [4, 1], kinds: [.dct2, .dct1], direction: direction)
    }
    #expect("\(error)" == "a DCT-I of length 1 does not exist; the length must be at least 2")
    // Along the other axis it is a batch of one.
    #expect(try RealToRealPlan<Double>(shape: [4, 1], kinds: [.dct1], axes: [0], direction: direction).length == 4)
    for kind in RealToRealKind.allCases where kind != .dct1 {
      #expect(try RealToRealPlan<Double>(length: 1, kind: kind, direction: direction).length == 1)
    }
  }

  @Test("Lengths of real-to-real plans")
  func lengths() {
    #expect(throws: DFTError.invalidLength(0)) { try RealToRealPlan<Double>(length: 0, kind: .dct1) }
    #expect(throws: DFTError.invalidLength(-4)) { try RealToRealPlan<Double>(length: -4, kind: .dht) }
    #expect(throws: DFTError.invalidBatchCount(0)) {
      try RealToRealPlan<Float>(length: 4, batchCount: 0, kind: .dst4)
    }
    #expect(throws: DFTError.sizeOverflow(length: 1 << 40, batchCount: 1 << 40)) {
      try RealToRealPlan<Double>(length: 1 << 40, batchCount: 1 << 40, kind: .dct2)
    }
  }

  @Test("A logical length beyond the integers")
  func logicalOverflow() {
    let shape = Array(repeating: 1, count: 32)
    #expect(throws: DFTError.shapeOverflow(shape)) {
      try RealToRealPlan<Double>(shape: shape, kinds: shape.map { _ in .dst1 })
    }
  }

  // MARK: - Layouts

  struct LayoutRefusal: Sendable {
    let shape: [Int]
    let layout: StridedLayout
    let error: DFTError
    let message: String
  }

  static let impossibleLayouts: [LayoutRefusal] = {
    let short = StridedLayout(strides: [1])
    let early = StridedLayout(strides: [4, -1], offset: 2)
    let negative = StridedLayout(strides: [4, 1], offset: -1)
    let huge = StridedLayout(strides: [.max, 1])
    let far = StridedLayout(strides: [4, 1], offset: .max - 3)
    let least = StridedLayout(strides: [.min, 1])
    return [
      LayoutRefusal(
        shape: [3, 4], layout: short, error: .strideCountMismatch(strides: [1], shape: [3, 4]),
        message: "the strides [1] do not fit an array of shape [3, 4], which has 2 axes"),
      LayoutRefusal(
        shape: [3, 4], layout: early, error: .layoutOutOfBounds(early, shape: [3, 4]),
        message: "strides [4, -1] from offset 2 put elements of an array of shape [3, 4] outside every buffer"),
      LayoutRefusal(
        shape: [3, 4], layout: negative, error: .layoutOutOfBounds(negative, shape: [3, 4]),
        message: "strides [4, 1] from offset -1 put elements of an array of shape [3, 4] outside every buffer"),
      LayoutRefusal(
        shape: [3, 4], layout: huge, error: .layoutOutOfBounds(huge, shape: [3, 4]),
        message: "strides [\(Int.max), 1] from offset 0 put elements of an array of shape [3, 4] outside every buffer"),
      LayoutRefusal(
        shape: [3, 4], layout: far, error: .layoutOutOfBounds(far, shape: [3, 4]),
        message: "strides [4, 1] from offset \(Int.max - 3) put elements of an array of shape [3, 4] "
          + "outside every buffer"),
      LayoutRefusal(
        shape: [3, 4], layout: least, error: .layoutOutOfBounds(least, shape: [3, 4]),
        message: "strides [\(Int.min), 1] from offset 0 put elements of an array of shape [3, 4] outside every buffer"),
    ]
  }()

  @Test("A layout that cannot be, of an input or an output", arguments: impossibleLayouts)
  func layouts(refusal: LayoutRefusal) {
    let (shape, layout) = (refusal.shape, refusal.layout)
    #expect("\(refusal.error)" == refusal.message)
    #expect(throws: refusal.error) { try DFTPlan<Double>(shape: shape, input: layout) }
    #expect(throws: refusal.error) { try DFTPlan<Float>(shape: shape, output: layout) }
    #expect(throws: refusal.error) { try RealDFTPlan<Double>(shape: shape, input: layout) }
    #expect(throws: refusal.error) { try InverseRealDFTPlan<Double>(shape: shape, output: layout) }
    #expect(throws: refusal.error) { try RealToRealPlan<Double>(shape: shape, kinds: [.dct2, .dht], input: layout) }
    #expect(throws: refusal.error) { try RealToRealPlan<Double>(shape: shape, kinds: [.dct2, .dht], output: layout) }
  }

  /// Elements in one place: repeated, in overlapping rows, in columns that mesh, and interleaved with the same place
  /// reached in two ways, 2·3 = 3·2.
  static let overlappingOutputs: [(shape: [Int], strides: [Int])] = [
    ([3, 4], [0, 1]), ([3, 4], [4, 0]), ([3, 4], [3, 1]), ([3, 4], [1, 2]), ([3, 4], [3, 2]), ([4, 3], [2, -3]),
    ([2, 2, 2], [1, 2, 3]), ([3, 4], [-3, 1]),
  ]

  @Test("Elements of an output in one place", arguments: overlappingOutputs)
  func overlap(shape: [Int], strides: [Int]) {
    let offset = zip(shape, strides).reduce(0) { $0 + max(0, ($1.0 - 1) * -$1.1) }
    let layout = StridedLayout(strides: strides, offset: offset)
    let error = DFTError.overlappingOutput(layout, shape: shape)
    #expect("\(error)" == "strides \(strides) put two elements of an output of shape \(shape) in one place")
    #expect(throws: error) { try DFTPlan<Double>(shape: shape, output: layout) }
    #expect(throws: error) { try InverseRealDFTPlan<Float>(shape: shape, output: layout) }
    #expect(throws: error) {
      try RealToRealPlan<Double>(shape: shape, kinds: shape.map { _ in .dht }, output: layout)
    }
    // They may share places where they are only read.
    #expect(throws: Never.self) { try DFTPlan<Double>(shape: shape, input: layout) }
  }

  /// Strides that interleave or touch without meeting: 2·2 + 3·1 is the last place of no other element.
  static let separateOutputs: [(shape: [Int], strides: [Int])] = [
    ([3, 4], [1, 3]), ([2, 3], [3, 2]), ([3, 2], [2, 3]), ([2, 2, 2], [1, 2, 4]), ([2, 2, 2], [3, 5, 7]),
    ([1, 4], [0, 1]), ([4, 1], [1, 0]),
  ]

  @Test("Elements of an output that interleave without meeting are accepted", arguments: separateOutputs)
  func separate(shape: [Int], strides: [Int]) {
    #expect(throws: Never.self) { try DFTPlan<Double>(shape: shape, output: StridedLayout(strides: strides)) }
  }

  // MARK: - Planning

  @Test("Options that cannot be")
  func options() {
    let threads = PlanningOptions(threadCount: 0)
    #expect(throws: DFTError.invalidThreadCount(0)) { try DFTPlan<Double>(length: 8, options: threads) }
    #expect(throws: DFTError.invalidThreadCount(0)) {
      try RealToRealPlan<Float>(shape: [8], kinds: [.dht], options: threads)
    }
    #expect(
      "\(DFTError.invalidThreadCount(0))" == "a plan for 0 threads is not possible; the count must be at least 1")
    for limit in [Duration.zero, .seconds(-1)] {
      let options = PlanningOptions(timeLimit: limit)
      let error = DFTError.invalidTimeLimit(limit)
      #expect(throws: error) { try RealDFTPlan<Double>(length: 8, effort: .measure, options: options) }
      #expect(throws: error) { try InverseRealDFTPlan<Double>(shape: [8, 8], effort: .measure, options: options) }
      #expect("\(error)" == "a search cannot be limited to \(limit); the limit must be positive")
    }
  }

  @Test("A plan from wisdom that there is not")
  func noWisdom() throws {
    // A length that no other test measures.
    let options = PlanningOptions(wisdomOnly: true)
    let error = try #require(throws: DFTError.self) {
      try DFTPlan<Double>(shape: [3, 1234], axes: [1], direction: .inverse, effort: .measure, options: options)
    }
    let problem = "3 inverse complex DFT of 1234 points in double precision, effort measure"
    #expect(error == .noWisdom(problem))
    #expect(
      "\(error)" == "there is no wisdom for \(problem); plan it once without wisdomOnly, or import wisdom that has it")
  }
}
