import ComplexNumbers
import Fourier

/// What solves plain systems op(A)·X = B with one matrix, or one for each in a stack.
struct MatrixSolver<Element: TensorElement>: Sendable {
  /// op(A)⁻¹·B.
  let solve: @Sendable (_ b: Tensor<Element>, _ form: MatrixForm) -> Tensor<Element>
  /// The part of the matrix that is read, if it isn't all of it.
  let part: TriangularPart<Element>?
}

/// op(A)⁻¹·B for stacks of matrices of the same leading axes, where `solver` solves systems with the values of A.
///
/// With X the solution, dX = op(A)⁻¹·(dB − op(dA)·X). Pullbacks are solved with the adjoint of the same factors.
func solution<Element>(
  _ a: Tensor<Element>, _ form: MatrixForm, _ b: Tensor<Element>, by solver: MatrixSolver<Element>
) -> Tensor<Element> {
  a.combining(
    "solve", b, evaluate: { _, b in solver.solve(b, form) },
    linearizeLeft: { a, _, x in
      Linearization(
        apply: { -solution(a, form, matrixProduct(solver.part?($0) ?? $0, form, x, .plain), by: solver) },
        adjoint: {
          let w = solution(a, form.flipped, $0, by: solver)
          let outer = form == .plain ? matrixProduct(w, .plain, x, .adjoint) : matrixProduct(x, .plain, w, .adjoint)
          return -(solver.part?(outer) ?? outer)
        })
    },
    linearizeRight: { a, _, _ in
      Linearization(
        apply: { solution(a, form, $0, by: solver) }, adjoint: { solution(a, form.flipped, $0, by: solver) })
    })
}

/// The matrices and right sides of systems A·X = B, with common leading axes. A vector of right sides is a column.
///
/// Traps unless the matrices are square and have as many rows as there are right sides.
func systems<Element>(
  _ operation: String, _ a: Tensor<Element>, _ b: Tensor<Element>
) -> (a: Tensor<Element>, b: Tensor<Element>, shape: [Int]) {
  let n = requireSquare(operation, a)
  let columns = b.rank == 1 ? b.reshaped(to: [b.count, 1]) : b
  require(
    columns.rank >= 2 && columns.shape[columns.rank - 2] == n,
    "\(operation) with matrices of shape \(a.shape) needs right sides of \(n) rows, but the shape \(b.shape) was given")
  let batch = Broadcast<Element>.commonShape(a.shape.dropLast(2), columns.shape.dropLast(2))
  let shape = batch + [n] + (b.rank == 1 ? [] : [columns.shape[columns.rank - 1]])
  return (a.broadcast(to: batch + [n, n]), columns.broadcast(to: batch + columns.shape.suffix(2)), shape)
}

/// The number of rows of a stack of square matrices. Traps if they aren't.
func requireSquare<Element>(_ operation: String, _ a: Tensor<Element>) -> Int {
  require(
    a.rank >= 2 && a.shape[a.rank - 2] == a.shape[a.rank - 1],
    "\(operation) needs square matrices, but the shape \(a.shape) was given")
  requireExtents(a.shape)
  return a.shape[a.rank - 1]
}

/// The identity matrix.
func identityMatrix<Element>(_ n: Int) -> Tensor<Element> {
  var elements = [Element](repeating: 0, count: n * n)
  for i in 0..<n { elements[i * n + i] = 1 }
  return Tensor(elements, shape: [n, n])
}

/// A matrix with zeros outside of a triangle, and on the diagonal if that is left out. Its own adjoint.
struct TriangularPart<Element: TensorElement>: LinearOperator {
  static var name: StaticString { "triangle" }
  let triangle: MatrixTriangle
  let hasDiagonal: Bool

  func apply(_ x: Tensor<Element>) -> Tensor<Element> { triangles(x, triangle, hasDiagonal: hasDiagonal) }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> { apply(y) }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func triangles<Element: TensorElement>(
  _ x: Tensor<Element>, _ triangle: MatrixTriangle, hasDiagonal: Bool
) -> Tensor<Element> {
  let n = x.shape[x.rank - 1]
  let storage: [Element] = x.values.withUnsafeBufferPointer { source in
    filled(count: source.count) { target in
      for row in 0..<(n == 0 ? 0 : source.count / n) {
        let i = row % n, start = row * n
        let kept =
          triangle == .upper ? (hasDiagonal ? i : i + 1)..<n : 0..<(hasDiagonal ? i + 1 : i)
        target[start..<(start + n)].initialize(repeating: 0)
        for j in kept { target[start + j] = source[start + j] }
      }
    }
  }
  return Tensor(shape: x.shape, storage: storage)
}
