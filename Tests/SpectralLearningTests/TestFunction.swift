import Autodiff

/// Sums of squares with published minima, as tests of minimizers.
///
/// - Source: J. J. Moré, B. S. Garbow and K. E. Hillstrom, "Testing unconstrained optimization software", ACM Trans. Math.
///   Softw. 7 (1981), 17.
enum TestFunction: String, CaseIterable, Decodable, Sendable {
  case rosenbrock, extendedRosenbrock, freudensteinRoth, brownBadlyScaled, beale, jennrichSampson, helicalValley, meyer,
    box, powellSingular, wood

  /// The values at its minima, to the digits published.
  var minima: [Double] {
    switch self {
    case .freudensteinRoth: [0, 48.9842]
    case .jennrichSampson: [124.362]
    case .meyer: [87.9458]
    default: [0]
    }
  }

  /// Its residuals at a point.
  func residuals<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
    func c(_ number: Double) -> Tensor<T> { Tensor(T(number)) }
    func series(_ range: ClosedRange<Int>, _ f: (Double) -> Double) -> Tensor<T> {
      Tensor(range.map { T(f(Double($0))) })
    }
    let x1 = x.element(0), x2 = x.element(1)
    let x3 = x.count > 2 ? x.element(2) : c(0), x4 = x.count > 3 ? x.element(3) : c(0)
    switch self {
    case .rosenbrock, .extendedRosenbrock:
      let odd = x.slice(from: 0, by: 2), even = x.slice(from: 1, by: 2)
      return concatenate([c(10) * (even - square(odd)), c(1) - odd])
    case .freudensteinRoth:
      return stack([
        x1 - c(13) + ((c(5) - x2) * x2 - c(2)) * x2, x1 - c(29) + ((x2 + c(1)) * x2 - c(14)) * x2,
      ])
    case .brownBadlyScaled: return stack([x1 - c(1e6), x2 - c(2e-6), x1 * x2 - c(2)])
    case .beale:
      return stack([
        c(1.5) - x1 * (c(1) - x2), c(2.25) - x1 * (c(1) - x2 * x2), c(2.625) - x1 * (c(1) - x2 * x2 * x2),
      ])
    case .jennrichSampson:
      let i = series(1...10) { $0 }
      return series(1...10) { 2 + 2 * $0 } - exp(i * x1) - exp(i * x2)
    case .helicalValley:
      let turn = atan(x2 / x1) / c(2 * .pi) + c(x1.scalar < 0 ? 0.5 : 0)
      return stack([c(10) * (x3 - c(10) * turn), c(10) * (sqrt(square(x1) + square(x2)) - c(1)), x3])
    case .meyer:
      let y: [T] = [
        34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
      ]
      return x1 * exp(x2 / (series(1...16) { 45 + 5 * $0 } + x3)) - Tensor(y)
    case .box:
      let t = series(1...10) { $0 / 10 }
      return exp(-t * x1) - exp(-t * x2) - x3 * (exp(-t) - exp(c(-10) * t))
    case .powellSingular:
      return stack([
        x1 + c(10) * x2, c(5.0.squareRoot()) * (x3 - x4), square(x2 - c(2) * x3),
        c(10.0.squareRoot()) * square(x1 - x4),
      ])
    case .wood:
      return stack([
        c(10) * (x2 - square(x1)), c(1) - x1, c(90.0.squareRoot()) * (x4 - square(x3)), c(1) - x3,
        c(10.0.squareRoot()) * (x2 + x4 - c(2)), (x2 - x4) / c(10.0.squareRoot()),
      ])
    }
  }
}
