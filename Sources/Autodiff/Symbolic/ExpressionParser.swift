extension SymbolicExpression {
  /// The formula that a text says, as in `"x^2·sin(x) - 3/4"`.
  ///
  /// - `+` and `-`; `·`, `*`, `×`, `/` and `÷`; `^` or `**`, and `x²`. As in mathematics (and in Python), `^` binds tightest and
  ///   to the right, so that `-x^2` is −(x²) and `2^3^2` is 2⁹; then a sign, as in `2^-x` and `-x·y` = (−x)·y; then products
  ///   and quotients, and last sums and differences, to the left. A product needs its sign: `2·x`, not `2x`.
  /// - Functions, with their argument in parentheses: `exp`, `log` (natural, also `ln`), `log10`, `sqrt`, `sin`, `cos`,
  ///   `tan`, `asin`, `acos`, `atan` (also `arcsin` …), `sinh`, `cosh`, `tanh`, `abs`, `sign`. Constants: `pi` or `π`, `e`.
  /// - Whole numbers are exact, and so are their quotients: `3/4`; those with a point or exponent, and those beyond 64 bits,
  ///   are in double precision: `0.75`, `1e-3`. Any other word of letters, digits and underscores is a variable.
  ///
  /// Throws where the text is something else, with the position. Parentheses may be nested without limit.
  public init(_ text: String) throws(ExpressionParsingError) {
    var parser = ExpressionParser(text: text)
    self = try parser.parse()
  }
}

/// Operator precedence by two stacks rather than by recursion, which deep nesting would end.
///
/// - Source: E. W. Dijkstra, "Algol 60 translation", Mathematisch Centrum MR 34/61 (1961): the shunting yard.
private struct ExpressionParser {
  /// What waits for its right operand, or for a parenthesis to close.
  enum Pending {
    case binary(BinaryOperation)
    case negative
    case parenthesis(ExpressionToken, ElementaryFunction?)

    var precedence: SymbolicExpression.Precedence? {
      switch self {
      case .binary(.sum), .binary(.difference): .sum
      case .binary(.product), .binary(.quotient): .product
      case .negative: .sign
      case .binary(.power): .power
      case .parenthesis: nil
      }
    }
  }

  let text: String
  let tokens: [ExpressionToken]
  var index = 0
  var operands: [SymbolicExpression] = []
  var pending: [Pending] = []

  init(text: String) {
    self.text = text
    tokens = ExpressionToken.tokens(of: text)
  }

  mutating func parse() throws(ExpressionParsingError) -> SymbolicExpression {
    if tokens.count == 1 { throw failure(.empty, at: tokens[0]) }
    while true {
      try readOperand()
      if try readOperation() { break }
    }
    reduce(whileAtLeast: .sum)
    if case .parenthesis(let token, _)? = pending.last { throw failure(.unclosedParenthesis, at: token) }
    return operands[0]
  }

  /// Signs and opening parentheses, and the number or name after them.
  private mutating func readOperand() throws(ExpressionParsingError) {
    while true {
      let token = next()
      switch token.kind {
      case .integer(let value): return operands.append(SymbolicExpression(value))
      case .decimal(let value): return operands.append(SymbolicExpression(value))
      case .operation(.difference): pending.append(.negative)
      case .operation(.sum): continue
      case .open: pending.append(.parenthesis(token, nil))
      case .name(let name):
        if let function = ElementaryFunction(name: name) {
          let open = next()
          guard case .open = open.kind else { throw failure(.missingArgument(function: name), at: open) }
          pending.append(.parenthesis(open, function))
          continue
        }
        if case .open = tokens[index].kind { throw failure(.unknownFunction(name), at: token) }
        return operands.append(NamedConstant(name: name).map { SymbolicExpression(.constant($0)) } ?? .variable(name))
      case .end: throw failure(.missingOperand, at: token)
      case .malformed: throw malformed(token)
      case .operation, .superscript, .close: throw failure(.unexpectedOperator(token.text), at: token)
      }
    }
  }

  /// Raised numbers and closing parentheses, and the operation after them. Returns whether it is the end instead.
  private mutating func readOperation() throws(ExpressionParsingError) -> Bool {
    while true {
      let token = next()
      switch token.kind {
      case .superscript(let n): operands.append(pow(operands.removeLast(), SymbolicExpression(n)))
      case .close:
        reduce(whileAtLeast: .sum)
        guard case .parenthesis(_, let function)? = pending.popLast() else {
          throw failure(.unmatchedParenthesis, at: token)
        }
        if let function { operands.append(SymbolicExpression(.function(function, operands.removeLast()))) }
      case .operation(let operation):
        let operation = Pending.binary(operation)
        if let precedence = operation.precedence, precedence != .power { reduce(whileAtLeast: precedence) }
        pending.append(operation)
        return false
      case .end: return true
      case .malformed: throw malformed(token)
      case .integer, .decimal, .name, .open: throw failure(.missingOperator(before: token.text), at: token)
      }
    }
  }

  /// Carries out what waits and binds at least so tightly, as far as the innermost open parenthesis.
  private mutating func reduce(whileAtLeast precedence: SymbolicExpression.Precedence) {
    while let top = pending.last, let binding = top.precedence, binding >= precedence {
      pending.removeLast()
      let right = operands.removeLast()
      switch top {
      case .binary(let operation): operands.append(.binary(operation, operands.removeLast(), right))
      case .negative: operands.append(-right)
      case .parenthesis: break
      }
    }
  }

  private mutating func next() -> ExpressionToken {
    defer { index += 1 }
    return tokens[index]
  }

  private func malformed(_ token: ExpressionToken) -> ExpressionParsingError {
    let isNumber = token.text.contains { $0.isNumber || $0 == "." }
    return failure(isNumber ? .malformedNumber(token.text) : .unknownCharacter(token.text), at: token)
  }

  private func failure(_ problem: ExpressionParsingError.Problem, at token: ExpressionToken) -> ExpressionParsingError {
    ExpressionParsingError(problem: problem, text: text, position: token.position)
  }
}
