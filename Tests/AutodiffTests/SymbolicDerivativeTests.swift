import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Derivatives rule by rule, against those of textbooks, difference quotients and the complex step.
@Suite("Symbolic derivatives")
struct SymbolicDerivativeTests {
  /// Derivatives by x as tables have them.
  static let table = [
    ("x^2·sin(x)", "2·x·sin(x) + x^2·cos(x)"),
    ("7", "0"),
    ("y", "0"),
    ("x", "1"),
    ("-x", "-1"),
    ("x^5", "5·x^4"),
    ("x^y", "x^(y - 1)·y"),
    ("x^(1/2)", "1/(2·x^(1/2))"),
    ("3·x^2 - 4·x + 5", "6·x - 4"),
    ("y·x - x/y", "y - 1/y"),
    ("1/x", "-1/x^2"),
    ("x/(1 + x)", "1/(1 + x)^2"),
    ("sin(x)/x", "(x·cos(x) - sin(x))/x^2"),
    ("exp(x)", "exp(x)"),
    ("exp(-x^2)", "-2·x·exp(-x^2)"),
    ("e^x", "e^x"),
    ("2^x", "2^x·log(2)"),
    ("x^x", "x^x·(1 + log(x))"),
    ("log(x)", "1/x"),
    ("log10(x)", "1/(x·log(10))"),
    ("sqrt(x)", "1/(2·sqrt(x))"),
    ("sin(x)", "cos(x)"),
    ("cos(x)", "-sin(x)"),
    ("sin(x)·cos(x)", "cos(x)^2 - sin(x)^2"),
    ("tan(x)", "1/cos(x)^2"),
    ("asin(x)", "1/sqrt(1 - x^2)"),
    ("acos(x)", "-1/sqrt(1 - x^2)"),
    ("atan(x)", "1/(1 + x^2)"),
    ("sinh(x)", "cosh(x)"),
    ("cosh(x)", "sinh(x)"),
    ("tanh(x)", "1 - tanh(x)^2"),
    ("abs(x)", "sign(x)"),
    ("sign(x)", "0"),
    ("log(log(x))", "1/(x·log(x))"),
    ("sin(cos(x))", "-sin(x)·cos(cos(x))"),
    ("x1·x + sin(x)", "x1 + cos(x)"),
  ]

  @Test("Derivatives as in a table", arguments: table)
  func known(text: String, derivative: String) throws {
    #expect(try SymbolicExpression(text).derivative(by: "x").description == derivative)
  }

  /// Each rule, at points off its poles, against a central difference of the formula's value.
  @Test("Rules agree with difference quotients", arguments: table.map(\.0))
  func quotients(text: String) throws {
    let f = try SymbolicExpression(text)
    let slope = f.derivative(by: "x"), raw = f.unsimplifiedDerivative(by: "x")
    var random = SeededRandom(seed: 7)
    for _ in 0..<5 {
      let x = 0.5 + 0.4 * random.sample(Double.self), others = ["y": 1.7, "x1": 0.3]
      func value(_ f: SymbolicExpression, _ x: Double) throws -> Double {
        try f.evaluate(at: others.merging(["x": x]) { $1 })
      }
      let h = 1e-3
      let differences = try [1.0, 2].map { k in
        let difference = try value(f, x + k * h) - value(f, x - k * h)
        return difference / (2 * k * h)
      }
      // Richardson's extrapolation leaves an error of h⁴ times a fifth derivative.
      let quotient = (4 * differences[0] - differences[1]) / 3
      let exact = try value(slope, x), unsimplified = try value(raw, x)
      if !exact.isFinite {
        // log(log(x)) has no real value here, and none of its derivative is asked for.
        #expect(try value(f, x).isNaN)
        continue
      }
      if try value(f, x).isNaN { continue }
      #expect((exact - quotient).magnitude <= 1e-6 * (1 + exact.magnitude), "\(slope) at \(x)")
      #expect((unsimplified - exact).magnitude <= 1e-12 * (1 + exact.magnitude), "\(raw) at \(x)")
    }
  }

  @Test("Random formulas agree with the complex step")
  func complexStep() throws {
    var formulas = RandomExpressions(seed: 3)
    var compared = 0
    for _ in 0..<1500 {
      let f = formulas.expression(depth: 4, kinks: false)
      let x = formulas.point(), y = formulas.point()
      let point = ["x": x, "y": y]
      let value = try f.evaluate(at: point)
      let slope = try f.derivative(by: "x").evaluate(at: point)
      let raw = try f.unsimplifiedDerivative(by: "x").evaluate(at: point)
      guard !f.isPole, value.isFinite, raw.isFinite, value.magnitude < 1e4, raw.magnitude < 1e4 else { continue }
      let h = 1e-30
      let step = try f.evaluate(at: ["x": Complex(x, h), "y": Complex(y, 0)])
      let oracle = step.imaginary / h
      // Complex powers of negative numbers have a rounding in their imaginary part, beyond that tiny step.
      guard try f.evaluate(at: ["x": Complex(x, 0), "y": Complex(y, 0)]).imaginary == 0 else { continue }
      // Where the formula is real only by way of complex parts, both have other branches.
      guard (step.real - value).magnitude <= 1e-9 * (1 + value.magnitude), oracle.isFinite else { continue }
      compared += 1
      #expect((raw - oracle).magnitude <= 1e-8 * (1 + oracle.magnitude), "\(f) at x = \(x), y = \(y)")
      #expect((slope - oracle).magnitude <= 1e-8 * (1 + oracle.magnitude), "\(f) simplified, at x = \(x), y = \(y)")
    }
    #expect(compared > 700)
  }

