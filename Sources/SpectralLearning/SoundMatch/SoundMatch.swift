public import Autodiff
import Fourier
import SignalProcessing

/// Sound matching: fits the harmonic-plus-noise synthesizer to a recording by gradient descent.
///
/// The pitches come first, by ``PitchSearch``; then amplitudes, harmonics and noise of every frame are descended by the
/// multi-resolution STFT loss, and the pitches a little, too.
/// ```swift
/// let match = SoundMatch()
/// let pitches = try PitchSearch().search(recording, sampleRate: 44_100, from: [110, 250])
/// let imitation = try match.fit(recording, sampleRate: 44_100, frequencies: pitches.frequencies)
/// imitation.samples   // as many as the recording has
/// ```
/// - Source: J. Engel, L. Hantrakul, C. Gu and A. Roberts, "DDSP: Differentiable Digital Signal Processing", ICLR 2020.
public struct SoundMatch: Sendable, Hashable {
  /// The number of steps.
  public let steps: Int
  /// Harmonics of each voice.
  public let harmonicCount: Int
  /// Bands of the noise.
  public let noiseBandCount: Int
  /// Samples from one frame of the controls to the next.
  public let hopLength: Int

  /// The longest recording, in seconds.
  public static let longestDuration = 20.0
  /// The highest learning rates of Adam, of controls and of pitches in octaves.
  private static let learningRate = 0.1
  private static let pitchLearningRate = 2e-4

  /// How far a fit has come.
  public struct Progress: Sendable {
    /// Steps made.
    public let step: Int
    /// Steps to make.
    public let steps: Int
    /// The loss before the step.
    public let loss: Double
  }

  /// A match with these numbers. Traps unless there are harmonics, a positive hop, and at least two bands of noise.
  public init(steps: Int = 150, harmonicCount: Int = 40, noiseBandCount: Int = 65, hopLength: Int = 256) {
    require(
      harmonicCount >= 1 && noiseBandCount >= 2 && hopLength >= 1,
      "a synthesizer of \(harmonicCount) harmonics and \(noiseBandCount) bands of noise, \(hopLength) samples a frame")
    self.steps = steps
    self.harmonicCount = harmonicCount
    self.noiseBandCount = noiseBandCount
    self.hopLength = hopLength
  }

  /// Fits the synthesizer. The same call gives the same bits.
  ///
  /// - Parameters:
  ///   - recording: samples of one channel.
  ///   - sampleRate: in Hz.
  ///   - frequencies: the fundamental of each voice in Hz, near to the truth.
  ///   - progress: called after each step.
  /// - Throws: ``SoundMatchError`` for recordings or numbers that can't be matched, before any work, or if the descent
  ///   leaves the finite numbers.
  /// - Complexity: O(steps · N · (voices · harmonics + log N)) for N samples.
  public func fit(
    _ recording: [Double], sampleRate: Double, frequencies: [Double], progress: (Progress) -> Void = { _ in }
  ) throws(SoundMatchError) -> SoundImitation {
    if steps < 1 { throw .invalidSteps(steps) }
    try SoundMatchError.check(recording, sampleRate: sampleRate, guesses: frequencies)
    let (samples, scale) = Self.normalized(recording)
    let target = Tensor(samples), measure = Self.measure(sampleRate: sampleRate)
    func loss(_ model: HarmonicPlusNoise<Double>) -> Tensor<Double> {
      measure(model().slice(0..<samples.count), target)
    }
    var model = beginning(frequencies: frequencies, length: samples.count, sampleRate: sampleRate)
    let before = loss(model).scalar
    let distanceBefore = Self.distance(of: model().slice(0..<samples.count), from: target)
    var controls = Adam(learningRate: 0, beta2: 0.99), pitches = controls
    var history: [Double] = []
    for step in 0..<steps {
      var (value, slope) = valueWithGradient(at: model, of: loss)
      guard value.scalar.isFinite, slope.isFinite else { throw .diverged(step: step, loss: value.scalar) }
      history.append(value.scalar)
      let decay = Self.cosineDecay(step, of: steps)
      pitches.learningRate = Self.pitchLearningRate * decay
      controls.learningRate = Self.learningRate * decay
      pitches.update(&model.pitch, along: slope.pitch)
      slope.pitch = .zeros(slope.pitch.shape)
      controls.update(&model, along: slope)
      progress(Progress(step: step + 1, steps: steps, loss: value.scalar))
    }
    let sound = model().slice(0..<samples.count)
    let after = measure(sound, target).scalar
    guard after.isFinite else { throw .diverged(step: steps, loss: after) }
    return SoundImitation(
      samples: (sound / scale).elements, model: model, scale: 1 / scale, lossHistory: history, lossBefore: before,
      lossAfter: after, logSpectralDistanceBefore: distanceBefore,
      logSpectralDistanceAfter: Self.distance(of: sound, from: target))
  }

