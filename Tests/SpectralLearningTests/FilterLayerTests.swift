import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

/// Layers that filter: taps, sections with free poles, equalizers.
struct FilterLayerTests {
  private static let sections: [[Double]] = [
    [1, 0.2, -0.3, 1, -0.6, 0.4], [0.5, 0, 0.1, 2, 1.2, 0.6], [1, -1, 0, 1, 0, -0.5],
  ]

  private static let equalizer = [
    ParametricSection(kind: .lowShelf, frequency: 200, gain: 3, q: 0.8),
    ParametricSection(kind: .peak, frequency: 1000, gain: -5, q: 1.5),
    ParametricSection(kind: .highShelf, frequency: 2500, gain: 2, q: 0.6),
  ]

  @Test(arguments: [1, 9, 12])
  func gradients(length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 51)
      let x = random.tensor(T.self, shape: [2, length])
      let fir = FIRLayer<T>(taps: random.tensor(shape: [4]))
      #expect(layerFailures(fir, at: x) { fir, x in fir(x) }.isEmpty)
      #expect(layerFailures(fir, at: x) { fir, x in rfft(x, length: 12) * fir.response(fftLength: 12) }.isEmpty)
      let biquads = BiquadLayer<T>(sections: Self.sections)
      #expect(layerFailures(biquads, at: x) { layer, x in layer(x) }.isEmpty)
      #expect(layerFailures(biquads, at: x) { layer, x in layer.filteredPeriodically(x, fftLength: 13) }.isEmpty)
      let equalizer = EqualizerLayer<T>(Self.equalizer, sampleRate: 8000)
      #expect(layerFailures(equalizer, at: x) { layer, x in layer(x) }.isEmpty)
      #expect(layerFailures(equalizer, at: x) { layer, x in layer.filteredPeriodically(x, fftLength: 16) }.isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func layersAreWhatTheyWereMadeFrom() {
    let made = BiquadLayer<Double>(sections: Self.sections).sections
    for (made, given) in zip(made.elements, Self.sections.flatMap { row in row.map { $0 / row[3] } }) {
      #expect((made - given).magnitude < 1e-14)
    }
    for (made, given) in zip(
      EqualizerLayer<Double>(Self.equalizer, sampleRate: 8000).parametricSections, Self.equalizer)
    {
      #expect(made.kind == given.kind)
      for (made, given) in [(made.frequency, given.frequency), (made.gain, given.gain), (made.q, given.q)] {
        #expect((made / given - 1).magnitude < 1e-13)
      }
    }
  }

  @Test func theEqualizerIsItsSections() {
    var random = SeededRandom(seed: 52)
    let x = random.tensor(Double.self, shape: [400])
    let layer = EqualizerLayer<Double>(Self.equalizer, sampleRate: 8000)
    let expected = BiquadFilter<Double>(Self.equalizer.map { $0.coefficients(sampleRate: 8000) })(x)
    #expect(relativeError(layer(x).elements, expected.elements) < 1e-13)
  }

  @Test(arguments: [0, 1, 4])
  func aNewChainChangesNothing(count: Int) {
    var random = SeededRandom(seed: 53)
    let x = random.tensor(Double.self, shape: [2, 50])
    let layer = BiquadLayer<Double>(sectionCount: count)
    #expect(count == 0 ? layer(x) == x : relativeError(layer(x).elements, x.elements) < 1e-14)
    // But its sections differ, and so do their slopes.
    let slope = gradient(at: layer) { sum(square($0(x) - fftConvolve(x, Tensor([1, 0.5, 0.2]), mode: .causal))) }
    let rows = (0..<count).map { slope.reflection.row($0).elements }
    #expect(Set(rows).count == count)
  }

  /// A pole of modulus 0.999 rings for thousands of samples; within a period long enough, both ways are one filter.
  @Test func frequencyAgreesWithTime() {
    let radius = 0.999, angle = 0.3
    let sections = [[1, 0, 0, 1, -2 * radius * Double.cos(angle), radius * radius], [1, 0.5, 0, 1, -0.98, 0]]
    let layer = BiquadLayer<Double>(sections: sections)
    var random = SeededRandom(seed: 54)
    let x = random.tensor(Double.self, shape: [2, 500])
    // 0.999⁴⁰⁰⁰⁰ = 4·10⁻¹⁸.
    let periodic = layer.filteredPeriodically(x, fftLength: 40_500)
    #expect(relativeError(periodic.elements, layer(x).elements) < 1e-11)
    let slopeInTime = gradient(at: layer) { mean(square($0(x))) }
    let slopeInFrequency = gradient(at: layer) { mean(square($0.filteredPeriodically(x, fftLength: 40_500))) }
    #expect(relativeError(slopeInFrequency.numerator.elements, slopeInTime.numerator.elements) < 1e-10)
    #expect(relativeError(slopeInFrequency.reflection.elements, slopeInTime.reflection.elements) < 1e-10)
  }

  /// Whatever the parameters, even where tanh is 1: the poles lie within the unit circle.
  @Test func sectionsAreStable() {
    func check<T: TensorScalar>(_ type: T.Type) {
      var random = SeededRandom(seed: 55)
      for scale in [0.1, 1, 10, 1e3, 1e30] {
        let layer = BiquadLayer<T>(
          numerator: .ones([500, 3]),
          reflection: Tensor(random.signal(count: 1000).map { T(scale) * $0 }, shape: [500, 2])
        )
        // The triangle in double precision, where the coefficients are exact.
        for row in 0..<500 {
          let a1 = Double(layer.sections[row, 4]), a2 = Double(layer.sections[row, 5])
          #expect(a2.magnitude < 1 && a1.magnitude < 1 + a2, "\(T.self): a₁ = \(a1), a₂ = \(a2)")
        }
      }
      for extreme: T in [.infinity, -.infinity, .greatestFiniteMagnitude, 0] {
        let layer = BiquadLayer<T>(numerator: .ones([1, 3]), reflection: Tensor([[extreme, -extreme]]))
        let slope = gradient(at: layer) { sum(square($0(Tensor([1, 2, 3])))) }
        for slope in [slope.reflection, slope.numerator] { #expect(slope.elements.allSatisfy { $0.isFinite }) }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  /// Bounds hold for parameters of any size, and the filter with them is stable.
  @Test func equalizersKeepTheirBounds() {
    var random = SeededRandom(seed: 56)
    for scale in [1, 30, 1e6, .infinity] {
      var layer = EqualizerLayer<Double>(
        Self.equalizer, sampleRate: 8000, frequencyRange: 50...3500, gainLimit: 12, qRange: 0.3...6)
      func extreme() -> Tensor<Double> { Tensor(random.signal(count: 3).map { $0 * scale }) }
      (layer.frequency, layer.gain, layer.q) = (extreme(), extreme(), extreme())
      for section in layer.parametricSections {
        #expect(section.frequency >= 50 * (1 - 1e-14) && section.frequency <= 3500 * (1 + 1e-14))
        #expect(section.gain.magnitude <= 12 && section.q >= 0.3 * (1 - 1e-14) && section.q <= 6 * (1 + 1e-14))
      }
      let sections = layer.sections
      for row in 0..<3 {
        let a1 = sections[row, 4] / sections[row, 3], a2 = sections[row, 5] / sections[row, 3]
        #expect(a2.magnitude < 1 && a1.magnitude < 1 + a2)
      }
      let slope = gradient(at: layer) { sum(square($0(Tensor([1, 2, 3])))) }
      for slope in [slope.frequency, slope.gain, slope.q] { #expect(slope.elements.allSatisfy { $0.isFinite }) }
    }
  }

  /// Three taps and two sections are found again from what they did to noise.
  @Test func filtersAreLearned() {
    var random = SeededRandom(seed: 57)
    let x = random.tensor(Double.self, shape: [400])
    var fir = FIRLayer<Double>(tapCount: 4)
    let taps = Tensor([0.5, -0.25, 0.125, 0])
    let target = filtered(x, taps: taps)
    for _ in 0..<200 {
      let slope = gradient(at: fir) { mean(square($0(x) - target)) }
      fir.taps = fir.taps - slope.taps
    }
    for (tap, expected) in zip(fir.taps.elements, taps.elements) { #expect((tap - expected).magnitude < 1e-10) }
  }

  @Test func silenceHasNoSlope() {
    let x = Tensor<Double>.zeros([2, 16])
    let layer = BiquadLayer<Double>(sections: Self.sections)
    let (value, slope) = valueWithGradient(at: layer) { sum(square($0(x))) }
    #expect(value.scalar == 0)
    #expect(slope.numerator.elements.allSatisfy { $0 == 0 } && slope.reflection.elements.allSatisfy { $0 == 0 })
  }

  @Test func whatIsNoFilterTraps() async {
    let pole = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BiquadLayer<Double>(sections: [[1, 0, 0, 1, 0, 1]])
    }
    #expect(message(ofExit: pole).contains("don't lie within the unit circle"))
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BiquadLayer<Double>(numerator: .zeros([2, 3]), reflection: .zeros([3, 2]))
    }
    #expect(message(ofExit: shape).contains("sections of shapes [2, 3] and [3, 2], which should be [S, 3] and [S, 2]"))
    let bounds = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = EqualizerLayer<Double>([], sampleRate: 8000, frequencyRange: 100...5000)
    }
    #expect(message(ofExit: bounds).contains("frequencies are below half the sample rate"))
    let taps = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = FIRLayer<Double>(tapCount: 0)
    }
    #expect(message(ofExit: taps).contains("a filter of 0 taps"))
  }
}
