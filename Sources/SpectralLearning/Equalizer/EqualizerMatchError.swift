/// Why two recordings can't be matched.
public enum EqualizerMatchError: Error, Equatable, CustomStringConvertible {
  /// Which of the recordings.
  public enum Recording: String, Sendable {
    case source, target
  }

  /// A filter of so many taps can't be fitted.
  case invalidTaps(Int)
  /// An equalizer of so many peaks can't be fitted.
  case invalidPeaks(Int)
  /// So many steps can't be made.
  case invalidSteps(Int)
  /// Such a learning rate does not descend.
  case invalidLearningRate(Double)
  /// A loss compares recordings sample by sample, so they have to be aligned.
  case lossNeedsAlignment(EqualizerLoss)
  /// An optimizer minimizes sums of squares, which a loss is not.
  case lossIsNoSumOfSquares(EqualizerLoss, EqualizerOptimizer)
  /// A rate of samples must be positive.
  case invalidSampleRate(Double)
  /// A recording has no channels or no samples, or channels of different lengths.
  case malformed(Recording)
  /// A recording has a sample that is not a number or infinite.
  case nonFinite(Recording, channel: Int, sample: Int)
  /// A recording is silent, so there is nothing to match.
  case silent(Recording)
  /// A recording's loudest sample is so faint or so large that powers would leave the range of numbers.
  case levelOutOfRange(Recording, peak: Double)
  /// Recordings said to be aligned have different numbers of channels.
  case channelCountsDiffer(source: Int, target: Int)
  /// Recordings said to be aligned have different lengths.
  case lengthsDiffer(source: Int, target: Int)
  /// Recordings said to be aligned are too short for the loss.
  case tooShort(samples: Int, needed: Int)
  /// The descent left the finite numbers.
  case diverged(step: Int, loss: Double)

  public var description: String {
    switch self {
    case .invalidTaps(let taps): "a filter of \(taps) taps can't be fitted; use from 1 to \(Self.mostTaps)"
    case .invalidPeaks(let peaks): "an equalizer with \(peaks) peaks can't be fitted; use from 0 to \(Self.mostPeaks)"
    case .invalidSteps(let steps): "a fit of \(steps) steps is not possible; use at least 1"
    case .invalidLearningRate(let rate): "the learning rate is \(rate), but must be positive and finite"
    case .lossNeedsAlignment(let loss):
      "the loss \(loss.rawValue) compares recordings sample by sample, which must be aligned for it; "
        + "use another, such as \(EqualizerLoss.logSpectral.rawValue)"
    case .lossIsNoSumOfSquares(let loss, let optimizer):
      "\(optimizer.rawValue) minimizes sums of squares, and the loss \(loss.rawValue) is none; use the loss "
        + EqualizerLoss.allCases.filter(\.isSumOfSquares).map(\.rawValue).joined(separator: " or ")
        + ", or another optimizer, such as \(EqualizerOptimizer.lbfgs.rawValue)"
    case .invalidSampleRate(let rate): "the sample rate is \(rate), but must be positive and finite"
    case .malformed(let recording):
      "the \(recording) must have at least one channel and one sample, and channels of one length"
    case .nonFinite(let recording, let channel, let sample):
      "sample \(sample) of channel \(channel) of the \(recording) is not a finite number"
    case .silent(let recording): "the \(recording) is silent, so there is nothing to match"
    case .levelOutOfRange(let recording, let peak):
      "the loudest sample of the \(recording) is \(peak); scale it to lie between \(Self.levels.lowerBound) "
        + "and \(Self.levels.upperBound)"
    case .channelCountsDiffer(let source, let target):
      "aligned recordings have the same channels, but the source has \(source) and the target \(target)"
    case .lengthsDiffer(let source, let target):
      "aligned recordings have the same length, but the source has \(source) samples and the target \(target)"
    case .tooShort(let samples, let needed):
      "aligned recordings need at least \(needed) samples, but these have \(samples)"
    case .diverged(let step, let loss):
      "the descent diverged at step \(step) (loss \(loss)); use a smaller learning rate"
    }
  }

  /// The longest filter: its response still has several taps for each bin of the long-term spectra.
  static let mostTaps = LongTermSpectra.fftLength
  static let mostPeaks = 32
  /// The peaks of recordings whose powers, and those of any filter from one to another, are finite and not 0.
  static let levels = 1e-50...1e50

  static func check(
    _ match: EqualizerMatch, source: [[Double]], target: [[Double]], sampleRate: Double
  ) throws(EqualizerMatchError) {
    switch match.model {
    case .fir(let taps) where taps < 1 || taps > mostTaps: throw .invalidTaps(taps)
    case .biquads(let peaks) where peaks < 0 || peaks > mostPeaks: throw .invalidPeaks(peaks)
    default: break
    }
    if match.steps < 1 { throw .invalidSteps(match.steps) }
    if let rate = match.learningRate, !(rate > 0 && rate.isFinite) { throw .invalidLearningRate(rate) }
    if match.loss.needsAlignment && !match.isAligned { throw .lossNeedsAlignment(match.loss) }
    if match.optimizer == .levenbergMarquardt && !match.loss.isSumOfSquares {
      throw .lossIsNoSumOfSquares(match.loss, match.optimizer)
    }
    if !(sampleRate > 0 && sampleRate.isFinite) { throw .invalidSampleRate(sampleRate) }
    for (recording, channels) in [(Recording.source, source), (.target, target)] {
      guard let length = channels.first?.count, length > 0, channels.allSatisfy({ $0.count == length }) else {
        throw .malformed(recording)
      }
      for (channel, samples) in channels.enumerated() {
        if let sample = samples.firstIndex(where: { !$0.isFinite }) {
          throw .nonFinite(recording, channel: channel, sample: sample)
        }
      }
      let peak = channels.joined().reduce(0) { max($0, $1.magnitude) }
      if peak == 0 { throw .silent(recording) }
      if !levels.contains(peak) { throw .levelOutOfRange(recording, peak: peak) }
    }
    if match.isAligned {
      if source.count != target.count { throw .channelCountsDiffer(source: source.count, target: target.count) }
      if source[0].count != target[0].count { throw .lengthsDiffer(source: source[0].count, target: target[0].count) }
      if source[0].count < AlignedComparison.leastLength {
        throw .tooShort(samples: source[0].count, needed: AlignedComparison.leastLength)
      }
    }
  }
}
