/// A simplified expression, and where it may be used in place of the original.
///
/// ```swift
/// print(try SymbolicExpression("x^2/x + log(x) - log(x)").simplification())
/// // x, where x ≠ 0 and log(x) is defined
/// ```
public struct Simplification: Sendable, CustomStringConvertible {
  /// What must hold for the original to have a value, and can no longer be seen in the simplified expression.
  public enum Condition: Sendable, Hashable, CustomStringConvertible {
    /// A divisor that was canceled is not 0.
    case nonzero(SymbolicExpression)
    /// A part that was dropped has a value.
    case defined(SymbolicExpression)

    public var description: String {
      switch self {
      case .nonzero(let part): "\(part) ≠ 0"
      case .defined(let part): "\(part) is defined"
      }
    }
  }

  /// The simplified expression.
  public let expression: SymbolicExpression
  /// The conditions, each once; where none is listed, both have values at the same points.
  public let conditions: [Condition]

  public var description: String {
    conditions.isEmpty
      ? "\(expression)" : "\(expression), where " + conditions.map(\.description).joined(separator: " and ")
  }
}

extension SymbolicExpression {
  /// The expression in its canonical form: shorter, and with the same value wherever it has one.
  ///
  /// Used are: arithmetic of numbers (exact as long as numerators and denominators fit 64 bits, else in double
  /// precision); x + 0 = x, 1·x = x, x¹ = x; 0·x = 0, x − x = 0, x/x = 1, x⁰ = 1; like terms, a·x + b·x = (a + b)·x with
  /// numbers a and b; equal bases, xᵃ·xᵇ = xᵃ⁺ᵇ; (xᵃ)ⁿ = xᵃⁿ and (x·y)ⁿ = xⁿ·yⁿ for whole n; −(x + y) = −x − y; the symmetry of
  /// odd and even functions; values such as sin 0 = 0, ln e = 1 and √4 = 2. Then terms and factors are put in one order,
  /// so that x·y − y·x is 0.
  ///
  /// Not used is what does not hold for all real numbers, such as √(x²) = x or ln(x·y) = ln x + ln y; nor are products of
  /// sums multiplied out, which is what ``expanded()`` does. Some of the above give a value where the original has none,
  /// as x/x = 1 does at 0; never the reverse. ``simplification()`` says where.
  /// - Complexity: O(n log n) for n distinct nodes, but for sums and products that are shared by several parts.
  public func simplified() -> SymbolicExpression { simplification().expression }

  /// The simplified expression with the conditions under which the original has a value too.
  public func simplification() -> Simplification {
    var simplifier = Simplifier()
    let expression = simplifier.simplify(self)
    return Simplification(expression: expression, conditions: simplifier.conditions(beyond: expression))
  }

  /// The simplified expression with products and whole powers of sums multiplied out: a polynomial in its normal form.
  ///
  /// - Complexity: (a + b + …)ⁿ has as many terms as there are monomials of the degree n.
  public func expanded() -> SymbolicExpression {
    var simplifier = Simplifier()
    return simplifier.expand(simplifier.simplify(self))
  }
}
