import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

struct OptimalTransportTests {
  /// 1024 samples of a sinusoid, whose frequency is in cycles per sample.
  private static func sinusoid(_ frequency: Tensor<Double>) -> Tensor<Double> {
    let angles = Tensor<Double>((0..<1024).map { 2 * Double.pi * Double($0) })
    return sin(angles * frequency)
  }

  /// Point masses have the distance of their places.
  @Test(arguments: [1.0, 2, 3])
  func aPointMassTravelsItsDistance(exponent: Double) {
    let places = [0.0, 1, 3, 4, 10]
    for from in 0..<5 {
      for to in 0..<5 {
        let x = Tensor<Double>(shape: [5]) { $0[0] == from ? 2 : 0 },
          y = Tensor<Double>(shape: [5]) { $0[0] == to ? 7 : 0 }
        let cost = spectralTransportCost(x, y, frequencies: places, exponent: exponent, epsilon: 1e-30).scalar
        let expected = Double.pow((places[from] - places[to]).magnitude, exponent)
        #expect((cost - expected).magnitude <= 1e-14 * expected + 1e-26, "from \(from) to \(to)")
      }
    }
  }

  /// For p = 1 the cost is the area between the distribution functions.
  @Test func theFirstCostIsTheAreaBetweenDistributionFunctions() {
    var random = SeededRandom(seed: 80)
    let x: Tensor<Double> = random.tensor(shape: [20, 9], in: .positive)
    let y: Tensor<Double> = random.tensor(shape: [20, 9], in: .positive)
    let f = (x / sum(x, axes: [-1], keepingAxes: true)).cumulativeSum()
    let g = (y / sum(y, axes: [-1], keepingAxes: true)).cumulativeSum()
    let area = sum(abs(f - g), axes: [-1])
    let cost = spectralTransportCost(x, y, frequencies: (0..<9).map(Double.init), exponent: 1, epsilon: 1e-30)
    #expect(relativeError(cost.elements, area.elements) < 1e-14)
  }

  /// A shift by d costs d² and its slope pulls back, whatever the shape.
  @Test func aShiftCostsItsSquare() {
    let shape: [Double] = [0, 0, 0, 0, 1, 3, 2, 0.5, 0, 0, 0, 0, 0]
    let x = Tensor(shape), y = x.rolled(by: 4)
    let cost = spectralTransportCost(x, y, frequencies: (0..<13).map(Double.init), epsilon: 1e-30)
    #expect((cost.scalar - 16).magnitude < 1e-12)
  }

  @Test func missingMassLiesAtTheTopAndSurplusDoesNotCount() {
    let places = [0.0, 1, 2, 3]
    func cost(_ y: [Double]) -> Double {
      spectralTransportCost(
        Tensor<Double>([1, 1, 0, 0]), Tensor(y), frequencies: places, exponent: 1, normalization: .byEstimate,
        epsilon: 1e-30
      ).scalar
    }
    // The same mass; half of it missing; twice as much, of which the upper half is cut off.
    #expect((cost([1, 1, 0, 0]) - 0).magnitude < 1e-15)
    #expect((cost([1, 0, 0, 0]) - 1).magnitude < 1e-15)
    #expect((cost([2, 0, 1, 1]) - 0.5).magnitude < 1e-15)
    #expect(cost([2, 0, 1, 1]) == cost([2, 0, 0, 1e9]))
  }

