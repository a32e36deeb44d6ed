extension Simplifier {
  /// A simplified expression with products and whole powers of sums multiplied out.
  mutating func expand(_ whole: SymbolicExpression) -> SymbolicExpression {
    var results: [ObjectIdentifier: SymbolicExpression] = [:]
    for part in whole.postorder {
      let form = part.form.map { results[$0.id] ?? $0 }
      results[part.id] =
        switch form {
        case .number, .constant, .variable: part
        case .function(let function, let x): simplify(function, of: x)
        case .binary(.sum, let x, let y): sum([(x, 1), (y, 1)])
        case .binary(.difference, let x, let y): sum([(x, 1), (y, -1)])
        case .negative(let x): multiplied(out: [(x, 1), (-1, 1)])
        case .binary(.product, let x, let y): multiplied(out: [(x, 1), (y, 1)])
        case .binary(.quotient, let x, let y): multiplied(out: [(x, 1), (y, -1)])
        case .binary(.power, let x, let y):
          if case .number(let n) = y.form, let n = n.integer { multiplied(out: [(x, n)]) } else { simplifyPower(x, y) }
        }
    }
    return results[whole.id] ?? whole
  }

  private mutating func multiplied(out members: [(SymbolicExpression, Int)]) -> SymbolicExpression {
    var outer = term(members)
    let sums = outer.factors.filter { $0.base.isSum && ($0.number?.integer ?? 0) > 0 }
    outer.factors.removeAll(where: sums.contains)
    var result = build(outer)
    for factor in sums {
      for _ in 0..<(factor.number?.integer ?? 0) { result = product(result, factor.base) }
    }
    return result
  }

  private mutating func product(_ left: SymbolicExpression, _ right: SymbolicExpression) -> SymbolicExpression {
    var products: [(SymbolicExpression, Int)] = []
    for (x, a) in left.terms {
      for (y, b) in right.terms { products.append((build(term([(x, 1), (y, 1)])), a * b)) }
    }
    return sum(products)
  }
}

extension SymbolicExpression {
  /// The terms of a sum with their signs; of anything else, itself.
  fileprivate var terms: [(SymbolicExpression, Int)] {
    var terms: [(SymbolicExpression, Int)] = []
    var pending = [(self, 1)]
    while let (part, sign) = pending.popLast() {
      switch part.form {
      case .binary(.sum, let x, let y): pending += [(y, sign), (x, sign)]
      case .binary(.difference, let x, let y): pending += [(y, -sign), (x, sign)]
      default: terms.append((part, sign))
      }
    }
    return terms
  }
}
