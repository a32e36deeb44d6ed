public import ComplexNumbers

/// Why an expression has no value at a point.
public enum ExpressionEvaluationError: Error, Equatable, CustomStringConvertible {
  /// A variable was given no value.
  case missingVariable(String, given: [String])
  /// The function has no meaning at complex numbers.
  case realOnly(ElementaryFunction)

  public var description: String {
    switch self {
    case .missingVariable(let name, let given):
      "the variable “\(name)” has no value; "
        + (given.isEmpty ? "none was given" : "those given are " + given.map { "“\($0)”" }.joined(separator: ", "))
    case .realOnly(let function):
      "\(function.rawValue) is a function of real numbers, and was asked for at a complex one"
    }
  }
}

extension SymbolicExpression {
  /// The value at real numbers, in their precision.
  ///
  /// ```swift
  /// let value = try SymbolicExpression("x^2·sin(x)").evaluate(at: ["x": 2.0])
  /// ```
  ///
  /// Where it has no real value (1/0, log(-1)), it is what the type's arithmetic makes of it, an infinity or NaN.
  /// - Parameter values: a value for each variable that occurs; others are not looked at.
  /// - Complexity: linear in the number of nodes, shared ones counted once.
  public func evaluate<T: Real>(at values: [String: T]) throws(ExpressionEvaluationError) -> T {
    try evaluate(
      at: values, number: { $0.converted() }, pi: .pi, power: realPower
    ) { function, x throws(ExpressionEvaluationError) in
      function.value(at: x)
    }
  }

  /// The value at complex numbers, with principal values of logarithms, roots and inverse functions.
  ///
  /// Throws for `abs` and `sign`, which are not functions with a complex derivative.
  public func evaluate<T: Real>(at values: [String: Complex<T>]) throws(ExpressionEvaluationError) -> Complex<T> {
    try evaluate(
      at: values, number: { Complex($0.converted(), 0) }, pi: Complex(.pi, 0), power: { $1 == 0 ? 1 : .pow($0, $1) }
    ) { function, x throws(ExpressionEvaluationError) in
      if let value = function.analyticValue(at: x) { return value }
      if function == .log10 { return .log(x) / T.log(10) }
      throw .realOnly(function)
    }
  }

  private func evaluate<Value: AlgebraicField & ElementaryFunctions>(
    at values: [String: Value], number: (SymbolicNumber) -> Value, pi: Value, power: (Value, Value) -> Value,
    apply: (ElementaryFunction, Value) throws(ExpressionEvaluationError) -> Value
  ) throws(ExpressionEvaluationError) -> Value {
    try fold { part, form throws(ExpressionEvaluationError) in
      switch form {
      case .number(let x): return number(x)
      case .constant(.e): return .exp(1)
      case .constant(.pi): return pi
      case .variable(let name):
        guard let value = values[name] else { throw .missingVariable(name, given: values.keys.sorted()) }
        return value
      case .negative(let x): return -x.value
      case .function(let function, let x): return try apply(function, x.value)
      case .binary(.sum, let x, let y): return x.value + y.value
      case .binary(.difference, let x, let y): return x.value - y.value
      case .binary(.product, let x, let y): return x.value * y.value
      case .binary(.quotient, let x, let y): return x.value / y.value
      case .binary(.power, let x, let y):
        if case .number(let n) = y.part.form, let n = n.integer { return .pow(x.value, n) }
        return power(x.value, y.value)
      }
    }
  }
}

/// xʸ of real numbers: 1 for y = 0, also where x < 0 for whole numbers y, else NaN there.
func realPower<T: Real>(_ x: T, _ y: T) -> T {
  if y == 0 { return 1 }
  guard x < 0 && y == y.rounded() && y.isFinite else { return .pow(x, y) }
  let magnitude = T.pow(-x, y)
  return y.truncatingRemainder(dividingBy: 2) == 0 ? magnitude : -magnitude
}

extension ElementaryFunction {
  /// The function's value at a real number.
  func value<T: Real>(at x: T) -> T {
    switch self {
    case .log10: .log10(x)
    case .abs: x.magnitude
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .exp, .log, .sqrt, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh: analyticValue(at: x) ?? .nan
    }
  }

  /// The value of a function that real and complex numbers share, and for which both have a name.
  fileprivate func analyticValue<Value: ElementaryFunctions>(at x: Value) -> Value? {
    switch self {
    case .exp: .exp(x)
    case .log: .log(x)
    case .sqrt: .sqrt(x)
    case .sin: .sin(x)
    case .cos: .cos(x)
    case .tan: .tan(x)
    case .asin: .asin(x)
    case .acos: .acos(x)
    case .atan: .atan(x)
    case .sinh: .sinh(x)
    case .cosh: .cosh(x)
    case .tanh: .tanh(x)
    case .log10, .abs, .sign: nil
    }
  }
}

extension SymbolicNumber {
  /// The number in any precision: exact ones by one division, others rounded once.
  fileprivate func converted<T: Real>(to type: T.Type = T.self) -> T {
    switch self {
    case .exact(let numerator, let denominator):
      return T(numerator) / T(denominator)
    case .decimal(let value):
      if value == 0 { return 0 }
      let significand = Int(value.significand * 0x1p52)
      return T(sign: value.sign, exponent: T.Exponent(value.exponent - 52), significand: T(significand))
    }
  }
}
