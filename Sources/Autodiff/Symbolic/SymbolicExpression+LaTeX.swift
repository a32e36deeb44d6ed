extension SymbolicExpression {
  /// The formula in LaTeX's mathematics, as in `2 \cdot x \cdot \sin\left(x\right) + x^{2} \cdot \cos\left(x\right)`.
  ///
  /// Quotients are fractions, a variable's trailing digits or what follows its underscore an index, and Greek letters by
  /// name (`alpha`, `omega_0`) themselves. Needs no package, but for `\operatorname` (amsmath), in which sign x is written.
  /// - Complexity: linear in the ``nodeCount``.
  public var latex: String {
    write(open: "\\left(", close: "\\right)", precedence: \.latexPrecedence) { part in
      switch part.form {
      case .number(.exact(let numerator, let denominator)) where denominator != 1:
        [.text("\(numerator < 0 ? "-" : "")\\frac{\(numerator.magnitude)}{\(denominator)}")]
      case .number(let number): [.text(number.latex)]
      case .constant(.e): [.text("e")]
      case .constant(.pi): [.text("\\pi")]
      case .variable(let name): [.text(Self.latex(variable: name))]
      case .negative(let x): [.text("-"), .part(x, .power)]
      case .function(.sqrt, let x): [.text("\\sqrt{"), .part(x, .sum), .text("}")]
      case .function(.abs, let x): [.text("\\left|"), .part(x, .sum), .text("\\right|")]
      case .function(let function, let x):
        [.text((function.latex ?? function.rawValue) + "\\left("), .part(x, .sum), .text("\\right)")]
      case .binary(.sum, let x, let y): [.part(x, .sum), .text(" + "), .part(y, y.hasLeadingMinus ? .atom : .product)]
      case .binary(.difference, let x, let y):
        [.part(x, .sum), .text(" - "), .part(y, y.hasLeadingMinus ? .atom : .product)]
      case .binary(.product, let x, let y): [.part(x, .product), .text(" \\cdot "), .part(y, .power)]
      case .binary(.quotient, let x, let y):
        [.text("\\frac{"), .part(x, .sum), .text("}{"), .part(y, .sum), .text("}")]
      case .binary(.power, let x, let y): [.part(x, .atom), .text("^{"), .part(y, .sum), .text("}")]
      }
    }
  }

  private var latexPrecedence: Precedence {
    switch form {
    case .number(.exact(let numerator, let denominator)) where denominator != 1: numerator < 0 ? .sign : .power
    case .number(.decimal(let value)) where "\(value)".contains("e"): .product
    case .binary(.quotient, _, _): .power
    default: precedence
    }
  }

  private static func latex(variable name: String) -> String {
    let stem: Substring, index: Substring
    if let underscore = name.dropFirst().firstIndex(of: "_") {
      (stem, index) = (name[..<underscore], name[underscore...].dropFirst())
    } else {
      let end = name.lastIndex { $0.wholeNumberValue == nil } ?? name.startIndex
      (stem, index) = (name[...end], name[end...].dropFirst())
    }
    let letter =
      greek.contains(String(stem)) ? "\\\(stem)" : stem.count == 1 ? String(stem) : "\\mathit{\(escaped(stem))}"
    let digits = index.map { character in character.wholeNumberValue.map(String.init) ?? escaped("\(character)") }
    return index.isEmpty ? letter : "\(letter)_{\(digits.joined())}"
  }

  private static func escaped(_ text: Substring) -> String { text.map { $0 == "_" ? "\\_" : "\($0)" }.joined() }

  private static let greek: Set<String> = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
    "Sigma", "Upsilon", "Phi", "Psi", "Omega",
  ]
}

extension SymbolicNumber {
  /// The number with a power of ten in place of an exponent.
  fileprivate var latex: String {
    let parts = description.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return description }
    return "\(parts[0]) \\cdot 10^{\(exponent)}"
  }
}
