import Fourier

extension Tensor {
  /// The tensor cut along `axis` into `count` parts of equal length. Traps unless the axis divides by `count`.
  ///
  /// - Complexity: O(count of the tensor); in reverse mode O(count of the tensor) for each part that is used.
  /// - Source: NumPy's `split`.
  public func split(count: Int, axis: Int = -1) -> [Tensor] {
    let axis = normalizedAxis(axis, shape: shape)
    require(
      count > 0 && shape[axis].isMultiple(of: count),
      "axis \(axis) of a tensor of shape \(shape) cannot be split into \(count) equal parts")
    return split(lengths: Array(repeating: shape[axis] / count, count: count), axis: axis)
  }

  /// The tensor cut along `axis` into parts of `lengths`. Traps unless they add up to the extent of the axis.
  ///
  /// - Complexity: O(count of the tensor); in reverse mode O(count of the tensor) for each part that is used.
  /// - Source: PyTorch's `split` with sizes.
  public func split(lengths: [Int], axis: Int = -1) -> [Tensor] {
    let axis = normalizedAxis(axis, shape: shape)
    require(
      lengths.allSatisfy { $0 >= 0 } && lengths.reduce(0, +) == shape[axis],
      "the lengths \(lengths) do not add up to axis \(axis) of a tensor of shape \(shape)")
    var start = 0
    return lengths.map { length in
      defer { start += length }
      return slice(start..<(start + length), axis: axis)
    }
  }
}
