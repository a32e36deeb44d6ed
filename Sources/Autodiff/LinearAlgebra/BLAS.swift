internal import CBLAS
import ComplexNumbers
import Fourier

/// How a matrix enters a product: as it is, or conjugated and transposed. With these two the derivatives of a product
/// are products again, and no matrix is transposed in memory.
enum MatrixForm: Sendable {
  case plain
  case adjoint

  var flipped: MatrixForm { self == .plain ? .adjoint : .plain }

  fileprivate var blas: CBLASForm { self == .plain ? .plain : .adjoint }
}

/// Which triangle of a matrix is meant, with its diagonal.
public enum MatrixTriangle: Sendable, Hashable {
  case upper
  case lower

  fileprivate var blas: CBLASTriangle { self == .upper ? .upper : .lower }
}

extension TensorElement {
  private static var blas: CBLASElement {
    if Self.self == Float.self { return .single }
    if Self.self == Double.self { return .double }
    return RealPart.self == Float.self ? .complexSingle : .complexDouble
  }

  /// c = op(a)·op(b), with m×k and k×n elements in op(a) and op(b).
  static func multiply(
    _ a: UnsafePointer<Self>, _ left: MatrixForm, _ b: UnsafePointer<Self>, _ right: MatrixForm,
    into c: UnsafeMutablePointer<Self>, m: Int, k: Int, n: Int
  ) {
    // A product with a vector reads the matrix once, where one of matrices would copy it first.
    let isReal = Self.self == RealPart.self
    if n == 1 && (isReal || right == .plain) {
      let (rows, columns) = left == .plain ? (m, k) : (k, m)
      return cblas_gemv(blas, left.blas, Int32(rows), Int32(columns), a, b, c)
    }
    if m == 1 && isReal {
      // (op(b))ᵀ·aᵀ.
      let (rows, columns) = right == .plain ? (k, n) : (n, k)
      return cblas_gemv(blas, right.flipped.blas, Int32(rows), Int32(columns), b, a, c)
    }
    cblas_gemm(
      blas, left.blas, right.blas, Int32(m), Int32(n), Int32(k), a, Int32(left == .plain ? k : m), b,
      Int32(right == .plain ? n : k), c, Int32(n))
  }

  /// b ← op(a)⁻¹·b for a triangle a of n×n elements and b of n×`columns`.
  static func solve(
    _ a: UnsafePointer<Self>, _ triangle: MatrixTriangle, _ form: MatrixForm, isUnit: Bool, n: Int,
    _ b: UnsafeMutablePointer<Self>, columns: Int
  ) {
    cblas_trsm(blas, triangle.blas, form.blas, isUnit ? .unit : .any, Int32(n), Int32(columns), a, b)
  }

  /// Factors a matrix of n×n elements in place; the first pivot that is 0, if there is one.
  static func factor(_ a: UnsafeMutablePointer<Self>, n: Int, pivots: UnsafeMutablePointer<Int32>) -> Int? {
    let info = Int(cblas_getrf(blas, Int32(n), a, pivots))
    return info > 0 ? info - 1 : nil
  }
}

private let takesTurns = cblas_takes_turns() != 0
private let turn = Guarded<Void>(())

/// Runs calls of the BLAS, one thread after the other if the library needs it: see the README of `CBLAS`.
func withBLAS(_ body: () -> Void) {
  if takesTurns {
    turn.withLock { _ in body() }
  } else {
    body()
  }
}

/// Traps unless the extents of matrices are numbers to the BLAS.
func requireExtents(_ shape: [Int]) {
  require(
    shape.suffix(2).allSatisfy { $0 <= Int(Int32.max) },
    "a matrix has at most \(Int32.max) rows and columns, but a tensor of shape \(shape) was given")
}
