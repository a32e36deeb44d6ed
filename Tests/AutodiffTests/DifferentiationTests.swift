import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// What the derivative functions promise, beyond the rules: nesting, captured variables, constants, arguments.
@Suite("Differentiation")
struct DifferentiationTests {
  typealias Function = @Sendable (Tensor<Double>) -> Tensor<Double>

  /// The two modes, each as a derivative of functions of one number.
  enum Mode: CaseIterable {
    case forward, reverse

    func derivative(at x: Tensor<Double>, of f: (Tensor<Double>) -> Tensor<Double>) -> Tensor<Double> {
      switch self {
      case .forward: valueWithDerivative(at: x, along: 1, of: f).derivative
      case .reverse: gradient(at: x, of: f)
      }
    }
  }

  // MARK: Nesting

  @Test("Third derivatives in every nesting of the modes", arguments: Mode.allCases, Mode.allCases)
  func thirdOrder(outer: Mode, middle: Mode) {
    for inner in Mode.allCases {
      for x in [-1.5, 0.3, 2] {
        func third(_ f: (Tensor<Double>) -> Tensor<Double>) -> Double {
          outer.derivative(at: Tensor(x)) { x in
            middle.derivative(at: x) { x in inner.derivative(at: x, of: f) }
          }.scalar
        }
        let sine = third { sin($0) }
        #expect((sine + .cos(x)).magnitude < 1e-14)
        let product = third { x in x * sin(x) }
        #expect((product + 3 * .sin(x) + x * .cos(x)).magnitude < 1e-13)
        #expect(third { x in pow(x, 4) } == 24 * x)
        let quotient = third { x in 1.0 / (3.0 + x) }
        #expect((quotient + 6 / .pow(3 + x, 4)).magnitude < 1e-13)
        let logarithm = third { x in log(2.0 + x) }
        #expect((logarithm - 2 / .pow(2 + x, 3)).magnitude < 1e-13)
      }
    }
  }

  @Test("Third derivatives through a spectrum are those of finite differences of the second")
  func thirdOrderSpectrum() {
    var random = SeededRandom(seed: 20)
    let x: Tensor<Double> = random.tensor(shape: [6]), v: Tensor<Double> = random.tensor(shape: [6])
    // With the second derivative as the function, what the check calls the first is the third.
    let second: (Tensor<Double>) -> Tensor<Double> = { x in
      valueWithDerivative(at: x, along: v) { gradient(at: $0) { sum(abs(rfft($0) + 3)) } }.derivative
    }
    expectNone(checkGradient(of: second, at: x, order: 1))
    let phases: (Tensor<Double>) -> Tensor<Double> = { x in
      valueWithDerivative(at: x, along: v) { gradient(at: $0) { sum(square(phase(rfft($0) + 4))) } }.derivative
    }
    expectNone(checkGradient(of: phases, at: x, order: 1))
  }

  @Test("Perturbations are not confused", arguments: Mode.allCases, Mode.allCases)
  func perturbations(outer: Mode, inner: Mode) {
    let x = Tensor(3.0)
    // d/dx (x · d/dy (x + y)) = 1
    let one = outer.derivative(at: x) { x in x * inner.derivative(at: 2) { y in x + y } }
    #expect(one == Tensor(1.0))
    // d/dx (x · d/dy (x · y)) = 2x
    let product = outer.derivative(at: x) { x in x * inner.derivative(at: 2) { y in x * y } }
    #expect(product == Tensor(6.0))
    // At y = x²: d/dx d/dy (x · y²) = d/dx 2x³ = 6x²
    let chained = outer.derivative(at: x) { x in inner.derivative(at: x * x) { y in x * square(y) } }
    #expect(chained == Tensor(54.0))
    // The inner function ignores its variable.
    let ignored = outer.derivative(at: x) { x in x * inner.derivative(at: x) { _ in x * x } }
    #expect(ignored == Tensor(0.0))
    // The inner derivative alone depends on x: d/dx d/dy (y³) at y = x, times a constant.
    let alone = outer.derivative(at: x) { x in 2.0 * inner.derivative(at: x) { y in pow(y, 3) } }
    #expect(alone == Tensor(36.0))
  }

