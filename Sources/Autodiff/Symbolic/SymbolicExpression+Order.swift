extension SymbolicExpression: Hashable {
  /// Whether both are built in the same way from the same parts: x + y is not y + x, until both are simplified.
  public static func == (left: SymbolicExpression, right: SymbolicExpression) -> Bool {
    left.node === right.node || (left.node.hash == right.node.hash && compare(left, right) == .same)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(node.hash) }
}

/// How one thing stands to another in an order.
enum Ordering { case before, same, after }

extension SymbolicExpression {
  /// The order in which simplified expressions have their factors and terms: numbers, constants, variables by name,
  /// functions, powers, the rest; within these the smaller ones first.
  static func compare(_ left: SymbolicExpression, _ right: SymbolicExpression) -> Ordering {
    var pending = [(left, right)]
    // Pairs that were compared, or are about to be, need it no second time, though they may be parts of many.
    var seen: Set<[ObjectIdentifier]> = []
    while let (left, right) = pending.popLast() {
      if left.node === right.node { continue }
      let order = compareTops(left, right)
      if order != .same { return order }
      let operands = Array(zip(left.form.operands, right.form.operands))
      if !operands.isEmpty && seen.insert([left.id, right.id]).inserted { pending += operands.reversed() }
    }
    return .same
  }

  /// The order by all but the operands.
  private static func compareTops(_ left: SymbolicExpression, _ right: SymbolicExpression) -> Ordering {
    switch (left.form, right.form) {
    case (.number(let x), .number(let y)): return ordering(x, y)
    case (.constant(let x), .constant(let y)): return ordering(x.rawValue, y.rawValue)
    case (.variable(let x), .variable(let y)): return ordering(x, y)
    default: break
    }
    for key in [\SymbolicExpression.rank, \.node.nodeCount, \.operation] {
      let order = ordering(left[keyPath: key], right[keyPath: key])
      if order != .same { return order }
    }
    return .same
  }

  private var operation: Int {
    if case .binary(let operation, _, _) = form { operation.rawValue } else { 0 }
  }

  private var rank: Int {
    switch form {
    case .number: 0
    case .constant: 1
    case .variable: 2
    case .function(let function, _): 10 + (ElementaryFunction.allCases.firstIndex(of: function) ?? 0)
    case .binary(.power, _, _): 100
    case .binary(.product, _, _), .binary(.quotient, _, _): 101
    case .binary(.sum, _, _), .binary(.difference, _, _): 102
    case .negative: 103
    }
  }

  private static func ordering<T: Comparable>(_ left: T, _ right: T) -> Ordering {
    left < right ? .before : left == right ? .same : .after
  }
}
