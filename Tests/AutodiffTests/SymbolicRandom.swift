import Autodiff
import TestSupport

extension SymbolicExpression {
  /// Whether simplification leaves a 0 in the formula, which is divided by or has no logarithm: it has a value nowhere.
  var isPole: Bool {
    let simplified = simplified()
    return simplified != 0 && simplified.description.split { !$0.isNumber && $0 != "." }.contains("0")
  }
}

/// Formulas in x and y that are the same in every run.
struct RandomExpressions {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private mutating func pick<T>(_ choices: [T]) -> T { choices[Int(random.next() % UInt64(choices.count))] }

  /// A number from 0.25 to 1.75.
  mutating func point() -> Double { 1 + 0.75 * random.sample(Double.self) }

  /// A formula of operations nested `depth` deep; without kinks it has a complex derivative.
  mutating func expression(depth: Int, kinks: Bool = true) -> SymbolicExpression {
    if depth == 0 || random.next() % 8 == 0 { return leaf() }
    let u = expression(depth: depth - 1, kinks: kinks)
    switch random.next() % 10 {
    case 0: return u + expression(depth: depth - 1, kinks: kinks)
    case 1: return u - expression(depth: depth - 1, kinks: kinks)
    case 2, 3: return u * expression(depth: depth - 1, kinks: kinks)
    case 4: return u / expression(depth: depth - 1, kinks: kinks)
    case 5: return -u
    case 6: return pow(u, pick([2, 3, -1, -2, 0, 1, SymbolicExpression(numerator: 1, denominator: 2), 1.5, -0.5]))
    case 7: return pow(u, expression(depth: depth - 1, kinks: kinks))
    default:
      let functions: [(SymbolicExpression) -> SymbolicExpression] = [
        exp, log, log10, sqrt, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, abs, sign,
      ]
      return pick(kinks ? functions : functions.dropLast(2))(u)
    }
  }

  private mutating func leaf() -> SymbolicExpression {
    pick([
      .variable("x"), .variable("x"), .variable("y"), 0, 1, 2, -3, 0.5, -1.25, 1e-3, .pi, .e,
      SymbolicExpression(numerator: 3, denominator: 4), SymbolicExpression(numerator: -2, denominator: 3),
    ])
  }
}
