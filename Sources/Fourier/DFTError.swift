/// Why a transform could not be made.
public enum DFTError: Error, Equatable, CustomStringConvertible {
  /// A transform needs at least one point.
  case invalidLength(Int)
  /// A call needs at least one transform.
  case invalidBatchCount(Int)
  /// The buffers would not fit the address space.
  case sizeOverflow(length: Int, batchCount: Int)
  /// An array needs at least one axis, and at least one element along each.
  case invalidShape([Int])
  /// An array of this shape would not fit the address space.
  case shapeOverflow([Int])
  /// The transformed axes must be axes of the array, each listed once, and there must be one.
  case invalidAxes([Int], rank: Int)
  /// A real transform in place keeps its half-spectra where its samples are padded, at the end of the array's last axis.
  case unpaddedAxis([Int], rank: Int)
  /// A layout needs one stride for each axis.
  case strideCountMismatch(strides: [Int], shape: [Int])
  /// A layout puts elements before the start of the buffer, or beyond the address space.
  case layoutOutOfBounds(StridedLayout, shape: [Int])
  /// Two elements of the output would share a place.
  case overlappingOutput(StridedLayout, shape: [Int])
  /// The kind of transform does not exist for so few points.
  case lengthTooShort(kind: RealToRealKind, length: Int)
  /// There must be one kind for each transformed axis.
  case kindCountMismatch(kinds: Int, axes: Int)
  /// A plan uses at least one thread.
  case invalidThreadCount(Int)
  /// A search needs some time.
  case invalidTimeLimit(Duration)
  /// A plan was to be made from wisdom alone, and there is none for it.
  case noWisdom(String)
  /// The planner's working memory could not be allocated.
  case outOfMemory(bytes: Int)
  /// FFTW's planner gave no plan.
  case plannerFailed(String)

  public var description: String {
    switch self {
    case .invalidLength(let length):
      "a DFT of length \(length) does not exist; the length must be at least 1"
    case .invalidBatchCount(let count):
      "a batch of \(count) transforms is not possible; the count must be at least 1"
    case .sizeOverflow(let length, let count):
      "\(count) transforms of \(length) points exceed the address space"
    case .invalidShape(let shape):
      shape.isEmpty
        ? "a transform of an array without axes is not possible; the shape must have at least one extent"
        : "a transform of shape \(shape) is not possible; each extent must be at least 1"
    case .shapeOverflow(let shape):
      "a transform of shape \(shape) exceeds the address space"
    case .invalidAxes(let axes, let rank):
      Self.describe(axes: axes, rank: rank)
    case .unpaddedAxis(let axes, let rank):
      "the last one of the axes \(axes) must be the last axis of the array of rank \(rank), \(rank - 1), whose rows are "
        + "padded to hold half-spectra in place"
    case .strideCountMismatch(let strides, let shape):
      "the strides \(strides) do not fit an array of shape \(shape), which has \(shape.count) axes"
    case .layoutOutOfBounds(let layout, let shape):
      "strides \(layout.strides) from offset \(layout.offset) put elements of an array of shape \(shape) outside "
        + "every buffer"
    case .overlappingOutput(let layout, let shape):
      "strides \(layout.strides) put two elements of an output of shape \(shape) in one place"
    case .lengthTooShort(let kind, let length):
      "a \(kind) of length \(length) does not exist; the length must be at least \(kind.minimumLength)"
    case .kindCountMismatch(let kinds, let axes):
      "the kinds are \(kinds), but the transformed axes \(axes); each axis takes one kind"
    case .invalidThreadCount(let count):
      "a plan for \(count) threads is not possible; the count must be at least 1"
    case .invalidTimeLimit(let limit):
      "a search cannot be limited to \(limit); the limit must be positive"
    case .noWisdom(let problem):
      "there is no wisdom for \(problem); plan it once without wisdomOnly, or import wisdom that has it"
    case .outOfMemory(let bytes):
      "planning a DFT needs \(bytes) bytes for a buffer, which the system does not have"
    case .plannerFailed(let problem):
      "FFTW's planner returned no plan for \(problem)"
    }
  }

  private static func describe(axes: [Int], rank: Int) -> String {
    guard !axes.isEmpty else { return "a transform needs at least one axis, but none is given" }
    if let outside = axes.first(where: { !(-rank..<rank).contains($0) }) {
      return "axis \(outside) of \(axes) does not exist in an array of rank \(rank); "
        + "axes are 0 ..< \(rank), or \(-rank) ... -1 from the end"
    }
    var seen: Set<Int> = []
    let repeated = axes.map { $0 < 0 ? $0 + rank : $0 }.first { !seen.insert($0).inserted }
    return "the axes \(axes) of an array of rank \(rank) name axis \(repeated ?? 0) more than once"
  }

  /// The most elements that an array may have: the largest, a complex number in extended precision, has 32 bytes, and a
  /// transform may have to pad or to copy.
  static let largestCount = Int.max / 64

  /// Checks a size before anything is allocated for it.
  static func check(length: Int, batchCount: Int) throws(DFTError) {
    if length < 1 { throw .invalidLength(length) }
    if batchCount < 1 { throw .invalidBatchCount(batchCount) }
    let (points, overflow) = length.multipliedReportingOverflow(by: batchCount)
    if overflow || points > largestCount { throw .sizeOverflow(length: length, batchCount: batchCount) }
  }
}
