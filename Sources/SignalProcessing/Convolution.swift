public import Autodiff
import Fourier

/// Which part of a convolution is wanted.
public enum ConvolutionMode: Sendable, Hashable {
  /// All N + M − 1 samples. SciPy's `"full"`.
  case full
  /// The N samples in the middle, aligned with the first argument. SciPy's `"same"`.
  case same
  /// The N − M + 1 samples that zeros beyond the ends don't touch. SciPy's `"valid"`.
  case valid
  /// The first N samples: what a causal filter with the impulse response h puts out. SciPy's `lfilter(h, 1, x)`.
  case causal
}

/// The linear convolution along the last axis, by the DFT: yₙ = Σₘ hₘ x₍n−m₎. Differentiable in both arguments.
///
/// Leading axes broadcast, so that one filter serves all channels. An error of rounding is relative to the loudest
/// sample of y, not to each.
/// ```swift
/// let echo = fftConvolve(speech, roomResponse, mode: .causal)
/// ```
/// - Parameters:
///   - x: signals of N samples, […, N].
///   - h: filters of M samples, […, M]. Traps if either is empty, or M > N where only valid samples are wanted.
///   - mode: which of the N + M − 1 samples of y are wanted.
/// - Complexity: O((N + M) log(N + M)) for each row.
/// - Source: SciPy's `fftconvolve`.
public func fftConvolve<T: TensorScalar>(_ x: Tensor<T>, _ h: Tensor<T>, mode: ConvolutionMode = .full) -> Tensor<T> {
  let n = x.shape.last ?? 0, m = h.shape.last ?? 0
  require(n > 0 && m > 0, "the convolution of tensors of shapes \(x.shape) and \(h.shape), one of which has no samples")
  let range =
    switch mode {
    case .full: 0..<(n + m - 1)
    case .same: ((m - 1) / 2)..<((m - 1) / 2 + n)
    case .causal: 0..<n
    case .valid: validRange(n, m)
    }
  // Long enough for the whole convolution, so that nothing wraps around.
  let length = nextFastLength(n + m - 1)
  return irfft(rfft(x, length: length) * rfft(h, length: length), length: length).slice(range)
}

private func validRange(_ n: Int, _ m: Int) -> Range<Int> {
  require(m <= n, "no sample of a convolution of \(n) samples with a filter of \(m) is valid")
  return (m - 1)..<n
}
