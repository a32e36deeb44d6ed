extension SymbolicExpression: CustomStringConvertible {
  /// The formula as mathematics, as in `2·x·sin(x) + x^2·cos(x)`: with no more parentheses than it takes for
  /// ``init(_:)-(String)`` to read an equal expression.
  ///
  /// - Complexity: linear in the ``nodeCount``: shared parts are written wherever they occur.
  public var description: String {
    write { part in
      switch part.form {
      case .number(let number): [.text(number.description)]
      case .constant(let constant): [.text(constant.name)]
      case .variable(let name): [.text(name)]
      case .negative(let x): [.text("-"), .part(x, .power)]
      case .function(let function, let x): [.text("\(function.rawValue)("), .part(x, .sum), .text(")")]
      case .binary(.sum, let x, let y): [.part(x, .sum), .text(" + "), .part(y, y.hasLeadingMinus ? .atom : .product)]
      case .binary(.difference, let x, let y):
        [.part(x, .sum), .text(" - "), .part(y, y.hasLeadingMinus ? .atom : .product)]
      case .binary(.product, let x, let y): [.part(x, .product), .text("·"), .part(y, .power)]
      case .binary(.quotient, let x, let y): [.part(x, .product), .text("/"), .part(y, .power)]
      case .binary(.power, let x, let y): [.part(x, .atom), .text("^"), .part(y, .power)]
      }
    }
  }

  /// How tightly a form holds together, from the loosest.
  enum Precedence: Int, Comparable {
    case sum, product, sign, power, atom

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
  }

  /// A piece of what is written: a text, or a part that has to hold together at least so much, else is in parentheses.
  enum Piece {
    case text(String)
    case part(SymbolicExpression, Precedence)
  }

  /// Writes the pieces of the whole, and those of its parts in their places.
  func write(
    open: String = "(", close: String = ")", precedence: (SymbolicExpression) -> Precedence = \.precedence,
    pieces: (SymbolicExpression) -> [Piece]
  ) -> String {
    var result = ""
    var pending = [Piece.part(self, .sum)]
    while let piece = pending.popLast() {
      switch piece {
      case .text(let text): result += text
      case .part(let part, let required):
        let isEnclosed = precedence(part) < required
        if isEnclosed { pending.append(.text(close)) }
        pending += pieces(part).reversed()
        if isEnclosed { pending.append(.text(open)) }
      }
    }
    return result
  }

  var precedence: Precedence {
    switch form {
    case .number(.exact(_, let denominator)) where denominator != 1: .product
    case .number(let number): number.hasMinus ? .sign : .atom
    case .constant, .variable, .function: .atom
    case .negative: .sign
    case .binary(.sum, _, _), .binary(.difference, _, _): .sum
    case .binary(.product, _, _), .binary(.quotient, _, _): .product
    case .binary(.power, _, _): .power
    }
  }

  /// Whether it is written with a minus in front, which does not follow another sign.
  var hasLeadingMinus: Bool {
    var part = self
    while true {
      switch part.form {
      case .negative: return true
      case .number(let number): return number.hasMinus
      case .binary(.product, let x, _), .binary(.quotient, let x, _): part = x
      case .constant, .variable, .function, .binary: return false
      }
    }
  }
}

extension SymbolicNumber: CustomStringConvertible {
  var description: String {
    switch self {
    case .exact(let numerator, 1): "\(numerator)"
    case .exact(let numerator, let denominator): "\(numerator)/\(denominator)"
    case .decimal(let value): "\(value)"
    }
  }

  var hasMinus: Bool {
    switch self {
    case .exact(let numerator, _): numerator < 0
    case .decimal(let value): value.sign == .minus
    }
  }
}
