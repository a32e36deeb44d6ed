// All losses, with the settings of Fixtures/learning/spectral_losses.py: every check of every loss goes through this
// table.

import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport

/// A loss with its settings.
enum Loss: String, Codable, CaseIterable, Sendable {
  // Of signals, element by element.
  case meanSquaredError, meanAbsoluteError, huber, logCosh
  // Of signals, ratios.
  case signalToNoise, signalToNoiseWithMean, scaleInvariantSDR, scaleDependentSDR
  case errorToSignal, errorToSignalHighPass, errorToSignalFolded, errorToSignalLoudness, dc
  // Of signals, by their spectra.
  case complexL1, complexL2, phase, coherence
  case multiResolution, multiResolutionAllTerms, multiResolutionMel, multiResolutionChroma, multiResolutionWeighted
  case multiResolutionScaleInvariant, randomResolution, sumAndDifference
  case multiScale, multiScaleAllTerms
  case mel, melPowers, mfcc, mfccTimbre, centroid
  case transport, transportMagnitudes, transportByEstimate
  // Of spectra.
  case linearMagnitude, linearMagnitudeL2, logMagnitude, logMagnitudeL2, powerMagnitude, powerMagnitudeL2
  case spectralConvergence, spectralConvergenceOfEach
  case itakuraSaito, kullbackLeibler, betaHalf, betaTwo
  case logSpectralDistance, logSpectralDistanceSquared
  case spectralTransport

  static let sampleRate = 8000.0
  static let aWeighting = PerceptualFilter.aWeighting(sampleRate: sampleRate)
  static let melBands = MelFilterbank(bandCount: 4, fftLength: 16, sampleRate: sampleRate)

  /// The transforms of the losses that have some, and the filter before them.
  struct Settings: Sendable {
    var stft = STFT(window: .hann(16), hopLength: 4)
    var resolutions = [
      STFT(window: .hann(16), hopLength: 4), STFT(window: .hann(9), hopLength: 5, fftLength: 12),
    ]
    /// Of windows beside the middle of their frames: a mirrored frame's spectrum would be real, and the sign of π chance.
    var phaseResolutions = [
      STFT(window: .hann(15), hopLength: 4, fftLength: 16), STFT(window: .hann(9), hopLength: 5, fftLength: 12),
    ]
    var filter = aWeighting
    var mfccPadding = FramePadding.zeros

    /// Those of the fixture.
    static let standard = Settings()

    func multiResolution(
      weights: STFTLossWeights = STFTLossWeights(), distance: ElementwiseDistance = .l1,
      bands: SpectralBands = .linear, filter: PerceptualFilter? = nil, isScaleInvariant: Bool = false
    ) -> MultiResolutionSTFTLoss {
      MultiResolutionSTFTLoss(
        resolutions: resolutions, weights: weights, distance: distance, bands: bands, filter: filter,
        isScaleInvariant: isScaleInvariant)
    }

    func transport(
      exponent: Double, squares: Bool, normalization: TransportNormalization = .separate
    ) -> SpectralOptimalTransportLoss {
      SpectralOptimalTransportLoss(
        stft: stft, sampleRate: sampleRate, exponent: exponent, squaresMagnitudes: squares,
        normalization: normalization)
    }

    var mfcc: MFCC {
      MFCC(
        stft: STFT(window: stft.window, hopLength: stft.hopLength, padding: mfccPadding), filterbank: melBands,
        coefficientCount: 3)
    }
  }

