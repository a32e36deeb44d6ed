public import Autodiff
import ComplexNumbers
import Fourier

/// The signals behind y = h ∗ x + noise, by regularized division of spectra: X = H̄Y/(|H|² + ν·max|H|²).
///
/// What h lets through is undone, what it all but stops is left at 0 rather than amplified with its noise.
/// Differentiable in both.
/// - Parameters:
///   - y: […, N + M − 1], the whole convolution; where its tail was cut off, the end of x suffers.
///   - h: the impulse response, [M]. Traps if it is empty, silent, or longer than y.
///   - noiseToSignal: ν, the power of the noise as a fraction of that of the filtered signal. Traps unless it is
///     positive.
/// - Returns: x, […, N].
/// - Complexity: O(N log N) for each signal.
/// - Source: N. Wiener, "Extrapolation, interpolation, and smoothing of stationary time series" (1949), for white
///   spectra; scikit-image's `restoration.wiener`.
public func wienerDeconvolve<T: TensorScalar>(_ y: Tensor<T>, _ h: Tensor<T>, noiseToSignal: T) -> Tensor<T> {
  let length = y.shape.last ?? 0
  require(
    h.rank == 1 && h.count > 0 && h.count <= length,
    "the deconvolution of signals of shape \(y.shape) by an impulse response of shape \(h.shape)")
  require(noiseToSignal > 0, "a ratio of noise to signal of \(noiseToSignal), which must be positive")
  let padded = nextFastLength(length)
  let response = rfft(h, length: padded)
  let power = squaredModulus(response)
  let largest = power.values.max() ?? 0
  require(largest > 0, "the deconvolution by an impulse response that is 0")
  let inverse = conjugate(response) * complex(1 / (power + noiseToSignal * largest))
  return irfft(rfft(y, length: padded) * inverse, length: padded).slice(0..<(length - h.count + 1))
}
