public import Autodiff
import Fourier

// Distances between magnitude spectra. Each takes the estimate first and the target second, tensors of one shape, and
// traps if the shapes differ. All cost a few passes over the elements, and are differentiable in both arguments.

/// On which scale magnitudes are compared.
public enum MagnitudeScale: String, Sendable, Hashable, CaseIterable, Codable {
  /// |X|.
  case linear
  /// ln(|X| + ε), in nepers.
  case logarithmic
  /// |X|².
  case power
}

/// The distance of magnitude spectra on a scale s: mean|s(x) − s(y)|, or mean(s(x) − s(y))².
///
/// At x = y value and derivative are 0.
/// - Parameters:
///   - estimate: magnitudes x.
///   - target: magnitudes y of the same shape.
///   - scale: linear, logarithmic or power.
///   - distance: of absolute differences or of squares.
///   - epsilon: ε, added to both magnitudes under the logarithm, in their unit; without it for 0, where magnitudes have
///     to be positive.
///   - reduction: one distance for each bin, their sum or mean.
/// - Source: S. Ö. Arık, H. Jun and G. Diamos, IEEE Signal Process. Lett. 26 (2019), 94; auraloss 0.4's
///   `STFTMagnitudeLoss`, whose magnitudes have a floor already.
public func magnitudeDistance<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, scale: MagnitudeScale = .linear, distance: ElementwiseDistance = .l1,
  epsilon: T = 1e-8, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("magnitudeDistance", estimate, target)
  switch scale {
  case .linear: return distance(estimate, target, reduction)
  case .power: return distance(square(estimate), square(target), reduction)
  case .logarithmic:
    require(epsilon >= 0, "magnitudeDistance: ε is \(epsilon), but must not be negative")
    return logarithmicDistance(estimate + epsilon, target + epsilon, distance, reduction)
  }
}

/// The mean distance of log magnitudes: mean|ln x − ln y|, in nepers.
///
/// At x = y the value and the derivative are 0. Magnitudes have to be positive; ``MultiResolutionSTFTLoss`` takes care
/// of that by a floor, ``magnitudeDistance(_:_:scale:distance:epsilon:reduction:)`` by an ε.
/// - Source: the same paper; auraloss 0.4's `STFTMagnitudeLoss`.
public func logMagnitudeDistance<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("logMagnitudeDistance", estimate, target)
  return logarithmicDistance(estimate, target, .l1, reduction)
}

/// |ln x − ln y| or its square, reduced; in one pass where that is possible.
func logarithmicDistance<T: TensorScalar>(
  _ x: Tensor<T>, _ y: Tensor<T>, _ distance: ElementwiseDistance, _ reduction: Reduction
) -> Tensor<T> {
  switch (distance, reduction) {
  case (.l1, .mean): mean(Autodiff.logarithmicDistance(x, y), over: x)
  case (.l1, .sum): Autodiff.logarithmicDistance(x, y)
  default: distance(log(x), log(y), reduction)
  }
}

/// The spectral convergence of magnitudes: ‖y − x‖ / (‖y‖ + ε) in the Frobenius norm.
///
/// At x = y the value and the derivative are 0. Without ε, for a silent target, y = 0, the value is infinite unless x is
/// silent too, and the derivative 0. Neither squares nor their sum overflow or underflow.
/// - Parameters:
///   - estimate: magnitudes x.
///   - target: magnitudes y of the same shape.
///   - axes: the axes over which the norms are taken, counted from the end where negative: [-2, -1] gives one ratio for
///     each signal. All for nil, one ratio for the whole batch, as in auraloss.
///   - epsilon: ε, in the unit of the norm ‖y‖; 0 by default, as in auraloss. Traps if it is negative.
///   - reduction: the ratios themselves, their sum or mean.
/// - Source: S. Ö. Arık, H. Jun and G. Diamos, IEEE Signal Process. Lett. 26 (2019), 94; auraloss 0.4's
///   `SpectralConvergenceLoss`.
public func spectralConvergence<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, axes: [Int]? = nil, epsilon: T = 0, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("spectralConvergence", estimate, target)
  require(epsilon >= 0, "spectralConvergence: ε is \(epsilon), but must not be negative")
  let distance, reference: Tensor<T>
  if let axes {
    distance = norm(estimate - target, axes: axes)
    reference = norm(target, axes: axes) + epsilon
  } else {
    distance = norm(of: target - estimate, energy: squaredDistance(estimate, target))
    reference = norm(of: target, energy: squaredNorm(target)) + epsilon
  }
  let isSilent = reference .== 0
  if !isSilent.anyTrue { return reduction(distance / reference) }
  // Silence to silence is no distance, anything else infinitely far from it; neither has a slope.
  let constants = select(where: distance .== 0, Tensor<T>(0), Tensor<T>(.infinity))
  return reduction(select(where: isSilent, constants, distance / select(where: isSilent, Tensor<T>(1), reference)))
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