  /// A sinusoid that is off by up to twenty lobes: the transport loss descends all the way to its frequency, from either
  /// side, with a slope towards it everywhere. The losses that compare bin by bin go up and down, as lobes pass bins.
  @Test func theLossDescendsToTheTrueFrequency() {
    let stft = STFT(window: .hann(256), hopLength: 128, padding: .none)
    let transport = SpectralOptimalTransportLoss(stft: stft)
    let truth = 0.2
    let target = Self.sinusoid(Tensor(truth))
    let magnitudes = abs(stft(target))
    // Half a bin apart, from 36 bins below to 36 above.
    let candidates = (-72...72).map { truth + Double($0) / 512 }
    func descent(_ loss: @escaping (Tensor<Double>) -> Tensor<Double>) -> (values: [Double], slopes: [Double]) {
      let results = candidates.map { valueWithGradient(at: Tensor($0), of: loss) }
      return (results.map { $0.0.scalar }, results.map { $0.1.scalar })
    }
    /// How many steps towards the truth make the loss larger, and how many slopes point away from it.
    func faults(_ loss: @escaping (Tensor<Double>) -> Tensor<Double>) -> (steps: Int, slopes: Int) {
      let (values, slopes) = descent(loss)
      let steps = (0..<72).filter { values[$0 + 1] >= values[$0] || values[144 - $0 - 1] >= values[144 - $0] }
      let wrong = (0..<72).filter { slopes[$0] >= 0 || slopes[144 - $0] <= 0 }
      return (steps.count, wrong.count)
    }
    let exact = faults { transport(Self.sinusoid($0), target) }
    #expect(exact.steps == 0 && exact.slopes == 0, "\(exact)")
    let l1 = faults { meanAbsoluteError(abs(stft(Self.sinusoid($0))), magnitudes) }
    let l2 = faults { meanSquaredError(abs(stft(Self.sinusoid($0))), magnitudes) }
    #expect(l1.steps > 15 && l1.slopes > 15, "\(l1)")
    #expect(l2.steps > 15 && l2.slopes > 15, "\(l2)")
    // Far from the truth the slope is that of the squared distance, 2Δ.
    let (values, slopes) = descent { transport(Self.sinusoid($0), target) }
    for index in [0, 30, 110, 144] {
      let distance = candidates[index] - truth
      #expect((values[index] - distance * distance).magnitude < 0.05 * distance * distance)
      #expect((slopes[index] - 2 * distance).magnitude < 0.5 * distance.magnitude, "\(slopes[index])")
    }
  }

  /// Gradient descent on the frequency alone, from 30 bins off: within a hundredth of a bin.
  @Test func aFrequencyIsFoundFromABadStart() {
    let stft = STFT(window: .hann(256), hopLength: 128, padding: .none)
    let loss = SpectralOptimalTransportLoss(stft: stft)
    let target = Self.sinusoid(Tensor(0.2))
    var frequency = Tensor(0.32), best = (loss: Double.infinity, frequency: 0.0)
    var rate = 0.2
    for step in 0..<120 {
      let (value, slope) = valueWithGradient(at: frequency) { loss(Self.sinusoid($0), target) }
      if value.scalar < best.loss { best = (value.scalar, frequency.scalar) }
      if step % 20 == 19 { rate /= 2 }
      frequency = frequency - rate * slope
    }
    #expect((best.frequency - 0.2).magnitude < 0.01 / 256, "\(best)")
  }

  @Test func whatIsNotANumberShows() {
    let x = Tensor<Double>([1, .nan, 2]), y = Tensor<Double>([1, 2, 3])
    #expect(spectralTransportCost(x, y, frequencies: [0, 1, 2]).scalar.isNaN)
    #expect(spectralTransportCost(y, x, frequencies: [0, 1, 2]).scalar.isNaN)
  }

  @Test func settingsThatCannotWorkTrap() async {
    let places = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor<Float>.ones([2, 4])
      _ = spectralTransportCost(x, x, frequencies: [0, 1, 2])
    }
    #expect(message(ofExit: places).contains("3 frequencies for spectra of shape [2, 4]"))
    let order = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor<Float>.ones([3])
      _ = spectralTransportCost(x, x, frequencies: [0, 2, 1])
    }
    #expect(message(ofExit: order).contains("frequencies must ascend"))
    let exponent = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SpectralOptimalTransportLoss(stft: STFT(window: .hann(8), hopLength: 2), exponent: 0.5)
    }
    #expect(message(ofExit: exponent).contains("optimal transport with an exponent of 0.5, but it is at least 1"))
  }
}
