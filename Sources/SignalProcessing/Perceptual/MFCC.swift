public import Autodiff
import ComplexNumbers
import Fourier

/// Mel-frequency cepstral coefficients of signals: […, T] to […, frames, coefficients].
///
/// The powers of the STFT, summed in mel bands, in dB, transformed by an orthonormal DCT of type II, of which the first
/// coefficients are kept: the spectrum's envelope as the ear spaces it.
/// ```swift
/// let mfcc = MFCC(sampleRate: 22_050)
/// let timbre = mean(mfcc(recording), axes: [-2])
/// ```
///
/// - Complexity: that of the STFT, and O(bins + B log B) for each frame.
/// - Source: S. B. Davis and P. Mermelstein, IEEE Trans. ASSP 28 (1980), 357; the defaults and values of librosa's
///   `feature.mfcc`, but that each signal of a batch has its own dynamic range.
public struct MFCC: Sendable {
  /// The transform whose powers are taken.
  public let stft: STFT
  /// The bands.
  public let filterbank: MelFilterbank
  /// The number of coefficients that are kept.
  public let coefficientCount: Int
  /// L, of the lifter 1 + L/2 · sin(π(k + 1)/L) by which coefficient k is multiplied; 0 for none.
  public let lifter: Double
  /// The least power of a band that counts, in the unit of the signal squared.
  public let powerFloor: Double
  /// How far below a signal's loudest band another may lie, in dB; without limit for nil.
  public let range: Double?

  /// The coefficients of signals at a sample rate in Hz, by librosa's defaults.
  public init(sampleRate: Double, coefficientCount: Int = 20) {
    let stft = STFT(window: .hann(2048), hopLength: 512, padding: .zeros)
    self.init(
      stft: stft, filterbank: MelFilterbank(fftLength: 2048, sampleRate: sampleRate),
      coefficientCount: coefficientCount)
  }

  /// The coefficients by any transform and bands.
  ///
  /// Traps unless the bands are of DFTs as long as the transform's, at least as many as the coefficients, these at least
  /// one, the lifter not negative, and the floor positive.
  public init(
    stft: STFT, filterbank: MelFilterbank, coefficientCount: Int = 20, lifter: Double = 0, powerFloor: Double = 1e-10,
    range: Double? = 80
  ) {
    require(
      filterbank.fftLength == stft.fftLength,
      "bands for DFTs of \(filterbank.fftLength) points, but the transform's have \(stft.fftLength)")
    require(
      coefficientCount >= 1 && coefficientCount <= filterbank.bandCount,
      "\(coefficientCount) coefficients of \(filterbank.bandCount) bands")
    require(lifter >= 0 && lifter.isFinite, "a lifter of \(lifter) coefficients; it must not be negative")
    self.stft = stft
    self.filterbank = filterbank
    self.coefficientCount = coefficientCount
    self.lifter = lifter
    self.powerFloor = powerFloor
    self.range = range
  }

  /// The coefficients of signals along the last axis. Traps as ``STFT/callAsFunction(_:)`` does.
  public func callAsFunction<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
    coefficients(ofBandPowers: filterbank(squaredModulus(stft(x))))
  }

  /// The coefficients of powers in mel bands, […, frames, bands].
  public func coefficients<T: TensorScalar>(ofBandPowers powers: Tensor<T>) -> Tensor<T> {
    require(
      T(powerFloor) > 0, "the floor under powers, \(powerFloor), is not positive in the precision of the signals")
    let levels = decibels(ofPower: powers, floor: T(powerFloor), range: range.map { T($0) }, axes: [-2, -1])
    let coefficients = dct(levels, normalization: .orthonormal).slice(0..<coefficientCount)
    guard lifter > 0 else { return coefficients }
    return coefficients
      * Tensor((1...coefficientCount).map { T(1 + lifter / 2 * .sin(.pi * Double($0) / lifter)) })
  }
}
