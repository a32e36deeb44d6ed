import Autodiff
import ComplexNumbers
import SpectralLearning
import TestSupport
import Testing

struct LevenbergMarquardtTests {
  /// Linear residuals: the least-squares solution has residuals orthogonal to the columns.
  @Test func linearProblemsAreSolved() {
    var random = SeededRandom(seed: 4)
    let matrix = Tensor<Double>(random.signal(count: 240), shape: [30, 8])
    let target = Tensor<Double>(random.signal(count: 30))
    for scaling in [LevenbergMarquardt.Scaling.none, .columnNorms(upTo: 8)] {
      var x = Tensor<Double>.zeros([8])
      let result = LevenbergMarquardt(
        limits: MinimizationLimits(gradientTolerance: 1e-11, valueTolerance: 0), scaling: scaling
      ).minimize(&x) { matmul(matrix, $0) - target }
      #expect(result.reason == .gradient)
      let rest = matmul(matrix, x) - target
      #expect(abs(matmul(matrix.transposed(), rest)).elements.allSatisfy { $0 < 1e-10 })
      #expect(abs(result.value - sum(square(rest)).scalar / 2) < 1e-14)
    }
  }

  /// 4096 parameters and as many residuals: a signal from its circular convolution, distorted, with no matrix of that size.
  @Test func manyParametersNeedNoMatrix() {
    var random = SeededRandom(seed: 8)
    let signal = Tensor<Double>(random.signal(count: 4096))
    // The convolution's eigenvalues are 0.25 or more in modulus.
    func distorted(_ x: Tensor<Double>) -> Tensor<Double> {
      x + 0.5 * x.rolled(by: 1) - 0.25 * x.rolled(by: 2) + 0.05 * x * square(x)
    }
    let target = distorted(signal)
    var x = Tensor<Double>.zeros([4096])
    let result = LevenbergMarquardt().minimize(&x) { distorted($0) - target }
    #expect(result.reason == .gradient)
    #expect(abs(x - signal).elements.allSatisfy { $0 < 1e-6 })
    #expect(result.jacobianProducts < 1000)
  }

  /// A complex parameter moves as its two parts: a square root of each target's square.
  @Test func complexModelsAreFitted() {
    let target = Tensor([Complex(0.5, -1.5), Complex(2.0, 0.25)])
    var z = Tensor([Complex(1.0, 1.0), Complex(1.0, -1.0)])
    let result = LevenbergMarquardt().minimize(&z) { z in
      let difference = z * z - target * target
      return concatenate([real(difference), imaginary(difference)])
    }
    #expect(result.isConverged)
    for (z, target) in zip(z.elements, target.elements) {
      #expect(min((z - target).modulus, (z + target).modulus) < 1e-8)
    }
  }

  @Test func whyItEnded() {
    func minimize(_ start: [Double], _ limits: MinimizationLimits) -> (Minimization, Tensor<Double>) {
      var x = Tensor<Double>(start)
      let result = LevenbergMarquardt(limits: limits).minimize(&x) { TestFunction.rosenbrock.residuals($0) }
      return (result, x)
    }
    #expect(minimize([1, 1], MinimizationLimits()).0.reason == .gradient)
    #expect(minimize([1, 1], MinimizationLimits()).0.iterations == 0)
    #expect(minimize([-1.2, 1], MinimizationLimits(iterations: 3)).0.reason == .iterationLimit)
    #expect(minimize([-1.2, 1], MinimizationLimits(evaluations: 5)).0.reason == .evaluationLimit)
    #expect(minimize([-1.2, 1], MinimizationLimits(evaluations: 5)).0.evaluations == 5)
    #expect(minimize([-1.2, 1], MinimizationLimits(gradientTolerance: 0, stepTolerance: 5)).0.reason == .step)
    #expect(minimize([.nan, 1], MinimizationLimits()).0.reason == .nonFinite)
    let (stopped, x) = minimize([-1.2, 1], MinimizationLimits(iterations: 4))
    let residuals = TestFunction.rosenbrock.residuals(x)
    #expect(abs(stopped.value - sum(square(residuals)).scalar / 2) <= 1e-15 * stopped.value)
    #expect(zip(stopped.history, stopped.history.dropFirst()).allSatisfy { $0 > $1 })
    var y = Tensor<Double>([-1.2, 1])
    let cancelled = LevenbergMarquardt().minimize(&y, while: { $0.iteration < 2 }) {
      TestFunction.rosenbrock.residuals($0)
    }
    #expect(cancelled.reason == .cancelled && cancelled.iterations == 2)
  }

  /// Where a step leads out of the domain, the damping takes it back.
  @Test func residualsThatAreNotFiniteAreAvoided() {
    var x = Tensor<Double>([0.02])
    let result = LevenbergMarquardt().minimize(&x) { x in concatenate([log(x), x - 1]) }
    #expect(result.isConverged)
    #expect(abs(x[0] - 1) < 1e-7)
  }

  private struct Stop: Error {}

  @Test func nothingIsLostWhenResidualsThrow() {
    var x = Tensor<Double>([-1.2, 1]), count = 0
    #expect(throws: Stop.self) {
      try LevenbergMarquardt().minimize(&x) { x in
        count += 1
        if count == 50 { throw Stop() }
        return TestFunction.rosenbrock.residuals(x)
      }
    }
    #expect(sum(square(TestFunction.rosenbrock.residuals(x))).scalar < 24)
  }
}
