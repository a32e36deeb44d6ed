/// What a plan is asked to compute: the key of the plan cache, and what a plan's handle remembers of itself.
@usableFromInline
struct TransformProblem: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case complex(Direction)
    case realToComplex
    case complexToReal(overwritesInput: Bool)
    /// One kind for each transformed axis.
    case realToReal([RealToRealKind])
  }

  enum Geometry: Hashable, Sendable {
    /// `count` rows without gaps, each transformed: what most calls want, and what needs no array to say.
    case rows(length: Int, count: Int)
    /// Any axes of an array of real shape `shape`, with its elements anywhere in the buffers.
    case array(TransformShape, input: StridedLayout, output: StridedLayout)
  }

  var kind: Kind
  var precision: Precision
  var geometry: Geometry
  /// Whether the real and the imaginary parts lie in arrays of their own.
  var isSplit = false
  var isInPlace = false
  /// Whether the plan may assume that all buffers start at a multiple of 16 bytes.
  var isAligned = true
  var effort: PlanningEffort
  var options = PlanningOptions()

  var inputIsComplex: Bool {
    switch kind {
    case .complex, .complexToReal: true
    case .realToComplex, .realToReal: false
    }
  }

  var outputIsComplex: Bool {
    switch kind {
    case .complex, .realToComplex: true
    case .complexToReal, .realToReal: false
    }
  }

  /// N, the number of points of one transform.
  var length: Int {
    switch geometry {
    case .rows(let length, _): length
    case .array(let shape, _, _): shape.length
    }
  }

  var batchCount: Int {
    switch geometry {
    case .rows(_, let count): count
    case .array(let shape, _, _): shape.batchCount
    }
  }

  /// The shape of the array in the larger of its two forms, the real one, with one row in a shape of its own.
  var shape: [Int] {
    switch geometry {
    case .rows(let length, let count): [count, length]
    case .array(let shape, _, _): shape.shape
    }
  }

  var axes: [Int] {
    switch geometry {
    case .rows: [1]
    case .array(let shape, _, _): shape.axes
    }
  }

  var inputShape: [Int] {
    if case .complexToReal = kind { return halvedShape }
    return shape
  }

  var outputShape: [Int] {
    if case .realToComplex = kind { return halvedShape }
    return shape
  }

  private var halvedShape: [Int] {
    switch geometry {
    case .rows(let length, let count): [count, HalfSpectrum.count(length)]
    case .array(let shape, _, _): shape.halved()
    }
  }

  var inputLayout: StridedLayout {
    switch geometry {
    case .rows: .rowMajor(inputShape)
    case .array(_, let input, _): input
    }
  }

  var outputLayout: StridedLayout {
    switch geometry {
    case .rows: .rowMajor(outputShape)
    case .array(_, _, let output): output
    }
  }

  /// Rows without gaps.
  static func rows<T: TransformScalar>(
    _ kind: Kind, _ type: T.Type, length: Int, batchCount: Int, isSplit: Bool = false, isInPlace: Bool = false,
    effort: PlanningEffort, options: PlanningOptions
  ) throws(DFTError) -> TransformProblem {
    try DFTError.check(length: length, batchCount: batchCount)
    try options.check()
    return TransformProblem(
      kind: kind, precision: T.checkedPrecision, geometry: .rows(length: length, count: batchCount),
      isSplit: isSplit, isInPlace: isInPlace, effort: effort, options: options)
  }

  /// Some axes of an array, with checked layouts; nil: without gaps.
  static func array<T: TransformScalar>(
    _ kind: Kind, _ type: T.Type, _ shape: TransformShape, input: StridedLayout?, output: StridedLayout?,
    isSplit: Bool = false, isInPlace: Bool = false, effort: PlanningEffort, options: PlanningOptions
  ) throws(DFTError) -> TransformProblem {
    try options.check()
    if input == nil, output == nil, shape.shape.count == 2, shape.axes == [1] {
      return TransformProblem(
        kind: kind, precision: T.checkedPrecision, geometry: .rows(length: shape.shape[1], count: shape.shape[0]),
        isSplit: isSplit, isInPlace: isInPlace, effort: effort, options: options)
    }
    let inputShape: [Int], outputShape: [Int]
    switch kind {
    case .complex, .realToReal: (inputShape, outputShape) = (shape.shape, shape.shape)
    case .realToComplex: (inputShape, outputShape) = (shape.shape, shape.halved())
    case .complexToReal: (inputShape, outputShape) = (shape.halved(), shape.shape)
    }
    if let input { try input.check(shape: inputShape, isOutput: false) }
    if let output { try output.check(shape: outputShape, isOutput: true) }
    let inputLayout = input ?? .rowMajor(inputShape), outputLayout = output ?? .rowMajor(outputShape)
    return TransformProblem(
      kind: kind, precision: T.checkedPrecision, geometry: .array(shape, input: inputLayout, output: outputLayout),
      isSplit: isSplit, isInPlace: isInPlace, effort: effort, options: options)
  }

  /// A real array whose rows have room for their half-spectra, to be transformed in place, or such half-spectra.
  static func padded<T: TransformScalar>(
    _ kind: Kind, _ type: T.Type, _ shape: TransformShape, effort: PlanningEffort, options: PlanningOptions
  ) throws(DFTError) -> TransformProblem {
    let last = shape.shape.count - 1
    guard shape.lastAxis == last else { throw .unpaddedAxis(shape.axes, rank: shape.shape.count) }
    var padded = shape.shape
    padded[last] = 2 * HalfSpectrum.count(padded[last])
    let reals = StridedLayout.rowMajor(try TransformShape(shape: padded).shape)
    let bins = StridedLayout.rowMajor(shape.halved())
    let isForward = kind == .realToComplex
    return try array(
      kind, type, shape, input: isForward ? reals : bins, output: isForward ? bins : reals, isInPlace: true,
      effort: effort, options: options)
  }

  /// The problem that an interleaved transform has to solve between copies of split buffers: its complex side lies on
  /// aligned scratch without gaps, where a complex-to-complex transform stays.
  var interleaved: TransformProblem {
    var interleaved = self
    interleaved.isSplit = false
    switch kind {
    case .complex:
      interleaved.isInPlace = true
      interleaved.isAligned = true
      return interleaved.moved(input: .rowMajor(inputShape), output: .rowMajor(outputShape))
    case .realToComplex: return interleaved.moved(input: inputLayout, output: .rowMajor(outputShape))
    case .complexToReal:
      interleaved.kind = .complexToReal(overwritesInput: true)
      return interleaved.moved(input: .rowMajor(inputShape), output: outputLayout)
    case .realToReal: return interleaved
    }
  }

  /// The same transform from `input` to `output`.
  func moved(input: StridedLayout, output: StridedLayout) -> TransformProblem {
    guard case .array(let shape, _, _) = geometry else { return self }
    var problem = self
    let isRows = shape.shape.count == 2 && shape.axes == [1]
    problem.geometry =
      isRows && input == .rowMajor(inputShape) && output == .rowMajor(outputShape)
      ? .rows(length: shape.shape[1], count: shape.shape[0]) : .array(shape, input: input, output: output)
    return problem
  }

  /// The problem in FFTW's terms.
  var raw: FFTWProblem {
    let dimensions: [FFTWProblem.Dimension], batch: [FFTWProblem.Dimension]
    switch geometry {
    case .rows(let length, let count):
      let row = { (isHalved: Bool) in isHalved ? HalfSpectrum.count(length) : length }
      let (isHalvedInput, isHalvedOutput) = (inputIsComplex && !outputIsComplex, outputIsComplex && !inputIsComplex)
      dimensions = [.init(length: length, inputStride: 1, outputStride: 1)]
      batch = [.init(length: count, inputStride: row(isHalvedInput), outputStride: row(isHalvedOutput))]
    case .array(let shape, let input, let output):
      let dimension = { (axis: Int) in
        FFTWProblem.Dimension(
          length: shape.shape[axis], inputStride: input.strides[axis], outputStride: output.strides[axis])
      }
      dimensions = shape.axes.map(dimension)
      batch = shape.batchAxes.map(dimension)
    }
    let kind: FFTWProblem.Kind =
      switch kind {
      case .complex(let direction): .complex(direction)
      case .realToComplex: .realToComplex
      case .complexToReal(let overwritesInput): .complexToReal(overwritesInput: overwritesInput)
      case .realToReal(let kinds): .realToReal(kinds)
      }
    return FFTWProblem(
      kind: kind, precision: precision, dimensions: dimensions, batch: batch, isInPlace: isInPlace,
      isAligned: isAligned, effort: effort, options: options)
  }
}

