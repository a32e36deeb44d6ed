import ComplexNumbers
import Fourier

/// The places of an axis at some indices, in any order and any number: yₖ = x₍iₖ₎. Its adjoint is the scatter-add
/// xᵢ = Σ yₖ over all k with iₖ = i.
struct Gather<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "gather" }
  let axis: Int
  let length: Int
  let indices: [Int]

  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    require(x.shape[axis] == length, "axis \(axis) of a tensor of shape \(x.shape) should have \(length)")
    var shape = x.shape
    shape[axis] = indices.count
    if x.isUniform { return Tensor(repeating: x.uniformElement, shape: shape) }
    let storage = gathered(
      x.values, outer: elementCount(shape[..<axis]), length: length, block: elementCount(shape[(axis + 1)...]),
      indices: indices)
    return Tensor(shape: shape, storage: storage)
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    require(
      y.shape[axis] == indices.count,
      "axis \(axis) of a tensor of shape \(y.shape) cannot be scattered to \(indices.count) indices")
    var shape = y.shape
    shape[axis] = length
    let storage = scattered(
      y.values, outer: elementCount(shape[..<axis]), length: length, block: elementCount(shape[(axis + 1)...]),
      indices: indices)
    return Tensor(shape: shape, storage: storage)
  }
}

extension Tensor {
  /// The parts of the tensor at `indices` of `axis`, in their order; an index may come more than once.
  ///
  /// The derivative adds up the cotangents of parts that are the same. Traps unless all indices are in range.
  /// - Source: NumPy's `take`; PyTorch's `index_select`.
  public func gathering(_ indices: [Int], axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    for index in indices {
      require(
        index >= 0 && index < shape[axis],
        "the index \(index) is outside axis \(axis) of a tensor of shape \(shape)")
    }
    return Gather(axis: axis, length: shape[axis], indices: indices)(self)
  }

  /// A tensor with `length` places along `axis` where this one's k-th part is added at `indices[k]`, to zeros.
  ///
  /// The adjoint of ``gathering(_:axis:)``: xᵢ = Σ yₖ over all k with iₖ = i. Traps unless there is one index, which is below
  /// `length`, for each place along the axis.
  /// - Source: PyTorch's `index_add`; JAX's `segment_sum`.
  public func scatterAdd(to indices: [Int], length: Int, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    require(
      indices.count == shape[axis],
      "\(indices.count) indices for axis \(axis) of a tensor of shape \(shape), to be scattered")
    for index in indices {
      require(index >= 0 && index < length, "the index \(index) is outside the length \(length) of a scatter-add")
    }
    return Gather(axis: axis, length: length, indices: indices).adjoint(self)
  }
}

/// From each of `outer` rows of `length` blocks those at `indices`.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func gathered<Element: TensorElement>(
  _ elements: [Element], outer: Int, length: Int, block: Int, indices: [Int]
) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    filled(count: outer * indices.count * block) { target in
      var place = 0
      for row in 0..<outer {
        for index in indices {
          let from = (row * length + index) * block
          if block == 1 {
            target.initializeElement(at: place, to: source[from])
          } else {
            _ = target[place..<(place + block)].initialize(fromContentsOf: source[from..<(from + block)])
          }
          place += block
        }
      }
    }
  }
}

/// The adjoint of ``gathered(_:outer:length:block:indices:)``.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func scattered<Element: TensorElement>(
  _ elements: [Element], outer: Int, length: Int, block: Int, indices: [Int]
) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    filled(count: outer * length * block) { target in
      target.initialize(repeating: 0)
      var place = 0
      for row in 0..<outer {
        for index in indices {
          let to = (row * length + index) * block
          if block == 1 {
            target[to] += source[place]
          } else {
            for i in 0..<block { target[to + i] += source[place + i] }
          }
          place += block
        }
      }
    }
  }
}
