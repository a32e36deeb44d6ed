import Autodiff
import ComplexNumbers
import Fourier
import SignalProcessing

/// What a fit minimizes: a loss of the filter's frequency response.
protocol EqualizerComparison {
  /// The response of a filter at the bins of a real DFT of a given length.
  typealias Response = (_ length: Int) -> Tensor<Complex<Double>>

  /// The loss to descend at a step.
  func loss(step: Int, _ response: Response) -> Tensor<Double>

  /// The unit of the loss for 1 dB² of an equalizer's penalty.
  var penaltyScale: Double { get }

  /// The loss over everything.
  func totalLoss(_ response: Response) -> Tensor<Double>

  /// Residuals whose squares sum up to the total loss; nil if it is no sum of squares.
  func residuals(_ response: Response) -> Tensor<Double>?
}

/// The long-term power spectra of two recordings, compared by a loss of spectra.
struct LongTermSpectra: EqualizerComparison {
  static let fftLength = 8192
  let source: Tensor<Double>
  let target: Tensor<Double>
  let measure: LogSpectralDistance<Double>
  private let loss: PowerSpectrumLoss

  init(source: [[Double]], target: [[Double]], sampleRate: Double, loss: EqualizerLoss = .logSpectral) {
    self.source = Self.spectrum(source)
    self.target = Self.spectrum(target)
    self.loss = PowerSpectrumLoss(loss, target: self.target, sampleRate: sampleRate)
    measure = self.loss.measure
  }

  /// The gain that makes the source as loud as the target.
  var gain: Double { (sum(target).scalar / sum(source).scalar).squareRoot() }

  func loss(step: Int, _ response: Response) -> Tensor<Double> {
    loss(source * squaredModulus(response(Self.fftLength)), target)
  }

  var penaltyScale: Double { loss.penaltyScale }

  func totalLoss(_ response: Response) -> Tensor<Double> { loss(step: 0, response) }

  func residuals(_ response: Response) -> Tensor<Double>? {
    loss.residuals(source * squaredModulus(response(Self.fftLength)), target)
  }

  /// The log-spectral distance of a recording from the target, in dB.
  func distance(of channels: [[Double]]) -> Double { measure(Self.spectrum(channels), target).scalar }

  /// A recording's spectrum in dB, with the floor of the comparison under it.
  func decibels(of channels: [[Double]]) -> [Double] {
    Self.spectrum(channels).elements.map { 10 * Double.log10($0 + measure.floor) }
  }

  func frequencies(sampleRate: Double) -> [Double] {
    rfftFrequencies(length: Self.fftLength, sampleRate: sampleRate)
  }

  private static func spectrum(_ channels: [[Double]]) -> Tensor<Double> {
    longTermSpectrum(Tensor(channels), fftLength: fftLength)
  }
}

/// Two recordings of the same performance, compared by a loss of spectrograms of the filtered source.
///
/// A step sees one excerpt; the excerpts come in turn, those that are nearly silent left out. Both recordings are
/// scaled by one factor, so that the target's peak lies between ½ and 1: the loss has an absolute floor.
struct AlignedComparison: EqualizerComparison {
  static let leastLength = 2048
  private static let excerptLength = 32768
  /// Samples filtered before an excerpt, so that the filter's memory is full when it begins.
  private static let leadIn = 4096

  private struct Excerpt {
    let spectrum: Tensor<Complex<Double>>
    let leadIn: Int
    let target: Tensor<Double>
  }
  private let excerpts: [Excerpt]
  private let length: Int
  private let measure: @Sendable (Tensor<Double>, Tensor<Double>) -> Tensor<Double>
  /// The loss of the spectrograms of one resolution; nil for several.
  private let single: PowerSpectrumLoss?
  private static let stft = STFT(window: .hann(2048), hopLength: 512)

  init(
    source: [[Double]], target: [[Double]], sampleRate: Double, loss: EqualizerLoss = .multiResolution
  ) {
    // A power of two, so that recordings of full scale stay as they are to the bit.
    let peak = target.joined().reduce(0) { max($0, $1.magnitude) }
    let scale = Double(sign: .plus, exponent: -1 - peak.exponent, significand: 1)
    let source = scale * Tensor(source), target = scale * Tensor(target)
    let total = source.shape[1]
    let excerptLength = min(Self.excerptLength, total)
    // Room for the lead-in before and, circular convolution being what it is, for a filter's tail behind.
    let length = nextFastLength(excerptLength + 2 * Self.leadIn)
    // The last excerpt overlaps the one before it, unless they fit.
    let starts = stride(from: 0, to: total, by: excerptLength).map { min($0, total - excerptLength) }
    let candidates = starts.map { start in
      let begin = max(0, start - Self.leadIn), end = start + excerptLength
      return Excerpt(
        spectrum: rfft(source.slice(begin..<end), length: length), leadIn: start - begin,
        target: target.slice(start..<end))
    }
    let energies = candidates.map { sum(square($0.target)).scalar }
    let loudest = energies.max() ?? 0
    excerpts = zip(candidates, energies).filter { $0.1 >= 1e-3 * loudest }.map(\.0)
    self.length = length
    if loss == .multiScale {
      let scales = MultiScaleSpectralLoss(weights: .init(magnitude: 1, logMagnitude: 1))
      measure = { scales($0, $1) }
    } else {
      let resolutions = MultiResolutionSTFTLoss()
      measure = { resolutions($0, $1) }
    }
    single =
      loss.needsAlignment
      ? nil : PowerSpectrumLoss(loss, target: squaredModulus(Self.stft(target)), sampleRate: sampleRate)
  }

  func loss(step: Int, _ response: Response) -> Tensor<Double> {
    loss(excerpts[step % excerpts.count], response)
  }

  // The multi-resolution loss is in nepers, about, and not squared.
  var penaltyScale: Double { single?.penaltyScale ?? 0.1 }

  func totalLoss(_ response: Response) -> Tensor<Double> {
    let response = response(length)
    let losses = excerpts.map { loss($0) { _ in response } }
    return losses.dropFirst().reduce(losses[0], +) / Double(losses.count)
  }

  func residuals(_ response: Response) -> Tensor<Double>? {
    guard let single else { return nil }
    let response = response(length)
    let scale = 1 / Double(excerpts.count).squareRoot()
    let residuals = excerpts.compactMap { excerpt in
      single.residuals(power(filtered(excerpt) { _ in response }), power(excerpt.target)).map { $0 * scale }
    }
    return residuals.isEmpty ? nil : concatenate(residuals.map { $0.flattened() })
  }

  private func loss(_ excerpt: Excerpt, _ response: Response) -> Tensor<Double> {
    let filtered = filtered(excerpt, response)
    return single.map { $0(power(filtered), power(excerpt.target)) } ?? measure(filtered, excerpt.target)
  }

  private func filtered(_ excerpt: Excerpt, _ response: Response) -> Tensor<Double> {
    let filtered = irfft(excerpt.spectrum * response(length), length: length)
    return filtered.slice(excerpt.leadIn..<(excerpt.leadIn + excerpt.target.shape[1]))
  }

  private func power(_ x: Tensor<Double>) -> Tensor<Double> { squaredModulus(Self.stft(x)) }
}
