import Autodiff
import Testing

/// The two functions by which a lecture introduces computational graphs, against derivatives by hand.
@Suite("The lecture's examples")
struct LectureTests {
  static let points = [(2.0, 5.0), (0, 0), (-1.5, 0.25), (1, 1), (0.1, -3), (-1, 2), (0.5, 3)]

  /// f = x₁x₂ + sin x₁
  @Test("A product and a sine", arguments: points)
  func productAndSine(x1: Double, x2: Double) {
    let f: (Tensor<Double>, Tensor<Double>) -> Tensor<Double> = { x1, x2 in x1 * x2 + sin(x1) }
    let (value, slopes) = valueWithGradient(at: Tensor(x1), Tensor(x2), of: f)
    expect(value, x1 * x2 + .sin(x1))
    expect(slopes.0, x2 + .cos(x1))
    expect(slopes.1, x1)
    let a = Tensor(x1), b = Tensor(x2)
    expect(valueWithDerivative(at: a, along: 1) { x1 in f(x1, b) }.derivative, x2 + .cos(x1))
    expect(valueWithDerivative(at: b, along: 1) { x2 in f(a, x2) }.derivative, x1)
    // Mixed and second derivatives.
    expect(gradient(at: b) { x2 in gradient(at: a) { x1 in f(x1, x2) } }, 1)
    expect(gradient(at: a) { x1 in gradient(at: x1) { x1 in f(x1, b) } }, -.sin(x1))
  }

  /// Rosenbrock's function with the factor 1: f = (x₂ − x₁²)² + (1 − x₁)²
  @Test("Rosenbrock's valley", arguments: points)
  func valley(x1: Double, x2: Double) {
    let f: (Tensor<Double>, Tensor<Double>) -> Tensor<Double> = { x1, x2 in
      square(x2 - square(x1)) + square(1 - x1)
    }
    let (value, slopes) = valueWithGradient(at: Tensor(x1), Tensor(x2), of: f)
    let rest = x2 - x1 * x1
    expect(value, rest * rest + (1 - x1) * (1 - x1))
    let first = -4 * x1 * rest - 2 * (1 - x1)
    expect(slopes.0, first)
    expect(slopes.1, 2 * rest)
    // As a function of one vector, in both modes.
    let x = Tensor([x1, x2])
    let g: (Tensor<Double>) -> Tensor<Double> = { x in sum(f(x.slice(0..<1), x.slice(1..<2))) }
    let slope = gradient(at: x, of: g)
    #expect((slope[0] - first).magnitude <= 1e-13 && (slope[1] - 2 * rest).magnitude <= 1e-13)
    expect(valueWithDerivative(at: x, along: Tensor([1.0, 0]), of: g).derivative, first)
    expect(valueWithDerivative(at: x, along: Tensor([0.0, 1]), of: g).derivative, 2 * rest)
    // The Hessian: [12x₁² − 4x₂ + 2, −4x₁; −4x₁, 2].
    let rows = [Tensor([1.0, 0]), Tensor([0.0, 1])].map { v in
      valueWithDerivative(at: x, along: v) { gradient(at: $0, of: g) }.derivative
    }
    expect(Tensor(rows[0][0]), 12 * x1 * x1 - 4 * x2 + 2)
    expect(Tensor(rows[0][1]), -4 * x1)
    expect(Tensor(rows[1][0]), -4 * x1)
    expect(Tensor(rows[1][1]), 2)
  }

  @Test("Gradient descent finds the bottom of the valley")
  func descent() {
    var x = Tensor([-0.5, 1.5])
    for _ in 0..<4000 {
      let slope = gradient(at: x) { x in
        let x1 = x.slice(0..<1), x2 = x.slice(1..<2)
        return square(x2 - square(x1)) + square(1 - x1)
      }
      x = x - 0.05 * slope
    }
    #expect((x[0] - 1).magnitude < 1e-9 && (x[1] - 1).magnitude < 1e-9)
  }

  private func expect(_ actual: Tensor<Double>, _ expected: Double, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      (actual.scalar - expected).magnitude <= 1e-13, "\(actual), by hand \(expected)", sourceLocation: sourceLocation)
  }
}
