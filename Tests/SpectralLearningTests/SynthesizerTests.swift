import Autodiff
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

struct SynthesizerTests {
  private struct Case: Decodable {
    let hopLength: Int, sampleRate: Double, seed: UInt64
    let pitch: [Double], amplitude: [Double], distribution: [[Double]], noise: [[Double]]
    let tone: [Double], breath: [Double]

    func model<T: TensorScalar>() -> HarmonicPlusNoise<T> {
      HarmonicPlusNoise(
        pitch: Tensor([pitch.map { T($0) }]), amplitude: Tensor([amplitude.map { T($0) }]),
        distribution: Tensor([distribution.map { $0.map { T($0) } }]), noise: Tensor(noise.map { $0.map { T($0) } }),
        harmonics: HarmonicSynthesizer(hopLength: hopLength, sampleRate: sampleRate),
        filteredNoise: FilteredNoise(hopLength: hopLength, seed: seed))
    }
  }

  /// The sum of the cumulated phase rounds at each sample, and harmonics multiply that. In single precision a harmonic
  /// may fall silent at the sample before or after, and the pitch is rounded: there the tone is not compared.
  @Test func soundsAreTheirDefinition() throws {
    for expected in try cases("synthesizer.json") as [Case] {
      let model: HarmonicPlusNoise<Double> = expected.model()
      let harmonics = Double(expected.distribution.first?.count ?? 0), length = Double(expected.tone.count)
      let phase = 2 * Double.pi * length * harmonics
      for (computed, reference) in zip(model.voices().elements, expected.tone) {
        #expect((computed - reference).magnitude < 2 * phase * Tolerances.unitRoundoff())
      }
      #expect(relativeError(model.breath().elements, expected.breath) < 1e-14)
      #expect(model().elements == (model.voices().row(0) + model.breath()).elements)
      #expect(model().shape == [expected.tone.count])
      let single: HarmonicPlusNoise<Float> = expected.model()
      #expect(relativeError(single.breath().elements.map { Double($0) }, expected.breath) < 1e-5)
    }
  }

  @Test(arguments: [(1, 2, 2, 5), (2, 3, 3, 4), (3, 2, 4, 7)])
  func gradients(frames: Int, harmonics: Int, bands: Int, hop: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 71)
      for pitches in [frames, 1] {
        let model = HarmonicPlusNoise<T>(
          pitch: random.tensor(shape: [2, pitches]), amplitude: random.tensor(shape: [2, frames]),
          distribution: random.tensor(shape: [2, frames, harmonics]), noise: random.tensor(shape: [frames, bands]),
          harmonics: HarmonicSynthesizer(hopLength: hop, sampleRate: 40), filteredNoise: FilteredNoise(hopLength: hop))
        let x = random.tensor(T.self, shape: [frames * hop])
        #expect(layerFailures(model, at: x) { model, x in model() * x }.isEmpty)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  /// What is not heard is given to the rest: the amplitude is that of all harmonics below half the sample rate
  /// together.
  @Test func audibleHarmonicsShareTheAmplitude() {
    let synthesizer = HarmonicSynthesizer(hopLength: 50, sampleRate: 1000)
    func tone(_ distribution: [Double]) -> Tensor<Double> {
      synthesizer(fundamental: Tensor([200]), amplitude: Tensor([0.5]), distribution: Tensor([distribution]))
    }
    let expected = (1...50).map { n in
      let angle = 0.4 * Double.pi * Double(n)
      return 0.5 * (0.25 * Double.sin(angle) + 0.75 * Double.sin(2 * angle))
    }
    for distribution in [[1, 3, 0], [1, 3, 100.0], [1e-9, 3e-9, 7]] {
      #expect(relativeError(tone(distribution).elements, expected) < 1e-13)
    }
    #expect(tone([0, 0, 5]) == .zeros([50]))
  }

  @Test func noiseIsTheSameAtEachCall() {
    let noise = FilteredNoise(hopLength: 10, seed: 3)
    let magnitudes = Tensor<Double>(repeating: 1, shape: [4, 5])
    #expect(noise(magnitudes: magnitudes) == noise(magnitudes: magnitudes))
    // Flat magnitudes leave the source as it is.
    let source: Tensor<Double> = noise.source(shape: [40])
    #expect(relativeError(noise(magnitudes: magnitudes).elements, source.elements) < 1e-14)
    let other: Tensor<Double> = FilteredNoise(hopLength: 10, seed: 4).source(shape: [40])
    #expect(other != source)
  }

  @Test func amplitudesArePositive() {
    let y = exponentialSigmoid(Tensor<Double>([-1e308, -800, -1, 0, 1, 800, .infinity, -.infinity]))
    let expected = [
      1e-7, 1e-7, 2 * Double.pow(1 / (1 + .exp(1)), .log(10)) + 1e-7, 2 * Double.pow(0.5, .log(10)) + 1e-7,
    ]
    for (y, expected) in zip(y.elements, expected) { #expect((y / expected - 1).magnitude < 1e-13) }
    #expect((y[6] - 2 - 1e-7).magnitude < 1e-15 && y[7] == 1e-7)
    for x in [-1e308, -800.0, 0, 800, 1e308] {
      #expect(gradient(at: Tensor(x)) { exponentialSigmoid($0) }.scalar.isFinite)
    }
  }

  @Test func aNewModelIsASteadyTone() {
    let model = HarmonicPlusNoise<Double>(
      frequencies: [220], frameCount: 10, harmonicCount: 4, noiseBandCount: 5, hopLength: 100, sampleRate: 8000)
    #expect(model.frameCount == 10 && model().shape == [1000])
    #expect(model.fundamental.elements.allSatisfy { ($0 / 220 - 1).magnitude < 1e-14 })
    let breath = model.breath().elements.reduce(0) { max($0, $1.magnitude) }
    #expect(breath > 0 && breath < 1e-3)
  }

  @Test func voicesAddUp() {
    func tone(_ frequencies: [Double]) -> Tensor<Double> {
      let model = HarmonicPlusNoise<Double>(
        frequencies: frequencies, frameCount: 3, harmonicCount: 4, noiseBandCount: 2, hopLength: 50, sampleRate: 8000)
      return model() - model.breath()
    }
    #expect(relativeError(tone([220, 331]).elements, (tone([220]) + tone([331])).elements) < 1e-14)
  }

  @Test func framesThatDifferTrap() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = HarmonicPlusNoise<Double>(
        pitch: .zeros([1, 2]), amplitude: .zeros([1, 3]), distribution: .zeros([1, 3, 4]), noise: .zeros([3, 2]),
        harmonics: HarmonicSynthesizer(hopLength: 10, sampleRate: 8000), filteredNoise: FilteredNoise(hopLength: 10))
    }
    #expect(message(ofExit: exit).contains("pitches of shape [1, 2], amplitudes of shape [1, 3]"))
  }
}
