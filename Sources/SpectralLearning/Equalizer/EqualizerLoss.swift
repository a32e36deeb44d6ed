import Autodiff
import Fourier
import SignalProcessing

/// What ``EqualizerMatch`` minimizes: a loss of the long-term spectra of two recordings or, where these are aligned, of
/// their spectrograms. In all of them each octave counts alike, unless something else is said. (Losses that don't tell
/// spectra of different loudness apart, such as optimal transport, are no measure of an equalizer.)
public enum EqualizerLoss: String, Sendable, CaseIterable, Codable {
  /// The squared log-spectral distance, in dB²: of all sounds, loud or quiet, alike.
  case logSpectral = "log-spectral"
  /// The multi-resolution STFT loss, for aligned recordings; each bin counts alike.
  case multiResolution = "multi-resolution"
  /// DDSP's multi-scale loss, for aligned recordings: magnitudes and their logarithms; each bin counts alike.
  case multiScale = "multi-scale"
  /// The spectral convergence: what is loud decides; each bin counts alike.
  case spectralConvergence = "spectral-convergence"
  /// The mean absolute difference of magnitudes, in units of the target's mean magnitude: what is loud decides.
  case magnitude
  /// The mean absolute difference of log magnitudes, in nepers: forgives a few large differences.
  case logMagnitude = "log-magnitude"
  /// The mean absolute difference of log magnitudes in 64 mel bands, in nepers: as fine as the ear hears, and no finer.
  case mel
  /// The Itakura–Saito divergence of powers: what the filtered source lacks counts more than what it has too much.
  case itakuraSaito = "itakura-saito"
  /// The Kullback–Leibler divergence of powers, in units of the target's mean power: what is loud decides.
  case kullbackLeibler = "kullback-leibler"

  /// Whether the recordings have to be aligned.
  public var needsAlignment: Bool { self == .multiResolution || self == .multiScale }

  /// Whether it is a sum of squares, as ``EqualizerOptimizer/levenbergMarquardt`` minimizes.
  public var isSumOfSquares: Bool { self == .logSpectral }
}

/// A loss of power spectra […, K] against given ones, a scalar.
struct PowerSpectrumLoss {
  private let loss: EqualizerLoss
  /// The weights of bins and the floor under powers.
  let measure: LogSpectralDistance<Double>
  /// The target's weighted mean magnitude and power, the units of losses in which what is loud decides.
  private let magnitude: Double
  private let power: Double
  private let bands: BandFilterbank

  init(_ loss: EqualizerLoss, target: Tensor<Double>, sampleRate: Double) {
    self.loss = loss
    // Each octave counts alike above the first few bins, as it does for the ear.
    let weights = (0..<(target.shape.last ?? 0)).map { 1 / (Double($0) + 4) }
    let peak = target.elements.max() ?? 0
    measure = LogSpectralDistance(weights: weights, floor: peak * 1e-9)
    magnitude = mean(sum(measure.weights * sqrt(target), axes: [-1])).scalar
    power = mean(sum(measure.weights * target, axes: [-1])).scalar
    bands = SpectralBands.mel(count: 64, sampleRate: sampleRate).filterbank(fftLength: 2 * (weights.count - 1))
  }

  /// The unit of the loss for 1 dB² of an equalizer's penalty: a loss in nepers or of ratios is not squared.
  var penaltyScale: Double { loss.isSumOfSquares ? 1 : 0.1 }

  func callAsFunction(_ estimate: Tensor<Double>, _ target: Tensor<Double>) -> Tensor<Double> {
    switch loss {
    case .logSpectral: meanOfSpectra(measure.squared(estimate, target))
    case .multiResolution, .multiScale, .spectralConvergence:
      spectralConvergence(magnitudes(estimate), magnitudes(target))
    case .magnitude: weighted(abs(magnitudes(estimate) - magnitudes(target))) / magnitude
    case .logMagnitude: weighted(abs(logarithms(estimate) - logarithms(target)))
    case .mel: logMagnitudeDistance(bands(magnitudes(estimate)), bands(magnitudes(target)))
    case .itakuraSaito:
      weighted(itakuraSaitoDivergence(estimate, target, floor: measure.floor, reduction: .none))
    case .kullbackLeibler:
      weighted(kullbackLeiblerDivergence(estimate, target, floor: measure.floor, reduction: .none)) / power
    }
  }

  func residuals(_ estimate: Tensor<Double>, _ target: Tensor<Double>) -> Tensor<Double>? {
    guard loss == .logSpectral else { return nil }
    let spectra = Double(target.count / measure.weights.count)
    let decibels = (logarithms(estimate) - logarithms(target)) * (20 / Double.log(10))
    return sqrt(measure.weights * (1 / spectra)) * decibels
  }

  /// √(P + ε), whose slope is finite.
  private func magnitudes(_ power: Tensor<Double>) -> Tensor<Double> { sqrt(power + measure.floor) }

  /// ½ ln(P + ε), in nepers.
  private func logarithms(_ power: Tensor<Double>) -> Tensor<Double> { log(power + measure.floor) * 0.5 }

  private func weighted(_ distances: Tensor<Double>) -> Tensor<Double> {
    meanOfSpectra(sum(measure.weights * distances, axes: [-1]))
  }

  private func meanOfSpectra(_ losses: Tensor<Double>) -> Tensor<Double> { losses.rank == 0 ? losses : mean(losses) }
}
