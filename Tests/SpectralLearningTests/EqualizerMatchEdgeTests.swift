import ComplexNumbers
import SpectralLearning
import TestSupport
import Testing

/// Recordings and models at the ends of what is allowed: everything stays finite, and the level is matched.
struct EqualizerMatchEdgeTests {
  private static let models = [EqualizerModel.fir(taps: 1), .fir(taps: 64), .biquads(peaks: 0), .biquads(peaks: 2)]

  private func expectFinite(_ fitted: FittedEqualizer, source: [[Double]], _ comment: Comment) {
    let numbers =
      fitted.lossHistory + fitted.sourceSpectrum + fitted.targetSpectrum + fitted.equalizedSpectrum
      + fitted.response(at: fitted.frequencies).map(\.modulus) + fitted.apply(to: source).joined()
      + [
        fitted.lossBefore, fitted.lossAfter, fitted.logSpectralDistanceBefore, fitted.logSpectralDistanceAfter,
      ]
    #expect(numbers.allSatisfy { $0.isFinite }, comment)
  }

  private func noise(seed: UInt64, count: Int, level: Double = 1) -> [Double] {
    var random = SeededRandom(seed: seed)
    return random.signal(Double.self, count: count).map { level * $0 }
  }

  /// A filter takes a level to another as far apart as they may be.
  @Test(arguments: models, [(1.0, 1e-30), (1e-30, 1), (1e30, 1e-30), (2e-50, 9e49), (1e30, 1e30)])
  func levels(model: EqualizerModel, levels: (source: Double, target: Double)) throws {
    let source = [noise(seed: 21, count: 3000, level: levels.source)]
    let target = [noise(seed: 21, count: 3000, level: levels.target)]
    let fitted = try EqualizerMatch(model: model, steps: 5).fit(source: source, target: target, sampleRate: 44_100)
    expectFinite(fitted, source: source, "\(model), \(levels)")
    expectGain(levels.target / levels.source, of: fitted, "\(model), \(levels)")
  }

  @Test(arguments: [EqualizerModel.fir(taps: 64), .biquads(peaks: 0)], [(1e-30, 1.0), (1e30, 1e-30)])
  func levelsOfAlignedRecordings(model: EqualizerModel, levels: (source: Double, target: Double)) throws {
    let source = [noise(seed: 21, count: 3000, level: levels.source)]
    let target = [noise(seed: 21, count: 3000, level: levels.target)]
    let fitted = try EqualizerMatch(model: model, isAligned: true, steps: 5)
      .fit(source: source, target: target, sampleRate: 44_100)
    expectFinite(fitted, source: source, "\(model), \(levels)")
    expectGain(levels.target / levels.source, of: fitted, "\(model), \(levels)")
  }

  private func expectGain(_ gain: Double, of fitted: FittedEqualizer, _ comment: Comment) {
    for bin in fitted.response(at: [100, 1000, 10_000]) {
      #expect((20 * Double.log10(bin.modulus) - 20 * Double.log10(gain)).magnitude < 0.5, comment)
    }
  }

  /// The unit of a recording changes the fit by nothing but that.
  @Test(arguments: [EqualizerModel.fir(taps: 64), .biquads(peaks: 1)], [false, true])
  func theFitDoesNotDependOnTheUnit(model: EqualizerModel, isAligned: Bool) throws {
    let source = noise(seed: 22, count: 3000), target = noise(seed: 23, count: 3000)
    let match = EqualizerMatch(model: model, isAligned: isAligned, steps: 20)
    func response(_ scale: Double) throws -> [Complex<Double>] {
      try match.fit(source: [source], target: [target.map { scale * $0 }], sampleRate: 8000)
        .response(at: [50, 500, 3000])
    }
    for (one, scaled) in zip(try response(1), try response(0x1p-90)) {
      #expect((one - 0x1p90 * scaled).modulus < 1e-6 * one.modulus)
    }
  }

