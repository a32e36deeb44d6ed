extension Simplifier {
  /// The product of whole powers of simplified expressions, with its numbers multiplied and equal bases collected.
  mutating func term(_ members: [(SymbolicExpression, Int)]) -> SymbolicTerm {
    var collection = FactorCollection()
    collection.pending = members.reversed()
    repeat {
      while let (part, n) = collection.pending.popLast() { split(part, to: n, into: &collection) }
      merge(&collection)
    } while !collection.pending.isEmpty

    var factors = collection.bases.compactMap { base in
      collection.exponents[base]?.first.map { SymbolicFactor(base: base, exponent: $0) }
    }
    if factors.contains(where: \.isPole) { return .pole }
    let coefficient = collection.coefficient.normalized
    if coefficient.isZero {
      for factor in factors { drop(factor) }
      factors = []
    }
    factors.sort { SymbolicExpression.compare($0.base, $1.base) == .before }
    return SymbolicTerm(coefficient: coefficient, factors: factors)
  }

  /// The factors of a product while they are being collected.
  struct FactorCollection {
    var coefficient = SymbolicNumber.one
    /// The bases in the order of their appearance, and the exponents of each.
    var bases: [SymbolicExpression] = []
    var exponents: [SymbolicExpression: [SymbolicExpression]] = [:]
    /// Parts still to be taken apart, each to a whole power.
    var pending: [(SymbolicExpression, Int)] = []

    mutating func append(_ base: SymbolicExpression, _ exponent: SymbolicExpression) {
      if exponents[base] == nil { bases.append(base) }
      exponents[base, default: []].append(exponent)
    }
  }

  /// Takes part^n apart, one layer.
  private mutating func split(_ part: SymbolicExpression, to n: Int, into collection: inout FactorCollection) {
    switch part.form {
    case .number(let number):
      if let product = number.power(n).flatMap(collection.coefficient.soundProduct) {
        collection.coefficient = product
      } else {
        collection.append(part, SymbolicExpression(n))
      }
    case .negative(let x):
      if n % 2 != 0 { collection.coefficient = collection.coefficient.negated }
      collection.pending.append((x, n))
    case .binary(.product, let x, let y):
      collection.pending += [(y, n), (x, n)]
    case .binary(.quotient, let x, let y):
      if n < 0 { drop(SymbolicFactor(base: y, exponent: -1)) }
      collection.pending += [(y, -n), (x, n)]
    case .binary(.power, let base, let exponent):
      guard case .number(let k) = exponent.form, let k = k.integer else {
        return append(base, exponent, times: n, into: &collection)
      }
      let (product, overflow) = k.multipliedReportingOverflow(by: n)
      if overflow || product == .min {
        return collection.append(base, SymbolicExpression(.number(SymbolicNumber(k) * SymbolicNumber(n))))
      }
      if k < 0 && n < 0 { drop(SymbolicFactor(base: base, exponent: -1)) }
      // A number's power is here because it does not fit.
      if case .number = base.form {
        collection.append(base, SymbolicExpression(product))
      } else {
        collection.pending.append((base, product))
      }
    case .constant, .variable, .function, .binary(.sum, _, _), .binary(.difference, _, _):
      collection.append(part, SymbolicExpression(n))
    }
  }

  /// (base^exponent)^n for an exponent that is not a whole number.
  private mutating func append(
    _ base: SymbolicExpression, _ exponent: SymbolicExpression, times n: Int, into collection: inout FactorCollection
  ) {
    if n == 1 { return collection.append(base, exponent) }
    // A negative power that is above the line now would have a value at 0.
    let factor = SymbolicFactor(base: base, exponent: exponent)
    if n < 0, !base.isNonzeroConstant, factor.number?.isNegative ?? true { require(.nonzero(base)) }
    let product = build(term([(SymbolicExpression(n), 1), (exponent, 1)]))
    if n.magnitude > 1, !base.isPositiveConstant, !product.isFraction {
      drop(factor)
    }
    collection.append(base, product)
  }

  /// Adds up the exponents of each base. What can be taken apart further then is pending again.
  private mutating func merge(_ collection: inout FactorCollection) {
    var bases: [SymbolicExpression] = []
    for base in collection.bases {
      let exponents = collection.exponents[base] ?? []
      var exponent = exponents[0]
      if exponents.count > 1 {
        exponent = sum(exponents.map { ($0, 1) })
        noteDomain(of: base, exponents, merged: exponent)
      }
      if exponent == 0 {
        drop(SymbolicFactor(base: base, exponent: 1))
        collection.exponents[base] = nil
      } else if case .number(let x) = base.form, case .number(let n) = exponent.form,
        let product = x.power(n).flatMap(collection.coefficient.soundProduct)
      {
        collection.coefficient = product
        collection.exponents[base] = nil
      } else if case .number(let number) = exponent.form, let n = number.integer,
        base.isSplittable
      {
        collection.exponents[base] = nil
        collection.pending.append((base, n))
      } else {
        collection.exponents[base] = [exponent]
        bases.append(base)
      }
    }
    collection.bases = bases
  }

  /// Notes where xᵃ·xᵇ has no value, but xᵃ⁺ᵇ has one.
  private mutating func noteDomain(
    of base: SymbolicExpression, _ exponents: [SymbolicExpression], merged: SymbolicExpression
  ) {
    if base.isPositiveConstant { return }
    let signs = (exponents + [merged]).map { SymbolicFactor(base: base, exponent: $0).number?.isNegative ?? false }
    if signs.dropLast().contains(true), signs.last == false { require(.nonzero(base)) }
    if merged.isFraction { return }
    for exponent in exponents where !exponent.isInteger { require(.defined(pow(base, exponent))) }
  }

}

extension SymbolicExpression {
  fileprivate var isInteger: Bool {
    if case .number(let number) = form { number.isWhole } else { false }
  }

  /// Whether this is a number, and not a whole one.
  fileprivate var isFraction: Bool {
    if case .number(let number) = form { !number.isWhole } else { false }
  }

  /// Whether whole powers are products of powers of something else.
  fileprivate var isSplittable: Bool {
    switch form {
    case .negative, .binary(.product, _, _), .binary(.quotient, _, _), .binary(.power, _, _): true
    case .number, .constant, .variable, .function, .binary(.sum, _, _), .binary(.difference, _, _): false
    }
  }
}
