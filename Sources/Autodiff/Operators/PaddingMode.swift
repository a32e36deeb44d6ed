import Fourier

/// What stands beyond the ends of a signal when it is padded; here for the samples a b c d.
///
/// - Source: the modes of NumPy's `pad`, also for paddings longer than the signal.
public enum PaddingMode<Element: TensorElement>: Sendable {
  /// One number: 7 7 | a b c d | 7 7.
  case constant(Element)
  /// The signal mirrored at its end samples, which are not repeated: c b | a b c d | c b. A single sample repeats.
  case reflect
  /// The signal mirrored beyond its end samples, which are repeated: b a | a b c d | d c.
  case symmetric
  /// The end samples: a a | a b c d | d d.
  case edge
  /// The signal again, as if it were periodic: c d | a b c d | a b.
  case circular
}

extension PaddingMode {
  /// Where the samples from `-before` up to `length + after` come from, which are not constant.
  fileprivate func runs(length: Int, before: Int, after: Int) -> [IndexRun] {
    let forward = IndexRun(start: 0, count: length)
    switch self {
    case .constant, .edge:
      return [
        IndexRun(start: 0, step: 0, count: before), forward, IndexRun(start: length - 1, step: 0, count: after),
      ]
    case .circular:
      return periodic([forward], from: -before, count: before + length + after)
    case .symmetric:
      let backward = IndexRun(start: length - 1, step: -1, count: length)
      return periodic([forward, backward], from: -before, count: before + length + after)
    case .reflect:
      if length == 1 { return PaddingMode.edge.runs(length: length, before: before, after: after) }
      let backward = IndexRun(start: length - 2, step: -1, count: length - 2)
      return periodic([forward, backward], from: -before, count: before + length + after)
    }
  }
}

/// `count` places, from the place `first` on, of the endless repetition of `runs`, whose first one starts at 0.
private func periodic(_ runs: [IndexRun], from first: Int, count: Int) -> [IndexRun] {
  let period = runs.reduce(0) { $0 + $1.count }
  var skipped = first % period, missing = count
  if skipped < 0 { skipped += period }
  var result: [IndexRun] = []
  while missing > 0 {
    for run in runs {
      let start = min(skipped, run.count), length = min(run.count - start, missing)
      if length > 0 { result.append(IndexRun(start: run.start + start * run.step, step: run.step, count: length)) }
      skipped -= start
      missing -= length
    }
  }
  return result
}

extension Tensor {
  /// The tensor with `before` samples added before and `after` behind along `axis`, as `mode` says.
  ///
  /// The derivative adds the cotangent of each sample that was repeated to that of its original; a constant has none.
  /// Traps for negative counts, and for an axis without samples if the mode needs one.
  /// - Parameters:
  ///   - before: the number of samples added before the first; it may exceed the length of the axis.
  ///   - after: the number of samples added behind the last; it may exceed the length of the axis.
  /// - Source: NumPy's `pad`.
  public func padded(before: Int = 0, after: Int = 0, axis: Int = -1, mode: PaddingMode<Element>) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape), length = shape[axis]
    require(
      before >= 0 && after >= 0,
      "axis \(axis) of a tensor of shape \(shape) cannot be padded by \(before) and \(after); counts are not negative")
    if before == 0 && after == 0 { return self }
    if case .constant(let number) = mode {
      func constant(_ count: Int) -> Tensor {
        var shape = shape
        shape[axis] = count
        return Tensor(repeating: number, shape: shape)
      }
      return concatenate([constant(before), self, constant(after)], axis: axis)
    }
    require(length > 0, "axis \(axis) of a tensor of shape \(shape) has no samples to be padded by \(mode)")
    return AxisRuns(
      axis: axis, inputLength: length, runs: mode.runs(length: length, before: before, after: after))(self)
  }
}
