import Autodiff
import TestSupport
import Testing

/// Formulas as text, as LaTeX, and back.
@Suite("Printing and reading of expressions")
struct SymbolicPrintingTests {
  @Test("What is printed is read as an equal formula")
  func roundTrip() throws {
    var formulas = RandomExpressions(seed: 5)
    for _ in 0..<3000 {
      let f = formulas.expression(depth: 5)
      #expect(try SymbolicExpression(f.description) == f)
      let simplified = f.simplified()
      #expect(try SymbolicExpression(simplified.description) == simplified)
    }
  }

  static let x = SymbolicExpression.variable("x"), y = SymbolicExpression.variable("y"),
    z = SymbolicExpression.variable("z")

  @Test("No more parentheses than needed")
  func parentheses() throws {
    let (x, y, z) = (Self.x, Self.y, Self.z)
    let half = SymbolicExpression(numerator: 1, denominator: 2)
    let cases: [(SymbolicExpression, String)] = [
      (x + y + z, "x + y + z"), (x + (y + z), "x + (y + z)"), (x - (y - z), "x - (y - z)"), (x - y * z, "x - y·z"),
      ((x + y) * z, "(x + y)·z"), (x * (y * z), "x·(y·z)"), (x * y * z, "x·y·z"), (x / y / z, "x/y/z"),
      (x / (y * z), "x/(y·z)"), (x * (y / z), "x·(y/z)"), (-x * y, "-x·y"), (-(x * y), "-(x·y)"),
      (-(x + y), "-(x + y)"),
      (x + -y, "x + (-y)"), (x * -y, "x·(-y)"), (x - -3, "x - (-3)"), (-(-x), "-(-x)"), (-pow(x, 2), "-x^2"),
      (pow(-x, 2), "(-x)^2"), (pow(x, pow(y, z)), "x^y^z"), (pow(pow(x, y), z), "(x^y)^z"), (pow(x, -2), "x^(-2)"),
      (pow(x, half), "x^(1/2)"), (pow(half, x), "(1/2)^x"), (half * x, "1/2·x"), (x * half, "x·(1/2)"),
      (pow(2, x), "2^x"),
      (pow(-2, x), "(-2)^x"), (sin(x + y), "sin(x + y)"), (pow(sin(x), 2), "sin(x)^2"), (1e-5 * x, "1e-05·x"),
      (x * -0.5, "x·(-0.5)"), (4 / 2 * x, "2·x"), (-half * x, "-1/2·x"), (2 * .pi * .e, "2·pi·e"),
      (x / half, "x/(1/2)"),
    ]
    for (expression, text) in cases {
      #expect(expression.description == text)
      #expect(try SymbolicExpression(text) == expression)
    }
  }

  @Test(
    "Ways to write a formula",
    arguments: [
      ("x**2", "x^2"), ("x²", "x^2"), ("x⁻¹⁰·y", "x^(-10)·y"), ("2^x²", "2^x^2"), ("-x²", "-x^2"),
      ("sin(x)²", "sin(x)^2"),
      ("x·y", "x·y"), ("x⋅y", "x·y"), ("x×y", "x·y"), ("x * y", "x·y"), ("x÷y", "x/y"), ("x − y", "x - y"), ("+x", "x"),
      ("x - +y", "x - y"), ("x--y", "x - (-y)"), ("2^-x", "2^(-x)"), ("2^3^2", "2^3^2"), ("-2^2", "-2^2"),
      ("6/4", "3/2"),
      ("ln(x)", "log(x)"), ("arctan(x)", "atan(x)"), ("sgn(x)", "sign(x)"), ("π·x", "pi·x"), ("  ( ( x ) ) ", "x"),
      ("x₁ + x_2 + θ", "x₁ + x_2 + θ"), ("1.50", "1.5"), (".5", "0.5"), ("1E3", "1000.0"), ("-3/4", "-3/4"),
      ("x\n + y", "x + y"), ("12345678901234567890", "1.2345678901234567e+19"), ("1/3·x", "1/3·x"), ("x·1/3", "x·1/3"),
    ])
  func spelling(text: String, description: String) throws {
    #expect(try SymbolicExpression(text).description == description)
  }

