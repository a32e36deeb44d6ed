public import Autodiff
import Fourier

/// DDSP's synthesizer as a model of one sound: harmonic tones, one for each voice, plus filtered noise, whose controls
/// are learned frame by frame.
///
/// The parameters are any real numbers: pitches in octaves above 1 Hz, and, by ``exponentialSigmoid(_:)``, amplitudes,
/// shares of harmonics, and magnitudes of the noise.
/// ```swift
/// var model = HarmonicPlusNoise<Double>(
///   frequencies: [220], frameCount: 100, harmonicCount: 40, noiseBandCount: 33, hopLength: 441, sampleRate: 44_100)
/// let sound = model()   // 44,100 samples
/// ```
/// - Source: J. Engel, L. Hantrakul, C. Gu and A. Roberts, "DDSP: Differentiable Digital Signal Processing", ICLR 2020,
///   whose synthesizer has one voice.
public struct HarmonicPlusNoise<T: TensorScalar>: Parameterized, Sendable {
  /// log₂ of the fundamentals in Hz: [voices, F], or [voices, 1] for pitches that stay.
  public var pitch: Tensor<T>
  /// What the amplitudes of the voices are made from, [voices, F].
  public var amplitude: Tensor<T>
  /// What the shares of their harmonics are made from, [voices, F, K].
  public var distribution: Tensor<T>
  /// What the magnitudes of the noise are made from, [F, B].
  public var noise: Tensor<T>

  /// The voices' synthesizer.
  public let harmonics: HarmonicSynthesizer
  /// The noise.
  public let filteredNoise: FilteredNoise

  /// A model with these parameters. Traps unless their shapes are [voices, F] or [voices, 1], [voices, F], [voices, F,
  /// K] and [F, B].
  public init(
    pitch: Tensor<T>, amplitude: Tensor<T>, distribution: Tensor<T>, noise: Tensor<T>,
    harmonics: HarmonicSynthesizer, filteredNoise: FilteredNoise
  ) {
    let shape = amplitude.shape
    require(
      shape.count == 2 && (pitch.shape == shape || pitch.shape == [shape[0], 1]) && distribution.rank == 3
        && distribution.shape.dropLast() == shape[...] && noise.rank == 2 && noise.shape[0] == shape[1]
        && harmonics.hopLength == filteredNoise.hopLength,
      "pitches of shape \(pitch.shape), amplitudes of shape \(amplitude.shape), "
        + "shares of shape \(distribution.shape) and noise of shape \(noise.shape), "
        + "\(harmonics.hopLength) and \(filteredNoise.hopLength) samples apart: "
        + "these should have the same voices and frames")
    self.pitch = pitch
    self.amplitude = amplitude
    self.distribution = distribution
    self.noise = noise
    self.harmonics = harmonics
    self.filteredNoise = filteredNoise
  }

  /// Steady tones: all harmonics alike, an amplitude of 0.4 for each voice, and hardly any noise. Traps unless all
  /// numbers are positive, and there are two bands of noise.
  ///
  /// - Parameter frequencies: the fundamental of each voice, in Hz.
  public init(
    frequencies: [Double], frameCount: Int, harmonicCount: Int, noiseBandCount: Int, hopLength: Int,
    sampleRate: Double, seed: UInt64 = 0
  ) {
    require(
      frequencies.allSatisfy { $0 > 0 } && frameCount >= 1 && harmonicCount >= 1 && noiseBandCount >= 2,
      "tones of \(frequencies) Hz, \(frameCount) frames, \(harmonicCount) harmonics "
        + "and \(noiseBandCount) bands of noise")
    let voices = frequencies.count
    self.init(
      pitch: Tensor(frequencies.map { T(Double.log2($0)) }, shape: [voices, 1]),
      amplitude: .zeros([voices, frameCount]), distribution: .zeros([voices, frameCount, harmonicCount]),
      noise: Tensor(repeating: -5, shape: [frameCount, noiseBandCount]),
      harmonics: HarmonicSynthesizer(hopLength: hopLength, sampleRate: sampleRate),
      filteredNoise: FilteredNoise(hopLength: hopLength, seed: seed))
  }

  /// The number of frames, F.
  public var frameCount: Int { amplitude.shape[1] }

  /// The fundamentals in Hz, [voices, F].
  public var fundamental: Tensor<T> { exp2(pitch).broadcast(to: amplitude.shape) }

  /// The voices, each alone, [voices, F·hop].
  public func voices() -> Tensor<T> {
    harmonics(
      fundamental: fundamental, amplitude: exponentialSigmoid(amplitude),
      distribution: exponentialSigmoid(distribution))
  }

  /// The noise alone, [F·hop].
  public func breath() -> Tensor<T> { filteredNoise(magnitudes: exponentialSigmoid(noise)) }

  /// The sound, [F·hop].
  public func callAsFunction() -> Tensor<T> { sum(voices(), axes: [0]) + breath() }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("pitch", &pitch)
    visitor.visit("amplitude", &amplitude)
    visitor.visit("distribution", &distribution)
    visitor.visit("noise", &noise)
  }
}
