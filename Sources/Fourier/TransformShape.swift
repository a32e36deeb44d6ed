/// The array that a transform works on, and which of its axes are transformed.
///
/// Row-major: the last axis is contiguous. The axes that are not transformed count the batch.
struct TransformShape: Hashable, Sendable {
  /// The extent of each axis.
  let shape: [Int]
  /// The transformed axes, in the order in which they were given, each in 0 ..< rank.
  let axes: [Int]

  /// Checks a shape and axes before anything is allocated for them: `nil` are all axes, negative ones count from the end.
  init(shape: [Int], axes: [Int]? = nil) throws(DFTError) {
    if shape.isEmpty || shape.contains(where: { $0 < 1 }) { throw .invalidShape(shape) }
    guard let points = overflowCheckedProduct(shape), points <= DFTError.largestCount else {
      throw .shapeOverflow(shape)
    }
    let rank = shape.count
    let given = axes ?? Array(0..<rank)
    guard !given.isEmpty, given.allSatisfy((-rank..<rank).contains) else { throw .invalidAxes(given, rank: rank) }
    self.shape = shape
    self.axes = given.map { $0 < 0 ? $0 + rank : $0 }
    if Set(self.axes).count < given.count { throw .invalidAxes(given, rank: rank) }
  }

  /// Checks the size of `batchCount` rows of `length` points.
  init(length: Int, batchCount: Int) throws(DFTError) {
    try DFTError.check(length: length, batchCount: batchCount)
    shape = [batchCount, length]
    axes = [1]
  }

  /// The number of points of one transform: the product of the transformed extents.
  var length: Int { axes.reduce(1) { $0 * shape[$1] } }

  /// The number of transforms: the product of the other extents.
  var batchCount: Int { count / length }

  /// The number of elements of the whole array.
  var count: Int { shape.reduce(1, *) }

  /// The transformed axis that a real transform halves: the last one listed.
  var lastAxis: Int { axes[axes.count - 1] }

  /// The axes that are not transformed.
  var batchAxes: [Int] { shape.indices.filter { !axes.contains($0) } }

  /// Whether these are the rows of a matrix.
  var isRows: Bool { shape.count == 2 && axes == [1] }

  /// The shape of the half-spectrum: that of the array with ⌊n/2⌋ + 1 in place of the last transformed axis's extent n.
  func halved() -> [Int] {
    var halved = shape
    halved[lastAxis] = HalfSpectrum.count(halved[lastAxis])
    return halved
  }

  /// The logical length N of a real-to-real transform with one of `kinds` for each transformed axis: the product of the
  /// axes' logical lengths.
  func logicalLength(kinds: [RealToRealKind]) throws(DFTError) -> Int {
    if kinds.count != axes.count { throw .kindCountMismatch(kinds: kinds.count, axes: axes.count) }
    for (axis, kind) in zip(axes, kinds) where shape[axis] < kind.minimumLength {
      throw .lengthTooShort(kind: kind, length: shape[axis])
    }
    guard let length = overflowCheckedProduct(zip(axes, kinds).map { $1.logicalLength(shape[$0]) }) else {
      throw .shapeOverflow(shape)
    }
    return length
  }
}

private func overflowCheckedProduct(_ factors: [Int]) -> Int? {
  var product = 1
  for factor in factors {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    if overflow { return nil }
    product = next
  }
  return product
}
