/// Why a recording can't be imitated.
public enum SoundMatchError: Error, Equatable, CustomStringConvertible {
  /// There is no guess of a pitch.
  case noGuess
  /// No voice has this fundamental, in Hz.
  case invalidGuess(Double)
  /// So many steps can't be made.
  case invalidSteps(Int)
  /// A rate of samples must lie above what a voice needs.
  case invalidSampleRate(Double)
  /// A sample, counted from 0, is not a finite number.
  case nonFinite(sample: Int)
  /// There is nothing to imitate.
  case silent
  /// A recording of so many samples is shorter than the window of its spectra.
  case tooShort(samples: Int, needed: Int)
  /// A recording of so many samples would take minutes.
  case tooLong(samples: Int, most: Int)
  /// The descent left the finite numbers.
  case diverged(step: Int, loss: Double)

  public var description: String {
    switch self {
    case .noGuess: "there is no pitch to start from; guess a fundamental for each voice"
    case .invalidGuess(let frequency):
      "a voice can't start at \(frequency) Hz; guess from \(PitchSearch.band.lowerBound) to "
        + "\(PitchSearch.band.upperBound / 2) Hz"
    case .invalidSteps(let steps): "a fit of \(steps) steps is not possible; use at least 1"
    case .invalidSampleRate(let rate): "the sample rate is \(rate), but must be finite and at least 4000 Hz"
    case .nonFinite(let sample): "sample \(sample) of the recording is not a finite number"
    case .silent: "the recording is silent, so there is nothing to imitate"
    case .tooShort(let samples, let needed): "the recording has \(samples) samples, but at least \(needed) are needed"
    case .tooLong(let samples, let most):
      "the recording has \(samples) samples, but at most \(most) can be imitated; cut a part out"
    case .diverged(let step, let loss): "the descent diverged at step \(step) (loss \(loss))"
    }
  }

  static func check(_ recording: [Double], sampleRate: Double, guesses: [Double]) throws(SoundMatchError) {
    if !(sampleRate >= 4000 && sampleRate.isFinite) { throw .invalidSampleRate(sampleRate) }
    if guesses.isEmpty { throw .noGuess }
    let range = PitchSearch.band.lowerBound...(PitchSearch.band.upperBound / 2)
    for guess in guesses where !range.contains(guess) { throw .invalidGuess(guess) }
    if let sample = recording.firstIndex(where: { !$0.isFinite }) { throw .nonFinite(sample: sample) }
    let needed = PitchSearch.leastLength(sampleRate: sampleRate)
    if recording.count < needed { throw .tooShort(samples: recording.count, needed: needed) }
    let most = Int(SoundMatch.longestDuration * sampleRate)
    if recording.count > most { throw .tooLong(samples: recording.count, most: most) }
    if recording.allSatisfy({ $0 == 0 }) { throw .silent }
  }
}
