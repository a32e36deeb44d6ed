public import Autodiff
import Fourier

// Divergences of spectra that are not negative, powers or magnitudes, from a target. Each takes the estimate p first and
// the target q second, tensors of one shape, to both of which a floor is added; traps if the shapes differ, or the floor
// is not positive. At p = q value and derivative are 0.

/// The β-divergence of a target from an estimate: (q^β + (β − 1)p^β − βq p^{β−1}) / (β(β − 1)).
///
/// For β = 2 that is ½(q − p)², for β → 1 the generalized Kullback–Leibler and for β → 0 the Itakura–Saito divergence.
/// Multiplied by c, spectra are cᵝ as far apart: the smaller β, the more quiet bins count.
/// - Parameters:
///   - estimate: spectra p.
///   - target: spectra q of the same shape.
///   - beta: β.
///   - floor: what is added to both spectra, in their unit: where p and q lie far below it, they don't count.
///   - reduction: one divergence for each bin, their sum or mean.
/// - Source: C. Févotte and J. Idier, "Algorithms for nonnegative matrix factorization with the β-divergence", Neural
///   Comput. 23 (2011), 2421; scikit-learn's `beta_loss`, a sum.
public func betaDivergence<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, beta: T, floor: T = 1e-10, reduction: Reduction = .mean
) -> Tensor<T> {
  switch beta {
  case 0: return itakuraSaitoDivergence(estimate, target, floor: floor, reduction: reduction)
  case 1: return kullbackLeiblerDivergence(estimate, target, floor: floor, reduction: reduction)
  case 2:
    requireSameShape("betaDivergence", estimate, target)
    return ElementwiseDistance.l2(estimate, target, reduction) / 2
  default:
    let (r, q) = ratio("betaDivergence", estimate, target, floor)
    // q^β times a function of p/q whose slope at 1 is exactly 0.
    let shape = (1 + (beta - 1) * pow(r, beta) - beta * pow(r, beta - 1)) / (beta * (beta - 1))
    return reduction(pow(q, beta) * shape)
  }
}

/// The Itakura–Saito divergence of a target from an estimate: q/p − ln(q/p) − 1.
///
/// It is the same for spectra that are multiplied by one number, and forgives what the estimate has too much more easily
/// than what it lacks.
/// - Parameters: as of ``betaDivergence(_:_:beta:floor:reduction:)``.
/// - Source: F. Itakura and S. Saito, "Analysis synthesis telephony based on the maximum likelihood method", Proc. 6th
///   Int. Congr. Acoust. (1968), C-17; scikit-learn's `beta_loss="itakura-saito"`, a sum.
public func itakuraSaitoDivergence<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, floor: T = 1e-10, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("itakuraSaitoDivergence", estimate, target)
  // The roles are exchanged: of q/p, unlike of its inverse, no slope leaves the range of numbers before it does itself.
  let (r, _) = ratio("itakuraSaitoDivergence", target, estimate, floor)
  return reduction(r - 1 - log(r))
}

/// The generalized Kullback–Leibler divergence of a target from an estimate: q ln(q/p) − q + p.
///
/// Of spectra that sum to 1 it is Σ q ln(q/p), when summed.
/// - Parameters: as of ``betaDivergence(_:_:beta:floor:reduction:)``.
/// - Source: S. Kullback and R. A. Leibler, "On information and sufficiency", Ann. Math. Statist. 22 (1951), 79;
///   scikit-learn's `beta_loss="kullback-leibler"`, a sum.
public func kullbackLeiblerDivergence<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, floor: T = 1e-10, reduction: Reduction = .mean
) -> Tensor<T> {
  let (r, q) = ratio("kullbackLeiblerDivergence", estimate, target, floor)
  return reduction(q * (r - 1 - log(r)))
}

/// p/q and q, both with the floor.
private func ratio<T: TensorScalar>(
  _ name: StaticString, _ p: Tensor<T>, _ q: Tensor<T>, _ floor: T
) -> (Tensor<T>, Tensor<T>) {
  requireSameShape(name, p, q)
  require(floor > 0, "\(name): the floor is \(floor), but must be positive")
  let target = q + floor
  return ((p + floor) / target, target)
}