  func callAsFunction<T: TensorScalar>(
    _ x: Tensor<T>, _ y: Tensor<T>, reduction: Reduction = .mean, settings: Settings = .standard
  ) -> Tensor<T> {
    switch self {
    case .meanSquaredError: return SpectralLearning.meanSquaredError(x, y, reduction: reduction)
    case .meanAbsoluteError: return SpectralLearning.meanAbsoluteError(x, y, reduction: reduction)
    case .huber: return huberLoss(x, y, delta: 0.25, reduction: reduction)
    case .logCosh: return logCoshLoss(x, y, sharpness: 3, reduction: reduction)
    case .signalToNoise: return signalToNoiseLoss(x, y, reduction: reduction)
    case .signalToNoiseWithMean: return signalToNoiseLoss(x, y, removesMean: false, reduction: reduction)
    case .scaleInvariantSDR: return scaleInvariantSDRLoss(x, y, reduction: reduction)
    case .scaleDependentSDR: return scaleDependentSDRLoss(x, y, reduction: reduction)
    case .errorToSignal: return errorToSignalRatio(x, y, reduction: reduction)
    case .errorToSignalHighPass: return errorToSignalRatio(x, y, filter: .highPass(), reduction: reduction)
    case .errorToSignalFolded: return errorToSignalRatio(x, y, filter: .foldedDifferentiator(), reduction: reduction)
    case .errorToSignalLoudness:
      return errorToSignalRatio(x, y, filter: .kWeighting(sampleRate: Self.sampleRate), reduction: reduction)
    case .dc: return dcLoss(x, y, reduction: reduction)
    case .complexL1:
      return complexSpectrumDistance(settings.stft(x), settings.stft(y), distance: .l1, reduction: reduction)
    case .complexL2: return complexSpectrumDistance(settings.stft(x), settings.stft(y), reduction: reduction)
    case .phase:
      let loss = PhaseLoss(groupDelayWeight: 0.5, frequencyWeight: 2)
      return loss(settings.stft(x), settings.stft(y), reduction: reduction)
    case .coherence:
      let stft = STFT(window: settings.stft.window, hopLength: 4, padding: .none)
      return CoherenceLoss(stft: stft)(x, y, reduction: reduction)
    case .multiResolution: return settings.multiResolution()(x, y, reduction: reduction)
    case .multiResolutionAllTerms:
      let weights = STFTLossWeights(spectralConvergence: 0.5, logMagnitude: 2, linearMagnitude: 1, phase: 0.25)
      let loss = MultiResolutionSTFTLoss(resolutions: settings.phaseResolutions, weights: weights, distance: .l2)
      return loss(x, y, reduction: reduction)
    case .multiResolutionMel:
      let bands = SpectralBands.mel(count: 4, sampleRate: Self.sampleRate)
      return settings.multiResolution(bands: bands)(x, y, reduction: reduction)
    case .multiResolutionChroma:
      let bands = SpectralBands.chroma(count: 12, sampleRate: Self.sampleRate)
      return settings.multiResolution(bands: bands)(x, y, reduction: reduction)
    case .multiResolutionWeighted:
      return settings.multiResolution(filter: settings.filter)(x, y, reduction: reduction)
    case .multiResolutionScaleInvariant:
      return settings.multiResolution(isScaleInvariant: true)(x, y, reduction: reduction)
    case .randomResolution:
      let loss = RandomResolutionSTFTLoss(fftLengths: 8...32, seed: 5, options: settings.multiResolution())
      return loss(x, y, step: 3, reduction: reduction)
    case .sumAndDifference:
      let loss = SumAndDifferenceSTFTLoss(loss: settings.multiResolution(), sumWeight: 1.5, differenceWeight: 0.5)
      return loss(x, y, reduction: reduction)
    case .multiScale:
      let weights = MultiScaleSpectralLoss.Weights(logMagnitude: 1)
      return MultiScaleSpectralLoss(fftLengths: [16, 8], weights: weights)(x, y, reduction: reduction)
    case .multiScaleAllTerms:
      let weights = MultiScaleSpectralLoss.Weights(
        magnitude: 1, timeDifference: 0.5, frequencyDifference: 0.25, cumulativeMagnitude: 0.125, logMagnitude: 2)
      let loss = MultiScaleSpectralLoss(fftLengths: [16, 8], weights: weights, distance: .l2)
      return loss(x, y, reduction: reduction)
    case .mel: return MelSpectralLoss(stft: settings.stft, filterbank: Self.melBands)(x, y, reduction: reduction)
    case .melPowers:
      let loss = MelSpectralLoss(stft: settings.stft, filterbank: Self.melBands, sumsPowers: true, distance: .l2)
      return loss(x, y, reduction: reduction)
    case .mfcc: return MFCCLoss(mfcc: settings.mfcc)(x, y, reduction: reduction)
    case .mfccTimbre:
      return MFCCLoss(mfcc: settings.mfcc, firstCoefficient: 1, distance: .l2)(x, y, reduction: reduction)
    case .centroid:
      return SpectralCentroidLoss(stft: settings.stft, sampleRate: Self.sampleRate)(x, y, reduction: reduction)
    case .transport: return settings.transport(exponent: 2, squares: true)(x, y, reduction: reduction)
    case .transportMagnitudes: return settings.transport(exponent: 1, squares: false)(x, y, reduction: reduction)
    case .transportByEstimate:
      let loss = settings.transport(exponent: 1.5, squares: true, normalization: .byEstimate)
      return loss(x, y, reduction: reduction)
    case .linearMagnitude: return magnitudeDistance(x, y, reduction: reduction)
    case .linearMagnitudeL2: return magnitudeDistance(x, y, distance: .l2, reduction: reduction)
    case .logMagnitude: return magnitudeDistance(x, y, scale: .logarithmic, reduction: reduction)
    case .logMagnitudeL2:
      return magnitudeDistance(x, y, scale: .logarithmic, distance: .l2, reduction: reduction)
    case .powerMagnitude: return magnitudeDistance(x, y, scale: .power, reduction: reduction)
    case .powerMagnitudeL2: return magnitudeDistance(x, y, scale: .power, distance: .l2, reduction: reduction)
    case .spectralConvergence:
      return SpectralLearning.spectralConvergence(x, y, epsilon: 1e-12, reduction: reduction)
    case .spectralConvergenceOfEach:
      return SpectralLearning.spectralConvergence(x, y, axes: [-2, -1], epsilon: 1e-12, reduction: reduction)
    case .itakuraSaito: return itakuraSaitoDivergence(x, y, reduction: reduction)
    case .kullbackLeibler: return kullbackLeiblerDivergence(x, y, reduction: reduction)
    case .betaHalf: return betaDivergence(x, y, beta: 0.5, reduction: reduction)
    case .betaTwo: return betaDivergence(x, y, beta: 2, reduction: reduction)
    case .logSpectralDistance:
      let distance = LogSpectralDistance<T>(weights: [1, 1, 1, 1, 1], floor: 1e-10)
      return distance(x, y, reduction: reduction)
    case .logSpectralDistanceSquared:
      let distance = LogSpectralDistance<T>(weights: [1, 1, 1, 1, 1], floor: 1e-10)
      return distance.squared(x, y, reduction: reduction)
    case .spectralTransport:
      return spectralTransportCost(x, y, frequencies: [0, 1, 2, 4, 7], exponent: 3, reduction: reduction)
    }
  }

