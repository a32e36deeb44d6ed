import Fourier

/// The gradient of a real scalar function at x by finite differences: ∂f/∂x, or ∂f/∂Re x + i ∂f/∂Im x where x is
/// complex.
///
/// What ``gradient(at:of:)`` computes exactly and at the cost of a few evaluations, whatever the number of elements;
/// this needs nothing of f but its values, so it checks the other, and differentiates what was not written on tensors.
/// The result is a constant to a derivative around it.
///
/// ```swift
/// let slope = numericalGradient(at: Tensor([1.0, 2])) { sum($0 * $0) }   // [2, 4], to eleven digits
/// ```
/// - Parameters:
///   - x: the point, real or complex.
///   - f: a function with one real element, of any rank. Traps for another value.
///   - scheme: which values of f are taken, and how they are weighted.
///   - step: how far apart along each element, relative to its modulus or to the scale of all of them.
/// - Complexity: for each real element one to twenty evaluations of f, for each complex one twice as many: see
///   ``FiniteDifference/evaluationCount``.
public func numericalGradient<Input, Loss: TensorScalar>(
  at x: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Loss>, scheme: FiniteDifference = .central,
  step: DifferenceStep<Loss> = .automatic
) rethrows -> Tensor<Input> where Input.RealPart == Loss {
  Tensor(coordinates: try partials(at: x, of: f, scheme, step).map(\.derivative), shape: x.shape)
}

/// The gradient of a real scalar function at x by Richardson extrapolation, and an estimate of its error.
///
/// - Parameters: those of ``numericalGradient(at:of:scheme:step:)``; the step is the first and largest one.
/// - Returns: the gradient, and how far off each element may be (each part, if it is complex).
/// - Complexity: at most 20 evaluations of f for each real element, 40 for each complex one.
public func numericalGradientWithError<Input, Loss: TensorScalar>(
  at x: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Loss>, step: DifferenceStep<Loss> = .automatic
) rethrows -> (gradient: Tensor<Input>, error: Tensor<Input>) where Input.RealPart == Loss {
  let partials = try partials(at: x, of: f, .richardson, step)
  return (
    Tensor(coordinates: partials.map(\.derivative), shape: x.shape),
    Tensor(coordinates: partials.map(\.error), shape: x.shape)
  )
}

private func partials<Input, Loss: TensorScalar>(
  at x: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Loss>, _ scheme: FiniteDifference,
  _ step: DifferenceStep<Loss>
) rethrows -> [DerivativeEstimate<Loss>] where Input.RealPart == Loss {
  let (_, lines) = try sampledDerivatives(
    of: { x in
      let value = try f(x)
      requireScalar(value.shape)
      return value
    }, at: x, along: SampledLine.coordinateLines(through: x, scheme, step), scheme)
  return lines.map { $0[0] }
}

/// Traps unless a function whose gradient is asked for has one element.
func requireScalar(_ shape: [Int]) {
  require(
    elementCount(shape) == 1,
    "a gradient is that of one number, but the function's value has the shape \(shape); "
      + "reduce it by sum or mean, or take the Jacobian")
}
