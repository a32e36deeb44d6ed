import Autodiff
public import ComplexNumbers
import SignalProcessing

/// Match EQ: finds, by gradient descent through the DFT, the filter that makes one recording sound like another.
///
/// Recordings of different performances are compared by their long-term spectra: the filter minimizes the squared
/// log-spectral distance between the source's spectrum times |H|² and the target's, or another loss. Recordings of the
/// same performance, aligned to the sample, are compared by the multi-resolution STFT loss of the filtered signal, or
/// another, in excerpts taken in turn.
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
  /// What is minimized.
  public let loss: EqualizerLoss
  /// By which rule.
  public let optimizer: EqualizerOptimizer
  /// The number of steps; of a minimizer, which ends sooner where it has converged, the most.
  public let steps: Int
  /// The highest learning rate, from where it falls to 0, as a length of steps in units of the model's own parameters:
  /// taps as multiples of the gain between the recordings, gains in 6 dB; a tenth of it where recordings are aligned.
  /// The model's own when nil. Minimizers find the length of their steps without it.
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

  /// A match with this model.
  ///
  /// The loss defaults to the multi-resolution STFT loss of aligned recordings, and to the log-spectral distance of
  /// others; the number of steps to what the comparison and the optimizer need.
  public init(
    model: EqualizerModel = .fir(taps: 1023), isAligned: Bool = false, loss: EqualizerLoss? = nil,
    optimizer: EqualizerOptimizer = .adam, steps: Int? = nil, learningRate: Double? = nil
  ) {
    self.model = model
    self.isAligned = isAligned
    self.loss = loss ?? (isAligned ? .multiResolution : .logSpectral)
    self.optimizer = optimizer
    self.steps = steps ?? optimizer.defaultSteps(isAligned: isAligned)
    self.learningRate = learningRate
  }

  /// Fits the filter. The same call gives the same bits.
  ///
  /// - Parameters:
  ///   - source: the channels of the recording to equalize, of one length.
  ///   - target: the channels of the recording to sound like.
  ///   - sampleRate: of both, in Hz.
  ///   - progress: called after each step.
  /// - Throws: ``EqualizerMatchError`` for recordings or options that can't be matched, before any work, or if the
  ///   descent leaves the finite numbers.
  /// - Complexity: O(steps · N log N): N is 8192, or, for each channel of aligned recordings, about 41,000.
  public func fit(
    source: [[Double]], target: [[Double]], sampleRate: Double, progress: (Progress) -> Void = { _ in }
  ) throws(EqualizerMatchError) -> FittedEqualizer {
    try EqualizerMatchError.check(self, source: source, target: target, sampleRate: sampleRate)
    let spectra = LongTermSpectra(
      source: source, target: target, sampleRate: sampleRate, loss: isAligned ? .logSpectral : loss)
    let parametrization = model.parametrization(sampleRate: sampleRate, gain: spectra.gain)
    let rate = learningRate ?? parametrization.learningRate
    var parameters = parametrization.initial
    let descent: EqualizerDescent
    if isAligned {
      // The long-term spectra say most of it at a hundredth of the cost: start from what they give.
      let first = EqualizerDescent(
        parametrization, spectra, optimizer: .adam, steps: EqualizerOptimizer.adam.defaultSteps(isAligned: false),
        rate: parametrization.learningRate)
      _ = try first.run(&parameters)
      let comparison = AlignedComparison(source: source, target: target, sampleRate: sampleRate, loss: loss)
      descent = EqualizerDescent(parametrization, comparison, optimizer: optimizer, steps: steps, rate: rate / 10)
    } else {
      descent = EqualizerDescent(parametrization, spectra, optimizer: optimizer, steps: steps, rate: rate)
    }
    let history = try descent.run(&parameters, progress)
    let comparison = descent.comparison
    let filter = parametrization.filter(parameters)
    let equalized = filter.apply(to: source)
    let lossAfter = comparison.totalLoss { parametrization.response(parameters, length: $0) }.scalar
    guard lossAfter.isFinite, equalized.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw .diverged(step: steps, loss: lossAfter)
    }
    return FittedEqualizer(
      filter: filter, lossHistory: history,
      lossBefore: comparison.totalLoss { Tensor(repeating: 1, shape: [$0 / 2 + 1]) }.scalar, lossAfter: lossAfter,
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
