import Fourier

// Sums of exponentials, shifted by the largest exponent, so that none overflows and not all underflow.

/// ln Σ eˣ over some axes, counted from the end where negative; all for nil. They disappear, or stay with extent 1.
///
/// Over elements that are all −∞ (or over none) the value is −∞ and the derivative 0; where one is +∞ it is +∞. The
/// derivative is ``softmax(_:axis:)``.
///
/// Traps if an axis is out of range or repeated.
/// - Source: SciPy's `special.logsumexp`.
@specialized(where T == Float)
@specialized(where T == Double)
public func logSumExp<T: TensorScalar>(_ x: Tensor<T>, axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor<T> {
  let reduced = ReducedAxes(axes, of: x.shape), axes = reduced.axes
  let result = x.applying(
    "ln Σeˣ",
    evaluate: { x in
      let shift = shifts(x, reduced)
      return log(sum(exp(x - shift), axes: axes, keepingAxes: true)) + shift
    },
    linearize: { x, y in
      let probabilities: @Sendable () -> Tensor<T> = { exp(x - zeroForNothing(y)) }
      return Linearization(
        apply: { sum(probabilities() * $0, axes: axes, keepingAxes: true) }, adjoint: { probabilities() * $0 })
    })
  return result.dropping(reduced, unless: keepingAxes)
}

/// eˣ/Σeˣ along an axis, counted from the end where negative: positive numbers whose sum is 1.
///
/// NaN along elements that are all −∞, and where one is +∞.
///
/// Traps if the axis is out of range.
/// - Source: SciPy's `special.softmax`.
@specialized(where T == Float)
@specialized(where T == Double)
public func softmax<T: TensorScalar>(_ x: Tensor<T>, axis: Int = -1) -> Tensor<T> {
  let reduced = ReducedAxes([axis], of: x.shape), axes = reduced.axes
  return x.applying(
    "softmax",
    evaluate: { x in
      let exponentials = exp(x - shifts(x, reduced))
      return exponentials / sum(exponentials, axes: axes, keepingAxes: true)
    },
    linearize: { _, p in
      // Symmetric: diag(p) − ppᵀ.
      let map: @Sendable (Tensor<T>) -> Tensor<T> = { p * ($0 - sum(p * $0, axes: axes, keepingAxes: true)) }
      return Linearization(apply: map, adjoint: map)
    })
}

/// ln(eˣ/Σeˣ) = x − ln Σeˣ along an axis, counted from the end where negative: the logarithm of ``softmax(_:axis:)``
/// with all its digits, where that itself underflows too.
///
/// NaN along elements that are all −∞, and where one is +∞.
///
/// Traps if the axis is out of range.
/// - Source: SciPy's `special.log_softmax`.
public func logSoftmax<T: TensorScalar>(_ x: Tensor<T>, axis: Int = -1) -> Tensor<T> {
  let reduced = ReducedAxes([axis], of: x.shape)
  // A common shift does not change the result: it has no derivative.
  let shifted = x - shifts(withoutDerivative(at: x), reduced)
  let sums = logSumExp(shifted, axes: reduced.axes, keepingAxes: true)
  return shifted - sums
}

/// y, and 0 where y is −∞: e to the −∞ less this is 0.
@specialized(where T == Float)
@specialized(where T == Double)
private func zeroForNothing<T: TensorScalar>(_ y: Tensor<T>) -> Tensor<T> {
  y.applying("y or 0", evaluate: replacedInfinities) { y, _ in .scaling { finites(withoutDerivative(at: y)) } }
}

/// The largest elements over the axes, which stay with extent 1; 0 where they are not finite.
private func shifts<T: TensorScalar>(_ x: Tensor<T>, _ reduced: ReducedAxes) -> Tensor<T> {
  if reduced.count == 0 { return Tensor(repeating: 0, shape: reduced.keptShape) }
  return finiteOrZero(largest(x, reduced))
}

// MARK: Kernels

@specialized(where T == Float)
@specialized(where T == Double)
private func finiteOrZero<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { $0.isFinite ? $0 : 0 } }

private func replacedInfinities<T: TensorScalar>(_ y: Tensor<T>) -> Tensor<T> {
  y.mapElements { $0 == -.infinity ? 0 : $0 }
}

private func finites<T: TensorScalar>(_ y: Tensor<T>) -> Tensor<T> { y.mapElements { $0 == -.infinity ? 0 : 1 } }
