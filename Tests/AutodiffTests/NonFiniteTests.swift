import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Where infinities and NaN come from, and how they travel.
@Suite("Non-finite numbers")
struct NonFiniteTests {
  typealias Real = Tensor<Double>

  /// The error of `body`, as a text.
  private func finding<Result>(
    includingInfinities: Bool = true, _ body: () throws -> Result, sourceLocation: SourceLocation = #_sourceLocation
  ) -> NonFiniteError? {
    #expect(throws: NonFiniteError.self, sourceLocation: sourceLocation) {
      _ = try detectingNonFinite(includingInfinities: includingInfinities, body)
    }
  }

  // MARK: Naming the culprit

  @Test("An operation's value")
  func values() {
    let x = Tensor([1.0, 2, 3, 0, 5, 6, 0, 8])
    let error = finding { gradient(at: x) { x in sum(exp(log(square(x)))) } }
    #expect(error?.source == .operation("log") && error?.phase == .value)
    #expect(error?.place == [3] && error?.shape == [8] && error?.inputShapes == [[8]])
    #expect(error?.element.real == -.infinity && error?.element.imaginary == 0)
    #expect(
      error?.description
        == "log produced -inf at [3] of a value of shape [8] from finite inputs of shape [8] (forward phase)")
    let quotient = finding { pullback(at: Tensor([[1.0, 2], [3, 4]])) { x in (x - 4.0) / (x - 4.0) } }
    #expect(
      quotient?.description
        == "/ produced nan at [1, 1] of a value of shape [2, 2] from finite inputs of shape [2, 2] and [2, 2] (forward phase)"
    )
    let scalar = finding { valueWithDerivative(at: Tensor(1e300), along: 1) { x in x * x } }
    #expect(scalar?.source == .operation("·") && scalar?.phase == .value && scalar?.place == [])
    #expect(
      scalar?.description == "· produced inf as a scalar value from finite inputs of shape [] and [] (forward phase)")
  }

  @Test("A derivative in reverse mode")
  func cotangents() {
    let x = Tensor([4.0, 1, 0, 9])
    let error = finding { gradient(at: x) { x in sum(2 * sqrt(x)) } }
    #expect(error?.source == .operation("sqrt") && error?.phase == .cotangent && error?.place == [2])
    #expect(
      error?.description
        == "the derivative of sqrt produced inf at [2] of a cotangent of shape [4] from a finite cotangent of shape [4] "
        + "(reverse phase)")
    // Through a pullback that is called within.
    let late = finding { pullback(at: x) { x in sqrt(x) }(Tensor([1.0, 1, -1, 1])) }
    #expect(late?.source == .operation("sqrt") && late?.element.real == -.infinity)
    // Two cotangents, finite both, with a sum that is not.
    let total = finding { gradient(at: Tensor(0.0)) { x in sin(-x) * 1e308 + 1e308 * sin(-x) } }
    #expect(total?.source == .sum(at: nil) && total?.element.real == -.infinity)
    #expect(
      total?.description == "the sum of finite cotangents of an argument is -inf as a scalar cotangent (reverse phase)")
    let inner = finding {
      gradient(at: Tensor(0.0)) { x in
        let y = sin(x)
        return y * 1e308 + 1e308 * y
      }
    }
    #expect(
      inner?.description
        == "the sum of finite cotangents of the value of sin is inf as a scalar cotangent (reverse phase)")
  }

  @Test("A derivative in forward mode")
  func tangents() {
    let error = finding { valueWithDerivative(at: Tensor([4.0, 0]), along: Tensor([1.0, 1])) { x in sqrt(x) } }
    #expect(error?.source == .operation("sqrt") && error?.phase == .tangent && error?.place == [1])
    #expect(
      error?.description
        == "the derivative of sqrt produced inf at [1] of a tangent of shape [2] from finite inputs and tangents "
        + "of shape [2] (forward mode)")
    let mapped = finding { differential(at: Tensor(0.0)) { x in sqrt(x) }(Tensor(2.0)) }
    #expect(mapped?.phase == .tangent)
  }

  @Test("Arguments, tangents and cotangents that were not finite from the outset")
  func givens() {
    let x = Tensor([1.0, 2, .nan]), y = Tensor([1.0, 1, 1])
    let first = finding { gradient(at: x) { x in sum(x) } }
    #expect(first?.source == .argument(1) && first?.place == [2])
    #expect(first?.description == "argument 1 is not finite: nan at [2] of a value of shape [3]")
    let second = finding { gradient(at: y, x) { x, y in sum(x * y) } }
    #expect(second?.source == .argument(2))
    let tangent = finding { valueWithDerivative(at: y, along: x) { x in sum(x) } }
    #expect(tangent?.description == "the tangent of argument 1 is not finite: nan at [2] of a tangent of shape [3]")
    let cotangent = finding { pullback(at: y) { y in 2 * y }(x) }
    #expect(
      cotangent?.description
        == "the cotangent given to a pullback is not finite: nan at [2] of a cotangent of shape [3]")
    let constant = finding { gradient(at: y) { y in sum(y + x) } }
    #expect(constant?.source == .constant(input: 2, of: "+"))
    #expect(
      constant?.description
        == "a constant is not finite, input 2 of +: nan at [2] of a value of shape [3] (forward phase)")
  }

  @Test("Complex and single-precision tensors")
  func elementTypes() {
    let z = Tensor([Complex<Float>(1, 1), 0])
    let complexError = finding { gradient(at: z) { z in sum(squaredModulus(1 / z)) } }
    #expect(complexError?.source == .operation("/") && complexError?.place == [1])
    let single = finding { gradient(at: Tensor([Float(0)])) { x in sum(log(x)) } }
    #expect(single?.source == .operation("log") && single?.element.real == -.infinity)
    let imaginary = finding { gradient(at: Tensor([Complex(1.0, .infinity)])) { z in sum(real(z)) } }
    #expect(imaginary?.description == "argument 1 is not finite: 1 + inf i at [0] of a value of shape [1]")
  }

  @Test("Operations of many tensors, and models")
  func many() {
    let x = Tensor([1.0, 2])
    let constant = finding { gradient(at: x) { x in sum(concatenate([x, Tensor([.nan, 1])])) } }
    guard case .constant(input: 2, _)? = constant?.source else {
      Issue.record("\(String(describing: constant))")
      return
    }
    #expect(constant?.place == [0])
    let layers = [x, Tensor([.nan, 1])]
    let argument = finding { gradient(at: layers) { layers in sum(layers[0] * layers[1]) } }
    #expect(argument?.source == .argument(2) && argument?.place == [0])
    let tangent = finding { valueWithDerivative(at: [x, x], along: layers) { layers in sum(layers[0]) } }
    #expect(tangent?.source == .argument(2) && tangent?.phase == .tangent)
    let recomputed = finding {
      gradient(at: Tensor([4.0, 0])) { x in sum(withRecomputationInPullback(at: x) { sqrt($0) }) }
    }
    #expect(recomputed?.source == .operation("sqrt") && recomputed?.phase == .cotangent && recomputed?.place == [1])
  }

  @Test("Derivatives of derivatives")
  func nested() {
    let x = Tensor([1.0, 0])
    // The gradient of Σ x√x is finite at 0; its derivative is not.
    let first = finding { gradient(at: x) { x in sum(gradient(at: x) { x in sum(sqrt(x)) }) } }
    #expect(first != nil)
    let inner = finding {
      gradient(at: Tensor(2.0)) { y in y * sum(gradient(at: x) { x in sum(sqrt(x)) }) }
    }
    #expect(inner?.source == .operation("sqrt") && inner?.phase == .cotangent)
    let forward = finding {
      valueWithDerivative(at: x, along: Tensor([1.0, 1])) { gradient(at: $0) { sum(square(sqrt($0))) } }
    }
    #expect(forward?.source == .operation("sqrt") && forward?.phase == .tangent)
  }

  @Test("The first is named, not what follows from it")
  func first() {
    let error = finding {
      gradient(at: Tensor(0.0)) { x in
        let infinite = log(x)
        return infinite - infinite + log(infinite * 0)
      }
    }
    #expect(error?.source == .operation("log") && error?.element.real == -.infinity)
    let several = finding {
      _ = gradient(at: Tensor(0.0)) { x in sqrt(x) }
      return gradient(at: Tensor(0.0)) { x in log(x) }
    }
    #expect(several?.source == .operation("sqrt"))
  }

  @Test("Infinities can be meant")
  func nanOnly() throws {
    let x = Tensor([0.0, 1])
    let f: (Real) -> Real = { x in sum(exp(log(x))) }
    #expect(finding { gradient(at: x, of: f) }?.source == .operation("log"))
    // 0 · ∞ in the derivative of log: the NaN is found where it is made.
    let error = finding(includingInfinities: false) { gradient(at: x, of: f) }
    #expect(error?.source == .operation("log") && error?.phase == .cotangent && error?.element.real.isNaN == true)
    // A mask: exp(−∞) = 0, with the slope 0.
    let masked: (Real) -> Real = { x in sum(exp(x + Tensor([-Double.infinity, 0]))) }
    let slope = try detectingNonFinite(includingInfinities: false) { gradient(at: Tensor([5.0, 0]), of: masked) }
    #expect(slope == Tensor([0.0, 1]))
    #expect(finding { gradient(at: x, of: masked) }?.source == .constant(input: 2, of: "+"))
  }

  // MARK: What the mode leaves alone

  @Test("Nothing found: the result is the same, bit for bit")
  func same() throws {
    let x = GraphTests.signal(count: 100, seed: 91), v = GraphTests.signal(count: 100, seed: 92)
    let expected = valueWithGradient(at: x, of: GraphTests.loss)
    let watched = try detectingNonFinite { valueWithGradient(at: x, of: GraphTests.loss) }
    #expect(watched.value == expected.value && watched.gradient == expected.gradient)
    let product: () -> Real = {
      valueWithDerivative(at: x, along: v) { gradient(at: $0, of: GraphTests.loss) }.derivative
    }
    let watchedProduct = try detectingNonFinite(product)
    #expect(watchedProduct == product())
  }

  @Test("Outside the mode nothing is thrown, nor for a pullback made within and called after it")
  func outside() throws {
    #expect(gradient(at: Tensor(0.0)) { x in sqrt(x) } == Tensor(Double.infinity))
    let late = try detectingNonFinite { pullback(at: Tensor(0.0)) { x in sqrt(x) } }
    #expect(late(Tensor(1.0)) == Tensor(Double.infinity))
    let slope = try detectingNonFinite { gradient(at: Tensor(2.0)) { x in square(x) } }
    #expect(slope == Tensor(4.0))
  }

  struct Refusal: Error {}

  @Test("What the body throws is thrown, unless a number was to blame before")
  func throwing() {
    #expect(throws: Refusal.self) { try detectingNonFinite { throw Refusal() } }
    #expect(throws: NonFiniteError.self) {
      try detectingNonFinite {
        _ = gradient(at: Tensor(0.0)) { x in log(x) }
        throw Refusal()
      }
    }
  }

  @Test("Child tasks are watched, and other tasks are not")
  func tasks() async throws {
    await #expect(throws: NonFiniteError.self) {
      try await detectingNonFinite {
        await withTaskGroup { group in
          for k in 0..<8 { group.addTask { gradient(at: Tensor(Double(k))) { x in log(x) } } }
          await group.waitForAll()
        }
      }
    }
    await #expect(throws: Refusal.self) {
      try await detectingNonFinite {
        await Task.yield()
        throw Refusal()
      }
    }
    let unwatched = try await detectingNonFinite {
      await Task.detached { gradient(at: Tensor(0.0)) { x in log(x) } }.value
    }
    #expect(unwatched == Tensor(Double.infinity))
  }

  // MARK: How they travel

  @Test("A NaN stays at its place, in the value and in the gradient")
  func propagation() {
    let x = Tensor([1.0, .nan, 3, 4])
    let slope = gradient(at: x) { x in sum(x * x) }
    #expect(slope[0] == 2 && slope[1].isNaN && slope[2] == 6 && slope[3] == 8)
    #expect(valueWithGradient(at: x) { x in sum(x * x) }.value.scalar.isNaN)
    // A spectrum mixes all samples.
    let spectrum = gradient(at: x) { x in sum(squaredModulus(rfft(x))) }
    #expect(spectrum.elements.allSatisfy { element in element.isNaN })
    let tangent = valueWithDerivative(at: Tensor([1.0, 2]), along: Tensor([.nan, 1])) { x in x * x }
    #expect(tangent.value == Tensor([1.0, 4]) && tangent.derivative[0].isNaN && tangent.derivative[1] == 4)
    let cotangent = pullback(at: Tensor([1.0, 2])) { x in x * x }(Tensor([.nan, 1]))
    #expect(cotangent[0].isNaN && cotangent[1] == 4)
  }

  @Test("Infinite slopes of √ and log are kept, in both modes")
  func infiniteSlopes() {
    let zero = Tensor([0.0, 1])
    #expect(gradient(at: zero) { x in sum(sqrt(x)) } == Tensor([.infinity, 0.5]))
    #expect(gradient(at: zero) { x in sum(log(x)) } == Tensor([.infinity, 1]))
    #expect(
      valueWithDerivative(at: zero, along: Tensor([1.0, 1])) { x in sqrt(x) }.derivative == Tensor([.infinity, 0.5]))
    let (value, slope) = valueWithGradient(at: Tensor([Double.infinity, 2])) { x in sum(1 / x) }
    #expect(value == Tensor(0.5) && slope[0] == 0 && slope[1] == -0.25)
  }
}
