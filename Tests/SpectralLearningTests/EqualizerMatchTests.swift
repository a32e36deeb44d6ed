import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

/// Equalizers found again from what they did to a recording: within 1 dB wherever it has energy.
struct EqualizerMatchTests {
  /// A short echo: −5 dB at DC, +1 dB at half the sample rate.
  private static let taps = [0.7, -0.2, 0.15, -0.1]

  private static let sections = [
    ParametricSection(kind: .lowShelf, frequency: 250, gain: 5, q: 0.7),
    ParametricSection(kind: .peak, frequency: 1500, gain: -6, q: 1),
    ParametricSection(kind: .highShelf, frequency: 7000, gain: 4, q: 0.7),
  ]

  private static func echo(_ x: [Double]) -> [Double] {
    x.indices.map { n in taps.indices.reduce(0) { $0 + ($1 <= n ? taps[$1] * x[n - $1] : 0) } }
  }

  private static func tone(_ x: [Double]) -> [Double] {
    let filter = BiquadFilter<Double>(sections.map { $0.coefficients(sampleRate: 44_100) })
    return (0.5 * filter(Tensor(x))).elements
  }

  private static func decibels(_ response: [Complex<Double>]) -> [Double] {
    response.map { 20 * Double.log10($0.modulus) }
  }

  /// The largest deviation from an equalizer's response, in dB, over the bins that are less than 50 dB below the
  /// loudest.
  private func deviation(_ fitted: FittedEqualizer, from equalizer: ([Double]) -> [Double]) -> Double {
    // The response of a filter is the transform of what it makes of an impulse.
    let impulse = [1.0] + [Double](repeating: 0, count: 2 * (fitted.frequencies.count - 1) - 1)
    let truth = Self.decibels(rfft(Tensor(equalizer(impulse))).elements)
    let found = Self.decibels(fitted.response(at: fitted.frequencies))
    let loudest = fitted.sourceSpectrum.max() ?? 0
    let audible = fitted.sourceSpectrum.indices.filter {
      fitted.sourceSpectrum[$0] > loudest - 50 && fitted.frequencies[$0] >= 20
    }
    #expect(audible.count > 100)
    return audible.map { (found[$0] - truth[$0]).magnitude }.max() ?? .infinity
  }

  private func noise(seed: UInt64, channels: Int, count: Int) -> [[Double]] {
    var random = SeededRandom(seed: seed)
    return (0..<channels).map { _ in random.signal(count: count) }
  }

  @Test(arguments: [false, true])
  func anEchoOfNoiseIsFoundByAnImpulseResponse(isAligned: Bool) throws {
    let source = noise(seed: 15, channels: 1, count: 40_000)
    let match = EqualizerMatch(model: .fir(taps: 63), isAligned: isAligned, steps: isAligned ? 30 : nil)
    let fitted = try match.fit(source: source, target: source.map(Self.echo), sampleRate: 44_100)
    #expect(deviation(fitted, from: Self.echo) < 1)
    #expect(fitted.logSpectralDistanceAfter < 0.1 * fitted.logSpectralDistanceBefore)
  }

  @Test(arguments: [false, true])
  func theToneOfNoiseIsFoundBySections(isAligned: Bool) throws {
    let source = noise(seed: 16, channels: 2, count: 40_000)
    let match = EqualizerMatch(model: .biquads(peaks: 1), isAligned: isAligned, steps: isAligned ? 20 : nil)
    let fitted = try match.fit(source: source, target: source.map(Self.tone), sampleRate: 44_100)
    #expect(deviation(fitted, from: Self.tone) < 1)
  }

  /// Another performance, mono, and louder by 40 dB: only the spectra are alike.
  @Test func theToneOfOtherNoiseIsFound() throws {
    let source = noise(seed: 17, channels: 2, count: 200_000)
    let target = noise(seed: 18, channels: 1, count: 300_000).map { Self.tone($0.map { 100 * $0 }) }
    let match = EqualizerMatch(model: .biquads(peaks: 1))
    let fitted = try match.fit(source: source, target: target, sampleRate: 44_100)
    #expect(deviation(fitted) { Self.tone($0.map { 100 * $0 }) } < 1)
  }

  @Test(arguments: [EqualizerModel.fir(taps: 511), .biquads(peaks: 1)], [false, true])
  func theToneOfACrowIsFound(model: EqualizerModel, isAligned: Bool) throws {
    let source = [try crow()]
    let match = EqualizerMatch(model: model, isAligned: isAligned, steps: isAligned ? 30 : nil)
    let fitted = try match.fit(source: source, target: source.map(Self.tone), sampleRate: 44_100)
    #expect(deviation(fitted, from: Self.tone) < 1)
    #expect(fitted.lossAfter < fitted.lossBefore)
  }

  @Test func whatIsReportedIsWhatWasDone() throws {
    let source = noise(seed: 19, channels: 2, count: 5000)
    let target = source.map(Self.echo)
    var steps: [Int] = [], losses: [Double] = []
    let fitted = try EqualizerMatch(model: .fir(taps: 31), steps: 200).fit(
      source: source, target: target, sampleRate: 8000
    ) { progress in
      #expect(progress.steps == 200)
      steps.append(progress.step)
      losses.append(progress.loss)
    }
    #expect(steps == Array(1...200))
    #expect(fitted.lossHistory == losses)
    #expect(fitted.lossHistory.count == 200)
    #expect(fitted.filter.sampleRate == 8000)
    #expect(fitted.lossAfter < fitted.lossBefore)
    // The loss of spectra is the squared distance.
    #expect((fitted.lossBefore.squareRoot() - fitted.logSpectralDistanceBefore).magnitude < 1e-9)
    #expect(fitted.frequencies.first == 0 && fitted.frequencies.last == 4000)
    #expect(fitted.frequencies.count == fitted.sourceSpectrum.count)
    #expect(fitted.frequencies.count == fitted.targetSpectrum.count)
    #expect(fitted.frequencies.count == fitted.equalizedSpectrum.count)
    let equalized = fitted.apply(to: source)
    #expect(equalized.map(\.count) == [5000, 5000])
    // Echo and fit differ by little, so their spectra do.
    let mean = zip(fitted.equalizedSpectrum, fitted.targetSpectrum).map { ($0 - $1).magnitude }.reduce(0, +) / 4097
    #expect(mean < 1)
  }

  @Test(arguments: [EqualizerModel.fir(taps: 100), .biquads(peaks: 0)], [false, true])
  func theSameCallGivesTheSameBits(model: EqualizerModel, isAligned: Bool) throws {
    let source = noise(seed: 20, channels: 1, count: 3000)
    let match = EqualizerMatch(model: model, isAligned: isAligned, steps: 5)
    let first = try match.fit(source: source, target: source.map(Self.tone), sampleRate: 44_100)
    let second = try match.fit(source: source, target: source.map(Self.tone), sampleRate: 44_100)
    #expect(first.filter == second.filter)
    #expect(first.lossHistory == second.lossHistory)
    #expect(first.equalizedSpectrum == second.equalizedSpectrum)
  }
}
