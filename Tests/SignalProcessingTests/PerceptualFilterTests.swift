import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

struct PerceptualFilterTests {
  /// What each filter makes of an impulse after two samples of silence.
  @Test func impulseResponses() {
    let impulse = Tensor<Double>([[0, 0, 1, 0, 0, 0]])
    #expect(PerceptualFilter.highPass()(impulse) == Tensor([[0, 0, 1, -0.85, 0, 0]]))
    #expect(PerceptualFilter.highPass(0.5)(impulse) == Tensor([[0, 0, 1, -0.5, 0, 0]]))
    #expect(PerceptualFilter.foldedDifferentiator()(impulse) == Tensor([[0, 0, 1, 0, -0.85, 0]]))
    let a = PerceptualFilter.aWeighting(sampleRate: 44_100, tapCount: 3)
    let taps = a.taps ?? []
    #expect(taps.count == 3 && taps[0] == taps[2])
    let response = a(impulse).elements
    #expect(relativeError(response, [0, taps[0], taps[1], taps[2], 0, 0]) < 1e-15)
  }

  /// Filters longer than a signal leave what lies within it.
  @Test func shortSignals() {
    let one = Tensor<Double>([2])
    #expect(PerceptualFilter.highPass()(one) == one)
    #expect(PerceptualFilter.foldedDifferentiator()(one) == one)
    let a = PerceptualFilter.aWeighting(sampleRate: 44_100)
    #expect((a(one)[0] - 2 * (a.taps?[50] ?? 0)).magnitude < 1e-15)
    #expect(a(Tensor<Double>.zeros([2, 0])).shape == [2, 0])
  }

  /// The response of the 101 taps is that of the curve, within half a dB where the ear is most sensitive.
  @Test func aWeightingFollowsItsCurve() throws {
    let taps = try #require(PerceptualFilter.aWeighting(sampleRate: 44_100).taps)
    for frequency in [1000.0, 2000, 3000, 5000] {
      let w = 2 * Double.pi * frequency / 44_100
      let response = taps.enumerated().reduce(Complex<Double>(0, 0)) {
        $0 + $1.element * .exp(i: -w * Double($1.offset))
      }
      #expect((20 * .log10(response.modulus) - aWeighting(frequency: frequency)).magnitude < 0.5, "\(frequency) Hz")
    }
  }

  /// The coefficients at 48 kHz that ITU-R BS.1770-5 prints, tables 1 and 2.
  @Test func kWeightingIsTheStandards() {
    let sections = kWeighting(sampleRate: 48_000)
    let shelf = sections[0], highPass = sections[1]
    let expected: [(Double, Double)] = [
      (shelf.b0, 1.53512485958697), (shelf.b1, -2.69169618940638), (shelf.b2, 1.19839281085285),
      (shelf.a1, -1.69065929318241), (shelf.a2, 0.73248077421585), (highPass.b0, 1), (highPass.b1, -2),
      (highPass.b2, 1), (highPass.a1, -1.99004745483398), (highPass.a2, 0.99007225036621),
    ]
    for (value, printed) in expected { #expect((value - printed).magnitude < 1e-13) }
    // The gain at 997 Hz for which the standard's −0.691 dB makes up.
    let tone = Tensor<Double>(shape: [48_000]) { .sin(2 * .pi * 997 * Double($0[0]) / 48_000) }
    let power = mean(square(PerceptualFilter.kWeighting(sampleRate: 48_000)(tone).slice(24_000..<48_000))).scalar
    #expect((10 * .log10(2 * power) - 0.691).magnitude < 0.01)
  }

  @Test func derivativesAreLinear() {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let filters = [
        PerceptualFilter.highPass(), .foldedDifferentiator(), .aWeighting(sampleRate: 8000, tapCount: 31),
        .kWeighting(sampleRate: 8000),
      ]
      var random = SeededRandom(seed: 53)
      for filter in filters {
        for length in [1, 12, 13] {
          let x: Tensor<T> = random.tensor(shape: [2, length])
          #expect(checkGradient(of: { filter($0) }, at: x).isEmpty)
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func centroidsAreCentersOfMass() {
    let spectra = Tensor<Double>([[0, 0, 2, 0], [1, 0, 0, 3], [0, 0, 0, 0]])
    let centroids = spectralCentroid(spectra, frequencies: [0, 10, 20, 40], epsilon: 1e-20)
    #expect(relativeError(centroids.elements, [20, 30, 0]) < 1e-15)
    var random = SeededRandom(seed: 54)
    let x: Tensor<Double> = random.tensor(shape: [2, 3, 4], in: .positive)
    #expect(checkGradient(of: { spectralCentroid($0, frequencies: [0, 1, 2, 4], epsilon: 0.5) }, at: x).isEmpty)
  }

  @Test func settingsThatCannotWorkTrap() async {
    let taps = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PerceptualFilter.aWeighting(sampleRate: 44_100, tapCount: 100)
    }
    #expect(message(ofExit: taps).contains("A-weighting by 100 taps; an odd number from 3 to 255 is needed"))
    let rate = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PerceptualFilter.kWeighting(sampleRate: 3000)
    }
    #expect(message(ofExit: rate).contains("K-weighting at a sample rate of 3000.0 Hz"))
  }
}
