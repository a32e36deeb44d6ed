// Arithmetic on expressions puts them together and simplifies nothing, but for numbers: see `SymbolicExpression`.

extension SymbolicExpression {
  /// x + y.
  public static func + (left: SymbolicExpression, right: SymbolicExpression) -> SymbolicExpression {
    .binary(.sum, left, right)
  }

  /// x − y.
  public static func - (left: SymbolicExpression, right: SymbolicExpression) -> SymbolicExpression {
    .binary(.difference, left, right)
  }

  /// x·y.
  public static func * (left: SymbolicExpression, right: SymbolicExpression) -> SymbolicExpression {
    .binary(.product, left, right)
  }

  /// x/y; of two exact numbers the rational number at once, where it exists.
  public static func / (left: SymbolicExpression, right: SymbolicExpression) -> SymbolicExpression {
    .binary(.quotient, left, right)
  }

  /// −x; of a number the number at once.
  public static prefix func - (x: SymbolicExpression) -> SymbolicExpression {
    if case .number(let number) = x.form { return SymbolicExpression(.number(number.negated)) }
    return SymbolicExpression(.negative(x))
  }

  /// x + y.
  public static func += (left: inout SymbolicExpression, right: SymbolicExpression) { left = left + right }

  /// x − y.
  public static func -= (left: inout SymbolicExpression, right: SymbolicExpression) { left = left - right }

  /// x·y.
  public static func *= (left: inout SymbolicExpression, right: SymbolicExpression) { left = left * right }

  /// x/y.
  public static func /= (left: inout SymbolicExpression, right: SymbolicExpression) { left = left / right }

  static func binary(_ operation: BinaryOperation, _ left: SymbolicExpression, _ right: SymbolicExpression)
    -> SymbolicExpression
  {
    // Otherwise there would be two constants that print as 3/4.
    if operation == .quotient, case .number(let numerator) = left.form, numerator.isExact,
      case .number(let denominator) = right.form, let reciprocal = denominator.reciprocal,
      let ratio = numerator.exactProduct(reciprocal)
    {
      return SymbolicExpression(.number(ratio))
    }
    return SymbolicExpression(.binary(operation, left, right))
  }
}

/// xʸ. For whole numbers y it is a product of factors, so that x may be negative, and x⁰ is 1, of 0 too; for others
/// x is not negative.
public func pow(_ x: SymbolicExpression, _ y: SymbolicExpression) -> SymbolicExpression { .binary(.power, x, y) }

/// xⁿ for a whole n; x⁰ is 1, of 0 too.
@_disfavoredOverload
public func pow(_ x: SymbolicExpression, _ n: Int) -> SymbolicExpression { pow(x, SymbolicExpression(n)) }

/// eˣ.
public func exp(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.exp, x)) }

/// ln x, the natural logarithm.
public func log(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.log, x)) }

/// The logarithm to the base 10.
public func log10(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.log10, x)) }

/// √x.
public func sqrt(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.sqrt, x)) }

/// sin x, x in radians.
public func sin(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.sin, x)) }

/// cos x, x in radians.
public func cos(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.cos, x)) }

/// tan x, x in radians.
public func tan(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.tan, x)) }

/// The angle from −π/2 to π/2 whose sine is x.
public func asin(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.asin, x)) }

/// The angle from 0 to π whose cosine is x.
public func acos(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.acos, x)) }

/// The angle between −π/2 and π/2 whose tangent is x.
public func atan(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.atan, x)) }

/// sinh x.
public func sinh(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.sinh, x)) }

/// cosh x.
public func cosh(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.cosh, x)) }

/// tanh x.
public func tanh(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.tanh, x)) }

/// |x|. At 0 the derivative is 0.
public func abs(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.abs, x)) }

/// −1, 0 or 1 by the sign of x. The derivative is 0 everywhere.
public func sign(_ x: SymbolicExpression) -> SymbolicExpression { SymbolicExpression(.function(.sign, x)) }
