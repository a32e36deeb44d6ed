import Autodiff
import TestSupport
import Testing

/// The canonical form: what it looks like, that it has the original's value, and where it has one that the original has not.
@Suite("Simplification of expressions")
struct SymbolicSimplificationTests {
  @Test(
    "Canonical forms",
    arguments: [
      ("0·x + 1·y", "y"), ("x + 0", "x"), ("x - x", "0"), ("x + x", "2·x"), ("x·x", "x^2"), ("x^1", "x"), ("x^0", "1"),
      ("y·x - x·y", "0"), ("2·3 + 4", "10"), ("1/3 + 1/6", "1/2"), ("2^10", "1024"), ("2^-2", "1/4"),
      ("0.5 + 0.25", "0.75"),
      ("2^100", "2^100"), ("2^100/2^98", "4"), ("x·2", "2·x"), ("x·(1/2)", "x/2"), ("-(-x)", "x"),
      ("-(x - y)", "y - x"),
      ("(2·x)^3", "8·x^3"), ("(x·y)^2/x", "x·y^2"), ("(x^2)^3", "x^6"), ("1/(1/x)", "x"), ("x/y/z", "x/(y·z)"),
      ("-1 + x", "x - 1"), ("1 - x", "1 - x"), ("x^2 - 1 + x", "x + x^2 - 1"), ("-x - y", "-x - y"),
      ("a - (b - c)", "a - b + c"), ("3·(x + 1) - 2·(x + 1)", "1 + x"), ("2·(x + 1)", "2·(1 + x)"),
      ("x^y·x^2", "x^(2 + y)"), ("2^x·2^x", "2^(2·x)"), ("sqrt(x)·sqrt(x)", "sqrt(x)^2"), ("sqrt(x^2)", "sqrt(x^2)"),
      ("sin(-x)", "-sin(x)"), ("cos(-2·x)", "cos(2·x)"), ("abs(-3·x)", "abs(3·x)"), ("sin(x - y)", "sin(x - y)"),
      ("sin(0) + cos(0)", "1"), ("log(e)", "1"), ("exp(0)", "1"), ("sqrt(9/4)", "3/2"), ("sqrt(2)", "sqrt(2)"),
      ("sin(1)", "sin(1)"), ("abs(-2/3)", "2/3"), ("sign(-5)", "-1"), ("log(1) + acos(1)", "0"),
      ("1/0", "1/0"), ("0/0", "1/0"), ("1/0 - 1/0", "1/0"), ("x/0 + y", "1/0 + y"), ("0^0", "1"), ("pi·2", "2·pi"),
      ("log(-1.0)", "log(-1.0)"),
      ("2·x/(4·y)", "x/(2·y)"), ("x/(-y)", "-x/y"), ("-1/x", "-1/x"), ("0.5·x + 0.5·x", "x"),
      ("x·1e300·1e300", "1e+300·1e+300·x"),
      ("x^(1/2)·x", "x^(3/2)"), ("(x^3)^(1/3)", "(x^3)^(1/3)"), ("x2·x1", "x1·x2"),
      ("(x + 1)·(x - 1)", "(1 + x)·(x - 1)"),
    ])
  func canonical(text: String, simplified: String) throws {
    #expect(try SymbolicExpression(text).simplified().description == simplified)
  }

  @Test("Exact numbers that do not fit 64 bits become doubles")
  func overflow() throws {
    #expect(try SymbolicExpression("9223372036854775807 + 1").simplified().description == "9.223372036854776e+18")
    #expect(try SymbolicExpression("3037000500·3037000500·x").simplified().description == "9.22337203700025e+18·x")
  }

