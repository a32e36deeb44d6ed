import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Values at numbers of every kind, and on tensors.
@Suite("Evaluation of expressions")
struct SymbolicEvaluationTests {
  static let point = ["x": 0.75, "y": -1.5]

  @Test("Every operation and function has its value")
  func functions() throws {
    let x = 0.75, y = -1.5
    let cases: [(String, Double)] = [
      ("x + y", x + y), ("x - y", x - y), ("x·y", x * y), ("x/y", x / y), ("-x", -x), ("y^3", y * y * y),
      ("y^-2", 1 / (y * y)),
      ("x^y", .pow(x, y)), ("x^0.5", x.squareRoot()), ("y^2.0", y * y), ("y^3.0", y * y * y), ("0^0.0", 1),
      ("(x - x)^0", 1),
      ("exp(x)", .exp(x)), ("log(x)", .log(x)), ("log10(x)", .log10(x)), ("sqrt(x)", x.squareRoot()),
      ("sin(x)", .sin(x)),
      ("cos(x)", .cos(x)), ("tan(x)", .tan(x)), ("asin(x)", .asin(x)), ("acos(x)", .acos(x)), ("atan(x)", .atan(x)),
      ("sinh(x)", .sinh(x)), ("cosh(x)", .cosh(x)), ("tanh(x)", .tanh(x)), ("abs(y)", -y), ("sign(y)", -1),
      ("sign(x - x)", 0),
      ("pi", .pi), ("e", .exp(1)), ("2/3", 2 / 3), ("0.1", 0.1), ("1e-300", 1e-300), ("1e308", 1e308), ("-0.3", -0.3),
    ]
    for (text, value) in cases {
      let f = try SymbolicExpression(text)
      let double = try f.evaluate(at: Self.point)
      #expect((double - value).magnitude <= 2 * value.ulp, "\(text)")
      let single = try f.evaluate(at: ["x": Float(x), "y": Float(y)])
      #expect((single - Float(value)).magnitude <= 4 * Float(value).ulp || !Float(value).isFinite, "\(text)")
      let tensor = try f.evaluate(at: ["x": Tensor([x, x]), "y": Tensor([y, y])])
      #expect((tensor.elements[0] - value).magnitude <= 16 * value.ulp, "\(text)")
    }
    #expect(try SymbolicExpression("1/x").evaluate(at: ["x": 0.0]) == .infinity)
    #expect(try SymbolicExpression("log(-x)").evaluate(at: ["x": 1.0]).isNaN)
    #expect(try SymbolicExpression("(-x)^0.5").evaluate(at: ["x": 1.0]).isNaN)
  }