  /// Steady tones whose harmonics fall by 12 dB an octave, together about as loud as the recording, and a little noise.
  ///
  /// From harmonics all alike, most of a descent would go by before those that are heard at all are loud enough.
  private func beginning(frequencies: [Double], length: Int, sampleRate: Double) -> HarmonicPlusNoise<Double> {
    var model = HarmonicPlusNoise<Double>(
      frequencies: frequencies, frameCount: (length + hopLength - 1) / hopLength, harmonicCount: harmonicCount,
      noiseBandCount: noiseBandCount, hopLength: hopLength, sampleRate: sampleRate)
    // Of a sine, √2 times the root mean square.
    let loudness = 0.1 * (2 / Double(frequencies.count)).squareRoot()
    model.amplitude = Tensor(repeating: Self.control(loudness), shape: model.amplitude.shape)
    model.distribution = Tensor(shape: model.distribution.shape) { place in
      Self.control(1 / Double((place[2] + 1) * (place[2] + 1)))
    }
    model.noise = Tensor(repeating: Self.control(1e-3), shape: model.noise.shape)
    return model
  }

  /// What ``exponentialSigmoid(_:)`` makes this amplitude of, but for its 10⁻⁷.
  private static func control(_ amplitude: Double) -> Double {
    let share = Double.pow(amplitude / 2, 1 / Double.log(10))
    return Double.log(share / (1 - share))
  }

  /// The multi-resolution STFT loss with windows from a fifth of a second, in which the partials of a low chord lie
  /// apart, to an eighth of that.
  ///
  /// Where partials share a bin they beat, as their phases say, and the synthesizer's phases are its own: the short
  /// windows of speech would be matched by amplitudes that beat in their stead. For the same reason the signal is not
  /// mirrored at its ends.
  private static func measure(sampleRate: Double) -> MultiResolutionSTFTLoss {
    let longest = PitchSearch.leastLength(sampleRate: sampleRate)
    return MultiResolutionSTFTLoss(
      resolutions: [1, 2, 4, 8].map {
        STFT(window: .hann(longest / $0), hopLength: longest / $0 / 4, padding: .zeros)
      })
  }

  /// The recording with the root mean square 0.1, on which floors and first steps are set, and the factor that made it
  /// so.
  static func normalized(_ recording: [Double]) -> (samples: [Double], scale: Double) {
    // The peak first, so that no square leaves the range of numbers.
    let peak = recording.reduce(0) { max($0, $1.magnitude) }
    let squares = recording.reduce(0) { $0 + ($1 / peak) * ($1 / peak) }
    let scale = 0.1 / (squares / Double(recording.count)).squareRoot() / peak
    return (recording.map { $0 * scale }, scale)
  }

  /// From 1 to 0 along half a cosine.
  static func cosineDecay(_ step: Int, of steps: Int) -> Double {
    (1 + Double.cos(.pi * Double(step) / Double(steps))) / 2
  }

  /// The log-spectral distance of long-term spectra in dB, in which each octave counts alike.
  private static func distance(of sound: Tensor<Double>, from target: Tensor<Double>) -> Double {
    let spectrum = longTermSpectrum(target)
    let weights = (0..<spectrum.count).map { 1 / (Double($0) + 4) }
    let measure = LogSpectralDistance<Double>(weights: weights, floor: max(spectrum).scalar * 1e-9)
    return measure(longTermSpectrum(sound), spectrum).scalar
  }
}

extension HarmonicPlusNoise where T == Double {
  fileprivate var isFinite: Bool {
    [pitch, amplitude, distribution, noise].allSatisfy { $0.elements.allSatisfy { $0.isFinite } }
  }
}

/// An imitation of a recording, and how near it came.
public struct SoundImitation: Sendable {
  /// The sound, as loud as the recording.
  public let samples: [Double]
  /// The synthesizer with its controls; its sound times ``scale`` is the imitation.
  public let model: HarmonicPlusNoise<Double>
  /// The factor between the synthesizer's sound and the imitation.
  public let scale: Double
  /// The loss before each step.
  public let lossHistory: [Double]
  /// The multi-resolution STFT loss of steady tones at the given pitches, at a root mean square of 0.1 of the
  /// recording.
  public let lossBefore: Double
  /// The loss of the imitation, on the same scale.
  public let lossAfter: Double
  /// The log-spectral distance of those tones' long-term spectrum from the recording's, in dB.
  public let logSpectralDistanceBefore: Double
  /// The log-spectral distance of the imitation's long-term spectrum from the recording's, in dB.
  public let logSpectralDistanceAfter: Double

  /// The fundamentals in Hz, one for each voice.
  public var frequencies: [Double] { model.fundamental.slice(0..<1).elements }
}
