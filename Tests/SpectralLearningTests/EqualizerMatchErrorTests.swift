import SpectralLearning
import Testing

/// Each reason for which recordings can't be matched is thrown, and says what would be right.
struct EqualizerMatchErrorTests {
  private static let sound = [[1.0, -1, 1, -1]]

  private func expect(
    _ error: EqualizerMatchError, _ description: String, model: EqualizerModel = .fir(taps: 4), isAligned: Bool = false,
    steps: Int = 1, learningRate: Double? = nil, source: [[Double]] = sound, target: [[Double]] = sound,
    sampleRate: Double = 8000, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let match = EqualizerMatch(model: model, isAligned: isAligned, steps: steps, learningRate: learningRate)
    let thrown = #expect(throws: EqualizerMatchError.self, sourceLocation: sourceLocation) {
      try match.fit(source: source, target: target, sampleRate: sampleRate) { _ in
        Issue.record("work was done before the error", sourceLocation: sourceLocation)
      }
    }
    #expect(thrown == error, sourceLocation: sourceLocation)
    #expect(thrown?.description == description, sourceLocation: sourceLocation)
  }

  @Test func invalidModels() {
    expect(.invalidTaps(0), "a filter of 0 taps can't be fitted; use from 1 to 8192", model: .fir(taps: 0))
    expect(.invalidTaps(-1), "a filter of -1 taps can't be fitted; use from 1 to 8192", model: .fir(taps: -1))
    expect(.invalidTaps(8193), "a filter of 8193 taps can't be fitted; use from 1 to 8192", model: .fir(taps: 8193))
    expect(
      .invalidPeaks(-1), "an equalizer with -1 peaks can't be fitted; use from 0 to 32", model: .biquads(peaks: -1))
    expect(
      .invalidPeaks(33), "an equalizer with 33 peaks can't be fitted; use from 0 to 32", model: .biquads(peaks: 33))
  }

  @Test func invalidDescents() {
    expect(.invalidSteps(0), "a fit of 0 steps is not possible; use at least 1", steps: 0)
    expect(.invalidSteps(-3), "a fit of -3 steps is not possible; use at least 1", steps: -3)
    for rate in [0, -1, Double.infinity] {
      expect(
        .invalidLearningRate(rate), "the learning rate is \(rate), but must be positive and finite", learningRate: rate)
    }
  }

  @Test func invalidSampleRates() {
    for rate in [0, -44_100, Double.infinity] {
      expect(.invalidSampleRate(rate), "the sample rate is \(rate), but must be positive and finite", sampleRate: rate)
    }
  }

  /// NaN is not equal to itself, so its case is told by the message.
  @Test func notANumber() {
    let rate = #expect(throws: EqualizerMatchError.self) {
      try EqualizerMatch().fit(source: Self.sound, target: Self.sound, sampleRate: .nan)
    }
    #expect(rate?.description == "the sample rate is nan, but must be positive and finite")
    let learningRate = #expect(throws: EqualizerMatchError.self) {
      try EqualizerMatch(learningRate: .nan).fit(source: Self.sound, target: Self.sound, sampleRate: 8000)
    }
    #expect(learningRate?.description == "the learning rate is nan, but must be positive and finite")
  }

  @Test func malformedRecordings() {
    let malformed: [[[Double]]] = [[], [[]], [[1, 2], [1]], [[1], []]]
    for recording in malformed {
      expect(
        .malformed(.source), "the source must have at least one channel and one sample, and channels of one length",
        source: recording)
      expect(
        .malformed(.target), "the target must have at least one channel and one sample, and channels of one length",
        target: recording)
    }
  }

  @Test func samplesThatAreNotFinite() {
    expect(
      .nonFinite(.source, channel: 1, sample: 2), "sample 2 of channel 1 of the source is not a finite number",
      source: [[1, 1, 1, 1], [1, 1, .nan, .infinity]])
    expect(
      .nonFinite(.target, channel: 0, sample: 0), "sample 0 of channel 0 of the target is not a finite number",
      target: [[-.infinity]])
  }

  @Test func silence() {
    expect(.silent(.source), "the source is silent, so there is nothing to match", source: [[0, 0], [0, -0.0]])
    expect(.silent(.target), "the target is silent, so there is nothing to match", target: [[0]])
  }

  @Test func levelsBeyondNumbers() {
    expect(
      .levelOutOfRange(.source, peak: 1e-60),
      "the loudest sample of the source is 1e-60; scale it to lie between 1e-50 and 1e+50", source: [[1e-70, -1e-60]])
    expect(
      .levelOutOfRange(.target, peak: 2e200),
      "the loudest sample of the target is 2e+200; scale it to lie between 1e-50 and 1e+50", target: [[-2e200]])
    expect(
      .levelOutOfRange(.source, peak: .leastNonzeroMagnitude),
      "the loudest sample of the source is 5e-324; scale it to lie between 1e-50 and 1e+50",
      source: [[.leastNonzeroMagnitude]])
  }

  @Test func alignedRecordingsThatDiffer() {
    expect(
      .channelCountsDiffer(source: 1, target: 2),
      "aligned recordings have the same channels, but the source has 1 and the target 2", isAligned: true,
      target: [[1, 1, 1, 1], [1, 1, 1, 1]])
    expect(
      .lengthsDiffer(source: 4, target: 3),
      "aligned recordings have the same length, but the source has 4 samples and the target 3", isAligned: true,
      target: [[1, 1, 1]])
    expect(
      .tooShort(samples: 4, needed: 2048), "aligned recordings need at least 2048 samples, but these have 4",
      isAligned: true)
  }

  @Test(arguments: [EqualizerModel.fir(taps: 4), .biquads(peaks: 1)], [1, 3])
  func aDescentThatDiverges(model: EqualizerModel, steps: Int) {
    let match = EqualizerMatch(model: model, steps: steps, learningRate: 1e200)
    let error = #expect(throws: EqualizerMatchError.self) {
      try match.fit(source: [[1, 2, 3]], target: [[3, 1, 2]], sampleRate: 8000)
    }
    guard case .diverged = error else {
      Issue.record("thrown was \(String(describing: error))")
      return
    }
    #expect(error?.description.hasPrefix("the descent diverged at step ") == true)
    #expect(error?.description.hasSuffix("use a smaller learning rate") == true)
  }
}
