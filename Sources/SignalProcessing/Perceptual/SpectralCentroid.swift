public import Autodiff
import Fourier

/// The centers of mass of spectra: Σ fₖ sₖ / (Σ sₖ + ε), […, K] to […].
///
/// ```swift
/// let brightness = spectralCentroid(abs(stft(recording)), frequencies: stft.frequencies(sampleRate: 44_100))
/// ```
/// - Parameters:
///   - spectra: magnitudes or powers, not negative.
///   - frequencies: K frequencies, in the unit of the result. Traps unless they are as many as the bins.
///   - epsilon: ε, in the unit of the spectra: what lies far below it, silence too, has its center at 0, and no slope is
///     larger than max f/ε.
/// - Source: J. M. Grey and J. W. Gordon, J. Acoust. Soc. Am. 63 (1978), 1493; librosa's `spectral_centroid`.
public func spectralCentroid<T: TensorScalar>(
  _ spectra: Tensor<T>, frequencies: [Double], epsilon: T = 1e-10
) -> Tensor<T> {
  require(
    spectra.shape.last == frequencies.count,
    "\(frequencies.count) frequencies for spectra of shape \(spectra.shape)")
  require(epsilon > 0, "the ε of a spectral centroid is \(epsilon), but must be positive")
  let moments = sum(spectra * Tensor(frequencies.map { T($0) }), axes: [-1])
  return moments / (sum(spectra, axes: [-1]) + epsilon)
}
