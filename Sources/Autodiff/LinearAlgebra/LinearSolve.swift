public import ComplexNumbers
import Fourier

// Systems of linear equations with general matrices. Their factors depend on data, so a singular matrix is an error
// that is thrown, and serve all derivatives.

/// The solution X of A·X = B for square matrices A, by LU factorization with partial pivoting.
///
/// A has the shape [..., n, n], B [..., n, k] and X too; leading axes broadcast. A vector B of the shape [n] is one
/// right side, and X a vector then. Derivatives: dX = A⁻¹·(dB − dA·X); the pullback of G is W = A⁻ᴴ·G to B and −W·Xᴴ to
/// A.
///
/// Throws ``SingularMatrixError`` if a pivot is 0. NaN and infinity in a matrix make NaN of its solution.
///
/// Traps unless the matrices are square and have as many rows as the right sides.
/// - Complexity: O(n³ + n²k) for each system; derivatives use the same factors, O(n²k).
/// - Source: NumPy's `linalg.solve`; LAPACK's `getrf`.
public func solve<Element>(
  _ a: Tensor<Element>, _ b: Tensor<Element>
) throws(SingularMatrixError) -> Tensor<Element> {
  let (matrices, columns, shape) = systems("solve", a, b)
  return solution(matrices, .plain, columns, by: try solver(a, stack: matrices)).reshaped(to: shape)
}

/// The inverses of square matrices of shape [..., n, n]. To solve systems, ``solve(_:_:)`` is faster and more accurate.
///
/// The derivative along V is −A⁻¹·V·A⁻¹.
///
/// Throws ``SingularMatrixError`` if a pivot is 0. Traps unless the matrices are square.
/// - Complexity: O(n³) for each matrix.
/// - Source: NumPy's `linalg.inv`.
public func inverse<Element>(_ a: Tensor<Element>) throws(SingularMatrixError) -> Tensor<Element> {
  let n = requireSquare("inverse", a)
  return solution(
    a, .plain, identityMatrix(n).broadcast(to: a.shape), by: try solver(a, stack: a))
}

/// ln |det A| of square matrices of shape [..., n, n], which neither over- nor underflows as det A does. Of the shape
/// [...].
///
/// The gradient is A⁻ᴴ.
///
/// Throws ``SingularMatrixError`` if a pivot is 0, where the value would be −∞. Traps unless the matrices are square.
/// - Complexity: O(n³) for each matrix, with its gradient.
/// - Source: NumPy's `linalg.slogdet`.
public func logAbsDeterminant<T: TensorScalar>(_ a: Tensor<T>) throws(SingularMatrixError) -> Tensor<T> {
  let (values, inverseAdjoint) = try logAbsDeterminants(a)
  return a.applying("ln |det|", evaluate: { _ in values }) { a, _ in
    Linearization(
      apply: { sum(inverseAdjoint(a) * $0, axes: [-2, -1]) },
      adjoint: { $0.reshaped(to: $0.shape + [1, 1]) * inverseAdjoint(a) })
  }
}

/// ln |det A| of square complex matrices.
///
/// As ``logAbsDeterminant(_:)`` of real ones; the gradient A⁻ᴴ is ∂/∂Re + i ∂/∂Im.
/// - Source: NumPy's `linalg.slogdet`.
public func logAbsDeterminant<T>(_ a: Tensor<Complex<T>>) throws(SingularMatrixError) -> Tensor<T> {
  let (values, inverseAdjoint) = try logAbsDeterminants(a)
  return a.applying("ln |det|", evaluate: { _ in values }) { a, _ in
    Linearization(
      apply: { sum(realProduct(inverseAdjoint(a), $0), axes: [-2, -1]) },
      adjoint: { $0.reshaped(to: $0.shape + [1, 1]) * inverseAdjoint(a) })
  }
}

/// The values, and A⁻ᴴ of a matrix with the values of `a`.
private func logAbsDeterminants<Element>(
  _ a: Tensor<Element>
) throws(SingularMatrixError) -> (Tensor<Element.RealPart>, @Sendable (Tensor<Element>) -> Tensor<Element>) {
  let n = requireSquare("logAbsDeterminant", a)
  let factorization = try LUFactorization(withoutDerivative(at: a))
  let solver = MatrixSolver(solve: factorization.solve, part: nil)
  return (
    Tensor(factorization.logAbsDeterminants, shape: Array(a.shape.dropLast(2))),
    { a in solution(a, .adjoint, identityMatrix(n).broadcast(to: a.shape), by: solver) }
  )
}

/// Solves systems with the matrices of `stack`, which are those of `a` repeated: if that is one, it is factored once.
private func solver<Element>(
  _ a: Tensor<Element>, stack: Tensor<Element>
) throws(SingularMatrixError) -> MatrixSolver<Element> {
  let isOne = elementCount(a.shape.dropLast(2)) == 1
  let factorization = try LUFactorization(withoutDerivative(at: isOne ? a : stack))
  return MatrixSolver(solve: factorization.solve, part: nil)
}
