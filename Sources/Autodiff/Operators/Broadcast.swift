import ComplexNumbers
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
    if x.isUniform { return Tensor(repeating: x.uniformElement, shape: to) }
    var shape = aligned
    var storage = x.values
    // From the last axis on, so that the blocks copied are as long as they can be.
    for axis in repeated.reversed() {
      storage = repeatingBlocks(of: storage, size: elementCount(shape[(axis + 1)...]), times: to[axis])
      shape[axis] = to[axis]
    }
    return Tensor(shape: to, storage: storage)
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    let summed = Summation<Element>(reduced: ReducedAxes(shape: to, axes: repeated)).apply(y)
    return Tensor(sharing: summed, shape: from)
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

/// Each block of `size` elements `times` times, one behind the other.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func repeatingBlocks<Element: TensorElement>(of elements: [Element], size: Int, times: Int) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    filled(count: source.count * times) { target in
      if size == 1 {
        for (index, element) in source.enumerated() {
          target[(index * times)..<((index + 1) * times)].initialize(repeating: element)
        }
      } else if size > 1 {
        for block in 0..<(source.count / size) {
          let elements = source[(block * size)..<((block + 1) * size)]
          for copy in (block * times)..<((block + 1) * times) {
            _ = target[(copy * size)..<((copy + 1) * size)].initialize(fromContentsOf: elements)
          }
        }
      }
    }
  }
}
