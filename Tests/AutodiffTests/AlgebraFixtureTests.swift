import Autodiff
import ComplexNumbers
import Foundation
import TestSupport
import Testing

/// `Fixtures/autodiff/algebra.json`: reductions and linear algebra by JAX; its README tells where they come from.
@Suite("Reductions and linear algebra agree with JAX")
struct AlgebraFixtureTests {
  typealias Vector = Tensor<Double>
  typealias ComplexVector = Tensor<Complex<Double>>
  typealias Arguments = GradientFixture.Vector

  static let cases = (try? GradientFixture.load("algebra").cases) ?? []
  static let tolerance = 1e-12

  static let realFunctions: [String: @Sendable ([Vector], [Vector]) throws -> Vector] = [
    "product": { x, w in sum(w[0] * product(x[0].reshaped(to: [3, 4]), axes: [0])) },
    "product_with_zeros": { x, w in sum(w[0] * product(x[0].reshaped(to: [3, 4]), axes: [1])) },
    "maximum": { x, w in sum(w[0] * square(max(x[0].reshaped(to: [2, 3, 2]), axes: [0, 2]))) },
    "minimum": { x, w in
      sum(w[0] * pow(min(x[0].reshaped(to: [2, 3, 2]), axes: [1]).reshaped(to: [4]), 3))
    },
    "variance": { x, w in sum(w[0] * variance(x[0].reshaped(to: [3, 4]), axes: [1], correction: 1)) },
    "deviation": { x, w in sum(w[0] * standardDeviation(x[0].reshaped(to: [3, 4]), axes: [1])) },
    "norms": { x, w in
      let norms: [VectorNorm] = [.l1, .l2, .infinity, .p(3), .p(2.5)]
      return norms.map { sum(w[0] * norm(x[0].reshaped(to: [3, 4]), $0, axes: [1])) }.reduce(0, +)
    },
    "log_sum_exp": { x, w in sum(w[0] * logSumExp(5 * x[0].reshaped(to: [3, 4]), axes: [1])) },
    "softmax": { x, w in sum(w[0] * softmax(5 * x[0].reshaped(to: [3, 4]), axis: 0).reshaped(to: [12])) },
    "log_softmax": { x, w in sum(w[0] * logSoftmax(5 * x[0].reshaped(to: [3, 4])).reshaped(to: [12])) },
    "batched_product": { x, w in
      let product = matmul(x[0].reshaped(to: [2, 1, 2, 3]), x[1].reshaped(to: [2, 3, 2]))
      return sum(w[0] * sin(product).reshaped(to: [16]))
    },
    "matrix_vector": { x, _ in
      sum(pow(matmul(x[0].reshaped(to: [4, 3]), x[1]), 3)) + sum(square(matmul(x[1], x[0].reshaped(to: [3, 4]))))
    },
    "solution": { x, w in
      sum(w[0] * square(try solve(x[0].reshaped(to: [4, 4]), x[1].reshaped(to: [4, 2])).reshaped(to: [8])))
    },
    "triangular": { x, _ in
      let a = x[0].reshaped(to: [4, 4]), b = x[1].reshaped(to: [4, 2])
      return sum(square(solveTriangular(a, b, .lower)))
        + 2 * sum(square(solveTriangular(a, b, .upper, unitDiagonal: true)))
        + 3 * sum(square(solveTriangular(a, b, .lower, operation: .transposed, unitDiagonal: true)))
        + 4 * sum(square(solveTriangular(a, b, .upper, operation: .transposed)))
    },
    "inverse": { x, w in sum(w[0] * (try inverse(x[0].reshaped(to: [2, 3, 3])).reshaped(to: [18]))) },
    "log_determinant": { x, _ in try logAbsDeterminant(x[0].reshaped(to: [4, 4])) },
    "contraction": { x, w in
      let result = einsum("bct,dcb->tbd", x[0].reshaped(to: [2, 3, 2]), x[1].reshaped(to: [2, 3, 2]))
      return sum(w[0] * square(result.reshaped(to: [8])))
    },
  ]

