public import Autodiff
import Fourier

/// Triangular bands at equal distances in mel, as sums over the bins of a spectrum: […, bins] to […, bands].
///
/// Band b rises from 0 at f_b to 1 at f_{b+1} and falls to 0 at f_{b+2}, linearly in Hz, where f₀ … f_{B+1} are equally
/// far apart in mel. It is linear, so it may stand within what is differentiated.
/// ```swift
/// let filterbank = MelFilterbank(bandCount: 40, fftLength: 1024, sampleRate: 22_050)
/// let energies = filterbank(squaredModulus(stft(recording)))
/// ```
///
/// - Complexity: O(bins) for each spectrum, both ways: a bin lies in two bands at most.
/// - Source: S. B. Davis and P. Mermelstein, IEEE Trans. ASSP 28 (1980), 357; librosa's `filters.mel`.
public struct MelFilterbank: Sendable {
  /// How high the triangles are.
  public enum Normalization: String, Sendable, Hashable, Codable, CaseIterable {
    /// Of area 1 in Hz: 2/(f_{b+2} − f_b) high, so that white noise has the same power in each. librosa's default.
    case area
    /// 1 high; HTK's, and librosa's `norm=None`.
    case none
  }

  /// N, the points of the spectra's DFT.
  public let fftLength: Int
  /// The frequencies f₀ … f_{B+1} in Hz between which the triangles stand; f₁ … f_B are their peaks.
  public let frequencies: [Double]
  private let bands: [Band]

  /// `bandCount` bands for the spectra of DFTs of `fftLength` points.
  ///
  /// - Parameters:
  ///   - bandCount: B, at least 1.
  ///   - fftLength: N, at least 1.
  ///   - sampleRate: in Hz.
  ///   - range: from the foot of the first triangle to that of the last, in Hz; up to half the sample rate if left out.
  ///   - scale: the scale on which the bands have equal distances.
  ///   - normalization: the height of the triangles.
  ///
  /// Traps unless the counts and the rate are positive, and the range goes up from 0 or more. A band so narrow that no
  /// bin falls into it is 0, as in librosa: ``emptyBands`` names them.
  public init(
    bandCount: Int = 128, fftLength: Int, sampleRate: Double, range: ClosedRange<Double>? = nil,
    scale: MelScale = .slaney, normalization: Normalization = .area
  ) {
    require(
      bandCount >= 1 && fftLength >= 1 && sampleRate > 0 && sampleRate.isFinite,
      "a mel filterbank of \(bandCount) bands for DFTs of \(fftLength) points at \(sampleRate) Hz; all are positive")
    let range = range ?? 0...(sampleRate / 2)
    require(
      range.lowerBound >= 0 && range.upperBound > range.lowerBound && range.upperBound.isFinite,
      "the bands of a mel filterbank lie between \(range.lowerBound) and \(range.upperBound) Hz; they go up from 0")
    let frequencies = scale.frequencies(count: bandCount + 2, in: range)
    let bins = rfftFrequencies(length: fftLength, sampleRate: sampleRate)
    self.fftLength = fftLength
    self.frequencies = frequencies
    bands = (0..<bandCount).map { b in
      let (low, peak, high) = (frequencies[b], frequencies[b + 1], frequencies[b + 2])
      let height = normalization == .area ? 2 / (high - low) : 1
      return Band(
        row: bins.map { height * max(0, min(($0 - low) / (peak - low), (high - $0) / (high - peak))) })
    }
  }

  /// The number of bands, B.
  public var bandCount: Int { bands.count }

  /// The number of bins of a spectrum, ⌊N/2⌋ + 1.
  public var binCount: Int { fftLength / 2 + 1 }

  /// The bands into which no bin falls: the DFT is too short, or the bands are too many.
  public var emptyBands: [Int] { bands.indices.filter { bands[$0].weights.isEmpty } }

  /// The matrix of weights, a row for each band.
  public var weights: [[Double]] { bands.map { $0.row(count: binCount) } }

  /// The bands of spectra, magnitudes or powers, […, bins] to […, bands]. Traps unless the bins are as many as a DFT of
  /// ``fftLength`` points has.
  public func callAsFunction<T: TensorScalar>(_ spectra: Tensor<T>) -> Tensor<T> { operation()(spectra) }

  /// The filterbank as a linear operator.
  public func operation<T: TensorScalar>() -> some LinearOperator<T, T> {
    BandSum<T>(binCount: binCount, bands: bands)
  }
}
