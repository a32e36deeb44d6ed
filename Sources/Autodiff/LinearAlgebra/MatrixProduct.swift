import ComplexNumbers
import Fourier

/// The matrix product over the last two axes, C = A·B: Cᵢⱼ = Σₖ AᵢₖBₖⱼ.
///
/// A has the shape [..., m, k], B [..., k, n] and C [..., m, n]; leading axes broadcast. A vector [k] on the left is a
/// row, on the right a column, and its axis does not stay: [k]·[k] is a scalar. Nothing is conjugated. Derivatives are
/// G·Bᴴ and Aᴴ·G, taken without transposing a matrix in memory.
///
/// ```swift
/// let y = matmul(weights, x)   // [m, k]·[k] → [m]
/// ```
///
/// NaN and infinity in one factor spread as in the sum, zeros in the other do not hide them.
///
/// Traps for scalars, and unless A has as many columns as B has rows.
/// - Complexity: O(mkn) for each pair of matrices, by the system's BLAS. A stack of matrices times one
///   matrix is one product.
/// - Source: NumPy's `matmul`.
public func matmul<Element>(_ a: Tensor<Element>, _ b: Tensor<Element>) -> Tensor<Element> {
  require(
    a.rank > 0 && b.rank > 0, "a matrix product of shapes \(a.shape) and \(b.shape): a scalar has no rows or columns")
  let left = a.rank == 1 ? a.reshaped(to: [1, a.count]) : a
  let right = b.rank == 1 ? b.reshaped(to: [b.count, 1]) : b
  let (m, k, n) = (left.shape[left.rank - 2], left.shape[left.rank - 1], right.shape[right.rank - 1])
  require(
    k == right.shape[right.rank - 2],
    "a matrix product of shapes \(a.shape) and \(b.shape): \(k) columns on the left, "
      + "\(right.shape[right.rank - 2]) rows on the right")
  let batch = Broadcast<Element>.commonShape(left.shape.dropLast(2), right.shape.dropLast(2))
  let product: Tensor<Element>
  if right.rank == 2 {
    // The rows of all matrices on the left as those of one.
    product = matrixProduct(left.reshaped(to: [elementCount(left.shape.dropLast()), k]), .plain, right, .plain)
  } else {
    product = matrixProduct(left.broadcast(to: batch + [m, k]), .plain, right.broadcast(to: batch + [k, n]), .plain)
  }
  return product.reshaped(to: batch + (a.rank == 1 ? [] : [m]) + (b.rank == 1 ? [] : [n]))
}

/// op(a)·op(b) for stacks of matrices of the same leading axes.
func matrixProduct<Element>(
  _ a: Tensor<Element>, _ left: MatrixForm, _ b: Tensor<Element>, _ right: MatrixForm
) -> Tensor<Element> {
  a.combining(
    "matmul", b, evaluate: { productsOfMatrices($0, left, $1, right) },
    linearizeLeft: { _, b, _ in
      // Re⟨g, op(v)·b⟩ = Re⟨g·bᴴ, op(v)⟩, and if op(v) = vᴴ that is Re⟨b·gᴴ, v⟩.
      Linearization(
        apply: { matrixProduct($0, left, b, right) },
        adjoint: {
          left == .plain ? matrixProduct($0, .plain, b, right.flipped) : matrixProduct(b, right, $0, .adjoint)
        })
    },
    linearizeRight: { a, _, _ in
      Linearization(
        apply: { matrixProduct(a, left, $0, right) },
        adjoint: {
          right == .plain ? matrixProduct(a, left.flipped, $0, .plain) : matrixProduct($0, .adjoint, a, left)
        })
    })
}

// MARK: Kernels

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func productsOfMatrices<Element: TensorElement>(
  _ a: Tensor<Element>, _ left: MatrixForm, _ b: Tensor<Element>, _ right: MatrixForm
) -> Tensor<Element> {
  let rank = a.rank, batch = Array(a.shape.dropLast(2))
  let (m, k) = left == .plain ? (a.shape[rank - 2], a.shape[rank - 1]) : (a.shape[rank - 1], a.shape[rank - 2])
  let n = right == .plain ? b.shape[rank - 1] : b.shape[rank - 2]
  let shape = batch + [m, n]
  if k == 0 { return Tensor(repeating: 0, shape: shape) }
  requireExtents(a.shape)
  requireExtents(b.shape)
  let storage: [Element] = a.values.withUnsafeBufferPointer { a in
    b.values.withUnsafeBufferPointer { b in
      filled(count: elementCount(shape)) { c in
        guard c.count > 0, let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
        // Plain loops for small matrices would be slower than the BLAS from some twenty multiplications on, and save a
        // few nanoseconds below.
        withBLAS {
          for matrix in 0..<elementCount(batch) {
            Element.multiply(
              a + matrix * m * k, left, b + matrix * k * n, right, into: c + matrix * m * n, m: m, k: k, n: n)
          }
        }
      }
    }
  }
  return Tensor(shape: shape, storage: storage)
}
