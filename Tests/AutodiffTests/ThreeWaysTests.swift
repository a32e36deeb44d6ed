import Autodiff
import Testing

/// The same derivatives in the three ways: by difference quotients, by formula, and by program.
@Suite("The three ways to a derivative")
struct ThreeWaysTests {
  /// A function of one number: as a formula, as a program on tensors, and as one on numbers.
  struct Function: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    let onTensors: @Sendable (Tensor<Double>) -> Tensor<Double>
    let onNumbers: @Sendable (Double) -> Double

    var testDescription: String { name }
  }

  static let functions = [
    Function(
      name: "a product", text: "x^2·sin(x)", onTensors: { square($0) * sin($0) }, onNumbers: { $0 * $0 * .sin($0) }),
    Function(
      name: "a quotient", text: "(1 + x)/(2 + cos(x))", onTensors: { (1 + $0) / (2 + cos($0)) },
      onNumbers: { (1 + $0) / (2 + .cos($0)) }),
    Function(
      name: "a chain", text: "exp(-(sin(3·x))^2)", onTensors: { exp(-square(sin(3 * $0))) },
      onNumbers: { .exp(-.pow(.sin(3 * $0), 2)) }),
    Function(
      name: "the softplus", text: "log(1 + exp(x))", onTensors: { log(1 + exp($0)) },
      onNumbers: { .log(1 + .exp($0)) }),
    Function(
      name: "the logistic function", text: "1/(1 + exp(-x))", onTensors: { 1 / (1 + exp(-$0)) },
      onNumbers: { 1 / (1 + .exp(-$0)) }),
    Function(
      name: "roots", text: "sqrt(1 + x^2) - sqrt(2 + tanh(x))",
      onTensors: { sqrt(1 + square($0)) - sqrt(2 + tanh($0)) },
      onNumbers: { (1 + $0 * $0).squareRoot() - (2 + .tanh($0)).squareRoot() }),
    Function(
      name: "a kink", text: "abs(x - 0.1)·x", onTensors: { abs($0 - 0.1) * $0 },
      onNumbers: { ($0 - 0.1).magnitude * $0 }),
    Function(
      name: "a polynomial by Horner's rule", text: "((2·x - 3)·x + 1/2)·x - 7/3",
      onTensors: { x in [2, -3, 0.5, -7.0 / 3].reduce(Tensor(0)) { $0 * x + $1 } },
      onNumbers: { x in [2, -3, 0.5, -7.0 / 3].reduce(0) { $0 * x + $1 } }),
    Function(
      name: "the logistic map, iterated", text: "64·x·(1 - x)·(1 - 2·x)^2·(1 - 8·x + 8·x^2)^2",
      onTensors: { x in (0..<3).reduce(x) { l, _ in 4 * l * (1 - l) } },
      onNumbers: { x in (0..<3).reduce(x) { l, _ in 4 * l * (1 - l) } }),
    Function(
      name: "a tower of powers", text: "(1 + x^2)^x", onTensors: { exp($0 * log(1 + square($0))) },
      onNumbers: { .pow(1 + $0 * $0, $0) }),
  ]

  static let points = [-1.25, -0.5, 0.3, 0.8, 1.75]

  @Test("Formula and program have one value", arguments: functions)
  func values(function: Function) throws {
    let f = try SymbolicExpression(function.text)
    for x in Self.points {
      let value = function.onNumbers(x)
      let others = [try f.evaluate(at: ["x": x]), function.onTensors(Tensor(x)).scalar]
      for other in others { #expect((other - value).magnitude <= 1e-12 * (1 + value.magnitude), "at \(x)") }
    }
  }

  @Test("Symbolic and automatic differentiation agree, to third order", arguments: functions)
  func symbolicAgainstAutomatic(function: Function) throws {
    let f = try SymbolicExpression(function.text)
    var automatic = function.onTensors
    var throughFormula: @Sendable (Tensor<Double>) throws -> Tensor<Double> = { try f.evaluate(at: ["x": $0]) }
    for order in 1...3 {
      automatic = { [automatic] x in gradient(at: x, of: automatic) }
      throughFormula = { [throughFormula] x in try gradient(at: x, of: throughFormula) }
      let symbolic = f.derivative(by: "x", order: order)
      for x in Self.points {
        let value = automatic(Tensor(x)).scalar
        let others = [
          // By rules on the formula; by rules on what it computes; and the formula's derivative on a tensor.
          try symbolic.evaluate(at: ["x": x]), try throughFormula(Tensor(x)).scalar,
          try symbolic.evaluate(at: ["x": Tensor(x)]).scalar,
        ]
        for other in others {
          #expect((other - value).magnitude <= 1e-9 * (1 + value.magnitude), "order \(order) at \(x): \(symbolic)")
        }
      }
    }
  }

  @Test("Both modes of automatic differentiation give what the formula gives", arguments: functions)
  func modes(function: Function) throws {
    let slope = try SymbolicExpression(function.text).derivative(by: "x")
    let x = Tensor(Self.points)
    let symbolic = try slope.evaluate(at: ["x": x])
    let reverse = gradient(at: x) { sum(function.onTensors($0)) }
    let forward = valueWithDerivative(at: x, along: Tensor(repeating: 1, shape: x.shape), of: function.onTensors)
      .derivative
    for (a, (b, c)) in zip(symbolic.elements, zip(reverse.elements, forward.elements)) {
      #expect((a - b).magnitude <= 1e-11 * (1 + b.magnitude) && (b - c).magnitude <= 1e-12 * (1 + b.magnitude))
    }
  }

  @Test("Numerical differentiation agrees with the formula, to its error", arguments: functions)
  func numerical(function: Function) throws {
    let f = try SymbolicExpression(function.text), slope = f.derivative(by: "x")
    for x in Self.points {
      let exact = try slope.evaluate(at: ["x": x]), value = function.onNumbers(x)
      let (extrapolated, error) = numericalDerivativeWithError(at: x, of: function.onNumbers)
      #expect((extrapolated - exact).magnitude <= error + 1e-13 * (1 + exact.magnitude), "at \(x), error \(error)")
      for scheme in [FiniteDifference.forward, .central, .fivePoint] {
        // A scheme of order p has the truncation error hᵖ·f⁽ᵖ⁺¹⁾ and the rounding error u·f/h, alike at h = u^(1/(p+1)).
        let order = scheme.order
        let higher = try f.derivative(by: "x", order: order + 1).evaluate(at: ["x": x])
        let step = Double.pow(.ulpOfOne, Double(order) / Double(order + 1))
        let bound = 16 * step * (value.magnitude + (x * exact).magnitude + higher.magnitude)
        let quotient = numericalDerivative(at: x, of: function.onNumbers, scheme: scheme)
        #expect((quotient - exact).magnitude <= bound, "\(scheme) at \(x)")
      }
    }
  }
}
