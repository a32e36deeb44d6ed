import Fourier

/// In which form a matrix stands in a system of equations.
public enum MatrixOperation: Sendable, Hashable {
  /// A.
  case plain
  /// Aᵀ.
  case transposed
  /// Aᴴ, conjugated and transposed; of a real matrix the same as Aᵀ.
  case adjoint
}

/// The solution X of op(A)·X = B for triangular matrices A, by substitution.
///
/// A has the shape [..., n, n], B [..., n, k] and X too; leading axes broadcast. A vector B of the shape [n] is one
/// right side, and X a vector then. The other triangle of A is not read and has no derivative, nor has a diagonal that
/// is taken as 1s. Derivatives are those of ``solve(_:_:)``.
///
/// A zero on the diagonal divides by 0: infinities and NaN in the solution.
/// - Parameters:
///   - triangle: the triangle of A that is meant.
///   - operation: whether A, its transpose or its adjoint stands in the system.
///   - unitDiagonal: whether the diagonal of A is 1s, whatever its elements are.
///
/// Traps unless the matrices are square and have as many rows as the right sides.
/// - Complexity: O(n²k) for each system, and for a derivative.
/// - Source: SciPy's `linalg.solve_triangular`; BLAS's `trsm`.
public func solveTriangular<Element>(
  _ a: Tensor<Element>, _ b: Tensor<Element>, _ triangle: MatrixTriangle, operation: MatrixOperation = .plain,
  unitDiagonal: Bool = false
) -> Tensor<Element> {
  if operation == .transposed {
    let solved = solveTriangular(
      a, conjugate(b), triangle, operation: .adjoint, unitDiagonal: unitDiagonal)
    return conjugate(solved)
  }
  let (matrices, columns, shape) = systems("solveTriangular", a, b)
  let plain = withoutDerivative(at: matrices)
  let solver = MatrixSolver<Element>(
    solve: { b, form in substitutions(plain, triangle, form, isUnit: unitDiagonal, b) },
    part: TriangularPart(triangle: triangle, hasDiagonal: !unitDiagonal))
  return solution(matrices, operation == .plain ? .plain : .adjoint, columns, by: solver).reshaped(to: shape)
}

/// op(a)⁻¹·b for each matrix of a stack.
private func substitutions<Element: TensorElement>(
  _ a: Tensor<Element>, _ triangle: MatrixTriangle, _ form: MatrixForm, isUnit: Bool, _ b: Tensor<Element>
) -> Tensor<Element> {
  let n = a.shape[a.rank - 1], columns = b.shape[b.rank - 1]
  var storage = b.values
  if storage.isEmpty { return b }
  a.values.withUnsafeBufferPointer { a in
    storage.withUnsafeMutableBufferPointer { x in
      guard let a = a.baseAddress, let x = x.baseAddress else { return }
      withBLAS {
        for matrix in 0..<elementCount(b.shape.dropLast(2)) {
          Element.solve(
            a + matrix * n * n, triangle, form, isUnit: isUnit, n: n, x + matrix * n * columns, columns: columns)
        }
      }
    }
  }
  return Tensor(shape: b.shape, storage: storage)
}
