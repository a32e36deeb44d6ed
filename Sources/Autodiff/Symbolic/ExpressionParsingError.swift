/// Why a text is no formula, and where.
public struct ExpressionParsingError: Error, Equatable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Sendable, Equatable {
    /// There is nothing but space.
    case empty
    /// The text ends where a number, a name or a parenthesis should follow.
    case missingOperand
    /// An operation or a closing parenthesis stands where a number, a name or an opening one should.
    case unexpectedOperator(String)
    /// Two operands follow each other.
    case missingOperator(before: String)
    /// A function's name is not followed by its argument in parentheses.
    case missingArgument(function: String)
    /// A name that is not a function's is followed by a parenthesis.
    case unknownFunction(String)
    /// A parenthesis is opened and not closed.
    case unclosedParenthesis
    /// A parenthesis is closed that was not opened.
    case unmatchedParenthesis
    /// Digits and points that are no number, or one too large.
    case malformedNumber(String)
    /// A character that has no meaning in formulas.
    case unknownCharacter(String)
  }

  /// What is wrong.
  public let problem: Problem
  /// The text.
  public let text: String
  /// Where, in characters from the start, from 0.
  public let position: Int

  /// What was found and what would be right, and below it the text with a caret under the place.
  public var description: String {
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return "\(message)\n  \(line)\n  \(String(repeating: " ", count: position))^"
  }

  private var message: String {
    let place = "at character \(position + 1)"
    switch problem {
    case .empty:
      return "there is no formula; one such as “x^2·sin(x)” would be"
    case .missingOperand:
      return "the formula ends where a number, a variable, a function or “(” should follow"
    case .unexpectedOperator(let text):
      return "“\(text)” \(place), where a number, a variable, a function or “(” should be"
    case .missingOperator(let text):
      return "“\(text)” \(place) follows without an operator; a product has its sign, as in 2·x"
    case .missingArgument(let function):
      return "the function \(function) should be followed by its argument in parentheses, as in \(function)(x)"
    case .unknownFunction(let name):
      let known = ElementaryFunction.allCases.map(\.rawValue).joined(separator: ", ")
      return "“\(name)” \(place) is not a function; known are \(known). A product has its sign, as in \(name)·(x + 1)"
    case .unclosedParenthesis:
      return "“(” \(place) is not closed; “)” is missing"
    case .unmatchedParenthesis:
      return "“)” \(place) closes nothing; “(” is missing before it"
    case .malformedNumber(let text):
      return "“\(text)” \(place) is not a number; one is written as 12, 0.5 or 1e-3, up to 1.8e308"
    case .unknownCharacter(let text):
      return "“\(text)” \(place) has no meaning in a formula; known are + - · * × / ÷ ^ ** ( ), numbers and names"
    }
  }
}
