import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

/// Gains, delays, windows, filterbanks and masks.
struct SignalLayerTests {
  @Test(arguments: [11, 16])
  func gradients(length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 61)
      let x = random.tensor(T.self, shape: [2, length])
      // A second derivative by decibels, 0.01, is less than difference quotients see in single precision: of two
      // decades.
      let gain = GainLayer<T>(decibels: random.tensor(shape: [2]))
      #expect(layerFailures(gain, at: x) { gain, x in GainLayer(decibels: gain.decibels * 20)(x) }.isEmpty)
      #expect(layerFailures(GainLayer<T>(), at: x) { gain, x in GainLayer(decibels: gain.decibels * 20)(x) }.isEmpty)
      let delay = DelayLayer<T>(samples: random.tensor(shape: [2]))
      #expect(layerFailures(delay, at: x) { delay, x in delay(x) }.isEmpty)
      for frame in [5, 8] {
        let window = WindowLayer<T>(.hamming(frame), hopLength: 3)
        #expect(layerFailures(window, at: x) { window, x in window(x) }.isEmpty)
      }
      let powers = random.tensor(T.self, shape: [3, length], in: .positive)
      let bank = FilterbankLayer<T>(centers: [0.1, 0.2, 0.35], binCount: length)
      #expect(layerFailures(bank, at: powers) { bank, powers in bank(powers) }.isEmpty)
      let stft = STFT(window: .hann(6), hopLength: 2)
      for shape in [[4], [stft.frameCount(signalLength: length), 4], []] {
        let mask = STFTMaskLayer<T>(stft: stft, logits: random.tensor(shape: shape))
        #expect(layerFailures(mask, at: x) { mask, x in (try? mask(x)) ?? 0 }.isEmpty)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func gainsAreDecibels() {
    let y = GainLayer<Double>(decibels: Tensor([20, -20]))(Tensor([[1, 2], [10, -30]]))
    for (y, expected) in zip(y.elements, [10.0, 20, 1, -3]) { #expect((y - expected).magnitude < 1e-14) }
    #expect(GainLayer<Float>()(Tensor([1, 2])) == Tensor([1, 2]))
  }

  @Test(arguments: [FramePadding.none, .zeros, .reflection])
  func aNewWindowIsTheSTFTs(padding: FramePadding) {
    var random = SeededRandom(seed: 62)
    let x = random.tensor(Double.self, shape: [2, 50])
    let spectra = WindowLayer<Double>(.blackman(16), hopLength: 4, padding: padding)(x)
    let expected = STFT(window: .blackman(16), hopLength: 4, padding: padding)(x)
    #expect(spectra.shape == expected.shape)
    #expect(relativeError(spectra.elements, expected.elements) < 1e-15)
  }

  /// A band is 1 at its center and e^(−½) one width away.
  @Test func bandsAreGaussians() {
    let bank = FilterbankLayer<Double>(centers: [0.125, 0.25], binCount: 129)
    for (center, expected) in zip(bank.centers.elements, [0.125, 0.25]) {
      #expect((center - expected).magnitude < 1e-15)
    }
    // Neighbors at 0 and 0.25 of the first: a quarter of that.
    #expect((bank.widths[0] - 0.0625).magnitude < 1e-15)
    let weights = bank.weights
    #expect(weights.shape == [2, 129])
    #expect((weights[0, 32] - 1).magnitude < 1e-14)
    #expect((weights[0, 48] - Double.exp(-0.5)).magnitude < 1e-14)
    let impulse = Tensor<Double>((0..<129).map { $0 == 48 ? 2 : 0 })
    #expect((bank(impulse)[0] - 2 * Double.exp(-0.5)).magnitude < 1e-14)
  }

  @Test func masksScaleSpectra() throws {
    var random = SeededRandom(seed: 63)
    let x = random.tensor(Double.self, shape: [2, 60])
    let stft = STFT(window: .hann(16), hopLength: 4)
    let half = try STFTMaskLayer<Double>(stft: stft, logits: .zeros([9]))(x)
    #expect(relativeError(half.elements, (x * 0.5).elements) < 1e-14)
    let whole = try STFTMaskLayer<Double>(stft: stft, logits: Tensor(repeating: Double.infinity, shape: [9]))(x)
    #expect(relativeError(whole.elements, x.elements) < 1e-14)
    #expect(throws: STFTInversionError.self) {
      try STFTMaskLayer<Double>(stft: STFT(window: .hann(16), hopLength: 20), logits: .zeros([9]))(x)
    }
  }

  /// Parameters far beyond their use: bounded values, and slopes that are numbers.
  @Test func extremeParametersAreFinite() {
    func check<T: TensorScalar>(_ type: T.Type) {
      for extreme: T in [.infinity, -.infinity, 1e30, -1e30, 0] {
        var bank = FilterbankLayer<T>(centers: [0.1, 0.4], binCount: 2)
        bank.center = Tensor([extreme, -extreme])
        bank.width = Tensor([extreme, extreme])
        let slope = gradient(at: bank) { sum($0(Tensor<T>([1, 2]))) }
        #expect(slope.center.elements.allSatisfy { $0.isFinite } && slope.width.elements.allSatisfy { $0.isFinite })
        let stft = STFT(window: .hann(4), hopLength: 1)
        let mask = STFTMaskLayer<T>(stft: stft, logits: Tensor([extreme, 1, -extreme]))
        let steepness = gradient(at: mask) { sum(square((try? $0(Tensor<T>([1, 2, 3, 4, 5]))) ?? 0)) }
        #expect(steepness.logits.elements.allSatisfy { $0.isFinite })
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func shapesThatDontFitTrap() async {
    let bank = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = FilterbankLayer<Double>(centers: [0.1], binCount: 5)(.zeros([4]))
    }
    #expect(message(ofExit: bank).contains("a filterbank for 5 bins was given spectra of shape [4]"))
    let mask = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = STFTMaskLayer<Double>(stft: STFT(window: .hann(8), hopLength: 2), logits: .zeros([4]))
    }
    #expect(message(ofExit: mask).contains("a mask of shape [4] for spectra of 5 bins"))
  }
}
