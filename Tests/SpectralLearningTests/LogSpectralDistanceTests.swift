import Autodiff
import SpectralLearning
import TestSupport
import Testing

struct LogSpectralDistanceTests {
  @Test(arguments: [-40.0, -3, 0.01, 20])
  func aGainIsItsOwnDistance(gain: Double) {
    let distance = LogSpectralDistance<Double>(weights: [1, 2, 0.5], floor: 1e-30)
    let power = Tensor<Double>([0.3, 1, 7e3])
    #expect((distance(power * .pow(10, gain / 10), power).scalar - gain.magnitude).magnitude < 1e-12)
    #expect((distance(power, power * .pow(10, gain / 10)).scalar - gain.magnitude).magnitude < 1e-12)
  }

  @Test func weightsShareOut() {
    // 10 dB with weight ¾, 20 dB with weight ¼: √(¾·100 + ¼·400).
    let distance = LogSpectralDistance<Double>(weights: [3, 1, 0], floor: 1e-30)
    let estimate = Tensor<Double>([10, 100, 5]), target = Tensor<Double>([1, 1, 1e9])
    #expect((distance.squared(estimate, target).scalar - 175).magnitude < 1e-12)
    #expect((distance(estimate, target).scalar - 13.228756555322953).magnitude < 1e-13)
    #expect(distance.weights == Tensor([0.75, 0.25, 0]))
  }

  @Test func whatLiesBelowTheFloorDoesNotCount() {
    let distance = LogSpectralDistance<Double>(weights: [1, 1], floor: 1)
    #expect(distance(Tensor([1e-20, 0]), Tensor([0, 0])).scalar < 1e-12)
    // From the floor to ten times the floor: 10 dB in one bin of two.
    #expect((distance.squared(Tensor([9, 0]), Tensor([0, 0])).scalar - 50).magnitude < 1e-12)
  }

  @Test func aBatchHasADistanceEach() {
    let distance = LogSpectralDistance<Float>(weights: [1, 1], floor: 1e-30)
    let distances = distance(Tensor([[1, 1], [10, 10], [100, 1]]), Tensor([[1, 1], [1, 1], [1, 100]]))
    #expect(distances.shape == [3])
    for (computed, expected) in zip(distances.elements, [0, 10, 20]) {
      #expect((computed - Float(expected)).magnitude < 1e-5)
    }
  }

  @Test(arguments: [[5], [2, 6]])
  func derivativesAreThoseOfFiniteDifferences(shape: [Int]) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let distance = LogSpectralDistance<T>(weights: (0..<shape[shape.count - 1]).map { 1 / T($0 + 4) }, floor: 0.01)
      var random = SeededRandom(seed: 14)
      let x = random.tensor(T.self, shape: shape, in: .positive)
      let y = random.tensor(T.self, shape: shape, in: .positive) + 2
      #expect(checkGradient(of: { distance.squared($0, y) }, at: x).isEmpty)
      #expect(checkGradient(of: { distance.squared(x, $0) }, at: y).isEmpty)
      #expect(checkGradient(of: { distance($0, y) }, at: x).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func theSquareHasNoSlopeAtTheOptimum() {
    let distance = LogSpectralDistance<Double>(weights: [1, 2], floor: 1e-9)
    let power = Tensor<Double>([0, 3])
    #expect(gradient(at: power) { distance.squared($0, power) } == Tensor([0, 0]))
  }

  @Test(arguments: [[], [0, 0], [1, -1], [1e308, 1e308]])
  func weightsThatCannotBeSharedTrap(weights: [Double]) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [weights] in
      _ = LogSpectralDistance<Double>(weights: weights, floor: 1)
    }
    #expect(
      message(ofExit: exit).contains("the weights of a log-spectral distance must not be negative, and not all zero"))
  }

  @Test func mismatchesTrap() async {
    let floor = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogSpectralDistance<Double>(weights: [1], floor: 0)
    }
    #expect(message(ofExit: floor).contains("the floor under the spectra is 0.0, but must be positive and finite"))
    let shapes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogSpectralDistance<Double>(weights: [1, 1], floor: 1)(Tensor([1, 2]), Tensor([1]))
    }
    #expect(
      message(ofExit: shapes).contains("LogSpectralDistance: the estimate has the shape [2], the target [1]"))
    let bins = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LogSpectralDistance<Double>(weights: [1, 1], floor: 1)(Tensor([1, 2, 3]), Tensor([1, 2, 3]))
    }
    #expect(message(ofExit: bins).contains("LogSpectralDistance: 2 weights for spectra of shape [3]"))
  }
}
