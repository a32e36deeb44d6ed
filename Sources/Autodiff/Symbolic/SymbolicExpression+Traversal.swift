import Fourier

extension SymbolicExpression {
  /// A part of an expression with what was computed for it.
  struct Folded<Value> {
    let part: SymbolicExpression
    let value: Value
  }

  var id: ObjectIdentifier { ObjectIdentifier(node) }

  /// All parts, operands before what they are operands of, shared ones once.
  ///
  /// Every walk through an expression is one along this list, since recursion would end the stack on a deep one.
  var postorder: [SymbolicExpression] {
    var order: [SymbolicExpression] = []
    var seen: Set<ObjectIdentifier> = []
    var pending = [(part: self, isEntered: false)]
    while let (part, isEntered) = pending.popLast() {
      if isEntered {
        order.append(part)
      } else if seen.insert(part.id).inserted {
        pending.append((part, true))
        for operand in part.form.operands.reversed() { pending.append((operand, false)) }
      }
    }
    return order
  }

  /// Computes a value for each part from those of its operands, shared parts once; the last is that of the whole.
  func fold<Value, Failure>(
    _ combine: (SymbolicExpression, ExpressionForm<Folded<Value>>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var values: [ObjectIdentifier: Value] = [:]
    func folded(_ part: SymbolicExpression) -> Folded<Value> {
      guard let value = values[part.id] else { fatalError("an operand has to come before what it is an operand of") }
      return Folded(part: part, value: value)
    }
    for part in postorder { values[part.id] = try combine(part, part.form.map(folded)) }
    return folded(self).value
  }
}
