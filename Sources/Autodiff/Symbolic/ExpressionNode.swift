/// What stands at the top of an expression, over operands of any kind.
enum ExpressionForm<Operand> {
  case number(SymbolicNumber)
  case constant(NamedConstant)
  case variable(String)
  case negative(Operand)
  case binary(BinaryOperation, Operand, Operand)
  case function(ElementaryFunction, Operand)

  var operands: [Operand] {
    switch self {
    case .number, .constant, .variable: []
    case .negative(let x), .function(_, let x): [x]
    case .binary(_, let x, let y): [x, y]
    }
  }

  func map<Other>(_ transform: (Operand) -> Other) -> ExpressionForm<Other> {
    switch self {
    case .number(let number): .number(number)
    case .constant(let constant): .constant(constant)
    case .variable(let name): .variable(name)
    case .negative(let x): .negative(transform(x))
    case .binary(let operation, let x, let y): .binary(operation, transform(x), transform(y))
    case .function(let function, let x): .function(function, transform(x))
    }
  }
}

/// The operations of two operands.
enum BinaryOperation: Int, Sendable {
  case sum, difference, product, quotient, power
}

/// Numbers that have a name.
enum NamedConstant: Int, Sendable {
  case e, pi

  init?(name: String) {
    switch name {
    case "e": self = .e
    case "pi", "π": self = .pi
    default: return nil
    }
  }

  var name: String {
    switch self {
    case .e: "e"
    case .pi: "pi"
    }
  }
}

/// A node of an expression, immutable, shared by all expressions of which it is a part.
// @unchecked: `form` changes only in `deinit`, of nodes that nothing else references.
final class ExpressionNode: @unchecked Sendable {
  private(set) var form: ExpressionForm<SymbolicExpression>
  /// Of the structure, so that equal expressions have equal ones.
  let hash: Int
  /// As a tree; `Int.max` where there are more.
  let nodeCount: Int
  /// Whether the value is a real number wherever the variables are. What is not known to be so counts as not.
  let isDefinedEverywhere: Bool

  init(_ form: ExpressionForm<SymbolicExpression>) {
    self.form = form
    hash = form.structuralHash
    nodeCount = form.operands.reduce(1) { count, operand in
      let (sum, overflow) = count.addingReportingOverflow(operand.node.nodeCount)
      return overflow ? .max : sum
    }
    isDefinedEverywhere = form.isDefinedEverywhere
  }

  /// Releases a formula of any depth without recursion: nodes that nobody else holds hand over their operands first.
  deinit {
    var pending = form.operands
    form = .constant(.e)
    while let operand = pending.popLast() {
      var node = operand.node
      _ = consume operand
      if isKnownUniquelyReferenced(&node) {
        pending += node.form.operands
        node.form = .constant(.e)
      }
    }
  }
}

extension ExpressionForm<SymbolicExpression> {
  fileprivate var structuralHash: Int {
    var hasher = Hasher()
    switch self {
    case .number(let number): hasher.combine(number)
    case .constant(let constant): hasher.combine(constant)
    case .variable(let name): hasher.combine(name)
    case .negative: hasher.combine(-1)
    case .binary(let operation, _, _): hasher.combine(operation)
    case .function(let function, _): hasher.combine(function)
    }
    for operand in operands { hasher.combine(operand.node.hash) }
    return hasher.finalize()
  }

  fileprivate var isDefinedEverywhere: Bool {
    guard operands.allSatisfy(\.node.isDefinedEverywhere) else { return false }
    switch self {
    case .number, .constant, .variable, .negative: return true
    case .function(let function, _): return function.isDefinedEverywhere
    case .binary(.quotient, _, let divisor): return divisor.isNonzeroConstant
    case .binary(.power, let base, let exponent):
      if base.isPositiveConstant { return true }
      guard case .number(.exact(let n, 1)) = exponent.form else { return false }
      return n >= 0
    case .binary: return true
    }
  }
}

extension SymbolicExpression {
  /// Whether this is a positive number or a named constant.
  var isPositiveConstant: Bool {
    switch form {
    case .number(let number): number.isPositive
    case .constant: true
    default: false
    }
  }

  /// Whether this is a number other than 0, or a named constant.
  var isNonzeroConstant: Bool {
    if case .number(let number) = form { return !number.isZero }
    return isPositiveConstant
  }
}
