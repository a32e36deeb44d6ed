public import Autodiff
import ComplexNumbers
import Fourier

/// The long-term power spectrum: |X[m, k]|² of ``STFT``, averaged over all frames and all leading axes; a vector of
/// ⌊N/2⌋ + 1 powers.
///
/// Signals shorter than a frame are padded with zeros. With Σw² as the divisor, white noise of variance σ² has σ² in
/// every bin.
/// - Source: P. D. Welch, IEEE Trans. Audio Electroacoust. 15 (1967), 70.
public func longTermSpectrum<T: TensorScalar>(_ x: Tensor<T>, fftLength: Int = 4096, hopLength: Int? = nil) -> Tensor<T>
{
  let window = Window.hann(fftLength)
  let stft = STFT(window: window, hopLength: hopLength ?? max(1, fftLength / 4), padding: .zeros)
  let power = squaredModulus(stft(x))
  let energy = window.weights.reduce(0) { $0 + $1 * $1 }
  return mean(power, axes: Array(0..<(power.rank - 1))) * T(1 / energy)
}
