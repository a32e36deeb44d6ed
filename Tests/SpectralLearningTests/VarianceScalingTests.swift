import Autodiff
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

struct VarianceScalingTests {
  private struct Case: Decodable {
    let shape: [Int], nonlinearity: String, slope: Double?, gain: Double
    let name: String, fan: String?, distribution: String, parameter: Double

    var kind: Nonlinearity? {
      switch nonlinearity {
      case "linear": .linear
      case "sigmoid": .sigmoid
      case "tanh": .tanh
      case "relu": .relu
      case "selu": .selu
      case "leaky_relu": .leakyRelu(slope: slope ?? .nan)
      default: nil
      }
    }
  }

  /// What PyTorch asks its generator for: the bound of a uniform distribution, or the deviation of a normal one.
  @Test func deviationsArePyTorchs() throws {
    for expected in try cases("initializers.json") as [Case] {
      let kind = try #require(expected.kind)
      #expect((kind.gain - expected.gain).magnitude <= 2 * Tolerances.unitRoundoff() * expected.gain)
      let fan: VarianceScaling.Fan = expected.fan == "out" ? .out : .in
      let scaling: VarianceScaling? =
        switch expected.name {
        case "glorotUniform": .glorotUniform(gain: kind.gain)
        case "glorotNormal": .glorotNormal(gain: kind.gain)
        case "heUniform": .heUniform(kind, fan: fan)
        case "heNormal": .heNormal(kind, fan: fan)
        default: nil
        }
      let made = try #require(scaling)
      #expect((made.distribution == .uniform) == (expected.distribution == "uniform"))
      let factor = made.distribution == .uniform ? 3.0.squareRoot() : 1
      let computed = made.standardDeviation(shape: expected.shape) * factor
      #expect((computed - expected.parameter).magnitude <= 8 * Tolerances.unitRoundoff() * expected.parameter)
    }
  }

  @Test func leCunsIsHesWithoutAGain() {
    for shape in [[3, 7], [4, 2, 9]] {
      let inputs = Double(shape.dropFirst().reduce(1, *))
      #expect(VarianceScaling.lecunNormal().standardDeviation(shape: shape) == 1 / inputs.squareRoot())
      #expect(VarianceScaling.lecunUniform().standardDeviation(shape: shape) == 1 / inputs.squareRoot())
    }
  }

  /// Mean, variance and kurtosis of a million numbers lie within five of their own standard deviations.
  @Test func numbersAreDistributedAsTheySay() {
    let count = 1_000_000.0
    func moments(_ scaling: VarianceScaling) -> (mean: Double, variance: Double, kurtosis: Double) {
      var random = SplitMix64(seed: 5)
      let weights: Tensor<Double> = scaling(shape: [1000, 1000], using: &random)
      let deviation = scaling.standardDeviation(shape: [1000, 1000])
      let scaled = weights.elements.map { $0 / deviation }
      func mean(_ power: (Double) -> Double) -> Double { scaled.reduce(0) { $0 + power($1) } / count }
      return (mean { $0 }, mean { $0 * $0 }, mean { $0 * $0 * $0 * $0 })
    }
    let uniform = moments(.glorotUniform()), normal = moments(.heNormal())
    let five = 5 / count.squareRoot()
    #expect(uniform.mean.magnitude < five && normal.mean.magnitude < five)
    // Var x² is E x⁴ − 1, and Var x⁴ is E x⁸ − (E x⁴)²: 9/5 and 9 of the uniform, 3 and 105 of the normal distribution.
    #expect((uniform.variance - 1).magnitude < five * 0.8.squareRoot())
    #expect((normal.variance - 1).magnitude < five * 2.0.squareRoot())
    #expect((uniform.kurtosis - 1.8).magnitude < five * (9 - 1.8 * 1.8).squareRoot())
    #expect((normal.kurtosis - 3).magnitude < five * 96.0.squareRoot())
  }

  /// The generator's published sequence, and numbers that are the same in both precisions.
  @Test func numbersAreTheSameEverywhere() {
    var random = SplitMix64(seed: 1_234_567)
    // From the reference implementation of S. Vigna.
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
    var one = SplitMix64(seed: 9), other = one
    let single = Tensor<Float>.normal(shape: [100], using: &one)
    let double = Tensor<Double>.normal(shape: [100], using: &other)
    #expect(single.elements == double.elements.map { Float($0) } && one == other)
  }

  @Test func shapesWithoutFansTrap() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = VarianceScaling.glorotNormal().standardDeviation(shape: [7])
    }
    #expect(message(ofExit: exit).contains("weights of shape [7] have no fans"))
  }
}
