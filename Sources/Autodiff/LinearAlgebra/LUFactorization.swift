import ComplexNumbers
import Fourier

/// The factors of a stack of square matrices, A = L·U·Pᵀ: a lower triangle, an upper one with 1s on its diagonal, and
/// an order of the columns, in which each pivot is the largest that its row has left.
///
/// LAPACK factors columns: to it, the rows at hand are those of Aᵀ.
struct LUFactorization<Element: TensorElement>: Sendable {
  let shape: [Int]
  let factors: [Element]
  let pivots: [Int32]

  var n: Int { shape[shape.count - 1] }

  /// Throws if a matrix of `a`, which is plain, has no inverse.
  init(_ a: Tensor<Element>) throws(SingularMatrixError) {
    shape = a.shape
    let n = shape[shape.count - 1], matrices = elementCount(shape.dropLast(2))
    var factors = a.values
    var pivots = [Int32](repeating: 0, count: matrices * n)
    var failure: (matrix: Int, pivot: Int)?
    if n > 0 {
      factors.withUnsafeMutableBufferPointer { factors in
        pivots.withUnsafeMutableBufferPointer { pivots in
          guard let factors = factors.baseAddress, let pivots = pivots.baseAddress else { return }
          withBLAS {
            for matrix in 0..<matrices {
              let zero = Element.factor(factors + matrix * n * n, n: n, pivots: pivots + matrix * n)
              if let zero {
                failure = (matrix, zero)
                break
              }
            }
          }
        }
      }
    }
    if let failure {
      throw SingularMatrixError(
        size: n, row: failure.pivot, batchIndex: indices(of: failure.matrix, shape: shape.dropLast(2)))
    }
    self.factors = factors
    self.pivots = pivots
  }

  /// op(A)⁻¹·b for each matrix of a stack; one matrix serves all.
  func solve(_ b: Tensor<Element>, _ form: MatrixForm) -> Tensor<Element> {
    let columns = b.shape[b.rank - 1], matrices = elementCount(b.shape.dropLast(2))
    let step = factors.count == n * n ? 0 : 1
    var storage = b.values
    if storage.isEmpty { return b }
    factors.withUnsafeBufferPointer { factors in
      storage.withUnsafeMutableBufferPointer { x in
        guard let factors = factors.baseAddress, let x = x.baseAddress else { return }
        withBLAS {
          for matrix in 0..<matrices {
            let a = factors + step * matrix * n * n, x = x + matrix * n * columns
            let pivots = pivots[(step * matrix * n)..<((step * matrix + 1) * n)].map { Int($0) - 1 }
            if form == .plain {
              // P·U⁻¹·L⁻¹·b.
              Element.solve(a, .lower, .plain, isUnit: false, n: n, x, columns: columns)
              Element.solve(a, .upper, .plain, isUnit: true, n: n, x, columns: columns)
              for i in (0..<n).reversed() { exchange(x, i, pivots[i], columns) }
            } else {
              // L⁻ᴴ·U⁻ᴴ·Pᵀ·b.
              for i in 0..<n { exchange(x, i, pivots[i], columns) }
              Element.solve(a, .upper, .adjoint, isUnit: true, n: n, x, columns: columns)
              Element.solve(a, .lower, .adjoint, isUnit: false, n: n, x, columns: columns)
            }
          }
        }
      }
    }
    return Tensor(shape: b.shape, storage: storage)
  }

  /// Σ ln |pivot| of each matrix: ln |det A|.
  var logAbsDeterminants: [Element.RealPart] {
    (0..<elementCount(shape.dropLast(2))).map { matrix in
      (0..<n).reduce(0) { $0 + .log(modulus(factors[matrix * n * n + $1 * (n + 1)])) }
    }
  }

  private func modulus(_ x: Element) -> Element.RealPart {
    if let z = x as? Complex<Element.RealPart> { return z.modulus }
    return x.realPart.magnitude
  }
}

private func exchange<Element>(_ x: UnsafeMutablePointer<Element>, _ i: Int, _ j: Int, _ columns: Int) {
  guard i != j else { return }
  for column in 0..<columns {
    let element = x[i * columns + column]
    x[i * columns + column] = x[j * columns + column]
    x[j * columns + column] = element
  }
}

private func indices(of place: Int, shape: ArraySlice<Int>) -> [Int] {
  var rest = place
  return shape.reversed().map { extent in
    defer { rest /= extent }
    return rest % extent
  }.reversed()
}
