import ComplexNumbers
import SignalProcessing
import Testing

/// Bands, and each reason for which there is no filter of them.
struct FilterSpecificationTests {
  private typealias Band = FilterSpecification.Band

  @Test func decibelsBecomeTolerances() throws {
    let specification = try FilterSpecification.lowpass(
      passband: 100, stopband: 200, ripple: 1, attenuation: 40, sampleRate: 1000)
    #expect(specification.bands.map(\.frequencies) == [0...100, 200...500])
    #expect(specification.bands.map(\.lowerGain) == [1, 0])
    #expect(specification.bands.map(\.isStopband) == [false, true])
    let tolerance = specification.bands[0].tolerance
    #expect((20 * Double.log10((1 + tolerance) / (1 - tolerance)) - 1).magnitude < 1e-14)
    #expect((specification.bands[1].tolerance - 0.01).magnitude < 1e-16)
  }

  @Test func bandsOfTheOtherKinds() throws {
    let high = try FilterSpecification.highpass(
      stopband: 100, passband: 200, ripple: 1, attenuation: 40, sampleRate: 1000)
    #expect(high.bands.map(\.frequencies) == [0...100, 200...500])
    #expect(high.bands.map(\.isStopband) == [true, false])
    let pass = try FilterSpecification.bandpass(
      passband: 150...200, stopbandsOutside: 100...300, ripple: 1, attenuation: 40, sampleRate: 1000)
    #expect(pass.bands.map(\.frequencies) == [0...100, 150...200, 300...500])
    #expect(pass.bands.map(\.isStopband) == [true, false, true])
    let stop = try FilterSpecification.bandstop(
      stopband: 150...200, passbandsOutside: 100...300, ripple: 1, attenuation: 40, sampleRate: 1000)
    #expect(stop.bands.map(\.frequencies) == [0...100, 150...200, 300...500])
    #expect(stop.bands.map(\.isStopband) == [false, true, false])
  }

  @Test func aGainMayBeAStraightLine() {
    let band = Band(100...300, lowerGain: 1, upperGain: 2, tolerance: 0.1)
    #expect(band.gain(at: 100) == 1 && band.gain(at: 250) == 1.75 && band.gain(at: 300) == 2)
  }

  private func error(_ bands: [Band], sampleRate: Double = 1000) -> FilterSpecificationError? {
    #expect(throws: FilterSpecificationError.self) { try FilterSpecification(bands: bands, sampleRate: sampleRate) }
  }

  @Test func impossibleBands() {
    let pass = Band(0...100, gain: 1, tolerance: 0.1)
    #expect(error([]) == .noBands)
    #expect(error([pass], sampleRate: 0) == .invalidSampleRate(0))
    #expect(error([Band(100...501, gain: 1, tolerance: 0.1)]) == .edgeOutOfRange(501, nyquist: 500))
    #expect(error([Band((-1)...10, gain: 1, tolerance: 0.1)]) == .edgeOutOfRange(-1, nyquist: 500))
    #expect(error([Band(10...10, gain: 1, tolerance: 0.1)]) == .edgesOutOfOrder(10, 10))
    #expect(error([Band(0...10, gain: .infinity, tolerance: 0.1)]) == .invalidGain(.infinity))
    #expect(error([Band(0...10, gain: 1, tolerance: 0)]) == .invalidTolerance(0))
    #expect(error([Band(0...10, gain: 0, tolerance: 0.1)]) == .nothingPasses)
    let overlap = error([pass, Band(100...200, gain: 0, tolerance: 0.1)])
    #expect(overlap == .bandsOverlap(0...100, 100...200))
    #expect(
      overlap?.description == "the bands 0.0 to 100.0 Hz and 100.0 to 200.0 Hz leave no room for a transition; "
        + "they must ascend without touching")
    #expect(error([Band(200...300, gain: 0, tolerance: 0.1), pass]) == .bandsOverlap(200...300, 0...100))
  }

  @Test func impossibleKinds() {
    func error(
      pass: Double = 100, stop: Double = 200, ripple: Double = 1, attenuation: Double = 40, rate: Double = 1000
    ) -> FilterSpecificationError? {
      #expect(throws: FilterSpecificationError.self) {
        try FilterSpecification.lowpass(
          passband: pass, stopband: stop, ripple: ripple, attenuation: attenuation, sampleRate: rate)
      }
    }
    #expect(error(rate: -1) == .invalidSampleRate(-1))
    #expect(error(ripple: 0) == .invalidRipple(0))
    #expect(error(attenuation: -3) == .invalidAttenuation(-3))
    #expect(error(pass: 300) == .edgesOutOfOrder(300, 200))
    #expect(error(stop: 600) == .edgeOutOfRange(600, nyquist: 500))
    #expect(error(stop: 500) == .edgesOutOfOrder(500, 500))
    #expect(error(pass: 0) == .edgesOutOfOrder(0, 0))
    #expect(
      error(pass: 300)?.description == "band edges must ascend, but 300.0 Hz comes before 200.0 Hz")
  }
}