  static let complexFunctions: [String: @Sendable ([ComplexVector], [Vector]) throws -> Vector] = [
    "complex_variance": { z, w in sum(w[0] * variance(z[0].reshaped(to: [3, 4]), axes: [0])) },
    "complex_deviation": { z, _ in standardDeviation(z[0], correction: 1) },
    "complex_norms": { z, w in
      let norms: [VectorNorm] = [.l1, .l2, .infinity]
      return norms.map { sum(w[0] * norm(z[0].reshaped(to: [3, 4]), $0, axes: [0])) }.reduce(0, +)
    },
    "frobenius": { z, _ in norm(z[0].reshaped(to: [3, 4])) },
    "complex_product": { z, w in
      let product = matmul(z[0].reshaped(to: [2, 2, 3]), z[1].reshaped(to: [3, 2]))
      return sum(w[0] * real(square(product)).reshaped(to: [8]))
    },
    "complex_solution": { z, w in
      let s = try solve(z[0].reshaped(to: [3, 3]), z[1].reshaped(to: [3, 2])).reshaped(to: [6])
      return sum(w[0] * (real(s) * imaginary(s)))
    },
    "complex_triangular": { z, _ in
      let a = z[0].reshaped(to: [3, 3]), b = z[1].reshaped(to: [3, 2])
      var total: Vector = 0, weight = 0.0
      for triangle in [MatrixTriangle.lower, .upper] {
        for operation in [MatrixOperation.plain, .transposed, .adjoint] {
          weight += 1
          total += weight * sum(real(square(solveTriangular(a, b, triangle, operation: operation))))
        }
      }
      return total
    },
    "complex_log_determinant": { z, _ in try logAbsDeterminant(z[0].reshaped(to: [3, 3])) },
  ]

  @Test("Every function of the fixture is here, and no other")
  func complete() {
    #expect(Set(Self.cases.map(\.function)) == Set(Self.realFunctions.keys).union(Self.complexFunctions.keys))
    #expect(Self.cases.count == 27)
  }

  @Test("Values, gradients and Hessian-vector products", arguments: cases.indices)
  func gradients(index: Int) throws {
    let expected = Self.cases[index]
    let constants = try expected.constants.map { try $0.real() }
    if let f = Self.realFunctions[expected.function] {
      try compare(expected, { try $0.real() }) { try f($0, constants) }
    } else if let f = Self.complexFunctions[expected.function] {
      try compare(expected, { try $0.complex() }) { try f($0, constants) }
    }
  }

  /// All arguments as the parts of one vector, so that Hessian-vector products are along all of them.
  private func compare<Element: SampledElement>(
    _ expected: GradientFixture.Case, _ read: (Arguments) throws -> Tensor<Element>,
    of f: ([Tensor<Element>]) throws -> Vector
  ) throws {
    func whole(_ parts: [Arguments]) throws -> Tensor<Element> {
      Tensor(try parts.flatMap { try read($0).elements })
    }
    let counts = try expected.arguments.map { try read($0).count }
    func loss(_ x: Tensor<Element>) throws -> Vector {
      var start = 0
      return try f(
        counts.map { count in
          defer { start += count }
          return x.slice(start..<(start + count))
        })
    }
    let x = try whole(expected.arguments), direction = try whole(expected.directions)
    let (value, slope) = try valueWithGradient(at: x, of: loss)
    try expect(value, Tensor(expected.value), "value")
    try expect(slope, whole(expected.gradients), "gradient")
    let product = try valueWithDerivative(at: x, along: direction) { try gradient(at: $0, of: loss) }.derivative
    try expect(product, whole(expected.hessianVectorProducts), "Hessian-vector product")
    let along = try valueWithDerivative(at: x, along: direction, of: loss).derivative.scalar
    let projected = realInnerProduct(try whole(expected.gradients), direction)
    let scale = euclideanNorm(slope) * euclideanNorm(direction)
    #expect((along - projected).magnitude <= Self.tolerance * scale, "derivative \(along), JAX \(projected)")
  }

  private func expect<Element: SampledElement>(
    _ actual: Tensor<Element>, _ expected: Tensor<Element>, _ what: String
  ) throws {
    try #require(actual.shape == expected.shape)
    let error = euclideanNorm(actual - expected), size = euclideanNorm(expected)
    #expect(error <= Self.tolerance * size, "\(what): \(actual), JAX \(expected), relative error \(error / size)")
  }
}
