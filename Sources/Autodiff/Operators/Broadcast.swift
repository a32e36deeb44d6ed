import Fourier

/// Repeats a tensor along axes of extent 1, or along new leading axes, to a larger shape. Its adjoint sums over them.
///
/// - Source: NumPy's broadcasting rules.
struct Broadcast<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "broadcast" }
  let from: [Int]
  let to: [Int]

  /// The shape to which two shapes broadcast. Traps if there is none.
  static func commonShape(_ left: [Int], _ right: [Int]) -> [Int] {
    if left == right { return left }
    let rank = max(left.count, right.count)
    return (0..<rank).map { axis in
      let l = axis - (rank - left.count), r = axis - (rank - right.count)
      let a = l < 0 ? 1 : left[l], b = r < 0 ? 1 : right[r]
      require(
        a == b || a == 1 || b == 1, "shapes \(left) and \(right) do not broadcast: their axes differ and neither is 1")
      return a == 1 ? b : a
    }
  }

  /// `from` with leading axes of extent 1, so that it has the rank of `to`.
  private var aligned: [Int] { Array(repeating: 1, count: to.count - from.count) + from }

  /// The axes of `to` along which elements repeat.
  private var repeated: [Int] { to.indices.filter { aligned[$0] != to[$0] } }

  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    if x.isUniform { return Tensor(shape: to, storage: x.storage) }
    var shape = aligned
    var storage = x.storage
    // From the last axis on, so that the blocks copied are as long as they can be.
    for axis in repeated.reversed() {
      let extent = to[axis]
      let block = elementCount(shape[(axis + 1)...])
      let source = storage
      storage = filled(count: source.count * extent) { target in
        for outer in 0..<(source.count / max(block, 1)) {
          for copy in 0..<extent {
            let start = (outer * extent + copy) * block
            for i in 0..<block { target.initializeElement(at: start + i, to: source[outer * block + i]) }
          }
        }
      }
      shape[axis] = extent
    }
    return Tensor(shape: to, storage: storage)
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    let summed = Summation<Element>(shape: to, axes: repeated).apply(y)
    return Tensor(shape: from, storage: summed.storage)
  }
}

extension Tensor {
  /// The tensor repeated to `shape` by NumPy's rules. Traps if it does not fit.
  public func broadcast(to shape: [Int]) -> Tensor {
    if self.shape == shape { return self }
    require(
      Broadcast<Element>.commonShape(self.shape, shape) == shape,
      "a tensor of shape \(self.shape) does not broadcast to \(shape)")
    return Broadcast(from: self.shape, to: shape)(self)
  }
}
