import Autodiff
import ComplexNumbers
import Fourier

/// argmin ‖Ax − b‖ over the x that are 0 outside a mask of ones and zeros, by conjugate gradients from `start`.
///
/// - Source: M. R. Hestenes and E. Stiefel, J. Res. Natl. Bur. Stand. 49 (1952), 409, in the form CGLS of C. C. Paige
///   and M. A. Saunders, ACM Trans. Math. Softw. 8 (1982), 43.
func leastSquares<Map: LinearOperator>(
  _ map: Map, _ b: Tensor<Map.Output>, within mask: Tensor<Map.Input>, from start: Tensor<Map.Input>, iterations: Int
) -> (x: Tensor<Map.Input>, residualNorm: Map.Input)
where Map.Input: TensorScalar, Map.Output.RealPart == Map.Input {
  typealias T = Map.Input
  var x = mask * start
  var residual = b - map.apply(x)
  var slope = mask * map.applyAdjoint(residual)
  var direction = slope
  var steepness = squaredLength(slope)
  let enough = steepness * T.ulpOfOne * T.ulpOfOne
  for _ in 0..<iterations where steepness > enough {
    let image = map.apply(direction)
    let curvature = squaredLength(image)
    guard curvature > 0, curvature.isFinite else { break }
    let step = steepness / curvature
    x = x + step * direction
    residual = residual - Map.Output(realPart: step) * image
    slope = mask * map.applyAdjoint(residual)
    let next = squaredLength(slope)
    direction = slope + (next / steepness) * direction
    steepness = next
  }
  return (x, T.sqrt(squaredLength(b - map.apply(x))))
}

/// argmin ‖Ax − b‖ over the x with the support of `guess`, if that has a number of elements in `counts`; where the
/// residual comes within `enough`, without the elements that are not needed for it.
func leastSquares<Map: LinearOperator>(
  _ map: Map, _ b: Tensor<Map.Output>, onSupportOf guess: Tensor<Map.Input>, of counts: ClosedRange<Int>,
  enough: Map.Input
) -> (x: Tensor<Map.Input>, residualNorm: Map.Input)?
where Map.Input: TensorScalar, Map.Output.RealPart == Map.Input {
  typealias T = Map.Input
  func fit(_ guess: Tensor<T>) -> (x: Tensor<T>, residualNorm: T)? {
    let mask = square(sign(guess))
    let count = guess.values.reduce(0) { $1 == 0 ? $0 : $0 + 1 }
    return counts.contains(count)
      ? leastSquares(map, b, within: mask, from: guess, iterations: min(2 * count, 1000)) : nil
  }
  guard let whole = fit(guess) else { return nil }
  guard whole.residualNorm <= enough else { return whole }
  // A LASSO that has not quite converged has crumbs beside the support; fitted, they are rounding.
  let largest = abs(whole.x).values.max() ?? 0
  let crumb = T.sqrt(T.ulpOfOne) * largest
  let cleaned = Tensor<T>(whole.x.values.map { $0.magnitude > crumb ? $0 : 0 }, shape: whole.x.shape)
  if let pruned = fit(cleaned), pruned.residualNorm <= enough { return pruned }
  return whole
}
