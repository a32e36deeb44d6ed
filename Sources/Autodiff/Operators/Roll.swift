import Fourier

// Orders of an axis: backward, and around.

extension Tensor {
  /// The tensor with the order along `axis` reversed: yₖ = x₍N−1−k₎.
  ///
  /// - Source: NumPy's `flip`.
  public func flipped(axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape), length = shape[axis]
    if length < 2 { return self }
    return AxisRuns(
      axis: axis, inputLength: length, runs: [IndexRun(start: length - 1, step: -1, count: length)])(self)
  }

  /// The tensor shifted by `shift` places along `axis`, around its end: yₖ = x₍(k − shift) mod N₎.
  ///
  /// - Parameter shift: any number, in either direction.
  /// - Source: NumPy's `roll`.
  public func rolled(by shift: Int, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape), length = shape[axis]
    if length < 2 { return self }
    let rest = shift % length, head = rest < 0 ? rest + length : rest
    if head == 0 { return self }
    let runs = [IndexRun(start: length - head, count: head), IndexRun(start: 0, count: length - head)]
    return AxisRuns(axis: axis, inputLength: length, runs: runs)(self)
  }
}

/// Moves the zero-frequency bin to the middle along `axes`: the order −⌊N/2⌋ … ⌈N/2⌉ − 1.
///
/// Its inverse, and its adjoint, is ``ifftShift(_:axes:)``. Traps if an axis is out of range or repeated.
/// - Source: NumPy's `fftshift`, whose default are all axes.
public func fftShift<Element>(_ spectrum: Tensor<Element>, axes: [Int] = [-1]) -> Tensor<Element> {
  normalizedAxes(axes, shape: spectrum.shape).reduce(spectrum) { $0.rolled(by: $0.shape[$1] / 2, axis: $1) }
}

/// Moves the zero-frequency bin from the middle back to the start along `axes`: the inverse of ``fftShift(_:axes:)``.
///
/// - Source: NumPy's `ifftshift`, whose default are all axes.
public func ifftShift<Element>(_ spectrum: Tensor<Element>, axes: [Int] = [-1]) -> Tensor<Element> {
  normalizedAxes(axes, shape: spectrum.shape).reduce(spectrum) { $0.rolled(by: -($0.shape[$1] / 2), axis: $1) }
}
