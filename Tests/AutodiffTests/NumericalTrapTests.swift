import Autodiff
import ComplexNumbers
import Testing

/// Numerical differentiation traps with a message that names the shapes and values.
@Suite("Traps of numerical differentiation")
struct NumericalTrapTests {
  @Test("A gradient of more than one number")
  func nonScalar() async {
    let real = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = numericalGradient(at: Tensor([1.0, 2, 3])) { $0 * $0 }
    }
    expectMessage(real, "a gradient is that of one number, but the function's value has the shape [3]")
    let extrapolated = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = numericalGradientWithError(at: Tensor([Complex(1.0, 2), 3])) { abs($0) }
    }
    expectMessage(
      extrapolated, "the function's value has the shape [2]; reduce it by sum or mean, or take the Jacobian")
    let complex = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = complexStepGradient(at: Tensor([1.0, 2])) { $0 }
    }
    expectMessage(complex, "the function's value has the shape [2]")
  }

  @Test("A tangent of another shape")
  func tangent() async {
    let difference = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = numericalDerivative(at: Tensor([1.0, 2]), along: Tensor([1.0])) { $0 }
    }
    expectMessage(difference, "a tangent of shape [1] for an argument of shape [2]")
    let complex = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = complexStepDerivative(at: Tensor([1.0, 2]), along: Tensor([[1.0, 2]])) { $0 }
    }
    expectMessage(complex, "a tangent of shape [1, 2] for an argument of shape [2]")
  }

  @Test("A value whose shape depends on the point")
  func changingShape() async {
    let difference = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = numericalJacobian(at: Tensor([1.0, 2])) { $0[0] > 1 ? $0 : sum($0) }
    }
    expectMessage(difference, "the function's value has the shape [2] at one point and [] at another")
    let complex = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = complexStepJacobian(at: Tensor([1.0, 2])) { $0[0].imaginary > 0 ? $0 : sum($0) }
    }
    expectMessage(complex, "the function's value has the shape [2] at one point and [] at another")
  }

  @Test("Steps and scales that cannot be")
  func steps() async {
    let zero = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = numericalDerivative(at: 1.0, of: { $0 }, step: .fixed(0))
    }
    expectMessage(zero, "the step of a difference is a positive finite number, but 0.0 was given")
    let scale = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = numericalDerivative(at: 1.0, of: { $0 }, step: .relative(scale: -1))
    }
    expectMessage(scale, "the scale of an argument is a positive finite number, but -1.0 was given")
    let unfelt = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = numericalDerivative(at: 1e20, of: { $0 }, step: .fixed(1))
    }
    expectMessage(unfelt, "a step of 1.0 does not change the argument 1e+20")
    let complex = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = complexStepDerivative(at: 1.0, of: { $0 }, scale: .infinity)
    }
    expectMessage(complex, "the scale of an argument is a positive finite number, but inf was given")
  }
}
