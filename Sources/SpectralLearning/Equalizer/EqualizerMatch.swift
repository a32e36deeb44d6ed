import Autodiff
public import ComplexNumbers
import SignalProcessing

/// Match EQ: finds, by gradient descent through the DFT, the filter that makes one recording sound like another.
///
/// Recordings of different performances are compared by their long-term spectra: the filter minimizes the squared
/// log-spectral distance between the source's spectrum times |H|² and the target's. Recordings of the same performance,
/// aligned to the sample, are compared by the multi-resolution STFT loss of the filtered signal, in excerpts taken in
/// turn.
/// ```swift
/// let match = EqualizerMatch(model: .fir(taps: 1023))
/// let equalizer = try match.fit(source: source, target: target, sampleRate: 44_100)
/// let equalized = equalizer.apply(to: source)
/// ```
public struct EqualizerMatch: Sendable {
  /// The kind of filter.
  public let model: EqualizerModel
  /// Whether source and target are the same performance, aligned to the sample.
  public let isAligned: Bool
  /// The number of steps.
  public let steps: Int
  /// The learning rate of Adam at the first step, from where it falls to 0; the model's own when nil.
  public let learningRate: Double?

  /// How far a fit has come.
  public struct Progress: Sendable {
    /// Steps made.
    public let step: Int
    /// Steps to make.
    public let steps: Int
    /// The loss before the step.
    public let loss: Double
  }

  /// A match with this model; the number of steps defaults to what the comparison needs.
  public init(
    model: EqualizerModel = .fir(taps: 1023), isAligned: Bool = false, steps: Int? = nil, learningRate: Double? = nil
  ) {
    self.model = model
    self.isAligned = isAligned
    self.steps = steps ?? (isAligned ? 150 : 1000)
    self.learningRate = learningRate
  }

  /// Fits the filter.
  ///
  /// - Parameters:
  ///   - source: the channels of the recording to equalize, of one length.
  ///   - target: the channels of the recording to sound like.
  ///   - sampleRate: of both, in Hz.
  ///   - progress: called after each step.
  /// - Throws: ``EqualizerMatchError`` for recordings or options that can't be matched.
  public func fit(
    source: [[Double]], target: [[Double]], sampleRate: Double, progress: (Progress) -> Void = { _ in }
  ) throws(EqualizerMatchError) -> FittedEqualizer {
    try EqualizerMatchError.check(self, source: source, target: target, sampleRate: sampleRate)
    let spectra = LongTermSpectra(source: source, target: target)
    let parametrization = model.parametrization(sampleRate: sampleRate, gain: spectra.gain)
    let comparison: any EqualizerComparison =
      isAligned ? AlignedComparison(source: source, target: target) : spectra

    var parameters = parametrization.initial
    var optimizer = Adam<Double>(learningRate: 0, beta2: 0.99)
    let initialRate = learningRate ?? parametrization.learningRate
    let lossBefore = comparison.totalLoss { Tensor(repeating: 1, shape: [$0 / 2 + 1]) }
    var history: [Double] = []
    for step in 0..<steps {
      let (loss, slope) = valueWithGradient(at: parameters) { parameters in
        comparison.loss(step: step) { parametrization.response(parameters, length: $0) }
      }
      guard loss.scalar.isFinite, slope.elements.allSatisfy(\.isFinite) else {
        throw .diverged(step: step, loss: loss.scalar)
      }
      history.append(loss.scalar)
      // Half a cosine, from the whole rate to nothing.
      optimizer.learningRate = initialRate * (1 + Double.cos(.pi * Double(step) / Double(steps))) / 2
      optimizer.update(&parameters, along: slope)
      progress(Progress(step: step + 1, steps: steps, loss: loss.scalar))
    }
    let filter = parametrization.filter(parameters)
    let equalized = filter.apply(to: source)
    return FittedEqualizer(
      filter: filter, lossHistory: history, lossBefore: lossBefore,
      lossAfter: comparison.totalLoss { parametrization.response(parameters, length: $0) },
      logSpectralDistanceBefore: spectra.distance(of: source),
      logSpectralDistanceAfter: spectra.distance(of: equalized),
      frequencies: spectra.frequencies(sampleRate: sampleRate), sourceSpectrum: spectra.decibels(of: source),
      targetSpectrum: spectra.decibels(of: target), equalizedSpectrum: spectra.decibels(of: equalized))
  }
}

/// A fitted equalizer and what it achieved.
public struct FittedEqualizer: Sendable {
  /// The filter.
  public let filter: EqualizerFilter
  /// The loss before each step.
  public let lossHistory: [Double]
  /// The loss of the source as it is.
  public let lossBefore: Double
  /// The loss with the filter.
  public let lossAfter: Double
  /// The log-spectral distance of the source as it is from the target, in dB.
  public let logSpectralDistanceBefore: Double
  /// The log-spectral distance of the equalized source from the target, in dB.
  public let logSpectralDistanceAfter: Double
  /// The frequencies of the spectra, in Hz, from 0 to half the sample rate.
  public let frequencies: [Double]
  /// The source's long-term power spectrum, in dB.
  public let sourceSpectrum: [Double]
  /// The target's long-term power spectrum, in dB.
  public let targetSpectrum: [Double]
  /// The long-term power spectrum of the equalized source, in dB.
  public let equalizedSpectrum: [Double]

  /// The filter's frequency response at frequencies in Hz.
  public func response(at frequencies: [Double]) -> [Complex<Double>] { filter.response(at: frequencies) }

  /// The filtered channels, of the same length.
  public func apply(to channels: [[Double]]) -> [[Double]] { filter.apply(to: channels) }
}
