import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Values and slopes agree with closed forms in a wider type, to a few units in the last place.
@Suite("Accuracy of elementwise operations")
struct ElementwiseAccuracyTests {
  @Test("Single precision against double", arguments: AccuracyCase<Float, Double>.table)
  func single(item: AccuracyCase<Float, Double>) { item.check() }

  #if arch(x86_64) && (os(Linux) || os(macOS))
    @Test("Double precision against extended", arguments: AccuracyCase<Double, Float80>.table)
    func double(item: AccuracyCase<Double, Float80>) { item.check() }
  #endif
}

/// A function on an interval, and how many ulps its value and its slope may be off.
///
/// 2 ulps are what libm promises for most of its functions, and a rounding of the slope's own; what is composed of
/// several has more: an exponential of a rounded x² has as many as x² is large, and so has the tail of `gelu`; a power
/// of a rounded exponent has that rounding times ln x.
struct AccuracyCase<T: TensorScalar, Wide: Real & BinaryFloatingPoint & SendableMetatype & Sendable>: Sendable,
  CustomTestStringConvertible
{
  let name: String
  let interval: ClosedRange<Double>
  let ulps: (value: Double, slope: Double)
  let operation: @Sendable (Tensor<T>) -> Tensor<T>
  let value: @Sendable (Wide) -> Wide
  let slope: @Sendable (Wide) -> Wide
  var testDescription: String { "\(name) on \(interval)" }

  init(
    _ name: String, _ interval: ClosedRange<Double>, _ valueUlps: Double, _ slopeUlps: Double,
    _ operation: @escaping @Sendable (Tensor<T>) -> Tensor<T>, _ value: @escaping @Sendable (Wide) -> Wide,
    _ slope: @escaping @Sendable (Wide) -> Wide
  ) {
    self.name = name
    self.interval = interval
    ulps = (valueUlps, slopeUlps)
    self.operation = operation
    self.value = value
    self.slope = slope
  }

  func check() {
    var random = SeededRandom(seed: 7)
    let width = T(interval.upperBound - interval.lowerBound)
    let points = random.signal(T.self, count: 400).map { T(interval.lowerBound) + ($0 + 1) / 2 * width }
    let x = Tensor(points)
    let slopes = gradient(at: x) { sum(operation($0)) }
    expect(operation(x).elements, at: points, by: value, ulps: ulps.value, "value")
    expect(slopes.elements, at: points, by: slope, ulps: ulps.slope, "slope")
  }

  private func expect(
    _ results: [T], at points: [T], by exact: (Wide) -> Wide, ulps: Double, _ what: String
  ) {
    let errors = zip(results, points).map { result, point in
      let exact = exact(Wide(point))
      return Double((Wide(result) - exact).magnitude / Wide(T(exact).ulp))
    }
    // A NaN is no number of ulps, and would be lost in a maximum.
    let worst = errors.map { $0.isNaN ? .infinity : $0 }.enumerated().max { $0.element < $1.element }
    if let worst {
      #expect(worst.element <= ulps, "\(what) at \(points[worst.offset]): \(results[worst.offset])")
    }
  }

  static var table: [AccuracyCase] {
    // One statement each: the compiler gives up on a literal of them all.
    var table: [AccuracyCase] = []
    let root2 = Wide.sqrt(2), rootPi = Wide.sqrt(.pi)
    table.append(AccuracyCase("exp2", -20...20, 2, 3, { exp2($0) }, { .exp2($0) }, { .exp2($0) * .log(2) }))
    table.append(AccuracyCase("log2", 0.1...20, 2, 3, { log2($0) }, { .log2($0) }, { 1 / ($0 * .log(2)) }))
    table.append(AccuracyCase("log10", 0.1...20, 2, 3, { log10($0) }, { .log10($0) }, { 1 / ($0 * .log(10)) }))
    table.append(AccuracyCase("expm1", -30...5, 2, 2, { expm1($0) }, { .expMinusOne($0) }, { .exp($0) }))
    table.append(AccuracyCase("expm1", -1e-6...1e-6, 2, 2, { expm1($0) }, { .expMinusOne($0) }, { .exp($0) }))
    table.append(AccuracyCase("log1p", -0.9...5, 2, 2, { log1p($0) }, { .log(onePlus: $0) }, { 1 / (1 + $0) }))
    table.append(AccuracyCase("log1p", -1e-6...1e-6, 2, 2, { log1p($0) }, { .log(onePlus: $0) }, { 1 / (1 + $0) }))
    table.append(AccuracyCase("tan", -1.5...1.5, 2, 5, { tan($0) }, { .tan($0) }, { 1 + .tan($0) * .tan($0) }))
    table.append(
      AccuracyCase(
        "asin", -0.9999...0.9999, 2, 4, { asin($0) }, { .asin($0) }, { 1 / .sqrt((1 - $0) * (1 + $0)) }))
    table.append(
      AccuracyCase(
        "acos", -0.9999...0.9999, 2, 4, { acos($0) }, { .acos($0) }, { -1 / .sqrt((1 - $0) * (1 + $0)) }))
    table.append(AccuracyCase("atan", -20...20, 2, 3, { atan($0) }, { .atan($0) }, { 1 / (1 + $0 * $0) }))
    table.append(AccuracyCase("sinh", -10...10, 3, 3, { sinh($0) }, { .sinh($0) }, { (.exp($0) + .exp(-$0)) / 2 }))
    table.append(AccuracyCase("cosh", 0.5...10, 3, 3, { cosh($0) }, { .cosh($0) }, { (.exp($0) - .exp(-$0)) / 2 }))
    table.append(
      AccuracyCase("tanh", -30...30, 2, 8, { tanh($0) }, { .tanh($0) }, { 4 / .pow(.exp($0) + .exp(-$0), 2) }))
    table.append(AccuracyCase("asinh", -1000...1000, 3, 3, { asinh($0) }, { .asinh($0) }, { 1 / .sqrt(1 + $0 * $0) }))
    table.append(
      AccuracyCase(
        "acosh", 1.0001...1000, 3, 4, { acosh($0) }, { .acosh($0) }, { 1 / .sqrt(($0 - 1) * ($0 + 1)) }))
    table.append(
      AccuracyCase("atanh", -0.9999...0.9999, 3, 4, { atanh($0) }, { .atanh($0) }, { 1 / ((1 - $0) * (1 + $0)) }))
    table.append(AccuracyCase("erf", -1...1, 2, 5, { erf($0) }, { .erf($0) }, { 2 / rootPi * .exp(-$0 * $0) }))
    table.append(AccuracyCase("erf", -3...3, 2, 16, { erf($0) }, { .erf($0) }, { 2 / rootPi * .exp(-$0 * $0) }))
    table.append(AccuracyCase("erfc", -3...3, 5, 16, { erfc($0) }, { .erfc($0) }, { -2 / rootPi * .exp(-$0 * $0) }))
    table.append(
      AccuracyCase(
        "sigmoid", -40...40, 3, 6, { sigmoid($0) }, { 1 / (1 + .exp(-$0)) },
        { 1 / ((1 + .exp(-$0)) * (1 + .exp($0))) }))
    table.append(
      AccuracyCase(
        "logSigmoid", -40...40, 3, 3, { logSigmoid($0) }, { -.log(onePlus: .exp(-$0)) }, { 1 / (1 + .exp($0)) }))
    table.append(
      AccuracyCase(
        "softplus", -40...40, 3, 3, { softplus($0) }, { .log(onePlus: .exp($0)) }, { 1 / (1 + .exp(-$0)) }))
    table.append(
      AccuracyCase(
        "silu", 0...30, 4, 6, { silu($0) }, { x in x / (1 + Wide.exp(-x)) },
        { x in
          let small = Wide.exp(-x), whole: Wide = 1 + small
          return (whole + x * small) / (whole * whole)
        }))
    table.append(
      AccuracyCase(
        "gelu", 0...6, 5, 6, { gelu($0) }, { x in x * (1 + Wide.erf(x / root2)) / 2 },
        { x in
          let density: Wide = Wide.exp(-x * x / 2) / (root2 * rootPi)
          return (1 + Wide.erf(x / root2)) / 2 + x * density
        }))
    // Its slope is 0 at −0.75, where relative errors say nothing.
    for (interval, ulps) in [(-0.5...0, 6.0), (-4...(-1), 60)] {
      table.append(
        AccuracyCase(
          "gelu", interval, 20, ulps, { gelu($0) }, { x in x * Wide.erfc(-x / root2) / 2 },
          { x in
            let density: Wide = Wide.exp(-x * x / 2) / (root2 * rootPi)
            return Wide.erfc(-x / root2) / 2 + x * density
          }))
    }
    table.append(
      AccuracyCase("elu", -30...30, 2, 2, { elu($0) }, { $0 > 0 ? $0 : .expMinusOne($0) }, { $0 > 0 ? 1 : .exp($0) }))
    table.append(AccuracyCase("reciprocal", 0.1...20, 1, 3, { reciprocal($0) }, { 1 / $0 }, { -1 / ($0 * $0) }))
    table.append(
      AccuracyCase(
        "x^1.75", 0.1...20, 2, 3, { pow($0, 1.75) }, { .pow($0, Wide(1.75)) }, { 1.75 * .pow($0, Wide(0.75)) }))
    table.append(AccuracyCase("x^3.0", -5...5, 2, 3, { pow($0, 3.0) }, { $0 * $0 * $0 }, { 3 * $0 * $0 }))
    table.append(
      AccuracyCase(
        "x^x", 0.5...4, 2, 8, { pow($0, $0) }, { .pow($0, $0) }, { .pow($0, $0) * (1 + .log($0)) }))
    table.append(
      AccuracyCase(
        "1.25^x", -10...10, 2, 4, { pow(1.25, $0) }, { .pow(5 / 4, $0) }, { .pow(5 / 4, $0) * .log(5 / 4) }))
    table.append(
      AccuracyCase(
        "hypot", 0.1...20, 2, 3, { hypot($0, Tensor(0.75)) }, { .sqrt($0 * $0 + 9 / 16) },
        { $0 / .sqrt($0 * $0 + 9 / 16) }))
    table.append(
      AccuracyCase(
        "atan2 by y", -5...5, 2, 4, { atan2($0, Tensor(-0.375)) }, { .atan2(y: $0, x: -3 / 8) },
        { -3 / 8 / ($0 * $0 + 9 / 64) }))
    table.append(
      AccuracyCase(
        "atan2 by x", -5...5, 2, 4, { atan2(Tensor(0.375), $0) }, { .atan2(y: 3 / 8, x: $0) },
        { -3 / 8 / ($0 * $0 + 9 / 64) }))
    table.append(
      AccuracyCase(
        "mod", -100...100, 1, 0, { mod($0, Tensor(0.375)) }, { $0 - ($0 / (3 / 8)).rounded(.down) * (3 / 8) },
        { _ in 1 }))
    table.append(
      AccuracyCase(
        "fmod", -100...100, 0, 0, { fmod($0, Tensor(0.375)) },
        { $0 - ($0 / (3 / 8)).rounded(.towardZero) * (3 / 8) }, { _ in 1 }))
    return table
  }
}
