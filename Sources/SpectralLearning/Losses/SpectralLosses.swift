public import Autodiff
import Fourier

// Distances between magnitude spectra. Each takes the estimate first and the target second, tensors of one shape, and
// gives one number, the mean over everything or a ratio of norms.

/// The mean squared error: mean((x − y)²).
public func meanSquaredError<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
  requireSameShape("meanSquaredError", estimate, target)
  return mean(square(estimate - target))
}

/// The mean absolute error: mean|x − y|. Where x = y the derivative is 0.
public func meanAbsoluteError<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
  requireSameShape("meanAbsoluteError", estimate, target)
  return mean(abs(estimate - target))
}

/// The spectral convergence of magnitudes: ‖y − x‖ / ‖y‖ in the Frobenius norm.
///
/// Where x = y, or y is silent, the derivative is 0; a silent target makes the value infinite unless x is silent too.
/// - Parameters:
///   - estimate: magnitudes x.
///   - target: magnitudes y of the same shape. Traps if the shapes differ.
/// - Source: S. Ö. Arık, H. Jun and G. Diamos, IEEE Signal Process. Lett. 26 (2019), 94; auraloss 0.4.
public func spectralConvergence<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
  requireSameShape("spectralConvergence", estimate, target)
  return norm(target - estimate) / norm(target)
}

/// The mean distance of log magnitudes: mean|ln x − ln y|, in nepers.
///
/// Magnitudes have to be positive; ``MultiResolutionSTFTLoss`` takes care of that by a floor.
/// - Source: the same paper; auraloss 0.4.
public func logMagnitudeDistance<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
  requireSameShape("logMagnitudeDistance", estimate, target)
  return mean(abs(log(estimate) - log(target)))
}

/// ‖x‖ = √Σx², whose derivative at 0 is 0.
private func norm<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  let energy = sum(square(x))
  // √ has an infinite slope at 0, and 0 · ∞ would make the gradient NaN at the optimum.
  return energy.scalar == 0 ? 0 * energy : sqrt(energy)
}

func requireSameShape<T>(_ name: StaticString, _ estimate: Tensor<T>, _ target: Tensor<T>) {
  require(
    estimate.shape == target.shape,
    "\(name): the estimate has the shape \(estimate.shape), the target \(target.shape)")
}
