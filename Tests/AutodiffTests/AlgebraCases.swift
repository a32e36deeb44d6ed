import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// The derivatives of reductions and of linear algebra pass the generic gradient check: see ``OperationTests``.
@Suite("Derivatives of reductions and linear algebra")
struct AlgebraTests {
  @Test("Double precision", arguments: OperationTable<Double>.algebra)
  func double(operation: OperationCase) { expectNone(operation.check()) }

  @Test("Single precision", arguments: OperationTable<Float>.algebra)
  func single(operation: OperationCase) { expectNone(operation.check()) }
}

extension OperationTable {
  static var algebra: [OperationCase] {
    reductions + products(T.self) + products(C.self) + solutions(T.self) + solutions(C.self) + contractions(T.self)
      + contractions(C.self)
  }

  private static var axes: [[Int]?] { [nil, [0], [1], [-1], [0, 2], [-2, -1], [2, 0, 1], []] }

  private static var reductions: [OperationCase] {
    var cases: [OperationCase] = axes.flatMap { axes in
      let name = axes.map { "over \($0)" } ?? "over all"
      return [false, true].flatMap { keeps in
        [
          OperationCase("product \(name), \(keeps)", [3, 2, 3], T.self, in: .awayFromZero) {
            product($0, axes: axes, keepingAxes: keeps)
          },
          OperationCase("complex product \(name), \(keeps)", [2, 3, 1], C.self, in: .awayFromZero) {
            product($0, axes: axes, keepingAxes: keeps)
          },
          OperationCase("max \(name), \(keeps)", [3, 2, 5], T.self) {
            square(max(apart($0), axes: axes, keepingAxes: keeps))
          },
          OperationCase("min \(name), \(keeps)", [3, 2, 5], T.self) {
            square(min(apart($0), axes: axes, keepingAxes: keeps))
          },
          OperationCase("logSumExp \(name), \(keeps)", [3, 2, 2], T.self) {
            logSumExp(2 * $0, axes: axes, keepingAxes: keeps)
          },
          OperationCase("‖x‖₁ \(name), \(keeps)", [2, 3, 2], T.self, in: .awayFromZero) {
            square(norm($0, .l1, axes: axes, keepingAxes: keeps))
          },
          OperationCase("‖x‖₂ \(name), \(keeps)", [2, 3, 2], T.self, in: .awayFromZero) {
            norm($0, axes: axes, keepingAxes: keeps)
          },
          OperationCase("‖x‖∞ \(name), \(keeps)", [2, 3, 2], T.self) {
            square(norm(apart($0), .infinity, axes: axes, keepingAxes: keeps))
          },
          OperationCase("‖x‖₃ \(name), \(keeps)", [2, 3, 2], T.self, in: .awayFromZero) {
            norm($0, .p(3), axes: axes, keepingAxes: keeps)
          },
          OperationCase("‖x‖ for 3/2 \(name), \(keeps)", [2, 3, 2], T.self, in: .positive) {
            norm($0, .p(1.5), axes: axes, keepingAxes: keeps)
          },
          OperationCase("‖z‖₁ \(name), \(keeps)", [2, 3, 2], C.self, in: .awayFromZero) {
            norm($0, .l1, axes: axes, keepingAxes: keeps)
          },
          OperationCase("‖z‖₂ \(name), \(keeps)", [2, 3, 2], C.self, in: .awayFromZero) {
            norm($0, .l2, axes: axes, keepingAxes: keeps)
          },
          OperationCase("‖z‖₃ \(name), \(keeps)", [2, 3, 2], C.self, in: .awayFromZero) {
            norm($0, .p(3), axes: axes, keepingAxes: keeps)
          },
          OperationCase("variance \(name), \(keeps)", [2, 3, 2], T.self) {
            variance($0, axes: axes, keepingAxes: keeps)
          },
          OperationCase("complex variance \(name), \(keeps)", [2, 3, 2], C.self) {
            variance($0, axes: axes, keepingAxes: keeps)
          },
        ]
      }
    }
    for axes in [nil, [1], [0, 2], [-1]] as [[Int]?] {
      let name = axes.map { "over \($0)" } ?? "over all"
      cases += [
        OperationCase("corrected variance \(name)", [2, 3, 2], T.self) { variance($0, axes: axes, correction: 1) },
        OperationCase("standard deviation \(name)", [2, 3, 2], T.self) {
          standardDeviation(spread($0), axes: axes, correction: 1)
        },
        OperationCase("complex standard deviation \(name)", [2, 3, 2], C.self) {
          standardDeviation(complex(spread(real($0)), imaginary($0)), axes: axes, keepingAxes: true)
        },
      ]
    }
    for (shape, axis) in [([5], -1), ([3, 4], 0), ([2, 3, 2], 1), ([2, 1], -1)] {
      cases += [
        OperationCase("softmax of axis \(axis)", shape, T.self) { softmax(2 * $0, axis: axis) },
        OperationCase("logSoftmax of axis \(axis)", shape, T.self) { logSoftmax(2 * $0, axis: axis) },
      ]
    }
    for extent in [1, 2, 3, 5, 6, 7] {
      cases.append(
        OperationCase("product with zeros of \(extent)", [extent, 2], T.self) { x in
          product(x * zeroes(extent, 0), axes: [0]) + product(x * zeroes(extent, 0, 2))
        })
    }
    cases += [
      OperationCase("‖x‖₂ at a zero", [4], T.self, in: .awayFromZero) { norm($0 * zeroes(4, 2).reshaped(to: [4])) },
      OperationCase("‖z‖₂ with a zero", [4], C.self, in: .awayFromZero) { z in
        norm(z.slice(0..<3).padded(before: 1)) + norm(z.slice(3..<4) - 3)
      },
      OperationCase("tied maxima", [3], T.self) { x in max((x + apart(x)).broadcast(to: [2, 3])) },
    ]
    return cases
  }