  @Test("Precedence gives the values of arithmetic")
  func precedence() throws {
    let values = [
      ("2 + 3·4", 14.0), ("2·3^2", 18), ("2^3^2", 512), ("-2^2", -4), ("(-2)^2", 4), ("7 - 2 - 1", 4), ("8/4/2", 1),
      ("8/4·2", 4),
      ("2^-1", 0.5), ("-2·3", -6), ("2 - -3", 5), ("1 - 2·3 + 4", -1), ("2·(3 + 4)^2/7", 14), ("-(1 + 2)²", -9),
    ]
    for (text, value) in values {
      #expect(try SymbolicExpression(text).evaluate(at: [String: Double]()) == value, "\(text)")
    }
  }

  @Test(
    "LaTeX",
    arguments: [
      ("2·x·sin(x) + x^2·cos(x)", #"2 \cdot x \cdot \sin\left(x\right) + x^{2} \cdot \cos\left(x\right)"#),
      ("(x + 1)/(x - 1)", #"\frac{x + 1}{x - 1}"#), ("3/4·x", #"\frac{3}{4} \cdot x"#), ("-3/4", #"-\frac{3}{4}"#),
      ("sqrt(1 + x^2)", #"\sqrt{1 + x^{2}}"#), ("abs(x)", #"\left|x\right|"#),
      ("sign(x)", #"\operatorname{sgn}\left(x\right)"#),
      ("log(x) + log10(x)", #"\ln\left(x\right) + \log_{10}\left(x\right)"#), ("asin(x)", #"\arcsin\left(x\right)"#),
      ("exp(-x)", #"\exp\left(-x\right)"#), ("e^(2·pi)", #"e^{2 \cdot \pi}"#),
      ("(x + y)^2", #"\left(x + y\right)^{2}"#),
      ("(x/y)^2", #"\left(\frac{x}{y}\right)^{2}"#), ("x1 + x_12 + x_n + x₁", "x_{1} + x_{12} + x_{n} + x_{1}"),
      ("omega_0·alpha·rate", #"\omega_{0} \cdot \alpha \cdot \mathit{rate}"#),
      ("(x·y)·(y + 1)", #"x \cdot y \cdot \left(y + 1\right)"#),
      ("x - (y - 1)", #"x - \left(y - 1\right)"#), ("x·(-y)", #"x \cdot \left(-y\right)"#), ("2^x^y", "2^{x^{y}}"),
      ("1e-9·x", #"1 \cdot 10^{-9} \cdot x"#), ("x^-2", "x^{-2}"), ("(1/2)^x", #"\left(\frac{1}{2}\right)^{x}"#),
    ])
  func latex(text: String, latex: String) throws {
    #expect(try SymbolicExpression(text).latex == latex)
  }

  @Test("Whatever the formula, LaTeX's braces and parentheses are balanced")
  func balance() {
    var formulas = RandomExpressions(seed: 8)
    for _ in 0..<500 {
      let latex = formulas.expression(depth: 5).latex
      var depth = 0
      for character in latex {
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        #expect(depth >= 0)
      }
      #expect(depth == 0)
      func count(_ word: String) -> Int { " \(latex) ".split(separator: word).count }
      #expect(count("\\left") == count("\\right"))
    }
  }

  @Test(
    "Errors say what was found, what would be right, and where",
    arguments: [
      ("", "there is no formula; one such as “x^2·sin(x)” would be\n  \n  ^"),
      ("x + ", "the formula ends where a number, a variable, a function or “(” should follow\n  x + \n      ^"),
      ("x·)", "“)” at character 3, where a number, a variable, a function or “(” should be\n  x·)\n    ^"),
      ("x·/y", "“/” at character 3, where a number, a variable, a function or “(” should be\n  x·/y\n    ^"),
      ("()", "“)” at character 2, where a number, a variable, a function or “(” should be\n  ()\n   ^"),
      ("2x", "“x” at character 2 follows without an operator; a product has its sign, as in 2·x\n  2x\n   ^"),
      ("(x)(y)", "“(” at character 4 follows without an operator; a product has its sign, as in 2·x\n  (x)(y)\n     ^"),
      ("sin x", "the function sin should be followed by its argument in parentheses, as in sin(x)\n  sin x\n      ^"),
      ("cos", "the function cos should be followed by its argument in parentheses, as in cos(x)\n  cos\n     ^"),
      ("2·(x + (y - 1)", "“(” at character 3 is not closed; “)” is missing\n  2·(x + (y - 1)\n    ^"),
      ("x + 1)", "“)” at character 6 closes nothing; “(” is missing before it\n  x + 1)\n       ^"),
      (
        "1.2.3",
        "“1.2.3” at character 1 is not a number; one is written as 12, 0.5 or 1e-3, up to 1.8e308\n  1.2.3\n  ^"
      ),
      (
        "x + 1e999",
        "“1e999” at character 5 is not a number; one is written as 12, 0.5 or 1e-3, up to 1.8e308\n  x + 1e999\n      ^"
      ),
      (
        "x\t& y",
        "“&” at character 3 has no meaning in a formula; known are + - · * × / ÷ ^ ** ( ), numbers and names\n  x & y\n    ^"
      ),
    ])
  func errors(text: String, message: String) {
    let error = #expect(throws: ExpressionParsingError.self) { try SymbolicExpression(text) }
    #expect(error?.description == message)
  }

  @Test("Errors can be told apart")
  func typedErrors() {
    let cases: [(String, ExpressionParsingError.Problem, Int)] = [
      ("f(x)", .unknownFunction("f"), 0), ("x + sec(x)", .unknownFunction("sec"), 4),
      ("pi(x)", .unknownFunction("pi"), 0),
      ("sin", .missingArgument(function: "sin"), 3), ("1 + (2", .unclosedParenthesis, 4),
      ("x^²", .unexpectedOperator("²"), 2),
      ("x⁻", .unknownCharacter("⁻"), 1), ("½", .malformedNumber("½"), 0), ("#", .unknownCharacter("#"), 0),
      ("x y", .missingOperator(before: "y"), 2),
    ]
    for (text, problem, position) in cases {
      let error = #expect(throws: ExpressionParsingError.self) { try SymbolicExpression(text) }
      #expect(error?.problem == problem && error?.text == text && error?.position == position, "\(text)")
    }
    let unknown = #expect(throws: ExpressionParsingError.self) { try SymbolicExpression("sec(x)") }
    #expect(unknown?.description.contains("“sec” at character 1 is not a function; known are exp, log,") == true)
  }

  @Test("Names that are no variables, and numbers that are not finite, trap")
  func traps() async {
    let digits = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SymbolicExpression.variable("2x")
    }
    expectMessage(digits, "“2x” is not the name of a variable: one has a letter first")
    let reserved = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SymbolicExpression.variable("sin")
    }
    expectMessage(reserved, "“sin” is not the name of a variable, since a function or a constant has it")
    let infinite = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SymbolicExpression(Double.infinity)
    }
    expectMessage(infinite, "a number in an expression has to be finite, but inf was given")
    let fraction = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SymbolicExpression(numerator: 1, denominator: 0)
    }
    expectMessage(fraction, "a rational number has a denominator other than 0, but 1/0 was given")
    let order = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SymbolicExpression.pi.derivative(by: "x", order: -1)
    }
    expectMessage(order, "a derivative has an order of 0 or more, but -1 was given")
  }
}
