import Fourier

/// A formula: numbers, named constants and variables, put together by arithmetic, powers and elementary functions.
///
/// A value; expressions share their parts, so building on one costs one node. It can be differentiated rule by rule,
/// simplified, printed as mathematics and LaTeX, read from text, and evaluated at numbers and on tensors.
///
/// ```swift
/// let x = SymbolicExpression.variable("x")
/// let f = x * x * sin(x)
/// print(f.derivative(by: "x"))   // 2·x·sin(x) + x^2·cos(x)
/// ```
///
/// Building does not simplify: `x * 1` stays so, until ``simplified()``. Only numbers come out at once: a quotient of two
/// exact numbers is a rational number, and a number's negative is a number.
///
/// Every operation walks expressions without recursion, so formulas nested a hundred thousand deep are as good as others,
/// and visits shared parts once. Only what writes an expression out takes the time of its ``nodeCount``.
public struct SymbolicExpression: Sendable {
  let node: ExpressionNode

  init(_ form: ExpressionForm<SymbolicExpression>) { node = ExpressionNode(form) }

  /// What stands at the top.
  var form: ExpressionForm<SymbolicExpression> { node.form }

  /// The variable of this name.
  ///
  /// Traps unless the name is what the parser reads as one: a letter or an underscore, then letters, digits (also ₁, ₂, …)
  /// and underscores, but not the name of a function (`sin`) or of a constant (`pi`, `e`).
  public static func variable(_ name: String) -> SymbolicExpression {
    require(
      ExpressionToken.isIdentifier(name),
      "“\(name)” is not the name of a variable: one has a letter first, then letters, digits and underscores")
    require(
      ElementaryFunction(name: name) == nil && NamedConstant(name: name) == nil,
      "“\(name)” is not the name of a variable, since a function or a constant has it")
    return SymbolicExpression(.variable(name))
  }

  /// The circle's number π = 3.14159…
  public static let pi = SymbolicExpression(.constant(.pi))

  /// Euler's number e = 2.71828…
  public static let e = SymbolicExpression(.constant(.e))

  /// A whole number, kept exactly; one beyond ±(2⁶³ − 1) becomes a `Double`.
  public init(_ value: Int) { self.init(.number(SymbolicNumber(value))) }

  /// A number in double precision, printed with a point. Traps unless it is finite.
  public init(_ value: Double) {
    require(value.isFinite, "a number in an expression has to be finite, but \(value) was given")
    self.init(.number(.decimal(value)))
  }

  /// The rational number numerator/denominator in lowest terms, kept exactly. Traps where the denominator is 0.
  public init(numerator: Int, denominator: Int) {
    require(denominator != 0, "a rational number has a denominator other than 0, but \(numerator)/0 was given")
    self = SymbolicExpression(numerator) / SymbolicExpression(denominator)
  }

  /// The names of the variables that occur, sorted.
  public var variables: [String] {
    var names: Set<String> = []
    for part in postorder { if case .variable(let name) = part.form { names.insert(name) } }
    return names.sorted()
  }

  /// The expression with another one in place of a variable.
  public func substituting(_ name: String, with replacement: SymbolicExpression) -> SymbolicExpression {
    fold { part, form in
      switch form {
      case .variable(name): replacement
      case .number, .constant, .variable: part
      case .negative(let x): -x.value
      case .binary(let operation, let x, let y): .binary(operation, x.value, y.value)
      case .function(let function, let x): SymbolicExpression(.function(function, x.value))
      }
    }
  }
}

extension SymbolicExpression: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
  public init(floatLiteral value: Double) { self.init(value) }
}
