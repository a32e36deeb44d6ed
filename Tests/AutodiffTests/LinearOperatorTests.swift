import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Operators that users define have what the library's own have.
@Suite("Linear operators")
struct LinearOperatorTests {
  @Test("A user's operator, its adjoint and the adjoint of that pass the dot-product test", arguments: [1, 2, 7, 16])
  func userDefined(length: Int) {
    expectNone(checkAdjoint(of: RunningSum<Double>(), inputShape: [length]))
    expectNone(checkAdjoint(of: RunningSum<Complex<Float>>(), inputShape: [length]))
    expectNone(checkAdjoint(of: RunningSum<Complex<Double>>().adjoint, inputShape: [length]))
    expectNone(checkAdjoint(of: adjointOperator(of: RunningSum<Float>().adjoint), inputShape: [length]))
  }

  @Test("The adjoint of the adjoint is the operator, with its name")
  func twiceAdjoint() {
    let map = RunningSum<Double>()
    #expect(type(of: map.adjoint.adjoint) == RunningSum<Double>.self)
    #expect("\(RunningSum<Double>.name) \(AdjointOperator<RunningSum<Double>>.name)" == "linear adjoint")
    let x = Tensor([1.0, 2, 3])
    #expect(adjointOperator(of: map.adjoint)(x) == Tensor([1.0, 3, 6]))
    #expect(map.adjoint(x) == Tensor([6.0, 5, 3]))
  }

  @Test("The tensors that an operator holds are constants")
  func parameters() {
    let constant = gradient(at: Tensor([3.0, 1])) { x in sum(Scaling(factor: withoutDerivative(at: x))(x)) }
    #expect(constant == Tensor([3.0, 1]))
  }

  @Test("An operator that holds what is being differentiated traps, rather than lose a term")
  func tracedParameters() async throws {
    let same = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor([3.0, 1])) { x in sum(Scaling(factor: x)(x)) }
    }
    expectMessage(same, "the operator scaling holds a tensor that is being differentiated")
    let outer = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor(3.0)) { t in
        sum(gradient(at: Tensor([1.0, 2])) { x in sum(square(Scaling(factor: t)(x))) })
      }
    }
    expectMessage(outer, "take withoutDerivative(at:) of them, or write the operation with products")
  }

  @Test("An adjoint of the wrong shape traps, rather than broadcast into a gradient")
  func wrongShape() async throws {
    let reverse = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let map = Claim<Double, Double>(apply: { $0 }, adjoint: { sum($0) })
      _ = gradient(at: Tensor([1.0, 2, 3])) { x in sum(map(x) + x) }
    }
    expectMessage(reverse, "the adjoint of linear gave a cotangent of shape [] for an input of shape [3]")
    let forward = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let map = Claim<Double, Double>(apply: { $0[0] == 1 ? $0 : sum($0) }, adjoint: { $0 })
      _ = valueWithDerivative(at: Tensor([1.0, 2, 3]), along: Tensor([0.0, 0, 0])) { x in map(x) }
    }
    expectMessage(forward, "linear gave a tangent of shape [] for a value of shape [3]")
  }
}

/// The adjoint as generic code sees it: of an adjoint, too, the adjoint's adjoint.
private func adjointOperator<Operator: LinearOperator>(of map: Operator) -> AdjointOperator<Operator> { map.adjoint }

/// x ↦ factor · x.
struct Scaling: LinearOperator {
  static var name: StaticString { "scaling" }
  let factor: Tensor<Double>
  func apply(_ x: Tensor<Double>) -> Tensor<Double> { factor * x }
  func applyAdjoint(_ y: Tensor<Double>) -> Tensor<Double> { factor * y }
}
