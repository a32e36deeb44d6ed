import Fourier

/// The derivative of a real function of a number by finite differences.
///
/// ```swift
/// let slope = numericalDerivative(at: 1.0) { $0 * $0 * $0 }   // 3, to eleven digits
/// ```
/// - Parameters:
///   - x: the point.
///   - f: the function.
///   - scheme: which values of f are taken, and how they are weighted.
///   - step: how far apart; by default right for a function that changes by its own size over a distance of max(|x|,
///     1).
/// - Returns: f′(x), with the error that ``FiniteDifference`` states; at a kink, what it says there.
/// - Complexity: one to twenty evaluations of f: see ``FiniteDifference``.
public func numericalDerivative<T: TensorScalar>(
  at x: T, of f: (T) throws -> T, scheme: FiniteDifference = .central, step: DifferenceStep<T> = .automatic
) rethrows -> T {
  try estimate(at: x, of: f, scheme, step).derivative
}

/// The derivative of a real function of a number by Richardson extrapolation, and an estimate of its error.
///
/// - Parameters: those of ``numericalDerivative(at:of:scheme:step:)``; the step is the first and largest one.
/// - Returns: f′(x), and how far off it may be where f is smooth and accurate to an ulp; infinity where the quotients
///   tell nothing.
/// - Complexity: at most 20 evaluations of f, fewer where rounding prevails earlier.
/// - Source: C. J. F. Ridders (1982): see ``FiniteDifference/richardson``.
public func numericalDerivativeWithError<T: TensorScalar>(
  at x: T, of f: (T) throws -> T, step: DifferenceStep<T> = .automatic
) rethrows -> (derivative: T, error: T) {
  let estimate = try estimate(at: x, of: f, .richardson, step)
  return (estimate.derivative, estimate.error)
}

private func estimate<T: TensorScalar>(
  at x: T, of f: (T) throws -> T, _ scheme: FiniteDifference, _ step: DifferenceStep<T>
) rethrows -> DerivativeEstimate<T> {
  let step = step.size(of: scheme, at: x, magnitude: x.magnitude)
  return try scheme.derivative(step: step, magnitude: x.magnitude) { [try f(x + $0)] }[0]
}

/// The derivative of f at x along a tangent v, J · v, by finite differences: that of t ↦ f(x + t·v) at t = 0.
///
/// The points x + t·v are rounded, which adds errors of u·|x| in each element to those of ``FiniteDifference``. The
/// result is a constant to a derivative around it.
/// - Parameters:
///   - x: the point, real or complex.
///   - v: the tangent, of the shape of x; traps for another one.
///   - f: a function whose values have one shape; traps where they don't.
///   - scheme: which values of f are taken, and how they are weighted.
///   - step: a relative one is how far the element moves that moves most; a fixed one is a step in t.
/// - Returns: J · v in the shape of f's value; zeros where v is 0.
/// - Complexity: one to twenty evaluations of f: see ``FiniteDifference``.
public func numericalDerivative<Input, Output: TensorElement>(
  at x: Tensor<Input>, along v: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Output>,
  scheme: FiniteDifference = .central, step: DifferenceStep<Input.RealPart> = .automatic
) rethrows -> Tensor<Output> where Input.RealPart == Output.RealPart {
  let (shape, estimates) = try sampledDerivatives(
    of: f, at: x, along: SampledLine.lines(through: x, along: v, scheme, step), scheme)
  guard let estimates = estimates.first else { return Tensor(repeating: 0, shape: shape) }
  return Tensor(coordinates: estimates.map(\.derivative), shape: shape)
}

/// The derivative of f at x along a tangent v by Richardson extrapolation, and an estimate of its error.
///
/// - Parameters: those of ``numericalDerivative(at:along:of:scheme:step:)``; the step is the first and largest one.
/// - Returns: J · v, and how far off each element may be (each part, if it is complex).
/// - Complexity: at most 20 evaluations of f.
public func numericalDerivativeWithError<Input, Output: TensorElement>(
  at x: Tensor<Input>, along v: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Output>,
  step: DifferenceStep<Input.RealPart> = .automatic
) rethrows -> (derivative: Tensor<Output>, error: Tensor<Output>) where Input.RealPart == Output.RealPart {
  let (shape, estimates) = try sampledDerivatives(
    of: f, at: x, along: SampledLine.lines(through: x, along: v, .richardson, step), .richardson)
  guard let estimates = estimates.first else {
    return (Tensor(repeating: 0, shape: shape), Tensor(repeating: 0, shape: shape))
  }
  return (
    Tensor(coordinates: estimates.map(\.derivative), shape: shape),
    Tensor(coordinates: estimates.map(\.error), shape: shape)
  )
}
