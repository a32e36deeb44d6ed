/// A rule by which a formula is differentiated: what the whole's derivative is, given those of its parts.
public enum DifferentiationRule: Sendable, Hashable {
  /// c′ = 0, for all that the variable does not occur in.
  case constant
  /// x′ = 1.
  case variable
  /// (−u)′ = −u′.
  case negation
  /// (u + v)′ = u′ + v′.
  case sum
  /// (u − v)′ = u′ − v′.
  case difference
  /// (c·u)′ = c·u′.
  case constantFactor
  /// (u·v)′ = u′·v + u·v′.
  case product
  /// (u/c)′ = u′/c.
  case constantDivisor
  /// (c/v)′ = −c·v′/v².
  case reciprocal
  /// (u/v)′ = (u′·v − u·v′)/v².
  case quotient
  /// (uⁿ)′ = n·uⁿ⁻¹·u′, for an exponent in which the variable does not occur.
  case power
  /// (aᵛ)′ = aᵛ·ln a·v′, for a base in which the variable does not occur.
  case exponential
  /// (uᵛ)′ = uᵛ·(v′·ln u + v·u′/u).
  case generalPower
  /// f(u)′ = f′(u)·u′, with the derivative of an elementary function.
  case function(ElementaryFunction)

  /// The rule's name in a textbook.
  public var name: String {
    switch self {
    case .constant: "constant"
    case .variable: "variable"
    case .negation: "negation"
    case .sum: "sum rule"
    case .difference: "difference rule"
    case .constantFactor: "constant factor rule"
    case .product: "product rule"
    case .constantDivisor: "constant divisor rule"
    case .reciprocal: "reciprocal rule"
    case .quotient: "quotient rule"
    case .power: "power rule"
    case .exponential: "exponential rule"
    case .generalPower: "general power rule"
    case .function(let function): "derivative of \(function.rawValue)"
    }
  }

  /// The rule as a formula in u and v, which depend on the variable, and a, c and n, which do not.
  public var formula: String {
    switch self {
    case .constant: "c′ = 0"
    case .variable: "x′ = 1"
    case .negation: "(-u)′ = -u′"
    case .sum: "(u + v)′ = u′ + v′"
    case .difference: "(u - v)′ = u′ - v′"
    case .constantFactor: "(c·u)′ = c·u′"
    case .product: "(u·v)′ = u′·v + u·v′"
    case .constantDivisor: "(u/c)′ = u′/c"
    case .reciprocal: "(c/v)′ = -c·v′/v^2"
    case .quotient: "(u/v)′ = (u′·v - u·v′)/v^2"
    case .power: "(u^n)′ = n·u^(n - 1)·u′"
    case .exponential: "(a^v)′ = a^v·log(a)·v′"
    case .generalPower: "(u^v)′ = u^v·(v′·log(u) + v·u′/u)"
    case .function(let function):
      "\(function.rawValue)(u)′ = \(Self.chain(function.derivative(at: .variable("u"))))"
    }
  }

  /// f′(u)·u′, with u′ above the line where f′ is a fraction.
  private static func chain(_ slope: SymbolicExpression) -> SymbolicExpression {
    // Not the name of a variable that a user could write.
    let inner = SymbolicExpression(.variable("u′"))
    switch slope.form {
    case .binary(.quotient, 1, let divisor): return inner / divisor
    case .binary(.quotient, -1, let divisor): return -inner / divisor
    case .number: return slope
    default: return slope * inner
    }
  }
}