  @Test(arguments: models, [1, 2, 3, 100])
  func shortRecordings(model: EqualizerModel, count: Int) throws {
    let source = [noise(seed: 24, count: count)], target = [noise(seed: 25, count: count + 1)]
    let fitted = try EqualizerMatch(model: model, steps: 5).fit(source: source, target: target, sampleRate: 44_100)
    expectFinite(fitted, source: source, "\(model), \(count)")
    #expect(fitted.apply(to: source).map(\.count) == [count])
  }

  /// The shortest that may be aligned.
  @Test(arguments: [EqualizerModel.fir(taps: 64), .biquads(peaks: 0)])
  func shortAlignedRecordings(model: EqualizerModel) throws {
    let source = [noise(seed: 26, count: 2048)], target = [noise(seed: 27, count: 2048)]
    let fitted = try EqualizerMatch(model: model, isAligned: true, steps: 2)
      .fit(source: source, target: target, sampleRate: 44_100)
    expectFinite(fitted, source: source, "\(model)")
  }

  /// An impulse, a constant, a tone, and the highest frequency there is; and a target that begins in silence.
  @Test(arguments: models, 0..<5)
  func singularRecordings(model: EqualizerModel, kind: Int) throws {
    let count = 3000
    let signals: [[Double]] = [
      [1] + [Double](repeating: 0, count: count - 1), [Double](repeating: 0.5, count: count),
      (0..<count).map { .sin(0.3 * Double($0)) }, (0..<count).map { $0.isMultiple(of: 2) ? 1 : -1 },
      [Double](repeating: 0, count: count - 1) + [1],
    ]
    let broad = noise(seed: 28, count: count)
    for (source, target) in [(signals[kind], broad), (broad, signals[kind]), (signals[kind], signals[4 - kind])] {
      // Descent before the aligned steps takes its time, so only one model goes through it.
      for isAligned in model == .fir(taps: 64) ? [false, true] : [false] {
        let fitted = try EqualizerMatch(model: model, isAligned: isAligned, steps: 3)
          .fit(source: [source], target: [target], sampleRate: 44_100)
        expectFinite(fitted, source: [source], "\(model), \(kind), \(isAligned)")
      }
    }
  }

  /// A silent channel beside a sounding one, and channels in different numbers.
  @Test func silentChannels() throws {
    let source = [noise(seed: 29, count: 500), [Double](repeating: 0, count: 500)]
    let target = [[Double](repeating: 0, count: 900), noise(seed: 30, count: 900), noise(seed: 31, count: 900)]
    let fitted = try EqualizerMatch(model: .fir(taps: 16), steps: 5)
      .fit(source: source, target: target, sampleRate: 44_100)
    expectFinite(fitted, source: source, "silent channels")
    #expect(fitted.apply(to: source)[1].allSatisfy { $0.magnitude < 1e-12 })
  }

  /// What sounds after a silent beginning counts, even if it is less than a whole excerpt.
  @Test func theEndOfAnAlignedRecordingCounts() throws {
    let silence = [Double](repeating: 0, count: 33_000), sound = noise(seed: 32, count: 7000)
    let fitted = try EqualizerMatch(model: .fir(taps: 8), isAligned: true, steps: 20).fit(
      source: [silence + sound], target: [silence + sound.map { 0.5 * $0 }], sampleRate: 44_100)
    #expect(fitted.lossBefore > 0.5)
    #expect(fitted.lossAfter < 0.1 * fitted.lossBefore)
  }

  @Test func unusualSampleRates() throws {
    let source = [noise(seed: 33, count: 3000)], target = [noise(seed: 34, count: 3000)]
    for rate in [1e-300, 1, 384_000, 1e300] {
      let fitted = try EqualizerMatch(model: .biquads(peaks: 1), steps: 3)
        .fit(source: source, target: target, sampleRate: rate)
      expectFinite(fitted, source: source, "\(rate)")
    }
  }
}