  /// Whether the loss takes spectra, which are not negative, rather than signals.
  var takesSpectra: Bool {
    switch self {
    case .linearMagnitude, .linearMagnitudeL2, .logMagnitude, .logMagnitudeL2, .powerMagnitude, .powerMagnitudeL2,
      .spectralConvergence, .spectralConvergenceOfEach, .itakuraSaito, .kullbackLeibler, .betaHalf, .betaTwo,
      .logSpectralDistance, .logSpectralDistanceSquared, .spectralTransport:
      true
    default: false
    }
  }

  /// A batch of two.
  var shape: [Int] { takesSpectra ? [2, 3, 5] : self == .sumAndDifference ? [2, 2, 41] : [2, 41] }

  /// Whether a loss of one sample exists: no frame has to be mirrored.
  var takesOneSample: Bool {
    switch self {
    case .meanSquaredError, .meanAbsoluteError, .huber, .logCosh, .signalToNoise, .signalToNoiseWithMean,
      .scaleInvariantSDR, .scaleDependentSDR, .errorToSignal, .errorToSignalHighPass, .errorToSignalFolded,
      .errorToSignalLoudness, .dc, .multiScale, .multiScaleAllTerms, .mfcc, .mfccTimbre:
      true
    default: false
    }
  }

  /// The highest power of the input that the loss, by its nature, has to represent.
  var degree: Int {
    switch self {
    case .powerMagnitudeL2: 4
    case .meanAbsoluteError, .logCosh, .linearMagnitude: 1
    default: 2
    }
  }

  /// Whether the mean over a batch is not the mean of the losses of its members: auraloss's spectral convergence.
  var isGlobal: Bool {
    switch self {
    case .multiResolution, .multiResolutionAllTerms, .multiResolutionMel, .multiResolutionChroma,
      .multiResolutionWeighted, .multiResolutionScaleInvariant, .randomResolution, .sumAndDifference,
      .spectralConvergence:
      true
    default: false
    }
  }

  /// What the loss of equal signals is of, if not 0 exactly: a ratio in dB, or 1 less a quotient.
  var isInexactAtOptimum: Bool {
    switch self {
    case .signalToNoise, .signalToNoiseWithMean, .scaleInvariantSDR, .scaleDependentSDR, .coherence,
      .multiResolutionScaleInvariant, .transportByEstimate:
      true
    default: false
    }
  }
}
