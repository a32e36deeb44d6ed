import Fourier

// Axes of extent 1, added and removed: reshapes by another name.

extension Tensor {
  /// The tensor with a new axis of extent 1, which is axis `axis` of the result.
  ///
  /// - Parameter axis: from −rank − 1 to rank; a negative one counts from the end of the result. Traps otherwise.
  /// - Source: NumPy's `expand_dims`.
  public func expandingAxis(at axis: Int) -> Tensor {
    var shape = shape
    shape.insert(1, at: insertionAxis(axis))
    return reshaped(to: shape)
  }

  /// The tensor without an axis of extent 1. Traps if its extent is another.
  ///
  /// - Source: NumPy's `squeeze`.
  public func squeezed(axis: Int) -> Tensor {
    var shape = shape
    let axis = normalizedAxis(axis, shape: shape)
    require(shape[axis] == 1, "axis \(axis) of a tensor of shape \(shape) has not the extent 1, and cannot be removed")
    shape.remove(at: axis)
    return reshaped(to: shape)
  }

  /// The tensor without all its axes of extent 1.
  ///
  /// - Source: NumPy's `squeeze`.
  public func squeezed() -> Tensor { reshaped(to: shape.filter { $0 != 1 }) }

  /// All elements, in row-major order, as a vector.
  ///
  /// - Source: NumPy's `ravel`.
  public func flattened() -> Tensor { reshaped(to: [count]) }

  /// The axis that a new one is to become, counted from the start. Traps if it is out of range.
  func insertionAxis(_ axis: Int) -> Int {
    require(axis >= -rank - 1 && axis <= rank, "a tensor of shape \(shape) cannot have a new axis at \(axis)")
    return axis < 0 ? axis + rank + 1 : axis
  }
}
