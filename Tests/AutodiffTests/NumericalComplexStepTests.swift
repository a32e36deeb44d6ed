import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Complex steps subtract nothing, so they are accurate to a few ulps, at any scale.
@Suite("Complex steps")
struct NumericalComplexStepTests {
  @Test("Squire and Trapp's function, eˣ/(sin³x + cos³x) at 1.5")
  func squireTrapp() {
    func check<T: TensorScalar>(_ type: T.Type) {
      let x = T(1.5)
      let slope = complexStepDerivative(at: x) { z in .exp(z) / (.pow(.sin(z), 3) + .pow(.cos(z), 3)) }
      // Beside the closed form, the value that the paper gives.
      let s = Double.sin(1.5), c = Double.cos(1.5), q = s * s * s + c * c * c
      let exact = Double.exp(1.5) * (q - 3 * s * s * c + 3 * c * c * s) / (q * q)
      #expect((exact - 3.62203370071633).magnitude < 1e-13)
      #expect((Double(slope) - exact).magnitude < 8 * Double(T.ulpOfOne) * exact)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("A few ulps, from small arguments to large", arguments: [1e-8, 1, 1e8])
  func scales(x: Double) {
    func check<T: TensorScalar>(_ type: T.Type) {
      let at = T(x), point = Double(at)
      func expect(_ slope: T, _ exact: Double, _ name: String) {
        let ulps = (Double(slope) - exact).magnitude / (exact.magnitude * Double(T.ulpOfOne))
        #expect(ulps <= 4, "\(name) at \(at): \(ulps) ulps")
      }
      let scale = min(at, 1)
      expect(complexStepDerivative(at: at, of: { .log($0) }, scale: scale), 1 / point, "ln x")
      expect(complexStepDerivative(at: at, of: { .sqrt($0) }, scale: scale), 0.5 / point.squareRoot(), "√x")
      expect(complexStepDerivative(at: at, of: { 1 / $0 }, scale: scale), -1 / (point * point), "1/x")
      expect(complexStepDerivative(at: at, of: { $0 * $0 * $0 }, scale: scale), 3 * point * point, "x³")
      expect(complexStepDerivative(at: at, of: { .atan($0) }, scale: scale), 1 / (1 + point * point), "arctan x")
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("Gradients, directions and Jacobians")
  func tensors() {
    func check<T: SampledElement & TensorScalar>(_ type: T.Type) {
      let ulps = 16 * Double(T.ulpOfOne)
      var random = SeededRandom(seed: 6)
      let x: Tensor<T> = random.tensor(shape: [2, 3], in: .positive), v: Tensor<T> = random.tensor(shape: [2, 3])
      // Σ eˢ√x, s = Σ x / 8: closed form by the product rule, in numbers.
      func f<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
        exp(sum(x) * Tensor(Element(realPart: 1 / 8))) * sum(sqrt(x))
      }
      let total = x.elements.reduce(0) { $0 + Double($1) },
        roots = x.elements.reduce(0) { $0 + Double($1).squareRoot() }
      let exact = x.elements.map { T(.exp(total / 8) * (roots / 8 + 0.5 / Double($0).squareRoot())) }
      let slope = complexStepGradient(at: x) { f($0) }
      #expect(euclideanNorm(slope - Tensor(exact, shape: [2, 3])) < ulps * euclideanNorm(slope))
      #expect(euclideanNorm(slope - gradient(at: x) { f($0) }) < 2 * ulps * euclideanNorm(slope))

      for length in [1e-6, 1, 1e6] as [T] {
        let along = complexStepDerivative(at: x, along: length * v) { f($0) }
        let expected = Double(length) * realInnerProduct(slope, v)
        let size = Double(length) * euclideanNorm(slope) * euclideanNorm(v)
        #expect((Double(along.scalar) - expected).magnitude < ulps * size)
      }
      #expect(complexStepDerivative(at: x, along: 0 * v) { f($0) } == Tensor(0))

      let jacobian = complexStepJacobian(at: x) { sum(sin($0), axes: [0]) }
      #expect(jacobian.shape == [3, 2, 3])
      let expected = (0..<18).map { place -> T in
        let (output, row, column) = (place / 6, place / 3 % 2, place % 3)
        return output == column ? .cos(x[row, column]) : 0
      }
      #expect(euclideanNorm(jacobian - Tensor(expected, shape: [3, 2, 3])) < ulps * euclideanNorm(jacobian))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("What is not analytic has no derivative this way")
  func notAnalytic() {
    #expect(complexStepDerivative(at: 2.0) { $0 * $0.conjugate } == 0)
    #expect(complexStepDerivative(at: -2.0) { Complex($0.modulus) } == 0)
  }
}
