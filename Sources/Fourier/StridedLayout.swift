/// Where the elements of an array lie in a buffer: element (i₀, i₁, …) at `offset` + Σₐ iₐ · strides[a].
///
/// Strides and offset count elements of the buffer. A stride may be negative, which reverses its axis, or, on input, 0,
/// which repeats it. Elements of an output must lie apart from one another.
public struct StridedLayout: Hashable, Sendable {
  /// Elements from one index to the next, for each axis of the array.
  public var strides: [Int]
  /// The place of element (0, 0, …).
  public var offset: Int

  /// A layout with one stride for each axis.
  public init(strides: [Int], offset: Int = 0) {
    self.strides = strides
    self.offset = offset
  }

  /// The layout of an array without gaps whose last axis is the fastest.
  public static func rowMajor(_ shape: [Int]) -> StridedLayout {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropFirst().reversed() { strides[axis - 1] = strides[axis] * shape[axis] }
    return StridedLayout(strides: strides)
  }

  /// The number of elements of the smallest buffer that holds an array of `shape`.
  ///
  /// - Throws: ``DFTError`` for a layout of another rank, or one that begins before the buffer or ends beyond any.
  func extent(of shape: [Int]) throws(DFTError) -> Int {
    guard strides.count == shape.count else { throw .strideCountMismatch(strides: strides, shape: shape) }
    var first = offset, last = offset
    for (count, stride) in zip(shape, strides) {
      let (reach, overflow) = (count - 1).multipliedReportingOverflow(by: stride)
      let (end, endOverflow) = (reach < 0 ? first : last).addingReportingOverflow(reach)
      if overflow || endOverflow { throw .layoutOutOfBounds(self, shape: shape) }
      if reach < 0 { first = end } else { last = end }
    }
    guard first >= 0, last < DFTError.largestCount else { throw .layoutOutOfBounds(self, shape: shape) }
    return last + 1
  }

  /// Throws unless an array of `shape` fits some buffer and, as an output, has its elements apart.
  func check(shape: [Int], isOutput: Bool) throws(DFTError) {
    _ = try extent(of: shape)
    if isOutput && !separatesElements(of: shape) { throw .overlappingOutput(self, shape: shape) }
  }

  /// Whether no two elements of an array of `shape` share a place.
  func separatesElements(of shape: [Int]) -> Bool {
    let axes = zip(shape, strides).filter { $0.0 > 1 }.map { (count: $0.0, stride: abs($0.1)) }
      .sorted { $0.stride < $1.stride }
    var reach = 0
    var isNested = true
    for axis in axes {
      if axis.stride <= reach { isNested = false }
      reach += (axis.count - 1) * axis.stride
    }
    return isNested || !hasCollision(axes, reach)
  }

  /// Marks each element's place, for interleaved axes that no comparison of strides settles.
  private func hasCollision(_ axes: [(count: Int, stride: Int)], _ reach: Int) -> Bool {
    // More elements than places.
    if axes.reduce(1, { $0 * $1.count }) > reach + 1 { return true }
    var places = [0]
    for axis in axes {
      places = places.flatMap { place in (0..<axis.count).map { place + $0 * axis.stride } }
    }
    return Set(places).count < places.count
  }
}
