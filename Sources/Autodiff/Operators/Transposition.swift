import ComplexNumbers
import Fourier

/// The axes in another order: axis k of the result is axis `permutation[k]`. Its adjoint is the inverse permutation.
struct Transposition<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "transpose" }
  let permutation: [Int]

  func apply(_ x: Tensor<Element>) -> Tensor<Element> { permuted(x, by: permutation) }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    var inverse = permutation
    for (axis, source) in permutation.enumerated() { inverse[source] = axis }
    return permuted(y, by: inverse)
  }

  private func permuted(_ x: Tensor<Element>, by permutation: [Int]) -> Tensor<Element> {
    let shape = permutation.map { x.shape[$0] }
    if x.isUniform { return Tensor(repeating: x.uniformElement, shape: shape) }
    if x.count == 0 { return Tensor(repeating: 0, shape: shape) }
    return Tensor(shape: shape, storage: transposed(x.values, walk: Walk(shape: x.shape, permutation: permutation)))
  }
}

/// The axes of the result, and how far their neighbors lie apart in the source; as few axes as will do.
private struct Walk {
  private(set) var extents: [Int] = []
  private(set) var strides: [Int] = []

  init(shape: [Int], permutation: [Int]) {
    for axis in permutation where shape[axis] != 1 {
      let extent = shape[axis], stride = elementCount(shape[(axis + 1)...])
      if let last = strides.last, last == extent * stride {
        // The axis is the last one's neighbor in the source, too, so that both are one.
        extents[extents.count - 1] *= extent
        strides[strides.count - 1] = stride
      } else {
        extents.append(extent)
        strides.append(stride)
      }
    }
  }
}

/// The elements in the order of `walk`, which has places.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func transposed<Element: TensorElement>(_ elements: [Element], walk: Walk) -> [Element] {
  guard walk.extents.count > 1, let length = walk.extents.last, let step = walk.strides.last else { return elements }
  // Where the source's last axis stays last, it is copied in runs. Otherwise it is axis `column` of the result, and both
  // sides are walked through in squares, so that neither strides through memory alone.
  let column = step == 1 ? nil : walk.strides.firstIndex(of: 1)
  let outer = walk.extents.indices.dropLast().filter { $0 != column }
  var jumps = walk.extents
  for axis in jumps.indices.reversed() {
    jumps[axis] = axis == jumps.count - 1 ? 1 : jumps[axis + 1] * walk.extents[axis + 1]
  }
  return elements.withUnsafeBufferPointer { source in
    filled(count: source.count) { target in
      var indices = Array(repeating: 0, count: outer.count)
      var from = 0, to = 0, isDone = false
      while !isDone {
        if let column {
          transposeSquares(
            source, at: from, step: step, target, at: to, jump: jumps[column], rows: walk.extents[column],
            columns: length)
        } else {
          _ = target[to..<(to + length)].initialize(fromContentsOf: source[from..<(from + length)])
        }
        isDone = true
        for position in outer.indices.reversed() {
          let axis = outer[position]
          indices[position] += 1
          from += walk.strides[axis]
          to += jumps[axis]
          if indices[position] < walk.extents[axis] {
            isDone = false
            break
          }
          indices[position] = 0
          from -= walk.extents[axis] * walk.strides[axis]
          to -= walk.extents[axis] * jumps[axis]
        }
      }
    }
  }
}

/// target[r·jump + c] = source[c·step + r], a square at a time.
@inline(__always)
private func transposeSquares<Element: TensorElement>(
  _ source: UnsafeBufferPointer<Element>, at from: Int, step: Int, _ target: UnsafeMutableBufferPointer<Element>,
  at to: Int, jump: Int, rows: Int, columns: Int
) {
  let side = 16
  for firstRow in stride(from: 0, to: rows, by: side) {
    let lastRow = min(firstRow + side, rows)
    for firstColumn in stride(from: 0, to: columns, by: side) {
      let lastColumn = min(firstColumn + side, columns)
      for row in firstRow..<lastRow {
        for column in firstColumn..<lastColumn {
          target.initializeElement(at: to + row * jump + column, to: source[from + column * step + row])
        }
      }
    }
  }
}

extension Tensor {
  /// The tensor with its last two axes exchanged: the transpose of each matrix. Traps if there are fewer than two.
  public func transposed() -> Tensor {
    require(rank >= 2, "a tensor of shape \(shape) has no two axes to be exchanged")
    return swappingAxes(-2, -1)
  }

  /// The tensor with its axes in another order: axis k of the result is axis `permutation[k]` of this one.
  ///
  /// - Parameter permutation: every axis once, counted from the end where negative. Traps otherwise.
  /// - Source: NumPy's `transpose`; PyTorch's `permute`.
  public func transposed(_ permutation: [Int]) -> Tensor {
    let permutation = permutation.map { normalizedAxis($0, shape: shape) }
    require(
      permutation.sorted() == Array(shape.indices),
      "\(permutation) is no order of the axes of a tensor of shape \(shape)")
    if permutation == Array(shape.indices) { return self }
    return Transposition(permutation: permutation)(self)
  }

  /// The tensor with two axes exchanged.
  ///
  /// - Source: NumPy's `swapaxes`.
  public func swappingAxes(_ first: Int, _ second: Int) -> Tensor {
    var permutation = Array(shape.indices)
    permutation.swapAt(normalizedAxis(first, shape: shape), normalizedAxis(second, shape: shape))
    return transposed(permutation)
  }

  /// The tensor with the axis `source` moved to the place `destination`; the others keep their order.
  ///
  /// - Source: NumPy's `moveaxis`.
  public func movingAxis(from source: Int, to destination: Int) -> Tensor {
    var permutation = Array(shape.indices)
    let axis = permutation.remove(at: normalizedAxis(source, shape: shape))
    permutation.insert(axis, at: normalizedAxis(destination, shape: shape))
    return transposed(permutation)
  }
}
