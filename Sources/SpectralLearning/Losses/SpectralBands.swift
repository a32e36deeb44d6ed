import Autodiff
import SignalProcessing

/// The bands in which magnitudes are compared.
///
/// - Source: auraloss 0.4's `scale` and `n_bins`.
public enum SpectralBands: Sendable, Hashable {
  /// The bins of the DFT.
  case linear
  /// Mel bands, as many, up to half the sample rate in Hz; see ``MelFilterbank``. Bands without a bin are 0 in both.
  case mel(count: Int, sampleRate: Double)
  /// Pitch classes; see ``ChromaFilterbank``.
  case chroma(count: Int, sampleRate: Double)

  /// The bands of spectra of a DFT of `fftLength` points.
  func filterbank(fftLength: Int) -> BandFilterbank {
    switch self {
    case .linear: .bins
    case .mel(let count, let sampleRate):
      .mel(MelFilterbank(bandCount: count, fftLength: fftLength, sampleRate: sampleRate))
    case .chroma(let count, let sampleRate):
      .chroma(ChromaFilterbank(classCount: count, fftLength: fftLength, sampleRate: sampleRate))
    }
  }
}

/// The bands of one resolution.
enum BandFilterbank: Sendable {
  case bins
  case mel(MelFilterbank)
  case chroma(ChromaFilterbank)

  func callAsFunction<T: TensorScalar>(_ magnitudes: Tensor<T>) -> Tensor<T> {
    switch self {
    case .bins: magnitudes
    // The logarithm of an empty band is finite then, and the same in both signals.
    case .mel(let filterbank): clamp(filterbank(magnitudes), min: T.leastNormalMagnitude)
    case .chroma(let filterbank): filterbank(magnitudes)
    }
  }
}
