/// What a plan is asked to compute: the key of the plan cache, and what a plan's handle remembers of itself.
@usableFromInline
struct TransformProblem: Hashable, Sendable {
  /// Any axes of an array of real shape `shape`, with its elements anywhere in the buffers.
  struct Geometry: Hashable, Sendable {
    let shape: TransformShape
    let input: StridedLayout
    let output: StridedLayout
  }

  var kind: TransformKind
  var precision: Precision
  /// N, the number of points of one transform.
  let length: Int
  let batchCount: Int
  /// Nil for rows without gaps, each transformed: what most calls want, and what needs no array to say.
  var geometry: Geometry?
  /// Whether the real and the imaginary parts lie in arrays of their own.
  var isSplit = false
  var isInPlace = false
  /// Whether the plan may assume that all buffers start at a multiple of 16 bytes.
  var isAligned = true
  var effort: PlanningEffort
  var options = PlanningOptions()

  /// The shape of the array in the larger of its two forms, the real one, with one row in a shape of its own.
  var shape: [Int] { geometry?.shape.shape ?? [batchCount, length] }
  var axes: [Int] { geometry?.shape.axes ?? [1] }

  var inputShape: [Int] { kind.inputIsHalved ? halvedShape : shape }
  var outputShape: [Int] { kind.outputIsHalved ? halvedShape : shape }
  private var halvedShape: [Int] { geometry?.shape.halved() ?? [batchCount, HalfSpectrum.count(length)] }

  var inputLayout: StridedLayout { geometry?.input ?? .rowMajor(inputShape) }
  var outputLayout: StridedLayout { geometry?.output ?? .rowMajor(outputShape) }

  /// Points along the axis that a real transform halves.
  var halvedLength: Int { geometry.map { $0.shape.shape[$0.shape.lastAxis] } ?? length }

  /// The N of the factor 1/N: of a real-to-real transform, the product of the axes' logical lengths.
  var logicalLength: Int {
    guard case .realToReal(let kinds) = kind else { return length }
    return zip(axes, kinds).reduce(1) { $0 * $1.1.logicalLength(shape[$1.0]) }
  }

  /// Rows without gaps.
  static func rows<T: TransformScalar>(
    _ kind: TransformKind, _ type: T.Type, length: Int, batchCount: Int, isSplit: Bool = false, isInPlace: Bool = false,
    effort: PlanningEffort, options: PlanningOptions
  ) throws(DFTError) -> TransformProblem {
    try DFTError.check(length: length, batchCount: batchCount)
    if case .realToReal(let kinds) = kind, length < kinds[0].minimumLength {
      throw .lengthTooShort(kind: kinds[0], length: length)
    }
    try options.check()
    return TransformProblem(
      kind: kind, precision: T.checkedPrecision, length: length, batchCount: batchCount, isSplit: isSplit,
      isInPlace: isInPlace, effort: effort, options: options)
  }

  /// Some axes of an array, with checked layouts; nil: without gaps.
  static func array<T: TransformScalar>(
    _ kind: TransformKind, _ type: T.Type, _ shape: TransformShape, input: StridedLayout?, output: StridedLayout?,
    isSplit: Bool = false, isInPlace: Bool = false, effort: PlanningEffort, options: PlanningOptions
  ) throws(DFTError) -> TransformProblem {
    if case .realToReal(let kinds) = kind { _ = try shape.logicalLength(kinds: kinds) }
    try options.check()
    var problem = TransformProblem(
      kind: kind, precision: T.checkedPrecision, length: shape.length, batchCount: shape.batchCount, isSplit: isSplit,
      isInPlace: isInPlace, effort: effort, options: options)
    if input == nil, output == nil, shape.isRows { return problem }
    let inputShape = kind.inputIsHalved ? shape.halved() : shape.shape
    let outputShape = kind.outputIsHalved ? shape.halved() : shape.shape
    if let input { try input.check(shape: inputShape, isOutput: false) }
    if let output { try output.check(shape: outputShape, isOutput: true) }
    problem.geometry = Geometry(
      shape: shape, input: input ?? .rowMajor(inputShape), output: output ?? .rowMajor(outputShape))
    return problem
  }

  /// A real array whose rows have room for their half-spectra, to be transformed in place, or such half-spectra.
  static func padded<T: TransformScalar>(
    _ kind: TransformKind, _ type: T.Type, _ shape: TransformShape, effort: PlanningEffort, options: PlanningOptions
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
      return interleaved.moved()
    case .realToComplex: return interleaved.moved(input: inputLayout)
    case .complexToReal: return interleaved.fromScratch
    case .realToReal: return interleaved
    }
  }

  /// The same transform of an input without gaps, which a complex-to-real one may overwrite.
  var fromScratch: TransformProblem {
    var problem = self
    if kind.isComplexToReal { problem.kind = .complexToReal(overwritesInput: true) }
    return problem.moved(output: outputLayout)
  }

  /// What undoes the transform, up to a factor, from its output's layout to its input's; `overwritesInput` holds if that
  /// is complex-to-real.
  func inverse(overwritesInput: Bool) -> TransformProblem {
    var inverse = self
    inverse.kind = kind.inverse(overwritesInput: overwritesInput)
    return inverse.moved(input: outputLayout, output: inputLayout)
  }

  /// The same transform from `input` to `output`; nil: without gaps.
  private func moved(input: StridedLayout? = nil, output: StridedLayout? = nil) -> TransformProblem {
    guard let shape = geometry?.shape else { return self }
    let dense = (input: StridedLayout.rowMajor(inputShape), output: StridedLayout.rowMajor(outputShape))
    let moved = Geometry(shape: shape, input: input ?? dense.input, output: output ?? dense.output)
    var problem = self
    problem.geometry = shape.isRows && moved.input == dense.input && moved.output == dense.output ? nil : moved
    return problem
  }

  /// The problem in FFTW's terms.
  var raw: FFTWProblem {
    let dimensions: [FFTWProblem.Dimension], batch: [FFTWProblem.Dimension]
    if let geometry {
      let dimension = { (axis: Int) in
        FFTWProblem.Dimension(
          length: geometry.shape.shape[axis], inputStride: geometry.input.strides[axis],
          outputStride: geometry.output.strides[axis])
      }
      dimensions = geometry.shape.axes.map(dimension)
      batch = geometry.shape.batchAxes.map(dimension)
    } else {
      let row = { (isHalved: Bool) in isHalved ? HalfSpectrum.count(length) : length }
      dimensions = [.init(length: length, inputStride: 1, outputStride: 1)]
      batch = [
        .init(length: batchCount, inputStride: row(kind.inputIsHalved), outputStride: row(kind.outputIsHalved))
      ]
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
    hasher.combine(length)
    hasher.combine((batchCount &* 64 &+ what) &* 64 &+ precision.bytes)
    if let geometry { hasher.combine(geometry.shape) }
  }
}
