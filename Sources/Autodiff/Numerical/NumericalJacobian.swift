import Fourier

/// The Jacobian of a real function at x by finite differences: ∂fᵢ/∂xⱼ, of the value's shape followed by that of x.
///
/// The result is a constant to a derivative around it.
/// - Parameters:
///   - x: the point.
///   - f: a function whose values have one shape; traps where they don't.
///   - scheme: which values of f are taken, and how they are weighted.
///   - step: how far apart along each element, relative to its modulus or to the scale of all of them.
/// - Complexity: one to twenty evaluations of f for each element of x: see ``FiniteDifference/evaluationCount``.
public func numericalJacobian<T: TensorScalar>(
  at x: Tensor<T>, of f: (Tensor<T>) throws -> Tensor<T>, scheme: FiniteDifference = .central,
  step: DifferenceStep<T> = .automatic
) rethrows -> Tensor<T> {
  let (shape, columns) = try sampledDerivatives(
    of: f, at: x, along: SampledLine.coordinateLines(through: x, scheme, step), scheme)
  return jacobianTensor(columns: columns.map { $0.map(\.derivative) }, shape: shape, inputShape: x.shape)
}

/// The Jacobian of a real function at x by Richardson extrapolation, and an estimate of its error.
///
/// - Parameters: those of ``numericalJacobian(at:of:scheme:step:)``; the step is the first and largest one.
/// - Returns: the Jacobian, and how far off each element may be.
/// - Complexity: at most 20 evaluations of f for each element of x.
public func numericalJacobianWithError<T: TensorScalar>(
  at x: Tensor<T>, of f: (Tensor<T>) throws -> Tensor<T>, step: DifferenceStep<T> = .automatic
) rethrows -> (jacobian: Tensor<T>, error: Tensor<T>) {
  let (shape, columns) = try sampledDerivatives(
    of: f, at: x, along: SampledLine.coordinateLines(through: x, .richardson, step), .richardson)
  return (
    jacobianTensor(columns: columns.map { $0.map(\.derivative) }, shape: shape, inputShape: x.shape),
    jacobianTensor(columns: columns.map { $0.map(\.error) }, shape: shape, inputShape: x.shape)
  )
}

/// Columns, the derivatives of all outputs by one input, as a tensor whose rows are the outputs.
func jacobianTensor<T: TensorScalar>(columns: [[T]], shape: [Int], inputShape: [Int]) -> Tensor<T> {
  let elements = (0..<elementCount(shape)).flatMap { row in columns.map { $0[row] } }
  return Tensor(elements, shape: shape + inputShape)
}
