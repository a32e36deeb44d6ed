/// Brings expressions into canonical form, from the innermost parts to the whole.
///
/// Sums nested in sums, and products in products, are taken together, and their terms and factors collected at once.
struct Simplifier {
  private(set) var conditions: [Simplification.Condition] = []
  private var known: Set<Simplification.Condition> = []

  mutating func require(_ condition: Simplification.Condition) {
    if known.insert(condition).inserted { conditions.append(condition) }
  }

  /// The conditions that cannot be seen in `expression` itself, since what they are about is no longer there.
  func conditions(beyond expression: SymbolicExpression) -> [Simplification.Condition] {
    if conditions.isEmpty { return [] }
    var parts: Set<SymbolicExpression> = [], divisors: Set<SymbolicExpression> = []
    for part in expression.postorder {
      parts.insert(part)
      guard case .binary(.quotient, _, let divisor) = part.form else { continue }
      var simplifier = Simplifier()
      divisors.formUnion(simplifier.term([(divisor, 1)]).factors.map(\.base))
    }
    return conditions.filter {
      switch $0 {
      case .nonzero(let part): !divisors.contains(part)
      case .defined(let part): !parts.contains(part)
      }
    }
  }

  mutating func simplify(_ whole: SymbolicExpression) -> SymbolicExpression {
    let order = whole.postorder
    let grouping = Grouping(order)
    var results: [ObjectIdentifier: SymbolicExpression] = [:]
    for part in order where !grouping.isAbsorbed(part) {
      let result: SymbolicExpression
      switch grouping.kind(of: part) {
      case .sum: result = sum(grouping.members(of: part, kind: .sum, results))
      case .product: result = build(term(grouping.members(of: part, kind: .product, results)))
      case nil:
        switch part.form {
        case .function(let function, let x): result = simplify(function, of: results[x.id] ?? x)
        case .binary(_, let x, let y): result = simplifyPower(results[x.id] ?? x, results[y.id] ?? y)
        case .number, .constant, .variable, .negative: result = part
        }
      }
      results[part.id] = result
    }
    return results[whole.id] ?? whole
  }

  mutating func simplifyPower(_ base: SymbolicExpression, _ exponent: SymbolicExpression) -> SymbolicExpression {
    if case .number(let n) = exponent.form {
      if n.isZero {
        drop(SymbolicFactor(base: base, exponent: 1))
        return 1
      }
      if let n = n.integer { return build(term([(base, n)])) }
      if case .number(let x) = base.form, let power = x.power(n) { return SymbolicExpression(.number(power)) }
    }
    if base == 1 {
      drop(SymbolicFactor(base: exponent, exponent: 1))
      return 1
    }
    return pow(base, exponent)
  }

  mutating func simplify(_ function: ElementaryFunction, of x: SymbolicExpression) -> SymbolicExpression {
    if case .number(let number) = x.form {
      if let value = function.exactValue(at: number) { return SymbolicExpression(.number(value)) }
      if case .decimal(let x) = number, let value = SymbolicNumber.finite(function.value(at: x)) {
        return SymbolicExpression(.number(value))
      }
    }
    if function == .log && x == .e { return 1 }
    if let parity = function.parity, !x.isSum {
      var argument = term([(x, 1)])
      if argument.coefficient.isNegative {
        argument.coefficient = argument.coefficient.negated
        let positive = simplify(function, of: build(argument))
        return parity > 0 ? positive : build(term([(-1, 1), (positive, 1)]))
      }
    }
    return SymbolicExpression(.function(function, x))
  }

  /// Notes what has to hold for a factor that is no longer there to have a value.
  mutating func drop(_ factor: SymbolicFactor) {
    if let number = factor.number, factor.base.isPositiveConstant || (factor.base.isNonzeroConstant && number.isWhole) {
      return
    }
    if let number = factor.number, number.isNegative, number.integer != nil {
      require(.nonzero(factor.base))
      if !factor.base.node.isDefinedEverywhere { require(.defined(factor.base)) }
    } else if !factor.expression.node.isDefinedEverywhere {
      require(.defined(factor.expression))
    }
  }
}

extension SymbolicExpression {
  var isSum: Bool {
    if case .binary(let operation, _, _) = form { operation == .sum || operation == .difference } else { false }
  }
}