  @Test(
    "Values that appear where there was none are said",
    arguments: [
      ("x/x", "1, where x ≠ 0"), ("x^2/x", "x, where x ≠ 0"), ("1/(1/x)", "x, where x ≠ 0"),
      ("(x^-1)^-2", "x^2, where x ≠ 0"),
      ("log(x) - log(x)", "0, where log(x) is defined"), ("0·log(x)", "0, where log(x) is defined"),
      ("0/x", "0, where x ≠ 0"), ("sqrt(x)^0", "1, where sqrt(x) is defined"),
      ("x^(1/2)·x^(1/2)", "x, where x^(1/2) is defined"), ("(x^(1/2))^2", "x, where x^(1/2) is defined"),
      ("x^0.5·x^1.5", "x^2.0, where x^0.5 is defined and x^1.5 is defined"), ("x^(-1/2)·x", "x^(1/2), where x ≠ 0"),
      ("x^2/x + log(x) - log(x)", "x, where x ≠ 0 and log(x) is defined"),
      // The same domain on both sides.
      ("x/x^2", "1/x"), ("1/x^(-0.5)", "x^0.5, where x ≠ 0"), ("1/x^y", "x^(-y), where x ≠ 0"),
      ("x^(1/2)·x", "x^(3/2)"), ("x - x", "0"), ("sin(x)^0", "1"), ("0·exp(x)", "0"),
      ("1/x/x", "1/x^2"),
      ("x/x + 1/x", "1 + 1/x"), ("0·log(x) + log(x)", "log(x)"), ("2^x·2^x", "2^(2·x)"),
    ])
  func conditions(text: String, simplification: String) throws {
    #expect(try SymbolicExpression(text).simplification().description == simplification)
  }

  /// Whether all parts of a formula have finite values: by arithmetic, a formula of infinite parts can have a finite one.
  static func isDefined(_ f: SymbolicExpression, at point: [String: Double]) throws -> Bool {
    let parts = ["x", "y"].flatMap { f.derivation(by: $0).steps.map(\.part) }
    return try parts.allSatisfy { try $0.evaluate(at: point).isFinite }
  }

  @Test("Values stay, wherever the original has one")
  func values() throws {
    var formulas = RandomExpressions(seed: 11)
    var compared = 0
    for _ in 0..<4000 {
      let f = formulas.expression(depth: 5)
      let point = ["x": formulas.point(), "y": -formulas.point()]
      let value = try f.evaluate(at: point)
      guard value.magnitude < 1e6, !f.isPole, try Self.isDefined(f, at: point) else { continue }
      compared += 1
      for simplified in [f.simplified(), f.expanded()] {
        let other = try simplified.evaluate(at: point)
        // Cancellation and steep functions multiply roundings; a wrong identity is off by far more.
        #expect(
          (other - value).magnitude <= 1e-6 * (1 + value.magnitude), "\(f) = \(value), but \(simplified) = \(other)")
      }
    }
    #expect(compared > 1500)
  }

  @Test("Where no condition is said, the simplified formula has no value where the original has none")
  func domains() throws {
    var formulas = RandomExpressions(seed: 12)
    var compared = 0
    for _ in 0..<4000 {
      let f = formulas.expression(depth: 3)
      let simplification = f.simplification()
      guard simplification.conditions.isEmpty, !f.isPole else { continue }
      for (x, y) in [(0.0, 0.0), (-0.5, 0.75), (0.75, -2), (0, 3)] {
        let point = ["x": x, "y": y]
        if try Self.isDefined(f, at: point) { continue }
        compared += 1
        let isDefined = try Self.isDefined(simplification.expression, at: point)
        #expect(!isDefined, "\(f) has no value at (\(x), \(y)), but \(simplification.expression) has one")
      }
    }
    #expect(compared > 300)
  }

  @Test("Simplifying again changes nothing")
  func idempotence() {
    var formulas = RandomExpressions(seed: 13)
    for _ in 0..<3000 {
      let simplified = formulas.expression(depth: 5).simplified()
      let again = simplified.simplified()
      #expect(again == simplified, "\(simplified) became \(again)")
    }
  }

  @Test("Polynomials multiply out to their normal form")
  func expansion() throws {
    #expect(try SymbolicExpression("(x + 1)·(x - 1)").expanded().description == "x^2 - 1")
    #expect(try SymbolicExpression("(x + y)^3").expanded().description == "3·x·y^2 + 3·x^2·y + x^3 + y^3")
    #expect(try SymbolicExpression("(x + 1)^2 - x^2 - 2·x - 1").expanded() == 0)
    #expect(try SymbolicExpression("sin((x + 1)^2 - x^2)").expanded().description == "sin(1 + 2·x)")
    #expect(
      try SymbolicExpression("(a + b)·(c + d)/e").expanded()
        == SymbolicExpression("a·c/e + a·d/e + b·c/e + b·d/e").simplified())
  }
}
