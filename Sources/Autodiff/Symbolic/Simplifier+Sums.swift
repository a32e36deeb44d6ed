extension Simplifier {
  /// The sum of simplified expressions, each times a whole number, with like terms collected.
  mutating func sum(_ members: [(SymbolicExpression, Int)]) -> SymbolicExpression {
    var coefficients: [[SymbolicFactor]: SymbolicNumber] = [:]
    var products: [[SymbolicFactor]] = []
    var pending = Array(members.reversed())
    repeat {
      while let (part, n) = pending.popLast() {
        switch part.form {
        case .binary(.sum, let x, let y) where n.magnitude == 1: pending += [(y, n), (x, n)]
        case .binary(.difference, let x, let y) where n.magnitude == 1: pending += [(y, -n), (x, n)]
        default:
          let term = term([(part, 1)])
          if coefficients[term.factors] == nil { products.append(term.factors) }
          coefficients[term.factors, default: .zero] =
            (coefficients[term.factors] ?? .zero) + SymbolicNumber(n) * term.coefficient
        }
      }
      // Terms may have added up to a sum, once, which then is no term of its own.
      for factors in products {
        guard let coefficient = coefficients[factors]?.normalized, coefficient == .one || coefficient.negated == .one,
          let sum = SymbolicTerm(coefficient: .one, factors: factors).sum
        else { continue }
        coefficients[factors] = .zero
        pending.append((sum, coefficient == .one ? 1 : -1))
      }
    } while !pending.isEmpty

    var terms: [SymbolicTerm] = []
    for factors in products {
      let coefficient = (coefficients[factors] ?? .zero).normalized
      if factors.contains(where: \.isPole) {
        terms.append(.pole)
      } else if !coefficient.isZero {
        terms.append(SymbolicTerm(coefficient: coefficient, factors: factors))
      } else {
        for factor in factors { drop(factor) }
      }
    }
    return expression(of: terms)
  }

  /// Terms in their order; if the first ones are negative, then after the others, so that it begins without a sign.
  private mutating func expression(of terms: [SymbolicTerm]) -> SymbolicExpression {
    let ordered = terms.sorted(by: SymbolicTerm.precedes)
    let start = ordered.firstIndex { !$0.coefficient.isNegative } ?? 0
    var terms = ordered[start...] + ordered[..<start]
    guard let first = terms.popFirst() else { return 0 }
    return terms.reduce(build(first)) { sum, term in
      var positive = term
      if !term.coefficient.isNegative { return sum + positive.expression }
      positive.coefficient = term.coefficient.negated
      return sum - positive.expression
    }
  }

  /// The term as an expression; if it is a sum and no more, that sum, with its sign taken in.
  mutating func build(_ term: SymbolicTerm) -> SymbolicExpression {
    if let inner = term.sum {
      if term.coefficient == .one { return inner }
      if term.coefficient.negated == .one { return sum([(inner, -1)]) }
    }
    return term.expression
  }
}
