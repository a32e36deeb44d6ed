import Fourier

extension Tensor {
  /// Every `step`-th place along `axis` from the index `start` to before `end`: Python's `x[start:end:step]`.
  ///
  /// An index counts from the end where it is negative, and one that leaves the axis means its end; a negative step goes
  /// backward. Without `start` and `end` the slice covers the axis. Traps for a step of 0.
  ///
  /// ```swift
  /// let halved = x.slice(by: 2), backward = x.slice(from: -1, by: -1)
  /// ```
  /// - Source: NumPy's basic slicing.
  public func slice(from start: Int? = nil, to end: Int? = nil, by step: Int, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape), length = shape[axis]
    require(step != 0, "axis \(axis) of a tensor of shape \(shape) cannot be sliced by a step of 0")
    // Going backward, the place before the first one is a bound, too.
    let bounds = step > 0 ? 0...length : -1...(length - 1)
    func bound(_ index: Int?, or whole: Int) -> Int {
      guard let index else { return whole }
      return Swift.min(Swift.max(index < 0 ? index + length : index, bounds.lowerBound), bounds.upperBound)
    }
    let first = bound(start, or: step > 0 ? 0 : length - 1), last = bound(end, or: step > 0 ? length : -1)
    let distance = step > 0 ? last - first : first - last
    let count = distance > 0 ? (distance - 1) / Int(clamping: step.magnitude) + 1 : 0
    if step == 1 {
      return AxisWindow(axis: axis, inputLength: length, outputLength: count, offset: first)(self)
    }
    let runs = count > 0 ? [IndexRun(start: first, step: count > 1 ? step : 1, count: count)] : []
    return AxisRuns(axis: axis, inputLength: length, runs: runs)(self)
  }
}
