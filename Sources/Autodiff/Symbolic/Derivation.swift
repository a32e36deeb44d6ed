/// A derivative step by step: an expression broken into parts, differentiated rule by rule and recombined.
///
/// ```swift
/// print(try SymbolicExpression("x^2·sin(3·x)").derivation(by: "x"))
/// // d/dx x^2·sin(3·x) = 2·x·sin(3·x) + 3·x^2·cos(3·x)
/// // product rule, (u·v)′ = u′·v + u·v′: x^2·sin(3·x) ↦ 2·x·sin(3·x) + 3·x^2·cos(3·x)
/// //   power rule, (u^n)′ = n·u^(n - 1)·u′: x^2 ↦ 2·x
/// //     variable, x′ = 1: x ↦ 1
/// //   chain rule, sin(u)′ = cos(u)·u′: sin(3·x) ↦ 3·cos(3·x)
/// //     constant factor rule, (c·u)′ = c·u′: 3·x ↦ 3
/// //       constant, c′ = 0: 3 ↦ 0
/// ```
public struct Derivation: Sendable, CustomStringConvertible {
  /// One rule applied to one part.
  public struct Step: Sendable, CustomStringConvertible {
    /// The rule.
    public let rule: DifferentiationRule
    /// What it was applied to.
    public let part: SymbolicExpression
    /// What came out, recombined from the parts' derivatives and simplified.
    public let derivative: SymbolicExpression
    /// Whether the rule is that of a function or a power, and its argument is more than the variable: the chain rule.
    public let isChained: Bool
    /// How many parts this one is within.
    public let depth: Int

    public var description: String {
      var name = rule.name
      if isChained {
        if case .function = rule { name = "chain rule" } else { name = "chain rule and \(name)" }
      }
      return "\(name), \(rule.formula): \(part) ↦ \(derivative)"
    }
  }

  /// What is differentiated.
  public let expression: SymbolicExpression
  /// By which variable.
  public let variable: String
  /// The steps from the whole to its parts; a part that occurs again is not listed again.
  public let steps: [Step]

  /// The derivative, simplified.
  public var derivative: SymbolicExpression { expression.derivative(by: variable) }

  /// The derivative, and below it the steps, those within a part indented.
  public var description: String {
    (["d/d\(variable) \(expression) = \(derivative)"]
      + steps.map { String(repeating: "  ", count: $0.depth) + $0.description }).joined(separator: "\n")
  }
}

extension SymbolicExpression {
  /// The derivative by a variable with all steps that lead to it.
  ///
  /// - Complexity: each step simplifies its part's derivative anew, so quadratic in long expressions: meant for reading.
  public func derivation(by variable: String) -> Derivation {
    var results: [ObjectIdentifier: Differentiated] = [:]
    _ = fold { (part: SymbolicExpression, form: ExpressionForm<Folded<Differentiated>>) in
      let result = part.differentiated(form, by: variable)
      results[part.id] = result
      return result
    }
    var steps: [Derivation.Step] = []
    var listed: Set<SymbolicExpression> = []
    var pending = [(part: self, depth: 0)]
    while let (part, depth) = pending.popLast() {
      guard let result = results[part.id], listed.insert(part).inserted else { continue }
      let operands = part.form.operands
      let isChained =
        result.rule.hasInnerFunction
        && operands.contains {
          let rule = results[$0.id]?.rule
          return rule != .constant && rule != .variable
        }
      steps.append(
        Derivation.Step(
          rule: result.rule, part: part, derivative: result.derivative.simplified(), isChained: isChained, depth: depth)
      )
      if result.rule != .constant { pending += operands.reversed().map { ($0, depth + 1) } }
    }
    return Derivation(expression: self, variable: variable, steps: steps)
  }
}

extension DifferentiationRule {
  fileprivate var hasInnerFunction: Bool {
    switch self {
    case .power, .exponential, .function: true
    default: false
    }
  }
}
