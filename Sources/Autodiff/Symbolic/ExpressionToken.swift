/// The words of which a formula in text consists.
struct ExpressionToken {
  enum Kind {
    case integer(Int)
    case decimal(Double)
    case name(String)
    case operation(BinaryOperation)
    /// A raised whole number, as in x².
    case superscript(Int)
    case open, close, end
    /// A number or a character that is none of the above.
    case malformed
  }

  let kind: Kind
  /// As it stands in the text.
  let text: String
  /// The characters before it.
  let position: Int

  /// The words of a text, with `.end` as the last one.
  static func tokens(of text: String) -> [ExpressionToken] {
    let characters = Array(text)
    var tokens: [ExpressionToken] = []
    var position = 0
    while position < characters.count {
      let rest = characters[position...]
      guard let first = rest.first, !first.isWhitespace else {
        position += 1
        continue
      }
      let kind: Kind, length: Int
      if first.isDigit || first == "." {
        length = numberLength(rest)
        kind = number(String(rest.prefix(length)))
      } else if isNameStart(first) {
        length = rest.prefix(while: isNamePart).count
        kind = .name(String(rest.prefix(length)))
      } else if superscripts.contains(first) || first == "⁻" {
        length = 1 + rest.dropFirst().prefix(while: superscripts.contains).count
        kind = superscript(rest.prefix(length))
      } else if rest.starts(with: "**") {
        (kind, length) = (.operation(.power), 2)
      } else {
        (kind, length) = (symbols[first] ?? .malformed, 1)
      }
      tokens.append(ExpressionToken(kind: kind, text: String(rest.prefix(length)), position: position))
      position += length
    }
    tokens.append(ExpressionToken(kind: .end, text: "", position: characters.count))
    return tokens
  }

  /// Whether a text is one word that may be a name.
  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.first else { return false }
    return isNameStart(first) && text.allSatisfy(isNamePart)
  }

  private static let symbols: [Character: Kind] = [
    "+": .operation(.sum), "-": .operation(.difference), "−": .operation(.difference), "*": .operation(.product),
    "·": .operation(.product), "⋅": .operation(.product), "×": .operation(.product), "/": .operation(.quotient),
    "÷": .operation(.quotient), "^": .operation(.power), "(": .open, ")": .close,
  ]

  private static let superscripts: [Character] = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")

  private static func isNameStart(_ character: Character) -> Bool { character.isLetter || character == "_" }

  private static func isNamePart(_ character: Character) -> Bool {
    isNameStart(character) || (character.wholeNumberValue != nil && !superscripts.contains(character))
  }

  /// Digits, points and an exponent: all that looks like one number, right or wrong.
  private static func numberLength(_ text: ArraySlice<Character>) -> Int {
    let digits = text.prefix { $0.isDigit || $0 == "." }
    var rest = text.dropFirst(digits.count)
    guard let e = rest.popFirst(), e == "e" || e == "E" else { return digits.count }
    let sign = rest.prefix(1).filter { "+-−".contains($0) }.count
    let exponent = rest.dropFirst(sign).prefix(while: \.isDigit).count
    return exponent == 0 ? digits.count : digits.count + 1 + sign + exponent
  }

  private static func number(_ text: String) -> Kind {
    if text.allSatisfy(\.isDigit), let value = Int(text) { return .integer(value) }
    guard let value = Double(text.replacing("−", with: "-")), value.isFinite else { return .malformed }
    return .decimal(value)
  }

  private static func superscript(_ text: ArraySlice<Character>) -> Kind {
    let digits = text.map { $0 == "⁻" ? "-" : $0.wholeNumberValue.map(String.init) ?? "" }
    return Int(digits.joined()).map(Kind.superscript) ?? .malformed
  }
}

extension Character {
  fileprivate var isDigit: Bool { isASCII && isWholeNumber }
}