  @Test("Derivatives taken one after the other at one level above do not mix")
  func siblings() {
    let slope = gradient(at: Tensor(2.0)) { x in
      let first = gradient(at: x) { y in square(y) * x }  // 2x²
      let second = gradient(at: x) { y in pow(y, 3) }  // 3x²
      return first * second  // 6x⁴
    }
    #expect(slope == Tensor(192.0))
  }

  @Test("The Hessian-vector product of a quartic, four ways")
  func hessianVectorProducts() {
    var random = SeededRandom(seed: 21)
    let x: Tensor<Double> = random.tensor(shape: [5]), v: Tensor<Double> = random.tensor(shape: [5])
    // f = (Σx²)², ∇f = 4x·Σx², Hv = 4v·Σx² + 8x·(x·v)
    let f: Function = { square(sum(square($0))) }
    let norm2 = realInnerProduct(x, x), product = realInnerProduct(x, v)
    let expected = 4 * norm2 * v + 8 * product * x
    let gradientOfF: Function = { gradient(at: $0, of: f) }
    let results = [
      valueWithDerivative(at: x, along: v, of: gradientOfF).derivative,
      gradient(at: x) { sum(gradientOfF($0) * v) },
      gradient(at: x) { valueWithDerivative(at: $0, along: v, of: f).derivative },
      pullback(at: x, of: gradientOfF)(v),
      differential(at: x, of: gradientOfF)(v),
    ]
    for result in results { #expect(euclideanNorm(result - expected) < 1e-14 * euclideanNorm(expected)) }
  }

  // MARK: Variables

  @Test("A captured outer variable has its part in the gradient")
  func captured() {
    let (value, slope) = valueWithGradient(at: Tensor([1.0, 2, 3])) { x in
      let scale = sum(x)
      let inner = valueWithGradient(at: Tensor([4.0, 5])) { y in sum(y) * scale }
      // The inner gradient is (Σx, Σx), the inner value 9Σx.
      return sum(square(inner.gradient)) + inner.value
    }
    #expect(value == Tensor(126.0))
    #expect(slope == Tensor([33.0, 33, 33]))
  }

  @Test("A tensor that outlives its derivative keeps what it owes to outer ones")
  func leftOver() {
    var left = Tensor(0.0)
    let slope = gradient(at: Tensor(3.0)) { x in
      _ = gradient(at: Tensor(2.0)) { y in
        left = x * x * y
        return left
      }
      return left
    }
    // As a function of x alone, y = 2 being constant.
    #expect(slope == Tensor(12.0))
    let derivative = valueWithDerivative(at: Tensor(3.0), along: 1) { x in
      _ = gradient(at: Tensor(2.0)) { y in
        left = x * x * y
        return left
      }
      return left
    }
    #expect(derivative.value == Tensor(18.0) && derivative.derivative == Tensor(12.0))
    // Afterwards it is a number like any other.
    #expect(gradient(at: Tensor(5.0)) { x in x * left } == Tensor(18.0))
    #expect(gradient(at: Tensor(5.0)) { _ in left } == Tensor(0.0))
  }

  @Test("Two arguments: each has its gradient, each its pullback")
  func twoArguments() {
    let x = Tensor([1.0, 2]), z = Tensor([Complex(3.0, -1), Complex(0, 2)])
    let (value, slopes) = valueWithGradient(at: x, z) { x, z in sum(x * squaredModulus(z)) }
    #expect(value == Tensor(18.0))
    #expect(slopes.0 == Tensor([10.0, 4]))
    #expect(slopes.1 == Tensor([Complex(6.0, -2), Complex(0, 8)]))
    #expect(gradient(at: x, z) { x, z in sum(x * squaredModulus(z)) }.1 == slopes.1)
    let both = valueWithPullback(at: x, x) { x, y in x * y + x }
    #expect(both.value == Tensor([2.0, 6]))
    let cotangents = both.pullback(Tensor([1.0, -1]))
    #expect(cotangents.0 == Tensor([2.0, -3]) && cotangents.1 == Tensor([1.0, -2]))
  }

  @Test("An unused argument has zeros of its shape")
  func unused() {
    let x = Tensor([1.0, 2]), y = Tensor([[Complex<Double>(1, 1)]])
    #expect(gradient(at: x) { _ in Tensor(3.0) } == Tensor([0.0, 0]))
    let one = gradient(at: x, y) { x, _ in sum(x) }
    #expect(one.0 == Tensor([1.0, 1]) && one.1 == Tensor([[Complex<Double>(0, 0)]]))
    let none = gradient(at: x, y) { _, _ in Tensor(0.0) }
    #expect(none.0 == Tensor([0.0, 0]) && none.1 == Tensor([[Complex<Double>(0, 0)]]))
    #expect(pullback(at: x) { _ in y }(y) == Tensor([0.0, 0]))
    let forward = valueWithDerivative(at: x, along: x) { _ in y }
    #expect(forward.value == y && forward.derivative == Tensor([[Complex<Double>(0, 0)]]))
  }

  @Test("The identity, and a value that is the argument itself")
  func identity() {
    let x = Tensor([1.0, 2])
    #expect(pullback(at: x) { $0 }(Tensor([5.0, 7])) == Tensor([5.0, 7]))
    #expect(valueWithDerivative(at: x, along: Tensor([5.0, 7])) { $0 }.derivative == Tensor([5.0, 7]))
    #expect(gradient(at: Tensor(4.0)) { $0 } == Tensor(1.0))
  }

  @Test("A value of one element may have any rank")
  func oneElement() {
    let x = Tensor([2.0, 3])
    #expect(gradient(at: x) { sum($0 * $0, axes: [0], keepingAxes: true) } == Tensor([4.0, 6]))
    #expect(gradient(at: Tensor([[5.0]])) { square($0) } == Tensor([[10.0]]))
  }

  // MARK: Constants

  @Test("withoutDerivative(at:) is constant at every level")
  func constants() {
    let x = Tensor(3.0)
    #expect(gradient(at: x) { x in x * withoutDerivative(at: x) } == x)
    #expect(valueWithDerivative(at: x, along: 1) { x in x * withoutDerivative(at: x) }.derivative == x)
    let second = gradient(at: x) { x in gradient(at: x) { y in withoutDerivative(at: x * y) * y } }
    #expect(second == Tensor(0.0))
    let third = gradient(at: x) { x in
      gradient(at: x) { y in
        valueWithDerivative(at: y, along: 1) { z in z * withoutDerivative(at: z * y * x) }.derivative
      }
    }
    #expect(third == Tensor(0.0))
    // 2x + x·(x² as a constant) → 2 + x²
    #expect(gradient(at: x) { x in 2.0 * x + x * withoutDerivative(at: square(x)) } == Tensor(11.0))
  }

  // MARK: Closures

  struct Refusal: Error, Equatable {
    let reason: String
  }

  @Test("What the closure throws is thrown, and the next derivative is right")
  func throwing() {
    let x = Tensor([1.0, 2])
    let refuse: (Tensor<Double>) throws -> Tensor<Double> = { x in
      throw Refusal(reason: "\(x.shape) after \(square(x))")
    }
    let expected = Refusal(reason: "[2] after [1.0, 4.0]")
    #expect(throws: expected) { try gradient(at: x, of: refuse) }
    #expect(throws: expected) { try valueWithPullback(at: x, of: refuse) }
    #expect(throws: expected) { try valueWithDerivative(at: x, along: x, of: refuse) }
    #expect(throws: expected) { try gradient(at: x, x) { x, _ in try refuse(x) } }
    #expect(throws: expected) { try gradient(at: x) { x in try gradient(at: sum(x)) { _ in try refuse(x) } } }
    #expect(gradient(at: x) { sum(square($0)) } == Tensor([2.0, 4]))
  }

  @Test("Control flow is the closure's own")
  func controlFlow() {
    // A power by a loop whose length depends on the value.
    let f: (Tensor<Double>) -> Tensor<Double> = { x in
      var power = x
      while power.scalar < 100 { power = power * x }
      return power.scalar.truncatingRemainder(dividingBy: 2) == 0 ? power : -power
    }
    #expect(gradient(at: Tensor(2.0), of: f) == Tensor(7 * 64.0))
    #expect(gradient(at: Tensor(3.0), of: f) == Tensor(-5 * 81.0))
  }
}
