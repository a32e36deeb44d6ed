import Fourier

// Repetitions are broadcasts along axes of their own, which a reshape then merges with those repeated.

extension Tensor {
  /// The whole tensor `counts[k]` times along each axis k: [a, b] twice is [a, b, a, b].
  ///
  /// The shorter of shape and counts is filled up with ones in front. The derivative sums over the repetitions. Traps for
  /// negative counts.
  /// - Source: NumPy's `tile`.
  public func tiled(_ counts: [Int]) -> Tensor {
    require(counts.allSatisfy { $0 >= 0 }, "a tensor of shape \(shape) cannot be tiled \(counts) times")
    let rank = Swift.max(self.rank, counts.count)
    let extents = Array(repeating: 1, count: rank - self.rank) + shape
    let counts = Array(repeating: 1, count: rank - counts.count) + counts
    return reshaped(to: extents.flatMap { [1, $0] })
      .broadcast(to: zip(counts, extents).flatMap { [$0, $1] })
      .reshaped(to: zip(counts, extents).map(*))
  }

  /// Each part along `axis` `count` times in a row: [a, b] twice is [a, a, b, b]. Traps for a negative count.
  ///
  /// - Source: NumPy's `repeat`.
  public func repeated(count: Int, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    require(count >= 0, "axis \(axis) of a tensor of shape \(shape) cannot be repeated \(count) times")
    var repeated = shape, merged = shape
    repeated.insert(count, at: axis + 1)
    merged[axis] *= count
    return expandingAxis(at: axis + 1).broadcast(to: repeated).reshaped(to: merged)
  }
}