/// What a filter achieves, where a closed form says it.
struct FilterEvaluationTests {
  private let specification: FilterSpecification

  init() throws {
    specification = try FilterSpecification(
      bands: [.init(0...1, gain: 1, tolerance: 0.1), .init(3...5, gain: 0, tolerance: 0.05)], sampleRate: 10)
  }

  /// The mean of two neighbors: the amplitude cos ω/2.
  @Test func ofTheMeanOfTwoSamples() {
    let mean = LinearPhaseFilter(taps: [0.5, 0.5], symmetry: .even)
    let evaluation = specification.evaluate(mean)
    let atOne = Double.cos(.pi / 10), atThree = Double.cos(.pi * 0.3)
    #expect((evaluation.bands[0].deviation - (1 - atOne)).magnitude < 1e-14)
    #expect((evaluation.bands[1].deviation - atThree).magnitude < 1e-14)
    #expect((evaluation.peakError - atThree / 0.05).magnitude < 1e-12)
    #expect(((evaluation.ripple ?? 0) + 20 * .log10(atOne)).magnitude < 1e-12)
    #expect(((evaluation.attenuation ?? 0) + 20 * .log10(atThree)).magnitude < 1e-12)
    #expect(!evaluation.meetsSpecification)
    #expect(evaluation.alternations == 1)
  }

  /// The same filter by its zero and its pole, and by a section.
  @Test func inItsThreeForms() {
    let rational = ZerosPolesGain(zeros: [Complex(-1, 0)], poles: [.zero], gain: 0.5)
    let linear = specification.evaluate(LinearPhaseFilter(taps: [0.5, 0.5], symmetry: .even))
    for evaluation in [specification.evaluate(rational), specification.evaluate(rational.sections)] {
      #expect((evaluation.peakError - linear.peakError).magnitude < 1e-12)
      #expect(((evaluation.ripple ?? 0) - (linear.ripple ?? 0)).magnitude < 1e-12)
    }
  }

  /// 1 + 0.05·cos 10ω has eleven extrema in one band from 0 to half the rate, and a ripple of 1.05/0.95.
  @Test func extremaAreCounted() throws {
    let specification = try FilterSpecification(
      bands: [.init(0...5, gain: 1, tolerance: 0.1)], sampleRate: 10)
    let taps = [0.025] + [Double](repeating: 0, count: 9) + [1] + [Double](repeating: 0, count: 9) + [0.025]
    let evaluation = specification.evaluate(LinearPhaseFilter(taps: taps, symmetry: .even))
    #expect(evaluation.alternations == 11)
    #expect((evaluation.peakError - 0.5).magnitude < 1e-12)
    #expect(((evaluation.ripple ?? 0) - 20 * .log10(1.05 / 0.95)).magnitude < 1e-12)
    #expect(evaluation.meetsSpecification)
    #expect(evaluation.attenuation == nil)
  }

  /// Between the points of any grid: a peak of a resonance is found to rounding.
  @Test func aPeakIsFoundBetweenThePoints() throws {
    let angle = 2 * Double.pi * 0.123_456_789
    let pole = Complex<Double>(modulus: 0.99, phase: angle)
    let resonance = ZerosPolesGain(zeros: [], poles: [pole, pole.conjugate], gain: 1)
    // |H|⁻² is quadratic in cos ω, with its minimum at cos ω = (1 + r²)/(2r)·cos θ.
    let highest = Double.acos((1 + 0.99 * 0.99) / (2 * 0.99) * .cos(angle)) / (2 * .pi)
    let peak = resonance.response(at: [highest], sampleRate: 1)[0].modulus
    let specification = try FilterSpecification(bands: [.init(0...0.5, gain: 1, tolerance: 1)], sampleRate: 1)
    #expect((specification.evaluate(resonance).peakError / (peak - 1) - 1).magnitude < 1e-12)
  }
}
