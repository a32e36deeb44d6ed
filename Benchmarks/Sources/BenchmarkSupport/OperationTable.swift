import Parseval

extension ComparisonCase {
  /// The gradient of Σ|f(x)|² against its value, for operations f on 4096 numbers; by both arguments, where f has two.
  public static var operations: [ComparisonCase] {
    OperationTable<Double>(precision: "f64").cases + OperationTable<Float>(precision: "f32").cases
  }
}

/// The operations, one a line, with the points at which they are differentiated.
private struct OperationTable<T: TensorScalar>: Sendable {
  /// As names tell it.
  let precision: String
  /// 4096 numbers in [−1, 1).
  private let x = Tensor<T>(signal(seed: 1, count: 4096))
  /// 4096 others.
  private let y = Tensor<T>(signal(seed: 2, count: 4096))
  /// 4096 numbers in [0.5, 2.5).
  private let p = Tensor<T>(signal(seed: 3, count: 4096)) + 1.5
  /// 64 × 64 numbers in [−1, 1).
  private let a = Tensor<T>(signal(seed: 4, count: 4096), shape: [64, 64])
  /// 64 × 64 others.
  private let b = Tensor<T>(signal(seed: 5, count: 4096), shape: [64, 64])
  /// 4096 complex numbers in a square around 0.
  private let z = Tensor<Complex<T>>(complexSignal(seed: 6, count: 4096))
  /// 4096 complex numbers away from 0.
  private let w = Tensor<Complex<T>>(complexSignal(seed: 7, count: 4096)) + Complex(2, 0)
  /// A permutation: 1365 and 4096 have no common factor.
  private let places = (0..<4096).map { $0 * 1365 % 4096 }

  var cases: [ComparisonCase] { elementwise + complexElementwise + reductions + products + transforms + arrangements }

  private var elementwise: [ComparisonCase] {
    [
      compare("add", x, y) { $0 + $1 },
      compare("multiply", x, y) { $0 * $1 },
      compare("divide", x, p) { $0 / $1 },
      compare("scale", x) { $0 * 3 },
      compare("reciprocal", p) { reciprocal($0) },
      compare("sqrt", p) { sqrt($0) },
      compare("pow", p, x) { pow($0, $1) },
      compare("exp", x) { exp($0) },
      compare("log", p) { log($0) },
      compare("sin", x) { sin($0) },
      compare("tanh", x) { tanh($0) },
      compare("sigmoid", x) { sigmoid($0) },
      compare("erf", x) { erf($0) },
      compare("atan2", x, y) { atan2($0, $1) },
      compare("abs", x) { abs($0) },
      compare("relu", x) { relu($0) },
      compare("maximum", x, y) { maximum($0, $1) },
    ]
  }

  private var complexElementwise: [ComparisonCase] {
    [
      compare("complex-multiply", z, w) { $0 * $1 },
      compare("complex-divide", z, w) { $0 / $1 },
      compare("complex-exp", z) { exp($0) },
      compare("complex-abs", z) { abs($0) },
      compare("complex-phase", z) { phase($0) },
      compare("complex-real", z) { real($0) },
      compare("polar", p, x) { polar($0, $1) },
    ]
  }

  private var reductions: [ComparisonCase] {
    [
      compare("sum", x) { sum($0) },
      compare("mean-of-rows", a) { mean($0, axes: [1]) },
      compare("max-of-rows", a) { max($0, axes: [1]) },
      compare("product-of-rows", a) { product($0, axes: [1]) },
      compare("variance", x) { variance($0) },
      compare("norm", x) { norm($0) },
      compare("log-sum-exp", x) { logSumExp($0) },
      compare("softmax-of-rows", a) { softmax($0) },
    ]
  }

  private var products: [ComparisonCase] {
    [
      compare("dot", x, y) { dot($0, $1) },
      compare("matmul", a, b) { matmul($0, $1) },
    ]
  }

  private var transforms: [ComparisonCase] {
    [
      compare("fft", z) { fft($0) },
      compare("ifft", z) { ifft($0) },
      compare("rfft", x) { rfft($0) },
      compare("irfft", z) { irfft($0, length: 8190) },
      compare("dct", x) { dct($0) },
      compare("fft-of-rows", a) { rfft($0) },
      compare("fft-of-columns", a) { rfft($0, axis: 0) },
      compare("rfftn", a) { rfftn($0) },
    ]
  }

  private var arrangements: [ComparisonCase] {
    [
      compare("gather", x) { [places] in $0.gathering(places) },
      compare("scatter-add", x) { [places] in $0.scatterAdd(to: places, length: 4096) },
      compare("cumulative-sum", x) { $0.cumulativeSum() },
      compare("cumulative-product", p * 0.6) { $0.cumulativeProduct() },
      compare("sort", x) { $0.sorted() },
      compare("concatenate", x, y) { concatenate([$0, $1]) },
      compare("slice", x) { $0.slice(1024..<3072) },
      compare("pad", x) { $0.padded(before: 512, after: 512) },
      compare("reflect", x) { $0.padded(before: 512, after: 512, mode: .reflect) },
      compare("flip", x) { $0.flipped() },
      compare("roll", x) { $0.rolled(by: 100) },
      compare("transpose", a) { $0.transposed() },
      compare("tile", x) { $0.tiled([2]) },
    ]
  }

  private func compare<Input>(
    _ name: String, _ x: Tensor<Input>, _ f: @escaping @Sendable (Tensor<Input>) -> Tensor<T>
  ) -> ComparisonCase {
    comparison(name, x) { sum(square(f($0))) }
  }

  private func compare<Input>(
    _ name: String, _ x: Tensor<Input>, _ f: @escaping @Sendable (Tensor<Input>) -> Tensor<Complex<T>>
  ) -> ComparisonCase {
    comparison(name, x) { sum(squaredModulus(f($0))) }
  }

  private func compare<Input>(
    _ name: String, _ x: Tensor<Input>, _ y: Tensor<Input>,
    _ f: @escaping @Sendable (Tensor<Input>, Tensor<Input>) -> Tensor<T>
  ) -> ComparisonCase {
    comparison(name, x, y) { sum(square(f($0, $1))) }
  }

  private func compare<Input>(
    _ name: String, _ x: Tensor<Input>, _ y: Tensor<Input>,
    _ f: @escaping @Sendable (Tensor<Input>, Tensor<Input>) -> Tensor<Complex<T>>
  ) -> ComparisonCase {
    comparison(name, x, y) { sum(squaredModulus(f($0, $1))) }
  }

  private func comparison<Input>(
    _ name: String, _ x: Tensor<Input>, loss: @escaping @Sendable (Tensor<Input>) -> Tensor<T>
  ) -> ComparisonCase {
    ComparisonCase(name: "\(name)-\(precision)", labels: ("value", "with-gradient")) {
      Comparison(
        first: { times in for _ in 0..<times { _ = loss(x) } },
        second: { times in for _ in 0..<times { _ = valueWithGradient(at: x, of: loss) } })
    }
  }

  private func comparison<Input>(
    _ name: String, _ x: Tensor<Input>, _ y: Tensor<Input>,
    loss: @escaping @Sendable (Tensor<Input>, Tensor<Input>) -> Tensor<T>
  ) -> ComparisonCase {
    ComparisonCase(name: "\(name)-\(precision)", labels: ("value", "with-gradient")) {
      Comparison(
        first: { times in for _ in 0..<times { _ = loss(x, y) } },
        second: { times in for _ in 0..<times { _ = valueWithGradient(at: x, y, of: loss) } })
    }
  }
}