  /// x/4 with the numbers 0, 1, 2, … added in some order, so that no two elements come close.
  private static func apart(_ x: Tensor<T>) -> Tensor<T> {
    let offsets = (0..<x.count).map { T(($0 * 7 + 3) % x.count + 1) }
    return x * (1 / 4) + Tensor(offsets, shape: x.shape)
  }

  /// x/4 with 1 and −1 added in turn, whatever the axis.
  private static func spread(_ x: Tensor<T>) -> Tensor<T> {
    let signs = (0..<x.count).map { T(($0 + $0 / 2) % 2 == 0 ? 1 : -1) }
    return x * (1 / 4) + Tensor(signs, shape: x.shape)
  }

  /// A column of 1s, with zeros at some places.
  private static func zeroes(_ count: Int, _ places: Int...) -> Tensor<T> {
    Tensor((0..<count).map { places.contains($0) ? 0 : 1 }, shape: [count, 1])
  }

  private static func products<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    // Small ones by loops, larger ones through the BLAS, where a vector is on either side, too.
    let pairs: [([Int], [Int])] = [
      ([2, 3], [3, 4]), ([1, 1], [1, 1]), ([3], [3]), ([3], [3, 2]), ([2, 3], [3]), ([4, 2, 3], [3, 2]),
      ([2, 3], [4, 3, 2]), ([2, 1, 2, 3], [3, 3, 1]), ([2, 2, 3], [3]), ([3], [2, 3, 2]), ([1, 2, 3], [2, 3, 1]),
      ([7, 8], [8, 9]), ([17, 19], [19]), ([19], [19, 17]), ([2, 9, 7], [7, 6]), ([2, 9, 7], [2, 7, 6]),
    ]
    return pairs.map { left, right in
      OperationCase("matmul", left, right, type) { matmul($0, $1) }
    } + [
      OperationCase("matmul with itself", [3, 3], type) { matmul(matmul($0, $0), $0) },
      OperationCase("matmul of products", [8, 8], [8, 8], type) { square(matmul($0, $1) * (1 / 4)) },
      OperationCase("dot", [5], [5], type) { dot($0, $1) },
      OperationCase("inner product", [2, 3], [2, 3], type) { innerProduct($0, $1) },
      OperationCase("outer product", [3], [4], type) { outerProduct($0, $1) },
      OperationCase("outer product of vectors of one", [1], [4], type) { outerProduct($0, $1) },
    ]
  }

  private static func solutions<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    /// Far from singular.
    @Sendable func dominant(_ x: Tensor<E>) -> Tensor<E> {
      let n = x.shape[x.rank - 1]
      let diagonal = (0..<(n * n)).map { E(realPart: $0 % (n + 1) == 0 ? 3 : 0) }
      return x + Tensor(diagonal, shape: [n, n])
    }
    /// An error would fail every check that follows.
    @Sendable func solved(_ a: Tensor<E>, _ b: Tensor<E>) -> Tensor<E> {
      (try? solve(dominant(a), b)) ?? Tensor(repeating: 0, shape: [])
    }
    let pairs: [([Int], [Int])] = [
      ([1, 1], [1]), ([2, 2], [2]), ([3, 3], [3, 2]), ([2, 3, 3], [2, 3, 1]), ([3, 3], [2, 3, 2]),
      ([2, 1, 2, 2], [3, 2, 1]), ([2, 2, 2], [2]),
    ]
    var cases = pairs.map { left, right in OperationCase("solve", left, right, type) { solved($0, $1) } }
    for triangle in [MatrixTriangle.upper, .lower] {
      for operation in [MatrixOperation.plain, .transposed, .adjoint] {
        for isUnit in [false, true] {
          for (left, right) in [([3, 3], [3]), ([3, 3], [3, 2]), ([2, 2, 2], [2, 1])] {
            cases.append(
              OperationCase("solve \(triangle) \(operation) \(isUnit)", left, right, type) {
                solveTriangular(dominant($0), $1, triangle, operation: operation, unitDiagonal: isUnit)
              })
          }
        }
      }
    }
    for shape in [[1, 1], [3, 3], [2, 2, 2]] {
      cases.append(
        OperationCase("inverse", shape, type) { (try? inverse(dominant($0))) ?? Tensor(repeating: 0, shape: []) })
    }
    return cases + determinants(type)
  }

  private static func determinants<E>(_ type: E.Type) -> [OperationCase] {
    [[1, 1], [3, 3], [2, 2, 2]].map { shape in
      let n = shape[shape.count - 1]
      let diagonal = Tensor<T>((0..<(n * n)).map { $0 % (n + 1) == 0 ? 3 : 0 }, shape: [n, n])
      if E.self == T.self {
        return OperationCase("ln |det|", shape, T.self) {
          (try? logAbsDeterminant($0 + diagonal)) ?? Tensor(repeating: 0, shape: [7])
        }
      }
      return OperationCase("ln |det|", shape, C.self) {
        (try? logAbsDeterminant($0 + complex(diagonal))) ?? Tensor(repeating: 0, shape: [7])
      }
    }
  }

  private static func contractions<E: SampledElement>(_ type: E.Type) -> [OperationCase] where E.RealPart == T {
    let pairs: [(String, [Int], [Int])] = [
      ("ij,jk->ik", [2, 3], [3, 2]), ("ij,kj->ki", [2, 3], [2, 3]), ("i,j->ji", [2], [3]), ("i,i->", [4], [4]),
      ("i,i->i", [4], [4]), ("bct,dcb->tbd", [2, 3, 2], [2, 3, 2]), ("ijk,jl->l", [2, 2, 3], [2, 3]),
      ("ij,->ji", [2, 3], []), ("abc,cba->b", [2, 3, 2], [2, 3, 2]),
    ]
    return pairs.map { specification, left, right in
      OperationCase(specification, left, right, type) { einsum(specification, $0, $1) }
    } + [
      OperationCase("ijk->kij", [2, 3, 4], type) { square(einsum("ijk->kij", $0)) },
      OperationCase("ijk->ki", [2, 3, 4], type) { square(einsum("ijk->ki", $0)) },
      OperationCase("ijk->j", [2, 3, 4], type) { square(einsum("ijk->j", $0)) },
      OperationCase("ij->", [2, 3], type) { square(einsum("ij->", $0)) },
    ]
  }
}
