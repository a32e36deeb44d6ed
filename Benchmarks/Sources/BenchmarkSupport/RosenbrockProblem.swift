public import Parseval

/// The gradient of (b − a²)² + (1 − a)² at a = −0.3, b = 0.7, by two scalars: a program of so little arithmetic that its
/// time is the differentiation's.
///
/// - Source: H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function" (1960), with a
///   factor of 1 instead of 100.
public struct RosenbrockProblem<T: TensorScalar>: Sendable {
  private let a = Tensor<T>(-0.3)
  private let b = Tensor<T>(0.7)

  public init() {}

  /// The function's value.
  public func value() -> T { RosenbrockProblem.function(a, b).scalar }

  /// ∂/∂a and ∂/∂b.
  public func gradient() -> (T, T) {
    let slope = Parseval.gradient(at: a, b, of: RosenbrockProblem.function)
    return (slope.0.scalar, slope.1.scalar)
  }

  private static func function(_ a: Tensor<T>, _ b: Tensor<T>) -> Tensor<T> { square(b - square(a)) + square(1 - a) }
}

extension ComparisonCase {
  /// The gradient of Rosenbrock's function against its value.
  public static var rosenbrock: [ComparisonCase] { [rosenbrock(Double.self, "f64"), rosenbrock(Float.self, "f32")] }

  private static func rosenbrock<T: TensorScalar>(_ type: T.Type, _ precision: String) -> ComparisonCase {
    ComparisonCase(name: "rosenbrock-\(precision)", labels: ("value", "gradient")) {
      let problem = RosenbrockProblem<T>()
      return Comparison(
        first: { times in for _ in 0..<times { _ = problem.value() } },
        second: { times in for _ in 0..<times { _ = problem.gradient() } })
    }
  }
}
