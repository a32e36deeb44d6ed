import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

struct FISTATests {
  struct Case: Decodable {
    let length: Int, bins: [Int], signal: [Int]
    let penalties: [Double], solutions: [[Double]], leastNorm: Double, pursued: [Double]
    var sampling: SubsampledDFT<Double> { SubsampledDFT(length: length, bins: bins) }
    var samples: Tensor<Complex<Double>> { sampling(Tensor(pcm: signal, shape: [length])) }
  }

  /// A gap of 10⁻¹³ of the objective bounds the error by its root times what the objective's curvature on the support
  /// allows.
  @Test func solutionsAreScikitLearns() throws {
    for expected in try cases("sparse_recovery.json") as [Case] {
      for (penalty, x) in zip(expected.penalties, expected.solutions) {
        let solution = FISTA(iterations: 20_000, tolerance: 1e-14)(
          expected.sampling, expected.samples, penalty: penalty,
          from: Tensor(repeating: 0, shape: [expected.length]), operatorNorm: 1)
        #expect(solution.isConverged || solution.dualityGap < 1e-13 * solution.objective)
        let error = euclideanNorm(solution.x - Tensor(x)) / euclideanNorm(Tensor(x))
        #expect(error < 1e-6, "λ = \(penalty)")
        for (found, x) in zip(solution.x.elements, x) where x == 0 { #expect(abs(found) < 1e-7) }
      }
    }
  }

  /// The conditions of optimality: Aᴴ(b − Ax) = λ·sign x on the support, and no larger than λ beside it.
  @Test func solutionsMeetTheConditionsOfOptimality() {
    let sampling = SubsampledDFT<Double>.random(length: 128, count: 24, seed: 2)
    var random = SeededRandom(seed: 2)
    let samples = sampling(random.tensor(Double.self, shape: [128]))
    for penalty in [0.5, 0.05, 0.005] {
      let solution = FISTA(iterations: 20_000, tolerance: 1e-13)(
        sampling, samples, penalty: penalty, from: Tensor(repeating: 0, shape: [128]))
      let slope = sampling.adjoint(samples - sampling(solution.x))
      for (x, slope) in zip(solution.x.elements, slope.elements) {
        #expect(
          x == 0 ? abs(slope) <= penalty * (1 + 1e-6) : abs(slope - (x > 0 ? penalty : -penalty)) < 1e-6 * penalty)
      }
      let residual = samples - sampling(solution.x)
      #expect(abs(solution.residualNorm - euclideanNorm(residual)) < 1e-12)
      let norm = solution.x.elements.reduce(0) { $0 + abs($1) }
      #expect(
        abs(solution.objective - (euclideanNorm(residual) * euclideanNorm(residual) / 2 + penalty * norm)) < 1e-12)
    }
  }

  /// Where A is orthogonal, the solution is a closed form, and one iteration finds it.
  @Test func ofAnOrthogonalOperatorOneIterationIsTheSolution() {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let mdct = MDCT<T>(signalLength: 64, bins: 8).adjoint
      var random = SeededRandom(seed: 4)
      // Every bin of the DFT: orthogonal on the signals; the MDCT's adjoint on the coefficients of signals alone.
      let dft = SubsampledDFT<T>(length: 64, bins: Array(0...32))
      let truth = random.tensor(T.self, shape: [64])
      let solution = FISTA(iterations: 1)(
        dft, dft(truth), penalty: 0.25, from: Tensor(repeating: 0, shape: [64]), operatorNorm: 1)
      let closed = truth.elements.map { x -> T in x > 0.25 ? x - 0.25 : x < -0.25 ? x + 0.25 : 0 }
      #expect(euclideanNorm(solution.x - Tensor(closed)) <= 16 * Double(T.ulpOfOne) * euclideanNorm(truth))
      #expect(solution.iterations == 1)
      #expect(abs(Double(largestSingularValue(of: mdct, inputShape: [72])) - 1) < 1e-4)
    }
    check(Float.self)
    check(Double.self)
  }

  /// The gap is a bound that needs no knowledge of the minimum: here it is known.
  @Test func theDualityGapBoundsTheDistanceFromTheMinimum() throws {
    for expected in try cases("sparse_recovery.json") as [Case] {
      func objective(_ x: Tensor<Double>, _ penalty: Double) -> Double {
        let residual = euclideanNorm(expected.sampling(x) - expected.samples)
        return residual * residual / 2 + penalty * x.elements.reduce(0) { $0 + abs($1) }
      }
      for (penalty, x) in zip(expected.penalties, expected.solutions) {
        let minimum = objective(Tensor(x), penalty)
        for iterations in [1, 3, 10, 30, 100] {
          let solution = FISTA(iterations: iterations, tolerance: 0)(
            expected.sampling, expected.samples, penalty: penalty,
            from: Tensor(repeating: 0, shape: [expected.length]), operatorNorm: 1)
          #expect(solution.objective - minimum <= solution.dualityGap + 1e-14)
          #expect(solution.dualityGap >= -1e-14)
          // Beck and Teboulle's theorem 4.4, with L = 1.
          let distance = euclideanNorm(Tensor(x))
          #expect(solution.objective - minimum <= 2 * distance * distance / Double((iterations + 1) * (iterations + 1)))
        }
      }
    }
  }

  @Test func tooSmallANormIsRaised() {
    let sampling = SubsampledDFT<Double>.random(length: 64, count: 16, seed: 3)
    let map = ScaledOperator(factor: 10, of: sampling)
    var random = SeededRandom(seed: 5)
    let samples = map(random.tensor(Double.self, shape: [64]))
    let zero = Tensor<Double>(repeating: 0, shape: [64])
    let given = FISTA(iterations: 5000)(map, samples, penalty: 1, from: zero, operatorNorm: 0.1)
    let estimated = FISTA(iterations: 5000)(map, samples, penalty: 1, from: zero)
    #expect(given.isConverged && estimated.isConverged)
    #expect(euclideanNorm(given.x - estimated.x) < 1e-3 * euclideanNorm(given.x))
    #expect(abs(largestSingularValue(of: map, inputShape: [64]) - 10) < 1e-9)
  }

  @Test func aSoftThresholdIsDifferentiable() {
    let x = Tensor([-3.0, -1.25, -0.5, 0.25, 0.75, 2])
    #expect(softThreshold(x, 1) == Tensor([-2, -0.25, 0, 0, 0, 1]))
    #expect(softThreshold(x, 0) == x)
    #expect(checkGradient(of: { softThreshold($0, 1) }, at: x).isEmpty)
    #expect(checkGradient(of: { softThreshold($0, 1) }, at: Tensor<Float>([-3, -1.5, -0.5, 0.25, 2])).isEmpty)
    #expect(softThreshold(Tensor([Double.nan, .infinity]), 1).elements[0].isNaN)
  }

  @Test func programmersErrorsTrap() async {
    let penalty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let sampling = SubsampledDFT<Double>(length: 4, bins: [1])
      _ = FISTA()(sampling, Tensor([0]), penalty: 0, from: Tensor(repeating: 0, shape: [4]))
    }
    #expect(message(ofExit: penalty).contains("the LASSO's λ is 0.0, but must be positive and finite"))
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let sampling = SubsampledDFT<Double>(length: 4, bins: [1])
      _ = FISTA()(sampling, Tensor([0, 0]), penalty: 1, from: Tensor(repeating: 0, shape: [4]))
    }
    #expect(!message(ofExit: shape).isEmpty)
  }
}

/// cA.
private struct ScaledOperator<Base: LinearOperator>: LinearOperator
where Base.Input == Double, Base.Output == Complex<Double> {
  let factor: Double
  let base: Base
  init(factor: Double, of base: Base) { (self.factor, self.base) = (factor, base) }
  func apply(_ x: Tensor<Double>) -> Tensor<Complex<Double>> { base.apply(factor * x) }
  func applyAdjoint(_ y: Tensor<Complex<Double>>) -> Tensor<Double> { factor * base.applyAdjoint(y) }
}
