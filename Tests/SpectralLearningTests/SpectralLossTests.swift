import Autodiff
import SpectralLearning
import TestSupport
import Testing

enum MagnitudeLoss: String, Codable, CaseIterable {
  case meanSquaredError, meanAbsoluteError, spectralConvergence, logMagnitudeDistance

  func callAsFunction<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
    switch self {
    case .meanSquaredError: SpectralLearning.meanSquaredError(x, y)
    case .meanAbsoluteError: SpectralLearning.meanAbsoluteError(x, y)
    case .spectralConvergence: SpectralLearning.spectralConvergence(x, y)
    case .logMagnitudeDistance: SpectralLearning.logMagnitudeDistance(x, y)
    }
  }
}

struct SpectralLossTests {
  private struct Case: Decodable {
    let loss: MagnitudeLoss
    let shape: [Int], estimate: [Int], target: [Int]
    let value: Double, estimateGradient: [Double], targetGradient: [Double]
  }

  /// Values and slopes take a handful of roundings, and logarithms up to 10 their own.
  @Test func valuesAndGradientsArePyTorchs() throws {
    for expected in try cases("losses.json") as [Case] {
      func check<T: TensorScalar>(_ type: T.Type) {
        let tolerance: T = 32 * Tolerances.unitRoundoff()
        let x = Tensor<T>(pcm: expected.estimate, shape: expected.shape)
        let y = Tensor<T>(pcm: expected.target, shape: expected.shape)
        let value = expected.loss(x, y).scalar
        #expect((value - T(expected.value)).magnitude <= tolerance * value, "\(expected.loss), \(expected.shape)")
        let slopes = (
          gradient(at: x) { expected.loss($0, y) }.elements, gradient(at: y) { expected.loss(x, $0) }.elements
        )
        #expect(
          relativeError(slopes.0, expected.estimateGradient.map { T($0) }) <= tolerance,
          "\(expected.loss), \(expected.shape)")
        #expect(
          relativeError(slopes.1, expected.targetGradient.map { T($0) }) <= tolerance,
          "\(expected.loss), \(expected.shape)")
      }
      check(Float.self)
      check(Double.self)
    }
  }

  @Test(arguments: MagnitudeLoss.allCases, [[6], [3, 5], [2, 2, 3]])
  func derivativesAreThoseOfFiniteDifferences(loss: MagnitudeLoss, shape: [Int]) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 10)
      // Estimates from 1 to 2, targets from 2.5 to 3.5: no kink between them.
      let x = random.tensor(T.self, shape: shape, in: .positive)
      let y = random.tensor(T.self, shape: shape, in: .positive) + 3 / 2
      #expect(checkGradient(of: { loss($0, y) }, at: x).isEmpty)
      #expect(checkGradient(of: { loss(x, $0) }, at: y).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: MagnitudeLoss.allCases)
  func theOptimumHasNoLossAndNoSlope(loss: MagnitudeLoss) {
    let x = Tensor<Float>([0.5, 1, 2e-9, 700])
    let (value, slope) = valueWithGradient(at: x) { loss($0, x) }
    #expect(value.scalar == 0)
    #expect(slope == Tensor([0, 0, 0, 0]))
  }

  @Test func spectralConvergenceToSilence() {
    let silence = Tensor<Double>([0, 0])
    let (both, slopeAtBoth) = valueWithGradient(at: silence) { spectralConvergence($0, silence) }
    #expect(both.scalar == 0)
    #expect(slopeAtBoth == silence)
    let (value, slope) = valueWithGradient(at: Tensor<Double>([1, 2])) { spectralConvergence($0, silence) }
    #expect(value.scalar == .infinity)
    #expect(slope == silence)
  }

  @Test func spectralConvergenceOfSilence() {
    let target = Tensor<Double>([3, 4])
    let (value, slope) = valueWithGradient(at: Tensor<Double>([0, 0])) { spectralConvergence($0, target) }
    #expect(value.scalar == 1)
    // −y/‖y‖²
    #expect(relativeError(slope.elements, [-0.12, -0.16]) < 1e-15)
  }

  /// A ratio does not change with the unit, up to the ends of the range.
  @Test func spectralConvergenceNeitherOverflowsNorUnderflows() {
    func check<T: TensorScalar>(_ type: T.Type) {
      let x = Tensor<T>([1, 2, 0]), y = Tensor<T>([1, 0, 1])
      let (value, slope) = valueWithGradient(at: x) { spectralConvergence($0, y) }
      let exponents = [
        T.leastNormalMagnitude.exponent, T.leastNormalMagnitude.exponent / 2, -40, 40,
        T.greatestFiniteMagnitude.exponent / 2, T.greatestFiniteMagnitude.exponent - 3,
      ]
      for exponent in exponents {
        let scale = T(sign: .plus, exponent: exponent, significand: 1)
        let (scaledValue, scaledSlope) = valueWithGradient(at: scale * x) { spectralConvergence($0, scale * y) }
        let tolerance: T = 8 * Tolerances.unitRoundoff()
        #expect((scaledValue.scalar - value.scalar).magnitude <= tolerance * value.scalar, "2^\(exponent)")
        #expect(relativeError((scale * scaledSlope).elements, slope.elements) <= tolerance, "2^\(exponent)")
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func whatIsNotFiniteShows() {
    let y = Tensor<Double>([1, 2])
    #expect(spectralConvergence(Tensor([.nan, 1]), y).scalar.isNaN)
    #expect(spectralConvergence(Tensor([.infinity, 1]), y).scalar == .infinity)
    #expect(logMagnitudeDistance(Tensor([0, 1]), y).scalar == .infinity)
  }

  @Test(arguments: MagnitudeLoss.allCases)
  func differentShapesTrap(loss: MagnitudeLoss) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [loss] in
      _ = loss(Tensor<Float>([1, 2]), Tensor<Float>([[1, 2]]))
    }
    #expect(message(ofExit: exit).contains("\(loss.rawValue): the estimate has the shape [2], the target [1, 2]"))
  }

  @Test func theMeanOfNothingTraps() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let nothing = Tensor<Float>(repeating: 0, shape: [0])
      _ = meanSquaredError(nothing, nothing)
    }
    #expect(message(ofExit: exit).contains("the mean of a tensor of shape [0], which has no elements"))
  }
}
