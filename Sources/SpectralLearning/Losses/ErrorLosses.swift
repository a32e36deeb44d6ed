public import Autodiff
import Fourier

// Losses of the differences between two tensors of one shape, the estimate first. All trap if the shapes differ, cost a
// few passes over the elements, and are differentiable in both arguments; at x = y value and derivative are 0.

/// The mean squared error: mean((x − y)²); or Σ(x − y)², or each (x − y)².
///
/// - Source: PyTorch's `MSELoss`.
public func meanSquaredError<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("meanSquaredError", estimate, target)
  return ElementwiseDistance.l2(estimate, target, reduction)
}

/// The mean absolute error: mean|x − y|; or Σ|x − y|, or each |x − y|. Where x = y the derivative is 0.
///
/// - Source: PyTorch's `L1Loss`.
public func meanAbsoluteError<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("meanAbsoluteError", estimate, target)
  return ElementwiseDistance.l1(estimate, target, reduction)
}

/// Huber's loss: ½d² where |d| ≤ δ, else δ(|d| − ½δ), of d = x − y, element by element, reduced.
///
/// - Parameters:
///   - estimate: x.
///   - target: y of the same shape.
///   - delta: δ, in the unit of the signals, up to which errors count by their squares. Traps unless it is positive.
///   - reduction: one loss for each element, their sum or mean.
/// - Source: P. J. Huber, "Robust estimation of a location parameter", Ann. Math. Statist. 35 (1964), 73; PyTorch's
///   `HuberLoss`.
public func huberLoss<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, delta: T = 1, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("huberLoss", estimate, target)
  require(delta > 0, "huberLoss: δ is \(delta), but must be positive")
  let difference = estimate - target
  // With the error clamped to c, both branches are c(d − ½c).
  let clamped = clamp(difference, min: -delta, max: delta)
  return reduction(clamped * (difference - clamped / 2))
}

/// The log-cosh loss: mean(ln cosh(a·d))/a along the last axis, of d = x − y; then reduced over the signals.
///
/// ½a·d² near 0 and |d| − ln 2/a far away, smooth all over; no cosh overflows.
/// - Parameters:
///   - estimate: signals x, […, T]. Traps for scalars, and if a signal has no samples.
///   - target: y of the same shape.
///   - sharpness: a, in the inverse unit of the signals: the larger, the nearer to |d|. Traps unless it is positive.
///   - reduction: one loss for each signal, their sum or mean.
/// - Source: P. Chen, G. Chen and S. Zhang, "Log hyperbolic cosine loss improves variational auto-encoder" (2019);
///   auraloss 0.4's `LogCoshLoss` with `eps=0`, since cosh is nowhere below 1.
public func logCoshLoss<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, sharpness: T = 1, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("logCoshLoss", estimate, target)
  require(sharpness > 0, "logCoshLoss: the sharpness is \(sharpness), but must be positive")
  let losses = logCosh((estimate - target) * sharpness) / sharpness
  return reduction(mean(losses, axes: [-1]))
}

/// ln cosh d.
private func logCosh<T: TensorScalar>(_ d: Tensor<T>) -> Tensor<T> {
  // ln(1 + 2 sinh²(d/2)) keeps the digits of small numbers, |d| + ln(1 + e^{−2|d|}) − ln 2 the range of large ones.
  let isSmall = abs(d) .<= 1
  let small = log1p(2 * square(sinh(select(where: isSmall, d, 0) / 2)))
  let size = abs(d)
  let large = size + log1p(exp(-2 * size)) - T.log(2)
  return select(where: isSmall, small, large)
}
