extension Simplifier {
  /// Which parts of an expression are sums or products, and which are simplified with the sum or product they are in.
  ///
  /// A part that several others share is not: it would be taken apart once for each, which can take exponential time. Nor
  /// is a divisor: what it divides by in turn must be seen not to be 0.
  struct Grouping {
    enum Kind { case sum, product }

    private var kinds: [ObjectIdentifier: Kind] = [:]
    private var absorbed: Set<ObjectIdentifier> = []

    init(_ order: [SymbolicExpression]) {
      var parents: [ObjectIdentifier: (count: Int, kind: Kind?)] = [:]
      for part in order.reversed() {
        let parent = parents[part.id]
        let outer = parent?.count == 1 ? parent?.kind : nil
        var kind: Kind?
        switch part.form {
        case .binary(.sum, _, _), .binary(.difference, _, _): kind = .sum
        case .binary(.product, _, _), .binary(.quotient, _, _): kind = .product
        case .negative: kind = outer ?? .product
        default: kind = nil
        }
        kinds[part.id] = kind
        if let kind, kind == outer { absorbed.insert(part.id) }
        var divisor: SymbolicExpression?
        if case .binary(.quotient, _, let y) = part.form { divisor = y }
        for operand in part.form.operands {
          let count = (parents[operand.id]?.count ?? 0) + 1
          parents[operand.id] = (count, operand.id == divisor?.id ? nil : kind)
        }
      }
    }

    func kind(of part: SymbolicExpression) -> Kind? { kinds[part.id] }

    func isAbsorbed(_ part: SymbolicExpression) -> Bool { absorbed.contains(part.id) }

    /// The terms of a sum with their signs, or the factors of a product with their exponents, ±1; simplified.
    func members(
      of whole: SymbolicExpression, kind: Kind, _ results: [ObjectIdentifier: SymbolicExpression]
    ) -> [(SymbolicExpression, Int)] {
      var members: [(SymbolicExpression, Int)] = []
      var pending = [(part: whole, sign: 1)]
      while let (part, sign) = pending.popLast() {
        guard part.node === whole.node || isAbsorbed(part) else {
          members.append((results[part.id] ?? part, sign))
          continue
        }
        switch part.form {
        case .negative(let x):
          if kind == .product { members.append((-1, 1)) }
          pending.append((x, kind == .sum ? -sign : sign))
        case .binary(.sum, let x, let y), .binary(.product, let x, let y):
          pending += [(y, sign), (x, sign)]
        case .binary(.difference, let x, let y): pending += [(y, -sign), (x, sign)]
        case .binary(.quotient, let x, let y): pending += [(y, -sign), (x, sign)]
        case .number, .constant, .variable, .function, .binary(.power, _, _):
          members.append((results[part.id] ?? part, sign))
        }
      }
      return members
    }
  }
}
