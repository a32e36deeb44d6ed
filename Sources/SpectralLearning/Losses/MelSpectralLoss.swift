public import Autodiff
import ComplexNumbers
import Fourier
public import SignalProcessing

/// The distance of log-mel spectrograms: mean|ln M(x) − ln M(y)|, of mel bands of magnitudes (or powers) with a floor ε.
///
/// At x = y, and in bands of x below the floor, the derivative is 0.
/// ```swift
/// let loss = MelSpectralLoss(sampleRate: 22_050)
/// ```
/// - Complexity: that of two STFTs.
/// - Source: J. Kong, J. Kim and J. Bae, "HiFi-GAN", NeurIPS 2020: its settings are the defaults, but that frames are
///   centered, and nothing is added to powers under their root; bands as of librosa.
public struct MelSpectralLoss: Sendable {
  /// The transform.
  public let stft: STFT
  /// The bands.
  public let filterbank: MelFilterbank
  /// Whether bands sum powers, instead of magnitudes.
  public let sumsPowers: Bool
  /// ε, the least band that counts, in the unit of magnitudes, or powers.
  public let floor: Double
  /// Of absolute differences or of squares, of logarithms.
  public let distance: ElementwiseDistance

  /// The loss of HiFi-GAN at a sample rate in Hz: frames of 1024 samples, 256 apart, 80 bands up to 8 kHz or half the
  /// sample rate.
  public init(sampleRate: Double) {
    self.init(
      stft: STFT(window: .hann(1024), hopLength: 256),
      filterbank: MelFilterbank(
        bandCount: 80, fftLength: 1024, sampleRate: sampleRate, range: 0...min(8000, sampleRate / 2)))
  }

  /// The loss by any transform and bands. Traps unless they are of DFTs of one length, and the floor is positive.
  public init(
    stft: STFT, filterbank: MelFilterbank, sumsPowers: Bool = false, floor: Double = 1e-5,
    distance: ElementwiseDistance = .l1
  ) {
    require(
      filterbank.fftLength == stft.fftLength,
      "bands for DFTs of \(filterbank.fftLength) points, but the transform's have \(stft.fftLength)")
    require(floor > 0 && floor.isFinite, "the floor under bands is \(floor), but must be positive and finite")
    self.stft = stft
    self.filterbank = filterbank
    self.sumsPowers = sumsPowers
    self.floor = floor
    self.distance = distance
  }

  /// The loss of signals along the last axis, […, T]. Traps if the shapes differ, or as the transform does.
  /// - Parameter reduction: one loss for each signal, their sum or mean.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    requireSameShape("MelSpectralLoss", estimate, target)
    let floor: T = positiveConstant("the floor under bands", self.floor)
    let distances = distance(bands(estimate, floor), bands(target, floor), .none)
    return reduction(mean(distances, axes: [-2, -1]))
  }

  private func bands<T: TensorScalar>(_ x: Tensor<T>, _ floor: T) -> Tensor<T> {
    let spectra = stft(x)
    return log(clamp(filterbank(sumsPowers ? squaredModulus(spectra) : abs(spectra)), min: floor))
  }
}
