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
  /// The highest learning rate of Adam, from where it falls to 0, in units of the model's own parameters: taps as
  /// multiples of the gain between the recordings, gains in 6 dB; a tenth of it where recordings are aligned. The
  /// model's own when nil.
  public let learningRate: Double?

  /// Steps on long-term spectra; each costs two transforms.
  private static let spectralSteps = 1000

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
    self.steps = steps ?? (isAligned ? 100 : Self.spectralSteps)
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
    let spectra = LongTermSpectra(source: source, target: target)
    let parametrization = model.parametrization(sampleRate: sampleRate, gain: spectra.gain)
    let rate = learningRate ?? parametrization.learningRate
    var parameters = parametrization.initial
    let history: [Double]
    let comparison: any EqualizerComparison
    if isAligned {
      // The long-term spectra say most of it at a hundredth of the cost: start from what they give.
      _ = try descend(
        &parameters, parametrization, spectra, steps: Self.spectralSteps, rate: parametrization.learningRate)
      comparison = AlignedComparison(source: source, target: target)
      history = try descend(&parameters, parametrization, comparison, steps: steps, rate: rate / 10, progress)
    } else {
      comparison = spectra
      history = try descend(&parameters, parametrization, comparison, steps: steps, rate: rate, progress)
    }
    let filter = parametrization.filter(parameters)
    let equalized = filter.apply(to: source)
    let lossAfter = comparison.totalLoss { parametrization.response(parameters, length: $0) }
    guard lossAfter.isFinite, equalized.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw .diverged(step: steps, loss: lossAfter)
    }
    return FittedEqualizer(
      filter: filter, lossHistory: history,
      lossBefore: comparison.totalLoss { Tensor(repeating: 1, shape: [$0 / 2 + 1]) }, lossAfter: lossAfter,
      logSpectralDistanceBefore: spectra.distance(of: source),
      logSpectralDistanceAfter: spectra.distance(of: equalized),
      frequencies: spectra.frequencies(sampleRate: sampleRate), sourceSpectrum: spectra.decibels(of: source),
      targetSpectrum: spectra.decibels(of: target), equalizedSpectrum: spectra.decibels(of: equalized))
  }

  /// Descends by Adam, at a rate that rises over the first twentieth of the steps and falls to 0 along half a cosine.
  ///
  /// Returns the loss before each step.
  private func descend(
    _ parameters: inout Tensor<Double>, _ parametrization: any EqualizerParametrization,
    _ comparison: any EqualizerComparison, steps: Int, rate: Double, _ progress: (Progress) -> Void = { _ in }
  ) throws(EqualizerMatchError) -> [Double] {
    var optimizer = Adam(learningRate: 0, beta2: 0.99)
    var history: [Double] = []
    for step in 0..<steps {
      let (loss, slope) = valueWithGradient(at: parameters) { parameters in
        comparison.loss(step: step) { parametrization.response(parameters, length: $0) }
          + comparison.penaltyScale * parametrization.penalty(parameters)
      }
      guard loss.scalar.isFinite, slope.elements.allSatisfy(\.isFinite) else {
        throw .diverged(step: step, loss: loss.scalar)
      }
      history.append(loss.scalar)
      let rise = min(1, Double(step + 1) / (0.05 * Double(steps)))
      optimizer.learningRate = rate * rise * (1 + Double.cos(.pi * Double(step) / Double(steps))) / 2
      optimizer.update(&parameters, along: slope)
      progress(Progress(step: step + 1, steps: steps, loss: loss.scalar))
    }
    return history
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
