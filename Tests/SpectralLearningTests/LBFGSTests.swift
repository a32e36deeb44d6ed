import Autodiff
import ComplexNumbers
import SpectralLearning
import TestSupport
import Testing

struct LBFGSTests {
  @Test func aQuadraticIsMinimizedToRounding() {
    var random = SeededRandom(seed: 3)
    let matrix = Tensor<Double>(random.signal(count: 400), shape: [20, 20])
    let center = Tensor<Double>(random.signal(count: 20))
    var x = Tensor<Double>.zeros([20])
    let result = LBFGS(limits: MinimizationLimits(gradientTolerance: 1e-10, valueTolerance: 0)).minimize(&x) { x in
      sum(square(matmul(matrix, x - center)))
    }
    #expect(result.reason == .gradient)
    #expect(result.gradientNorm <= 1e-10)
    #expect(result.history.count == result.iterations + 1)
    #expect(zip(result.history, result.history.dropFirst()).allSatisfy { $0 > $1 })
    #expect(result.history.last == result.value)
    #expect(abs(x - center).elements.allSatisfy { $0 < 1e-8 })
  }

  /// Σ cosh(xᵢ) + ½|z|²: tensors of four element types in one model, each to its own minimum.
  @Test func modelsOfMixedElementsAreMinimized() {
    var model = Mixed(
      real: Tensor([3, -2]), single: Tensor([[1.5]]), complex: Tensor([Complex(1, -2), Complex(0.5, 3)]),
      complexSingle: Tensor(Complex(-1, 1)))
    let target = Complex(0.25, -0.75)
    let result = LBFGS().minimize(&model) { model in
      sum(cosh(model.real)) + Tensor<Double>(sum(cosh(model.single - 1)))
        + sum(squaredModulus(model.complex - Tensor(target)))
        + Tensor<Double>(sum(squaredModulus(model.complexSingle + 1)))
    }
    #expect(result.isConverged)
    #expect(abs(result.value - 3) < 1e-6)
    #expect(model.real.elements.allSatisfy { abs($0) < 1e-6 })
    #expect(abs(model.single[0, 0] - 1) < 1e-3)
    #expect(model.complex.elements.allSatisfy { ($0 - target).modulus < 1e-6 })
    #expect((model.complexSingle.scalar + 1).modulus < 1e-3)
  }

  /// Logarithms of what is negative are no numbers: the search comes back from there.
  @Test(arguments: [0.01, 1.9], [1.0, 1000]) func aStepOutOfTheDomainIsTakenBack(start: Double, length: Double) {
    var x = Tensor<Double>([start])
    let result = LBFGS(firstStepLength: length).minimize(&x) { x in sum(-log(x) - log(2 - x)) }
    #expect(result.isConverged)
    #expect(abs(x[0] - 1) < 1e-6)
  }

  @Test func whyItEnded() {
    func quartic(_ x: Tensor<Double>) -> Tensor<Double> { sum(square(square(x - 1))) }
    func minimize(_ start: Double, _ limits: MinimizationLimits) -> Minimization {
      var x = Tensor<Double>([start, -start])
      return LBFGS(limits: limits).minimize(&x, of: quartic)
    }
    #expect(minimize(1, MinimizationLimits(gradientTolerance: 40)).reason == .gradient)
    #expect(minimize(1, MinimizationLimits(gradientTolerance: 40)).iterations == 0)
    #expect(minimize(3, MinimizationLimits(iterations: 4)).reason == .iterationLimit)
    #expect(minimize(3, MinimizationLimits(iterations: 4)).iterations == 4)
    #expect(minimize(3, MinimizationLimits(evaluations: 7)).reason == .evaluationLimit)
    #expect(minimize(3, MinimizationLimits(evaluations: 7)).evaluations == 7)
    #expect(minimize(3, MinimizationLimits(gradientTolerance: 0, valueTolerance: 0.99)).reason == .value)
    #expect(minimize(3, MinimizationLimits(gradientTolerance: 0, stepTolerance: 10)).reason == .step)
    #expect(minimize(.infinity, MinimizationLimits()).reason == .nonFinite)
  }

