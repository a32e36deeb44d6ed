/// A power as a factor of a product.
struct SymbolicFactor: Hashable {
  let base: SymbolicExpression
  let exponent: SymbolicExpression

  var expression: SymbolicExpression { exponent == 1 ? base : pow(base, exponent) }

  /// The exponent, if it is a number.
  var number: SymbolicNumber? {
    if case .number(let number) = exponent.form { number } else { nil }
  }

  /// Whether this is a power of 0 that has no value.
  var isPole: Bool {
    guard case .number(let base) = base.form, let number else { return false }
    return base.isZero && number.isNegative
  }
}

/// A product: a number times powers of different bases, in order.
struct SymbolicTerm {
  var coefficient: SymbolicNumber
  var factors: [SymbolicFactor]

  /// What has no value whatever the variables are: every product with a division by the number 0.
  static var pole: SymbolicTerm { SymbolicTerm(coefficient: .one, factors: [SymbolicFactor(base: 0, exponent: -1)]) }

  /// The sum that the product is, if that is its only factor.
  var sum: SymbolicExpression? {
    guard factors.count == 1, factors[0].exponent == 1,
      case .binary(let operation, _, _) = factors[0].base.form, operation == .sum || operation == .difference
    else { return nil }
    return factors[0].base
  }

  /// The product as an expression, with negative powers below the line.
  var expression: SymbolicExpression {
    var above: [SymbolicExpression] = [], below: [SymbolicExpression] = []
    for factor in factors {
      if let number = factor.number, number.isNegative {
        below.append(
          SymbolicFactor(base: factor.base, exponent: SymbolicExpression(.number(number.negated))).expression)
      } else {
        above.append(factor.expression)
      }
    }
    var front = coefficient
    if case .exact(let numerator, let denominator) = coefficient {
      if factors.isEmpty { return SymbolicExpression(.number(coefficient)) }
      front = SymbolicNumber(numerator)
      if denominator != 1 { below.insert(SymbolicExpression(denominator), at: 0) }
    }
    if front == SymbolicNumber(-1) && !above.isEmpty {
      above[0] = -above[0]
    } else if front != .one || above.isEmpty {
      above.insert(SymbolicExpression(.number(front)), at: 0)
    }
    let numerator = above.dropFirst().reduce(above[0], *)
    return below.isEmpty ? numerator : numerator / below.dropFirst().reduce(below[0], *)
  }

  /// Terms go by their first different factor, lower exponents first, and shorter ones first.
  static func precedes(_ left: SymbolicTerm, _ right: SymbolicTerm) -> Bool {
    for (x, y) in zip(left.factors, right.factors) {
      for (a, b) in [(x.base, y.base), (x.exponent, y.exponent)] {
        switch SymbolicExpression.compare(a, b) {
        case .before: return true
        case .after: return false
        case .same: continue
        }
      }
    }
    return left.factors.count < right.factors.count
  }
}

extension SymbolicNumber {
  /// The number, exact where it is −1, 0 or 1.
  var normalized: SymbolicNumber {
    switch self {
    case .decimal(-1): SymbolicNumber(-1)
    case .decimal(0): .zero
    case .decimal(1): .one
    default: self
    }
  }
}
