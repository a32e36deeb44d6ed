public import Parseval

/// Many operations, each on the result of the one before: what an operation and its derivative cost beside arithmetic.
public enum OperationChain: String, CaseIterable, Sendable {
  /// y ← y·x.
  case multiplication
  /// y ← sin y.
  case sine
  /// y ← y + x.
  case addition

  /// The result of `count` operations, beginning with y = x.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func value<T: TensorScalar>(at x: Tensor<T>, count: Int) -> Tensor<T> {
    var y = x
    switch self {
    case .multiplication: for _ in 0..<count { y = y * x }
    case .sine: for _ in 0..<count { y = sin(y) }
    case .addition: for _ in 0..<count { y = y + x }
    }
    return y
  }

  /// Where a chain is evaluated: numbers slightly below 1, of which no power that occurs is subnormal.
  public static func point<T: TensorScalar>(_ type: T.Type = T.self, shape: [Int]) -> Tensor<T> {
    let numbers: [T] = signal(seed: 1, count: shape.reduce(1, *))
    return Tensor(numbers.map { 0.999 + $0 * 0.0005 }, shape: shape)
  }
}

extension ComparisonCase {
  /// Derivatives of 1000 operations on scalars, by both modes, against the operations alone.
  public static var chains: [ComparisonCase] { chains(Double.self, "f64") + chains(Float.self, "f32") }

  private static func chains<T: TensorScalar>(_ type: T.Type, _ precision: String) -> [ComparisonCase] {
    OperationChain.allCases.flatMap { chain in
      [
        derivative(of: chain, "\(chain.rawValue)-\(precision)-reverse") { (x: Tensor<T>, f) in
          _ = valueWithGradient(at: x, of: f)
        },
        derivative(of: chain, "\(chain.rawValue)-\(precision)-forward") { (x: Tensor<T>, f) in
          _ = valueWithDerivative(at: x, along: 1, of: f)
        },
      ]
    }
  }

  private static func derivative<T: TensorScalar>(
    of chain: OperationChain, _ name: String,
    differentiate: @escaping @Sendable (_ x: Tensor<T>, _ f: (Tensor<T>) -> Tensor<T>) -> Void
  ) -> ComparisonCase {
    let count = 1000
    return ComparisonCase(name: name, labels: ("value", "with-derivative"), stepCount: count) {
      let x = OperationChain.point(T.self, shape: [])
      return Comparison(
        first: { times in for _ in 0..<times { _ = chain.value(at: x, count: count) } },
        second: { times in for _ in 0..<times { differentiate(x) { chain.value(at: $0, count: count) } } })
    }
  }
}
