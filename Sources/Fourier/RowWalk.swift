/// The rows along one axis of an array that lies in two buffers, or in one twice.
struct RowWalk: Sendable {
  /// Elements of a row, and from one to the next in either buffer.
  let count: Int
  let strides: (Int, Int)
  private let offsets: (Int, Int)
  private let loops: [(count: Int, strides: (Int, Int))]

  init(shape: [Int], along axis: Int, _ first: StridedLayout, _ second: StridedLayout) {
    count = shape[axis]
    strides = (first.strides[axis], second.strides[axis])
    offsets = (first.offset, second.offset)
    loops = shape.indices.filter { $0 != axis && shape[$0] > 1 }
      .map { (shape[$0], (first.strides[$0], second.strides[$0])) }
  }

  /// The rows of the first buffer, twice.
  var inPlace: RowWalk {
    RowWalk(
      count: count, strides: (strides.0, strides.0), offsets: (offsets.0, offsets.0),
      loops: loops.map { ($0.count, ($0.strides.0, $0.strides.0)) })
  }

  private init(
    count: Int, strides: (Int, Int), offsets: (Int, Int), loops: [(count: Int, strides: (Int, Int))]
  ) {
    self.count = count
    self.strides = strides
    self.offsets = offsets
    self.loops = loops
  }

  /// Calls `body` with the place of each row's first element in both buffers.
  @inline(__always)
  func forEachRow(_ body: (Int, Int) -> Void) { visit(0, offsets.0, offsets.1, body) }

  private func visit(_ level: Int, _ first: Int, _ second: Int, _ body: (Int, Int) -> Void) {
    guard level < loops.count else { return body(first, second) }
    let loop = loops[level]
    for i in 0..<loop.count { visit(level + 1, first + i * loop.strides.0, second + i * loop.strides.1, body) }
  }
}
