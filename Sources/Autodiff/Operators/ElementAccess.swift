import ComplexNumbers
import Fourier

// One element of a tensor as a scalar tensor: what programs on scalars are made of, so without the detour of an operator's
// type. Its adjoint puts a scalar at the place, among zeros.

extension Tensor {
  /// The element of a vector at an index, as a scalar tensor which is differentiable. Traps unless it is in range.
  ///
  /// ```swift
  /// let slope = gradient(at: Tensor([2.0, 3])) { x in x.element(0) * x.element(1) }   // [3, 2]
  /// ```
  /// - Complexity: O(1); in reverse mode each use costs O(count).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func element(_ index: Int) -> Tensor {
    require(rank == 1, "1 index \(index) for a tensor of shape \(shape)")
    require(index >= 0 && index < shape[0], "the index \(index) is outside the shape \(shape)")
    return element(place: index)
  }

  /// The element at a place, as a scalar tensor which is differentiable.
  ///
  /// Traps unless `indices` has one index in range for each axis.
  /// - Complexity: O(1); in reverse mode each use costs O(count).
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func element(_ indices: Int...) -> Tensor {
    require(indices.count == rank, "\(indices.count) indices \(indices) for a tensor of shape \(shape)")
    var place = 0
    for (index, extent) in zip(indices, shape) {
      require(index >= 0 && index < extent, "the indices \(indices) are outside the shape \(shape)")
      place = place * extent + index
    }
    return element(place: place)
  }

  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  func element(place: Int) -> Tensor {
    applying("element", evaluate: { Tensor($0.isUniform ? $0.uniformElement : $0.values[place]) }) { x, _ in
      let shape = x.shape
      return Linearization(apply: { $0.element(place: place) }, adjoint: { $0.placed(at: place, in: shape) })
    }
  }

  /// This scalar at a place of `shape`, and zeros else.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  fileprivate func placed(at place: Int, in shape: [Int]) -> Tensor {
    applying("element, adjoint", evaluate: { unit(shape: shape, with: $0.scalar, at: place) }) { _, _ in
      Linearization(apply: { $0.placed(at: place, in: shape) }, adjoint: { $0.element(place: place) })
    }
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func unit<Element: TensorElement>(shape: [Int], with element: Element, at place: Int) -> Tensor<Element> {
  let storage: [Element] = filled(count: elementCount(shape)) { target in
    target.initialize(repeating: 0)
    target[place] = element
  }
  return Tensor(shape: shape, storage: storage)
}