  @Test func theCallerMayEndIt() {
    var x = Tensor<Double>([-1.2, 1]), seen: [MinimizationProgress] = []
    let result = LBFGS().minimize(&x) {
      seen.append($0)
      return $0.iteration < 3
    } of: { x in
      rosenbrock(x)
    }
    #expect(result.reason == .cancelled && result.iterations == 3 && !result.isConverged)
    #expect(seen.map(\.iteration) == [1, 2, 3])
    #expect(seen.map(\.value) == Array(result.history.dropFirst()))
    #expect(rosenbrock(x).scalar == result.value)
  }

  private struct Stop: Error {}

  /// When the loss throws, the model is where the last iteration left it.
  @Test func nothingIsLostWhenTheLossThrows() {
    var x = Tensor<Double>([-1.2, 1]), count = 0
    #expect(throws: Stop.self) {
      try LBFGS().minimize(&x) { x in
        count += 1
        if count == 15 { throw Stop() }
        return rosenbrock(x)
      }
    }
    #expect(rosenbrock(x).scalar < 4)
    #expect(rosenbrock(x).scalar > 0.1)
  }

  /// A function with no minimum, then none along any direction: a gradient with the wrong sign.
  @Test func failuresKeepTheLowestValue() {
    var x = Tensor<Double>([0.5])
    let falling = LBFGS(limits: MinimizationLimits(iterations: 2000)).minimize(&x) { x in sum(-exp(x)) }
    #expect(falling.reason == .nonFinite)
    #expect(falling.value.isFinite && falling.value < -1e100)
    #expect(sum(-exp(x)).scalar == falling.value)

    var y = Tensor<Double>([2, 1])
    let rising = LBFGS().minimize(&y) { y in
      // The value of y², and the derivative of −y².
      let constant = withoutDerivative(at: y)
      return sum(2 * square(constant) - square(y))
    }
    #expect(rising.reason == .lineSearchFailed)
    #expect(rising.iterations == 0)
    #expect(y == Tensor([2, 1]))
  }

  @Test func theSameCallGivesTheSameBits() {
    func run() -> (Minimization, Tensor<Double>) {
      var x = Tensor<Double>([-1.2, 1, -1.2, 1])
      let result = LBFGS(memory: 3).minimize(&x, of: rosenbrock)
      return (result, x)
    }
    let first = run(), second = run()
    #expect(first.0 == second.0 && first.1 == second.1)
  }

  @Test(arguments: [(0, 1e-4, 0.9, "remembers 0 steps"), (5, 0.9, 0.1, "c₁ = 0.9 and c₂ = 0.1")])
  func settingsOutOfRangeTrap(memory: Int, decrease: Double, curvature: Double, text: String) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [memory, decrease, curvature] in
      _ = LBFGS(memory: memory, sufficientDecrease: decrease, curvature: curvature)
    }
    #expect(message(ofExit: exit).contains(text))
  }
}

/// Σ 100(x₂ᵢ − x₂ᵢ₋₁²)² + (1 − x₂ᵢ₋₁)².
private func rosenbrock<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  let odd = x.slice(from: 0, to: nil, by: 2), even = x.slice(from: 1, to: nil, by: 2)
  return sum(100 * square(even - square(odd)) + square(1 - odd))
}

private struct Mixed: Parameterized {
  var real: Tensor<Double>
  var single: Tensor<Float>
  var complex: Tensor<Complex<Double>>
  var complexSingle: Tensor<Complex<Float>>

  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("real", &real)
    visitor.visit("single", &single)
    visitor.visit("complex", &complex)
    visitor.visit("complexSingle", &complexSingle)
  }
}