extension TransformProblem {
  /// Two words suffice to tell almost all problems apart, and a call of a one-line function hashes one.
  @usableFromInline
  func hash(into hasher: inout Hasher) {
    let what =
      switch kind {
      case .complex(.forward): 0
      case .complex(.inverse): 1
      case .realToComplex: 2
      case .complexToReal: 3
      case .realToReal(let kinds): 4 + (RealToRealKind.allCases.firstIndex(of: kinds[0]) ?? 0)
      }
    switch geometry {
    case .rows(let length, let count):
      hasher.combine(length)
      hasher.combine((count &* 64 &+ what) &* 64 &+ precision.bytes)
    case .array(let shape, _, _):
      hasher.combine(shape)
      hasher.combine(what &* 64 &+ precision.bytes)
    }
  }
}

extension FFTWProblem: CustomStringConvertible {
  var description: String {
    let what =
      switch kind {
      case .complex(let direction): "\(direction) complex DFT"
      case .realToComplex: "real-to-complex DFT"
      case .complexToReal: "complex-to-real DFT"
      case .realToReal(let kinds): kinds.map(\.description).joined(separator: " × ")
      }
    let points = dimensions.map { "\($0.length)" }.joined(separator: " × ")
    let count = batch.reduce(1) { $0 * $1.length }
    return "\(count) \(what) of \(points) points in \(precision) precision"
      + "\(isInPlace ? ", in place" : ""), effort \(effort)"
  }
}
