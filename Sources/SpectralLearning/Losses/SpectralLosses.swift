public import Autodiff
import Fourier

// Distances between magnitude spectra. Each takes the estimate first and the target second, tensors of one shape, and
// gives one number, the mean over everything or a ratio of norms; it traps if the shapes differ, or there is nothing in
// them. All cost a few passes over the elements, and are differentiable in both arguments.

/// The mean squared error: mean((x − y)²).
///
/// - Source: PyTorch's `MSELoss`.
public func meanSquaredError<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
  requireSameShape("meanSquaredError", estimate, target)
  return mean(squaredDistance(estimate, target), over: estimate)
}

/// The mean absolute error: mean|x − y|. Where x = y the derivative is 0.
///
/// - Source: PyTorch's `L1Loss`.
public func meanAbsoluteError<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
  requireSameShape("meanAbsoluteError", estimate, target)
  return mean(absoluteDistance(estimate, target), over: estimate)
}

/// The spectral convergence of magnitudes: ‖y − x‖ / ‖y‖ in the Frobenius norm.
///
/// At x = y the value and the derivative are 0. For a silent target, y = 0, the value is infinite unless x is silent
/// too, and the derivative 0. Neither squares nor their sum overflow or underflow.
/// - Parameters:
///   - estimate: magnitudes x.
///   - target: magnitudes y of the same shape.
/// - Source: S. Ö. Arık, H. Jun and G. Diamos, IEEE Signal Process. Lett. 26 (2019), 94; auraloss 0.4.
public func spectralConvergence<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
  requireSameShape("spectralConvergence", estimate, target)
  let distance = norm(of: target - estimate, energy: squaredDistance(estimate, target))
  let reference = norm(of: target, energy: squaredNorm(target))
  if reference.scalar == 0 { return Tensor(distance.scalar == 0 ? 0 : .infinity) }
  return distance / reference
}

/// The mean distance of log magnitudes: mean|ln x − ln y|, in nepers.
///
/// At x = y the value and the derivative are 0. Magnitudes have to be positive; ``MultiResolutionSTFTLoss`` takes care
/// of that by a floor.
/// - Source: the same paper; auraloss 0.4.
public func logMagnitudeDistance<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
  requireSameShape("logMagnitudeDistance", estimate, target)
  return mean(logarithmicDistance(estimate, target), over: estimate)
}

/// The mean over the elements of `x`, from their sum. Traps if there are none.
private func mean<T: TensorScalar>(_ sum: Tensor<T>, over x: Tensor<T>) -> Tensor<T> {
  require(x.count > 0, "the mean of a tensor of shape \(x.shape), which has no elements")
  return sum / T(x.count)
}

/// ‖x‖ = √Σx², whose derivative at 0 is 0; x is computed only where Σx² has over- or underflown.
private func norm<T: TensorScalar>(of x: @autoclosure () -> Tensor<T>, energy: Tensor<T>) -> Tensor<T> {
  // Sums in this range have lost nothing to underflow that their rounding would show.
  if energy.scalar > T.leastNormalMagnitude / (T.ulpOfOne * T.ulpOfOne) && energy.scalar.isFinite {
    return sqrt(energy)
  }
  let x = x()
  let largest = x.elements.reduce(0) { max($0, $1.magnitude) }
  // √ has an infinite slope at 0, and 0 · ∞ would make the gradient NaN at the optimum.
  if energy.scalar == 0 && largest == 0 { return 0 * energy }
  if energy.scalar.isNaN || !largest.isFinite { return sqrt(energy) }
  // ‖x‖ = c‖x/c‖ for any constant c > 0; with a power of two neither product rounds.
  let least = T.leastNormalMagnitude.exponent + T.Exponent(T.significandBitCount)
  let factor = T(sign: .plus, exponent: max(largest.exponent, least), significand: 1)
  return sqrt(sum(square(x / factor))) * factor
}

func requireSameShape<T>(_ name: StaticString, _ estimate: Tensor<T>, _ target: Tensor<T>) {
  require(
    estimate.shape == target.shape,
    "\(name): the estimate has the shape \(estimate.shape), the target \(target.shape)")
}
