import Autodiff
import Fourier
import SignalProcessing

/// Finds the fundamentals of the voices in a recording by gradient descent from guesses, which may be far off.
///
/// Each voice is a steady tone of a few harmonics, whose pitch and amplitudes are descended together. By
/// ``PitchLoss/transport`` guesses up to an octave away led to the pitches of two strings of a guitar; by
/// ``PitchLoss/spectral``, which is there to be compared, those a minor third away did not. A voice an octave too low
/// may be a solution of its own, whose even harmonics are the right ones.
/// ```swift
/// let found = try PitchSearch(loss: .transport).search(recording, sampleRate: 44_100, from: [110, 250])
/// found.frequencies   // in Hz
/// ```
/// - Source: B. Torres, G. Peeters and G. Richard, "Unsupervised harmonic parameter estimation using differentiable DSP
///   and spectral optimal transport", ICASSP 2024, for one voice on a linear axis.
public struct PitchSearch: Sendable, Hashable {
  /// What is minimized.
  public let loss: PitchLoss
  /// The number of steps.
  public let steps: Int
  /// Harmonics of each voice.
  public let harmonicCount: Int

  /// Where guesses may be, and energy is looked for, in Hz.
  public static let band = 50.0...4000.0
  /// The highest learning rate, in octaves and in quarters of a neper.
  private static let learningRate = 0.02

  /// A search by `loss`. Traps unless there are steps and harmonics.
  public init(loss: PitchLoss = .transport, steps: Int = 150, harmonicCount: Int = 4) {
    require(
      steps >= 1 && harmonicCount >= 1, "a search of \(steps) steps with \(harmonicCount) harmonics; both are positive")
    self.loss = loss
    self.steps = steps
    self.harmonicCount = harmonicCount
  }

  /// The samples that a search needs at a sample rate: those of the window of its spectra, about a fifth of a second.
  public static func leastLength(sampleRate: Double) -> Int { SpectralTarget.frameLength(sampleRate: sampleRate) }

  /// The pitches, from guesses. The same call gives the same bits.
  ///
  /// - Parameters:
  ///   - recording: samples of one channel.
  ///   - sampleRate: in Hz.
  ///   - guesses: a fundamental for each voice, in Hz.
  ///   - progress: called after each step with the number of steps made and the loss before the step.
  /// - Throws: ``SoundMatchError`` for a recording or guesses that can't be searched, or if the descent leaves the
  ///   finite numbers.
  /// - Complexity: O(steps · N log N) for N samples.
  public func search(
    _ recording: [Double], sampleRate: Double, from guesses: [Double],
    progress: (_ step: Int, _ loss: Double) -> Void = { _, _ in }
  ) throws(SoundMatchError) -> FoundPitches {
    try SoundMatchError.check(recording, sampleRate: sampleRate, guesses: guesses)
    let target = SpectralTarget(SoundMatch.normalized(recording).samples, sampleRate: sampleRate)
    var voices = SteadyVoices(frequencies: guesses, harmonicCount: harmonicCount)
    var adam = Adam(learningRate: 0, beta2: 0.99)
    var path = [guesses], history: [Double] = []
    for step in 0..<steps {
      let (value, slope) = valueWithGradient(at: voices) { voices in
        target.loss(voices.sound(length: recording.count, sampleRate: sampleRate), loss)
      }
      guard value.scalar.isFinite, slope.pitch.elements.allSatisfy({ $0.isFinite }) else {
        throw .diverged(step: step, loss: value.scalar)
      }
      history.append(value.scalar)
      adam.learningRate = Self.learningRate * SoundMatch.cosineDecay(step, of: steps)
      adam.update(&voices, along: slope)
      path.append(voices.frequencies)
      progress(step + 1, value.scalar)
    }
    let sound = voices.sound(length: recording.count, sampleRate: sampleRate)
    return FoundPitches(
      loss: loss, path: path, lossHistory: history, transportCost: target.loss(sound, .transport).scalar)
  }
}

/// What a search for pitches found.
public struct FoundPitches: Sendable {
  /// What was minimized.
  public let loss: PitchLoss
  /// The fundamentals in Hz, one for each voice: at the start, and after each step.
  public let path: [[Double]]
  /// The loss before each step.
  public let lossHistory: [Double]
  /// How far the energy of what was found is from the recording's, in octaves: by which searches can be compared.
  public let transportCost: Double

  /// The guesses, in Hz.
  public var guesses: [Double] { path.first ?? [] }
  /// What they led to, in Hz.
  public var frequencies: [Double] { path.last ?? [] }
}

/// Tones that don't change.
private struct SteadyVoices: Parameterized {
  /// log₂ of the fundamentals in Hz, [voices].
  var pitch: Tensor<Double>
  /// ln of the amplitudes, in quarters, [voices, harmonics]: pitches move first, before a voice falls silent.
  var level: Tensor<Double>

  init(frequencies: [Double], harmonicCount: Int) {
    pitch = Tensor(frequencies.map { Double.log2($0) })
    level = Tensor(shape: [frequencies.count, harmonicCount]) { 4 * Double.log(0.1 / .pow(Double($0[1] + 1), 1.5)) }
  }

  var frequencies: [Double] { exp2(pitch).elements }

  func sound(length: Int, sampleRate: Double) -> Tensor<Double> {
    let tones = harmonicSynthesis(
      fundamental: exp2(pitch).expandingAxis(at: -1), amplitudes: exp(level / 4).expandingAxis(at: -2),
      hopLength: length, sampleRate: sampleRate)
    return sum(tones, axes: [0])
  }

  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("pitch", &pitch)
    visitor.visit("level", &level)
  }
}

/// A recording to be compared with, by either loss.
private struct SpectralTarget {
  private let samples: Tensor<Double>
  private let stft: STFT
  /// The bins in the band, and their places in octaves.
  private let bins: Range<Int>
  private let octaves: [Double]
  private let power: Tensor<Double>
  /// ε, far below the loudest bin.
  private let floor: Double
  private let measure = MultiResolutionSTFTLoss()

  init(_ samples: [Double], sampleRate: Double) {
    let length = Self.frameLength(sampleRate: sampleRate)
    stft = STFT(window: .hann(length), hopLength: length / 4, padding: .none)
    let first = Int((PitchSearch.band.lowerBound / sampleRate * Double(length)).rounded(.up))
    let end = Int(min(PitchSearch.band.upperBound / sampleRate, 0.5) * Double(length))
    bins = first..<(end + 1)
    octaves = bins.map { Double.log2(Double($0) / Double(length) * sampleRate) }
    self.samples = Tensor(samples)
    power = squaredModulus(stft(self.samples)).slice(bins)
    floor = max(1e-10 * max(power).scalar, .leastNormalMagnitude)
  }

  /// The power of two nearest to 0.19 s, which tells neighboring semitones above 100 Hz apart.
  static func frameLength(sampleRate: Double) -> Int {
    1 << max(4, Int(Double.log2(0.186 * sampleRate).rounded()))
  }

  func loss(_ estimate: Tensor<Double>, _ loss: PitchLoss) -> Tensor<Double> {
    switch loss {
    case .transport:
      spectralTransportCost(
        squaredModulus(stft(estimate)).slice(bins), power, frequencies: octaves, exponent: 1, epsilon: floor,
        reduction: .mean)
    case .spectral: measure(estimate, samples)
    }
  }
}
