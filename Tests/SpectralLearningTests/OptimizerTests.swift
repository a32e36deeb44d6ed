import Autodiff
import SpectralLearning
import TestSupport
import Testing

struct GradientDescentTests {
  /// On ½Σcᵢxᵢ² each coordinate shrinks by 1 − ηcᵢ at a step.
  @Test func aQuadraticIsDescendedGeometrically() {
    func check<T: TensorScalar>(_ type: T.Type) {
      let curvatures = Tensor<T>([1, 0.5, 3, 0])
      var parameters = Tensor<T>([2, -1, 0.25, 7])
      var descent = GradientDescent(learningRate: 0.5)
      for _ in 0..<20 {
        let slope = gradient(at: parameters) { sum(curvatures * square($0)) / 2 }
        descent.update(&parameters, along: slope)
      }
      let expected: [T] = [2 * .pow(0.5, 20), -1 * .pow(0.75, 20), 0.25 * .pow(-0.5, 20), 7]
      for (computed, expected) in zip(parameters.elements, expected) {
        // Three roundings a step.
        #expect((computed - expected).magnitude <= 60 * Tolerances.unitRoundoff() * expected.magnitude)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func theRateMayChange() {
    var descent = GradientDescent(learningRate: 1)
    var parameters = Tensor<Double>([[1, 2]])
    descent.learningRate = 0.25
    descent.update(&parameters, along: Tensor([[4, -4]]))
    #expect(parameters == Tensor([[0, 3]]))
  }

  @Test func aGradientOfAnotherShapeTraps() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var descent = GradientDescent(learningRate: 1)
      var parameters = Tensor<Double>([1, 2])
      descent.update(&parameters, along: Tensor([1, 2, 3]))
    }
    #expect(message(ofExit: exit).contains("a gradient of shape [3] for parameters of shape [2]"))
  }
}

struct AdamTests {
  private struct Case: Decodable {
    let learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
    let start: [Double], gradients: [[Double]], path: [[Double]]
  }

  /// Errors of steps add up along the path: forty steps of ten roundings each, relative to a step.
  @Test func pathsArePyTorchs() throws {
    for expected in try cases("adam.json") as [Case] {
      func check<T: TensorScalar>(_ type: T.Type) {
        var adam = Adam(
          learningRate: expected.learningRate, beta1: expected.beta1, beta2: expected.beta2,
          epsilon: expected.epsilon)
        var parameters = Tensor<T>(expected.start.map { T($0) })
        let unit: T = Tolerances.unitRoundoff()
        // β₂ is rounded too, and 1 − β₂ magnifies that.
        let tolerance = 400 * unit / T(1 - expected.beta2).squareRoot() * max(1, T(expected.learningRate))
        for (step, (gradient, point)) in zip(expected.gradients, expected.path).enumerated() {
          adam.update(&parameters, along: Tensor(gradient.map { T($0 / 32768) }))
          #expect(adam.state.step == step + 1)
          for (computed, expected) in zip(parameters.elements, point) {
            #expect((computed - T(expected)).magnitude <= tolerance, "\(T.self), step \(step)")
          }
        }
      }
      check(Float.self)
      check(Double.self)
    }
  }

  /// With a gradient that does not change, both means are that gradient: each step is η, whatever its size.
  @Test(arguments: [1e-4, 1.0, 1e6])
  func aConstantSlopeIsDescendedAtTheRate(slope: Double) {
    var adam = Adam(learningRate: 0.25, epsilon: 0)
    var parameters = Tensor<Double>([0, 10])
    for _ in 0..<8 { adam.update(&parameters, along: Tensor([slope, -slope])) }
    #expect((parameters[0] + 2).magnitude < 1e-13)
    #expect((parameters[1] - 12).magnitude < 1e-13)
  }

  @Test func noSlopeNoStep() {
    var adam = Adam(learningRate: 1)
    var parameters = Tensor<Float>([1, 2])
    for _ in 0..<3 { adam.update(&parameters, along: Tensor([0, 0])) }
    #expect(parameters == Tensor([1, 2]))
  }

  @Test func aCopyGoesItsOwnWay() {
    var adam = Adam(learningRate: 0.1)
    var parameters = Tensor<Double>([1])
    adam.update(&parameters, along: Tensor([1]))
    var copy = adam, copied = parameters
    adam.update(&parameters, along: Tensor([-3]))
    copy.update(&copied, along: Tensor([-3]))
    #expect(copied == parameters)
    copy.update(&copied, along: Tensor([5]))
    #expect(adam.state.step == 2 && copy.state.step == 3)
  }

  @Test func shapesThatDifferTrap() async {
    let parameters = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var adam = Adam(learningRate: 1)
      var parameters = Tensor<Double>([1, 2])
      adam.update(&parameters, along: Tensor([[1, 2]]))
    }
    #expect(message(ofExit: parameters).contains("a gradient of shape [1, 2] for parameters of shape [2]"))
    let step = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var adam = Adam(learningRate: 1)
      var pair = Tensor<Double>([1, 2]), triple = Tensor<Double>([1, 2, 3])
      adam.update(&pair, along: Tensor([1, 2]))
      adam.update(&triple, along: Tensor([1, 2, 3]))
    }
    #expect(message(ofExit: step).contains("a memory of 1 steps of shape [2] for parameters of shape [3]"))
  }

  @Test(arguments: [(1.0, 0.5, 0.0), (-0.1, 0.5, 0), (0.5, 1, 0), (0.5, 0.5, -1)])
  func constantsOutOfRangeTrap(beta1: Double, beta2: Double, epsilon: Double) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      [beta1, beta2, epsilon] in
      _ = Adam(learningRate: 1, beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
    #expect(message(ofExit: exit).contains("Adam's β₁ = \(beta1) and β₂ = \(beta2) must lie in 0 ..< 1"))
  }
}