  @Test("Higher orders, gradients, Hessians and Jacobians")
  func orders() throws {
    let f = try SymbolicExpression("x1·x2 + sin(x1)")
    #expect(f.gradient(by: ["x1", "x2"]).map(\.description) == ["x2 + cos(x1)", "x1"])
    #expect(f.hessian(by: ["x1", "x2"]).map { $0.map(\.description) } == [["-sin(x1)", "1"], ["1", "0"]])
    let valley = try SymbolicExpression("(x2 - x1^2)^2 + (1 - x1)^2")
    let slopes = valley.gradient(by: ["x1", "x2"]).map { $0.expanded().description }
    #expect(slopes == ["2·x1 - 4·x1·x2 + 4·x1^3 - 2", "2·x2 - 2·x1^2"])
    #expect(try SymbolicExpression("x^5").derivative(by: "x", order: 5) == 120)
    #expect(try SymbolicExpression("x^5").derivative(by: "x", order: 6) == 0)
    #expect(try SymbolicExpression("sin(x)").derivative(by: "x", order: 4).description == "sin(x)")
    #expect(try SymbolicExpression("x + 0").derivative(by: "x", order: 0).description == "x")
    let polar = try [SymbolicExpression("r·cos(phi)"), SymbolicExpression("r·sin(phi)")]
    let jacobian = polar.jacobian(by: ["r", "phi"]).map { $0.map(\.description) }
    #expect(jacobian == [["cos(phi)", "-r·sin(phi)"], ["sin(phi)", "r·cos(phi)"]])
  }

  @Test("The README's formula")
  func readme() throws {
    let f = try SymbolicExpression("x^2 · sin(x) - 3/4")
    let slope = f.derivative(by: "x")
    #expect(slope.description == "2·x·sin(x) + x^2·cos(x)")
    #expect(slope.latex == #"2 \cdot x \cdot \sin\left(x\right) + x^{2} \cdot \cos\left(x\right)"#)
    let atTwo = try slope.evaluate(at: ["x": 2.0])
    #expect((atTwo - (4 * .sin(2) + 4 * .cos(2))).magnitude < 1e-14)
    let x = Tensor([0.5, 1, 2])
    let automatic = try gradient(at: x) { sum(try f.evaluate(at: ["x": $0])) }
    let symbolic = try slope.evaluate(at: ["x": x])
    #expect(euclideanNorm(automatic - symbolic) < 1e-14)
    #expect(f.derivation(by: "x").steps.count == 7)
    #expect(f.swell(by: "x", orders: 3).sizes.count == 4)
  }

  @Test("The unsimplified derivative is what the rules give")
  func unsimplified() throws {
    #expect(
      try SymbolicExpression("x^2·sin(x)").unsimplifiedDerivative(by: "x").description == "2·x^1·sin(x) + x^2·cos(x)")
    #expect(
      try SymbolicExpression("x/sin(2·x)").unsimplifiedDerivative(by: "x").description
        == "(1·sin(2·x) - x·(cos(2·x)·(2·1)))/sin(2·x)^2")
    #expect(try SymbolicExpression("x + y").unsimplifiedDerivative(by: "x", order: 2).description == "0")
  }

  @Test("The steps of a derivation")
  func steps() throws {
    let derivation = try SymbolicExpression("x^2·sin(3·x)").derivation(by: "x")
    #expect(
      derivation.description == """
        d/dx x^2·sin(3·x) = 2·x·sin(3·x) + 3·x^2·cos(3·x)
        product rule, (u·v)′ = u′·v + u·v′: x^2·sin(3·x) ↦ 2·x·sin(3·x) + 3·x^2·cos(3·x)
          power rule, (u^n)′ = n·u^(n - 1)·u′: x^2 ↦ 2·x
            variable, x′ = 1: x ↦ 1
            constant, c′ = 0: 2 ↦ 0
          chain rule, sin(u)′ = cos(u)·u′: sin(3·x) ↦ 3·cos(3·x)
            constant factor rule, (c·u)′ = c·u′: 3·x ↦ 3
              constant, c′ = 0: 3 ↦ 0
        """)
    #expect(derivation.steps.first?.rule == .product)
    let rules = try SymbolicExpression("(1 + x)^3/log(x) - 2^(x/5) + 1/x - (-x)^x·y").derivation(by: "x").steps.map(
      \.rule)
    for rule: DifferentiationRule in [
      .constant, .variable, .negation, .sum, .difference, .constantFactor, .constantDivisor, .reciprocal, .quotient,
      .power, .exponential, .generalPower, .function(.log),
    ] {
      #expect(rules.contains(rule), "\(rule.name)")
    }
    #expect(DifferentiationRule.function(.log).formula == "log(u)′ = u′/u")
    #expect(DifferentiationRule.function(.acos).formula == "acos(u)′ = -u′/sqrt(1 - u^2)")
    #expect(DifferentiationRule.function(.tanh).formula == "tanh(u)′ = (1 - tanh(u)^2)·u′")
    let chained = try SymbolicExpression("(2·x + 1)^3").derivation(by: "x").steps[0]
    #expect(chained.isChained)
    #expect(chained.description == "chain rule and power rule, (u^n)′ = n·u^(n - 1)·u′: (2·x + 1)^3 ↦ 6·(1 + 2·x)^2")
  }
}
