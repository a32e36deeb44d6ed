import ComplexNumbers
import Fourier

/// Single elements of a tensor, by their places in row-major order, in a new shape. Its adjoint adds each element to the place
/// that it came from.
struct ElementGather<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "gather" }
  let from: [Int]
  let to: [Int]
  let places: [Int]

  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    if x.isUniform { return Tensor(repeating: x.uniformElement, shape: to) }
    return Tensor(shape: to, storage: elements(of: x.values, at: places))
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    Tensor(shape: from, storage: sums(of: y.values, at: places, count: elementCount(from)))
  }
}

extension Tensor {
  /// Along `axis`, at each place the element whose index `indices` has there: y[i, k, j] = x[i, indices[i, k, j], j].
  ///
  /// The derivative adds up the cotangents of an element that comes more than once.
  /// - Parameters:
  ///   - indices: of the tensor's shape, but for the extent of `axis`, which is that of the result. Traps otherwise, and
  ///     where an index leaves the axis.
  ///   - axis: the axis along which to take.
  /// - Source: NumPy's `take_along_axis`; PyTorch's `gather`.
  public func takingAlongAxis(_ indices: IndexArray, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    var expected = shape
    if indices.shape.count == rank { expected[axis] = indices.shape[axis] }
    require(
      indices.shape == expected,
      "indices of shape \(indices.shape) along axis \(axis) of a tensor of shape \(shape)")
    let length = shape[axis], block = elementCount(shape[(axis + 1)...])
    let newLength = indices.shape[axis]
    var places: [Int] = []
    places.reserveCapacity(indices.elements.count)
    for (position, index) in indices.elements.enumerated() {
      require(
        index >= 0 && index < length, "the index \(index) is outside axis \(axis) of a tensor of shape \(shape)")
      places.append((position / (newLength * block) * length + index) * block + position % block)
    }
    return ElementGather(from: shape, to: indices.shape, places: places)(self)
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func elements<Element: TensorElement>(of elements: [Element], at places: [Int]) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    places.withUnsafeBufferPointer { places in
      filled(count: places.count) { target in
        for k in 0..<places.count { target.initializeElement(at: k, to: source[places[k]]) }
      }
    }
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func sums<Element: TensorElement>(of elements: [Element], at places: [Int], count: Int) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    places.withUnsafeBufferPointer { places in
      filled(count: count) { target in
        target.initialize(repeating: 0)
        for k in 0..<places.count { target[places[k]] += source[k] }
      }
    }
  }
}
