/// A function of one argument that expressions know, each with its value and its derivative.
public enum ElementaryFunction: String, Sendable, CaseIterable {
  case exp, log, log10, sqrt, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, abs, sign

  /// The function of this name, or of its other name in mathematics (`ln`, `arcsin`, `arccos`, `arctan`, `sgn`).
  init?(name: String) {
    switch name {
    case "ln": self = .log
    case "arcsin": self = .asin
    case "arccos": self = .acos
    case "arctan": self = .atan
    case "sgn": self = .sign
    default: self.init(rawValue: name)
    }
  }

  /// The derivative of the function at u, f′(u), before any simplification. At 0 those of |u| and sign u are 0.
  func derivative(at u: SymbolicExpression) -> SymbolicExpression {
    switch self {
    case .exp: Autodiff.exp(u)
    case .log: 1 / u
    case .log10: 1 / (u * Autodiff.log(10))
    case .sqrt: 1 / (2 * Autodiff.sqrt(u))
    case .sin: Autodiff.cos(u)
    case .cos: -Autodiff.sin(u)
    case .tan: 1 / Autodiff.pow(Autodiff.cos(u), 2)
    case .asin: 1 / Autodiff.sqrt(1 - Autodiff.pow(u, 2))
    case .acos: -1 / Autodiff.sqrt(1 - Autodiff.pow(u, 2))
    case .atan: 1 / (1 + Autodiff.pow(u, 2))
    case .sinh: Autodiff.cosh(u)
    case .cosh: Autodiff.sinh(u)
    case .tanh: 1 - Autodiff.pow(Autodiff.tanh(u), 2)
    case .abs: Autodiff.sign(u)
    case .sign: 0
    }
  }

  /// Whether every real number has a real value.
  var isDefinedEverywhere: Bool {
    switch self {
    case .exp, .sin, .cos, .atan, .sinh, .cosh, .tanh, .abs, .sign: true
    case .log, .log10, .sqrt, .tan, .asin, .acos: false
    }
  }

  /// 1 where f(−u) = f(u), −1 where f(−u) = −f(u), else none.
  var parity: Int? {
    switch self {
    case .sin, .tan, .asin, .atan, .sinh, .tanh, .sign: -1
    case .cos, .cosh, .abs: 1
    case .exp, .log, .log10, .sqrt, .acos: nil
    }
  }

  /// The function in LaTeX; none for those that enclose their argument, √u and |u|.
  var latex: String? {
    switch self {
    case .exp, .sin, .cos, .tan, .sinh, .cosh, .tanh: "\\\(rawValue)"
    case .log: "\\ln"
    case .log10: "\\log_{10}"
    case .asin, .acos, .atan: "\\arc\(rawValue.dropFirst())"
    case .sign: "\\operatorname{sgn}"
    case .sqrt, .abs: nil
    }
  }

  /// The value at an exact number where that is exact too, as sin 0 = 0 and √(9/4) = 3/2.
  func exactValue(at x: SymbolicNumber) -> SymbolicNumber? {
    guard case .exact(let numerator, let denominator) = x else { return nil }
    switch (self, numerator) {
    case (.sin, 0), (.tan, 0), (.asin, 0), (.atan, 0), (.sinh, 0), (.tanh, 0): return .zero
    case (.exp, 0), (.cos, 0), (.cosh, 0): return .one
    case (.log, 1), (.log10, 1), (.acos, 1): return denominator == 1 ? .zero : nil
    case (.abs, _): return .exact(Int(numerator.magnitude), denominator)
    case (.sign, _): return SymbolicNumber(numerator.signum())
    case (.sqrt, _):
      guard let root = exactRoot(numerator), let divisor = exactRoot(denominator) else { return nil }
      return .ratio(root, divisor)
    default: return nil
    }
  }

  private func exactRoot(_ n: Int) -> Int? {
    guard n >= 0 else { return nil }
    let root = Int(Double(n).squareRoot())
    return root.multipliedReportingOverflow(by: root) == (n, false) ? root : nil
  }
}
