import Fourier

// Orders and extremes of real tensors. What they find are places, which are constants of a derivative: it goes to the
// elements that are there.

extension Tensor where Element: TensorScalar {
  /// The tensor with the elements along `axis` in ascending order; NaN last.
  ///
  /// The derivative is the permutation that sorted them. Of equal elements the first one stays first.
  /// - Complexity: O(N log N) for each of the rows of N elements.
  /// - Source: NumPy's `sort` with `kind="stable"`.
  public func sorted(axis: Int = -1) -> Tensor { takingAlongAxis(argsort(axis: axis), axis: axis) }

  /// The indices along `axis` that sort the elements in ascending order, NaN last; of equal ones the first comes first.
  ///
  /// - Complexity: O(N log N) for each of the rows of N elements.
  /// - Source: NumPy's `argsort` with `kind="stable"`.
  public func argsort(axis: Int = -1) -> IndexArray {
    let axis = normalizedAxis(axis, shape: shape)
    let order = sortingIndices(
      values, outer: elementCount(shape[..<axis]), length: shape[axis], block: elementCount(shape[(axis + 1)...]))
    return IndexArray(order, shape: shape)
  }

  /// The index along `axis` of the greatest element, the first of those or of the NaNs if there is one.
  ///
  /// Traps if the axis has no elements.
  /// - Returns: indices in the shape of the tensor without the axis.
  /// - Source: NumPy's `argmax`.
  public func argmax(axis: Int = -1) -> IndexArray {
    extremeIndices(axis: axis, "argmax") { firstExtremes($0, outer: $1, length: $2, block: $3, greatest: true) }
  }

  /// The index along `axis` of the least element, the first of those or of the NaNs if there is one.
  ///
  /// Traps if the axis has no elements.
  /// - Returns: indices in the shape of the tensor without the axis.
  /// - Source: NumPy's `argmin`.
  public func argmin(axis: Int = -1) -> IndexArray {
    extremeIndices(axis: axis, "argmin") { firstExtremes($0, outer: $1, length: $2, block: $3, greatest: false) }
  }

  private func extremeIndices(
    axis: Int, _ operation: StaticString, _ find: ([Element], Int, Int, Int) -> [Int]
  ) -> IndexArray {
    let axis = normalizedAxis(axis, shape: shape)
    require(
      shape[axis] > 0, "\(operation) along axis \(axis) of a tensor of shape \(shape), which has no elements there")
    var reduced = shape
    reduced.remove(at: axis)
    let block = elementCount(shape[(axis + 1)...])
    return IndexArray(find(values, elementCount(shape[..<axis]), shape[axis], block), shape: reduced)
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func sortingIndices<T: TensorScalar>(_ elements: [T], outer: Int, length: Int, block: Int) -> [Int] {
  var result = Array(repeating: 0, count: elements.count)
  var row: [(element: T, index: Int)] = []
  row.reserveCapacity(length)
  for lane in 0..<(outer * block) {
    let first = lane / block * length * block + lane % block
    row.removeAll(keepingCapacity: true)
    for k in 0..<length { row.append((elements[first + k * block], k)) }
    row.sort { left, right in
      if left.element < right.element { return true }
      if right.element < left.element { return false }
      // Equal, or one of them is NaN.
      if left.element.isNaN != right.element.isNaN { return right.element.isNaN }
      return left.index < right.index
    }
    for k in 0..<length { result[first + k * block] = row[k].index }
  }
  return result
}

@specialized(where T == Float)
@specialized(where T == Double)
private func firstExtremes<T: TensorScalar>(
  _ elements: [T], outer: Int, length: Int, block: Int, greatest: Bool
) -> [Int] {
  (0..<(outer * block)).map { lane in
    let first = lane / block * length * block + lane % block
    var best = elements[first], index = 0
    for k in 1..<length where !best.isNaN {
      let element = elements[first + k * block]
      if (greatest ? element > best : element < best) || element.isNaN {
        best = element
        index = k
      }
    }
    return index
  }
}
