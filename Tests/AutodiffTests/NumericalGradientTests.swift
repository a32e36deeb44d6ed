import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Numerical gradients, directional derivatives and Jacobians of functions on tensors.
@Suite("Numerical gradients")
struct NumericalGradientTests {
  @Test("Closed forms, real and complex, in the shape of the argument", arguments: FiniteDifference.allCases)
  func closedForms(scheme: FiniteDifference) {
    func check<T: SampledElement & TensorScalar>(_ type: T.Type) {
      var random = SeededRandom(seed: 2)
      let tolerance = 8 * .pow(Double(T.ulpOfOne), Double(min(scheme.order, 4)) / Double(min(scheme.order, 4) + 1))
      let x: Tensor<T> = random.tensor(shape: [2, 3])
      let exponentials = numericalGradient(at: x, of: { sum(exp($0)) }, scheme: scheme)
      #expect(exponentials.shape == [2, 3])
      #expect(euclideanNorm(exponentials - exp(x)) < tolerance * euclideanNorm(exp(x)), "\(scheme)")
      // ∂/∂Re + i ∂/∂Im of |z|² is 2z, and of Re(cz) it is the conjugate of c.
      let z: Tensor<Complex<T>> = random.tensor(shape: [5])
      let moduli = numericalGradient(at: z, of: { sum(squaredModulus($0)) }, scheme: scheme)
      #expect(euclideanNorm(moduli - 2 * z) < tolerance * euclideanNorm(2 * z), "\(scheme)")
      let c: Tensor<Complex<T>> = random.tensor(shape: [5])
      let linear = numericalGradient(at: z, of: { sum(real(c * $0)) }, scheme: scheme)
      #expect(euclideanNorm(linear - conjugate(c)) < tolerance * euclideanNorm(c), "\(scheme)")
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("Elements of very different sizes have steps of their own")
  func scales() {
    let x = Tensor([1e8, 1, 1e-8])
    let slope = numericalGradient(at: x, of: { sum(log($0)) }, step: .relative(scale: 1e-8))
    // Each value is a sum with a term of 18, so an ulp of that over a relative step of u^⅓, 5·10⁻⁶, remains.
    for place in 0..<3 { #expect((slope[place] * x[place] - 1).magnitude < 18.0.ulp / 5e-6) }
    // The imaginary part of a large number moves as far as its modulus allows, though it is small itself.
    let z = Tensor([Complex(1e8, 1e-3)])
    let modulus = numericalGradient(at: z) { sum(squaredModulus($0)) }
    #expect((modulus[0] - 2 * z[0]).modulus < 1e-9 * 2e8)
  }

  @Test("Agreement with reverse mode, forward mode and the error estimates")
  func automatic() {
    func check<T: SampledElement & TensorScalar>(_ type: T.Type) {
      var random = SeededRandom(seed: 7)
      let window: Tensor<T> = random.tensor(shape: [9], in: .positive)
      func loss(_ x: Tensor<T>) -> Tensor<T> { mean(log(squaredModulus(rfft(x * window)) + 1)) }
      let x: Tensor<T> = random.tensor(shape: [9]), v: Tensor<T> = random.tensor(shape: [9])
      let exact = gradient(at: x, of: loss)
      let (slope, error) = numericalGradientWithError(at: x, of: loss)
      // The loss is a composition: some ulps, not one.
      #expect(
        zip(slope.elements, exact.elements).enumerated().allSatisfy { place, pair in
          (pair.0 - pair.1).magnitude <= 4 * error[place]
        })
      let along = numericalDerivativeWithError(at: x, along: v, of: loss)
      let forward = valueWithDerivative(at: x, along: v, of: loss).derivative
      #expect((along.derivative - forward).scalar.magnitude <= 4 * along.error.scalar)
      #expect(along.error.scalar < 4 * (T.ulpOfOne / 2).squareRoot())

      let z: Tensor<Complex<T>> = random.tensor(shape: [4], in: .awayFromZero)
      func modulus(_ z: Tensor<Complex<T>>) -> Tensor<T> { sum(abs(fft(z)) * abs(z)) }
      let planar = numericalGradientWithError(at: z, of: modulus)
      let exactPlanar = gradient(at: z, of: modulus)
      for place in 0..<4 {
        let difference = planar.gradient[place] - exactPlanar[place]
        #expect(difference.real.magnitude <= 4 * planar.error[place].real)
        #expect(difference.imaginary.magnitude <= 4 * planar.error[place].imaginary)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("A directional derivative scales with its tangent, through complex values too")
  func directional() {
    let x = Tensor([Complex(1.0, 2), Complex(-0.5, 1)])
    for length in [1e-6, 1, 1e6] {
      let v = Tensor([Complex(length, 0), Complex(0, length)])
      for scheme in [FiniteDifference.central, .fivePoint, .richardson] {
        let derivative = numericalDerivative(at: x, along: v, of: { $0 * $0 }, scheme: scheme)
        #expect(euclideanNorm(derivative - 2 * x * v) < 1e-9 * length, "\(scheme)")
      }
    }
    let still = numericalDerivative(at: x, along: Tensor(repeating: 0, shape: [2])) { abs($0) }
    #expect(still == Tensor([0.0, 0]))
    // A fixed step is one of the tangent's own length: (f(x + v/2) − f(x − v/2)) of x³ along 2 at 0.
    let cubic = numericalDerivative(at: Tensor([0.0]), along: Tensor([2.0]), of: { pow($0, 3) }, step: .fixed(0.5))
    #expect(cubic == Tensor([2.0]))
  }

  @Test("A Jacobian has the value's shape, then the argument's")
  func jacobian() {
    func check<T: SampledElement & TensorScalar>(_ type: T.Type) {
      let x = Tensor<T>([[1, 2], [3, 4]])
      // fₐ = Σ over columns of x[a, ·]², so ∂fₐ/∂x[b, c] = 2·x[a, c] for a = b. The squares are exact for central
      // quotients.
      let jacobian = numericalJacobian(at: x, of: { sum($0 * $0, axes: [1]) }, step: .fixed(1 / 4))
      #expect(jacobian == Tensor([2, 4, 0, 0, 0, 0, 6, 8], shape: [2, 2, 2]))
      let (extrapolated, error) = numericalJacobianWithError(at: x) { sum(sin($0), axes: [1]) }
      #expect(extrapolated.shape == [2, 2, 2] && error.shape == [2, 2, 2])
      for (place, expected) in [(0, T.cos(1)), (1, .cos(2)), (2, 0), (6, .cos(3)), (7, .cos(4))] {
        #expect((extrapolated.elements[place] - expected).magnitude <= error.elements[place])
      }
      #expect(numericalJacobian(at: x) { sum($0) }.shape == [2, 2])
    }
    check(Float.self)
    check(Double.self)
  }

  @Test("Nothing to differentiate by")
  func empty() {
    let none = Tensor<Double>(repeating: 0, shape: [0])
    #expect(numericalGradient(at: none) { sum($0) }.shape == [0])
    #expect(numericalJacobian(at: none) { _ in Tensor([1.0, 2]) }.shape == [2, 0])
    #expect(complexStepGradient(at: none) { sum($0) }.shape == [0])
    #expect(complexStepJacobian(at: none) { _ in Tensor([Complex(1.0), 2]) }.shape == [2, 0])
  }

  @Test("As many evaluations as each scheme states", arguments: FiniteDifference.allCases)
  func evaluations(scheme: FiniteDifference) {
    var calls = 0
    _ = numericalGradient(
      at: Tensor([0.5, 1, 2]),
      of: {
        calls += 1
        return sum(exp($0))
      }, scheme: scheme)
    switch scheme {
    case .forward, .backward: #expect(calls == 3 * scheme.evaluationCount + 1)
    case .central, .fivePoint: #expect(calls == 3 * scheme.evaluationCount)
    case .richardson: #expect(calls <= 3 * scheme.evaluationCount)
    }
  }

  @Test("An outer derivative sees a constant")
  func constant() {
    let slope = gradient(at: Tensor([1.0, 2])) { x in
      sum(x * numericalGradient(at: x) { sum($0 * $0) })
    }
    #expect(euclideanNorm(slope - Tensor([2.0, 4])) < 1e-9)
  }
}