  @Test("Complex values are analytic continuations")
  func complex() throws {
    let z = Complex(0.5, -1.25)
    let cases: [(String, Complex<Double>)] = [
      ("z^2 + 1/z", z * z + 1 / z), ("exp(i_·z)", .exp(.i * z)), ("sqrt(z)·log(z)", .sqrt(z) * .log(z)),
      ("z^2.5", .exp(2.5 * .log(z))), ("z^z", .exp(z * .log(z))), ("log10(z)", .log(z) / Double.log(10)),
      ("tan(z)", .sin(z) / .cos(z)), ("sin(asin(z)) + cos(acos(z)) + tan(atan(z))", 3 * z), ("z^0.0", 1),
      ("3/4·pi", Complex(0.75 * .pi, 0)),
      ("sinh(z) + cosh(z)", .exp(z)), ("tanh(z)", .sinh(z) / .cosh(z)), ("e^z", .exp(z)),
    ]
    for (text, value) in cases {
      let result = try SymbolicExpression(text).evaluate(at: ["z": z, "i_": .i])
      #expect((result - value).modulus <= 1e-14 * (1 + value.modulus), "\(text): \(result), not \(value)")
    }
    for function in [ElementaryFunction.abs, .sign] {
      #expect(throws: ExpressionEvaluationError.realOnly(function)) {
        try SymbolicExpression("1 + \(function.rawValue)(z)").evaluate(at: ["z": z])
      }
    }
    #expect(
      ExpressionEvaluationError.realOnly(.abs).description
        == "abs is a function of real numbers, and was asked for at a complex one")
  }

  @Test("A variable without a value is named, with those that have one")
  func missing() throws {
    let f = try SymbolicExpression("x·y + z")
    #expect(f.variables == ["x", "y", "z"])
    let some = #expect(throws: ExpressionEvaluationError.missingVariable("z", given: ["x", "y"])) {
      try f.evaluate(at: Self.point)
    }
    #expect(some?.description == "the variable “z” has no value; those given are “x”, “y”")
    let none = #expect(throws: ExpressionEvaluationError.missingVariable("x", given: [])) {
      try f.evaluate(at: [String: Tensor<Double>]())
    }
    #expect(none?.description == "the variable “x” has no value; none was given")
    #expect(try SymbolicExpression("1 + 2").evaluate(at: ["unused": 0.5]) == 3)
  }

  @Test("Tensors broadcast, and differentiate through the formula")
  func tensors() throws {
    let f = try SymbolicExpression("x·y")
    let product = try f.evaluate(at: ["x": Tensor([[1.0], [2]]), "y": Tensor([3.0, 4])])
    #expect(product == Tensor([[3.0, 4], [6, 8]]))
    #expect(try SymbolicExpression("2·pi").evaluate(at: [String: Tensor<Float>]()).shape == [])
  }

  @Test(
    "Formulas on tensors pass the gradient check, to second order", arguments: SymbolicDerivativeTests.table.map(\.0))
  func gradients(text: String) throws {
    // log(log(x)) needs an argument beyond 1, the inverse functions one within.
    let shift = text == "log(log(x))" ? 2.0 : 0.0
    let f = try SymbolicExpression(text)
    let x = Tensor([0.3, 0.45, 0.6, 0.7].map { $0 + shift })
    expectNone(
      checkGradient(
        of: { x in
          // A formula without x would have no shape of its own.
          let value = try? f.evaluate(at: ["x": x, "y": Tensor(1.25), "x1": Tensor(-0.5)])
          return (value ?? Tensor(.nan)) + 0 * x
        }, at: x, named: text))
    let single = Tensor(x.elements.map(Float.init))
    expectNone(
      checkGradient(
        of: { x in
          let value = try? f.evaluate(at: ["x": x, "y": Tensor(1.25), "x1": Tensor(-0.5)])
          return (value ?? Tensor(.nan)) + 0 * x
        }, at: single, named: text, order: 1))
  }

  @Test("Half-integer powers on tensors")
  func halfIntegers() throws {
    let f = try SymbolicExpression("x^1.5 + x^(-1/2) + x^(5/2)")
    let x = Tensor([0.25, 4.0])
    #expect(try f.evaluate(at: ["x": x]) == Tensor([2.15625, 40.5]))
    #expect(try SymbolicExpression("x^1.5").evaluate(at: ["x": Tensor([0.0])]) == Tensor([0.0]))
  }

  @Test("Substitution puts one formula into another")
  func substitution() throws {
    let f = try SymbolicExpression("x^2 + y"), g = try SymbolicExpression("1 - y")
    #expect(f.substituting("x", with: g).description == "(1 - y)^2 + y")
    #expect(f.substituting("z", with: g) == f)
    // The chain rule: (f ∘ g)′ = f′(g)·g′.
    let outer = try SymbolicExpression("sin(x)/x"), inner = try SymbolicExpression("exp(x) + x^2")
    let composed = outer.substituting("x", with: inner).derivative(by: "x")
    let product = outer.derivative(by: "x").substituting("x", with: inner) * inner.derivative(by: "x")
    let left = try composed.evaluate(at: ["x": 0.4]), right = try product.evaluate(at: ["x": 0.4])
    #expect((left - right).magnitude <= 1e-14)
  }
}
