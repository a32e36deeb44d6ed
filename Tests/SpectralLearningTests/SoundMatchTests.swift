import Autodiff
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

/// Two tones of decaying harmonics with a little noise: a pitch of each, and nothing else to find.
private func twoStrings(_ pitches: [Double], rate: Double = 44_100, count: Int = 12_000) -> [Double] {
  var random = SeededRandom(seed: 81)
  return (0..<count).map { n in
    let time = Double(n) / rate
    let tones = pitches.reduce(0) { sum, pitch in
      (1...8).reduce(sum) { sum, k in
        let angle = 2 * Double.pi * pitch * Double(k) * time + Double(k * k)
        return sum + 0.2 / Double(k * k) * .exp(-2 * time) * .sin(angle)
      }
    }
    return tones + 0.001 * random.sample()
  }
}

private func semitones(_ frequency: Double, from reference: Double) -> Double {
  12 * Double.log2(frequency / reference)
}

struct PitchSearchTests {
  /// From a major sixth below and a fifth above: within five cents of the truth by transport; by
  /// the plain loss more than a semitone off.
  @Test(arguments: [-9.0, 7])
  func transportFindsWhatThePlainLossDoesNot(transposition: Double) throws {
    let pitches = [165.0, 370]
    let recording = twoStrings(pitches)
    let guesses = pitches.map { $0 * .exp2(transposition / 12) }
    let found = try PitchSearch(loss: .transport).search(recording, sampleRate: 44_100, from: guesses)
    for (found, pitch) in zip(found.frequencies, pitches) { #expect(semitones(found, from: pitch).magnitude < 0.05) }
    let plain = try PitchSearch(loss: .spectral).search(recording, sampleRate: 44_100, from: guesses)
    let worst = zip(plain.frequencies, pitches).map { semitones($0, from: $1).magnitude }.max() ?? 0
    #expect(worst > 1)
    #expect(plain.transportCost > 2 * found.transportCost)
    #expect(found.guesses == guesses && found.path.count == 151 && found.lossHistory.count == 150)
  }

  /// The unit and the polarity of a recording don't matter.
  @Test func levelsDontCount() throws {
    let recording = twoStrings([220])
    let search = PitchSearch(steps: 20)
    let found = try search.search(recording, sampleRate: 44_100, from: [180])
    for scale in [1e-200, -1, 1e200] {
      let scaled = try search.search(recording.map { $0 * scale }, sampleRate: 44_100, from: [180])
      #expect((scaled.frequencies[0] / found.frequencies[0] - 1).magnitude < 1e-9)
    }
  }

  @Test func everyStepIsReported() throws {
    var steps: [Int] = []
    let found = try PitchSearch(steps: 3).search(twoStrings([220]), sampleRate: 44_100, from: [200]) { step, loss in
      steps.append(step)
      #expect(loss.isFinite)
    }
    #expect(steps == [1, 2, 3] && found.lossHistory.count == 3)
  }

  @Test func whatCannotBeSearchedThrows() {
    let recording = twoStrings([220], count: 9000)
    func expect(
      _ error: SoundMatchError, _ recording: [Double], rate: Double = 44_100, from guesses: [Double] = [220]
    ) {
      #expect(throws: error) { try PitchSearch(steps: 1).search(recording, sampleRate: rate, from: guesses) }
    }
    expect(.noGuess, recording, from: [])
    expect(.invalidGuess(49), recording, from: [220, 49])
    expect(.invalidGuess(2001), recording, from: [2001])
    #expect(throws: SoundMatchError.self) {
      try PitchSearch().search(recording, sampleRate: 44_100, from: [.nan])
    }
    expect(.invalidSampleRate(3999), recording, rate: 3999)
    expect(.invalidSampleRate(.infinity), recording, rate: .infinity)
    expect(.tooShort(samples: 8191, needed: 8192), Array(recording.prefix(8191)))
    expect(.tooLong(samples: 160_001, most: 160_000), Array(repeating: 0, count: 160_001), rate: 8000)
    expect(.silent, Array(repeating: 0, count: 9000))
    expect(.nonFinite(sample: 7), recording.enumerated().map { $0.offset == 7 ? .infinity : $0.element })
  }
}

struct SoundMatchTests {
  /// Loudness and harmonics are found frame by frame: a spectrogram whose error in norm is a fourth of what it was.
  @Test func aToneIsImitated() throws {
    let recording = twoStrings([220], count: 12_000).map { $0 * 3 }
    let match = SoundMatch(steps: 120, harmonicCount: 12, noiseBandCount: 17)
    var losses: [Double] = []
    let imitation = try match.fit(recording, sampleRate: 44_100, frequencies: [220.3]) { losses.append($0.loss) }
    #expect(imitation.samples.count == recording.count)
    #expect(losses == imitation.lossHistory && losses.count == 120 && losses[0] == imitation.lossBefore)
    #expect(imitation.lossAfter < 0.9 * imitation.lossBefore)
    #expect(imitation.logSpectralDistanceAfter < imitation.logSpectralDistanceBefore)
    #expect(semitones(imitation.frequencies[0], from: 220).magnitude < 0.05)
    let stft = STFT(window: .hann(2048), hopLength: 512, padding: .none)
    func error(_ samples: [Double]) -> Double {
      spectralConvergence(abs(stft(Tensor(samples))), abs(stft(Tensor(recording)))).scalar
    }
    let start = try SoundMatch(steps: 1, harmonicCount: 12, noiseBandCount: 17)
      .fit(recording, sampleRate: 44_100, frequencies: [220.3])
    #expect(error(imitation.samples) < 0.1, "\(error(imitation.samples))")
    #expect(error(imitation.samples) < 0.25 * error(start.samples), "\(error(start.samples))")
  }

  @Test func theSameCallGivesTheSameBits() throws {
    let recording = twoStrings([220], count: 9000)
    let match = SoundMatch(steps: 2, harmonicCount: 3, noiseBandCount: 5)
    let first = try match.fit(recording, sampleRate: 44_100, frequencies: [220])
    #expect(try match.fit(recording, sampleRate: 44_100, frequencies: [220]).samples == first.samples)
  }

  @Test func noStepsThrow() {
    #expect(throws: SoundMatchError.invalidSteps(0)) {
      try SoundMatch(steps: 0).fit(twoStrings([220]), sampleRate: 44_100, frequencies: [220])
    }
    #expect(throws: SoundMatchError.silent) {
      try SoundMatch().fit(Array(repeating: 0, count: 9000), sampleRate: 44_100, frequencies: [220])
    }
  }
}
