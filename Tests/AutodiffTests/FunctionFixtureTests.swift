import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// The functions of ``FunctionTable`` against JAX and PyTorch.
@Suite("Functions agree with JAX and PyTorch")
struct FunctionFixtureTests {
  typealias Case = FunctionFixture.Case

  static let cases = (try? FunctionFixture.load().cases) ?? []
  /// Relative to a vector's norm. The libraries agree among themselves to 10⁻¹⁰ at least.
  static let tolerance = 1e-12

  @Test("Every function of the fixture is in the table, and no other")
  func complete() throws {
    let cases = try FunctionFixture.load().cases
    let fixture = cases.map(\.function)
    #expect(fixture.count == Set(fixture).count)
    #expect(Set(fixture).symmetricDifference(FunctionTable.names) == [])
    #expect(fixture.count >= 50)
    // The libraries have NaN there.
    let firstOrder = cases.filter(\.hessianVectorProducts.isEmpty).map(\.function)
    #expect(firstOrder == ["phase_with_zero", "norm_l2_with_zero"])
  }

  @Test("Values, gradients, derivatives and Hessian-vector products", arguments: cases)
  func derivatives(expected: Case) throws {
    let name = expected.function
    if let f = FunctionTable.realToReal[name] {
      try compare(expected, { try $0.real() }, { try $0.real() }, square, f)
    } else if let f = FunctionTable.realToComplex[name] {
      try compare(expected, { try $0.real() }, { try $0.complex() }, squaredModulus, f)
    } else if let f = FunctionTable.complexToReal[name] {
      try compare(expected, { try $0.complex() }, { try $0.real() }, square, f)
    } else {
      let f = try #require(FunctionTable.complexToComplex[name], "\(name) is not in the table")
      try compare(expected, { try $0.complex() }, { try $0.complex() }, squaredModulus, f)
    }
  }

  /// All arguments as the parts of one vector, so that derivatives are along all of them.
  private func compare<Input: SampledElement, Output: SampledElement>(
    _ expected: Case, _ input: (Case.Vector) throws -> Tensor<Input>,
    _ output: (Case.Vector) throws -> Tensor<Output>, _ power: (Tensor<Output>) -> Tensor<Double>,
    _ f: ([Tensor<Input>]) throws -> Tensor<Output>
  ) throws {
    func whole(_ parts: [Case.Vector]) throws -> Tensor<Input> {
      Tensor(try parts.flatMap { try input($0).elements })
    }
    let weights = try expected.weights.real(), targets = try output(expected.targets)
    func loss(_ x: Tensor<Input>) throws -> Tensor<Double> {
      let parts = x.split(lengths: expected.shapes.map { $0.reduce(1, *) })
      let y = try f(zip(parts, expected.shapes).map { $0.reshaped(to: $1) }).flattened()
      try #require(y.shape == targets.shape)
      return sum(weights * power(y - targets))
    }

    let x = try whole(expected.arguments), direction = try whole(expected.directions)
    let (value, slope) = try valueWithGradient(at: x, of: loss)
    let judged = try whole(expected.gradients)
    try expect(value, Tensor(expected.value), "value", expected)
    try expect(slope, judged, "gradient", expected)
    if !expected.hessianVectorProducts.isEmpty {
      let product = try hessianVectorProduct(at: x, along: direction, of: loss)
      try expect(product, whole(expected.hessianVectorProducts), "Hessian-vector product", expected)
    }

    // Forward mode, which the gradient tells.
    let along = try valueWithDerivative(at: x, along: direction, of: loss).derivative.scalar
    let projected = realInnerProduct(judged, direction)
    let scale = euclideanNorm(judged) * euclideanNorm(direction)
    #expect(
      (along - projected).magnitude <= Self.tolerance * scale,
      "\(expected.function), derivative: \(along), \(expected.by) \(projected)")
  }

  private func expect<Element: SampledElement>(
    _ actual: Tensor<Element>, _ judged: Tensor<Element>, _ what: String, _ expected: Case
  ) throws {
    try #require(actual.shape == judged.shape)
    let error = euclideanNorm(actual - judged), size = euclideanNorm(judged)
    #expect(
      error <= Self.tolerance * size,
      "\(expected.function), \(what): \(actual), \(expected.by) \(judged), relative error \(error / size)")
  }
}
