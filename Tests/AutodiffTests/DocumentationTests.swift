import Autodiff
import TestSupport
import Testing

/// What the module's README and comments show compiles, and gives what they say.
@Suite("Documentation")
struct DocumentationTests {
  /// yₙ = xₙ − xₙ₋₁.
  struct Difference: LinearOperator {
    func apply(_ x: Tensor<Double>) -> Tensor<Double> { x - x.padded(before: 1).resized(to: x.count) }
    func applyAdjoint(_ y: Tensor<Double>) -> Tensor<Double> { y - y.padded(after: 1).slice(1..<(y.count + 1)) }
  }

  @Test("The README's operator")
  func difference() {
    let slope = gradient(at: Tensor([1.0, 4, 9])) { sum(square(Difference()($0))) }
    #expect(slope == Tensor([-4.0, -4, 10]))
    expectNone(checkAdjoint(of: Difference(), inputShape: [7]))
    expectNone(checkAdjoint(of: Difference(), inputShape: [1]))
  }

  struct Doubling: LinearOperator {
    func apply(_ x: Tensor<Double>) -> Tensor<Double> { 2 * x }
    func applyAdjoint(_ y: Tensor<Double>) -> Tensor<Double> { 2 * y }
  }

  @Test("The comments' examples")
  func comments() {
    let x = Tensor([1.0, 2, 3])
    let slope = gradient(at: x) { sum($0 * $0) }
    #expect(slope == Tensor([2.0, 4, 6]))
    let doubled = gradient(at: Tensor([1.0, 2])) { sum(Doubling()($0)) }
    #expect(doubled == Tensor([2.0, 2]))
    let (loss, power) = valueWithGradient(at: x) { mean(squaredModulus(rfft($0))) }
    // Σ over both bins of |X|²: 36 + 3, over 2.
    #expect((loss.scalar - 19.5).magnitude < 1e-14 && power.shape == [3])
  }

  @Test("The README's first example")
  func first() {
    let x = Tensor([0.5, -1, 2, 0.25]), target = Tensor([1.0, 2, 0.5])
    let (loss, slope) = valueWithGradient(at: x) { x in
      mean(square(abs(rfft(x)) - target))
    }
    // X = 1.75, −1.5 + 1.25i, 3.25.
    let r = (1.5 * 1.5 + 1.25 * 1.25).squareRoot()
    #expect((loss.scalar - (0.75 * 0.75 + (r - 2) * (r - 2) + 2.75 * 2.75) / 3).magnitude < 1e-14)
    #expect(slope.shape == [4])
  }

  @Test("The README's graph, and its search for what is not finite")
  func graph() throws {
    let graph = ComputationGraph(of: { x1, x2 in x1 * x2 + sin(x1) }, at: Tensor(2.0), Tensor(5.0))
    #expect(graph.description.contains("v̄₁ = v̄₃·∂v₃/∂v₁ + v̄₄·∂v₄/∂v₁ = 5 + (-0.416147) = 4.58385"))
    #expect(graph.operationCounts["sin"] == 1)
    #expect(graph.dot.hasPrefix("digraph"))

    let x = Tensor([1.0, 2, 0, 4])
    do {
      _ = try detectingNonFinite { gradient(at: x) { x in sum(log(x)) } }
    } catch {
      #expect("\(error)".hasPrefix("log produced -inf at [2] of a value of shape [4] from finite inputs"))
    }
  }

  @Test("Expressions with literals are not ambiguous")
  func literals() {
    let x = Tensor([1.0, 2]), z = complex(x, x)
    let real = gradient(at: x) { sum(2 * sin($0) * 3 + 1 - $0 / 2 + 0.5 * square($0) - 1.5) }
    let closed = x.elements.map { 6 * .cos($0) - 0.5 + $0 }
    #expect(euclideanNorm(real - Tensor(closed)) < 1e-14)
    let parts = abs(2 * z - 1 + z * 0.5 + 3 / z)
    #expect(parts.shape == [2])
    let scalar = Tensor(0.5) * 2 + 1
    #expect(scalar == Tensor(2.0))
  }
}
