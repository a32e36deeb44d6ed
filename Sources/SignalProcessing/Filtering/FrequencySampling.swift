public import Autodiff
import Fourier

/// Zero-phase finite impulse responses from magnitudes, by the frequency sampling method: hₜ = wₜ · IDFT(m)ₜ for
/// t = −H … H, […, B] to […, 2H + 1].
///
/// wₜ = ½ + ½ cos(2πt/W), Hann's window, which smooths the response between the samples. Tap t is at the index t + H.
/// - Parameters:
///   - magnitudes: m at B ≥ 2 frequencies at equal distances, from 0 to half the sample rate. Traps for fewer.
///   - windowLength: W, from which H = ⌊(W − 1)/2⌋ follows: 2(B − 1), which is also the most, when left out. Traps
///     unless it is positive.
/// - Complexity: O(B log B) for each filter.
/// - Source: J. O. Smith III, "Spectral Audio Signal Processing" (2011); DDSP's `frequency_impulse_response`.
public func frequencySampledTaps<T: TensorScalar>(
  magnitudes: Tensor<T>, windowLength: Int? = nil
) -> Tensor<T> {
  let bins = magnitudes.shape.last ?? 0
  require(bins >= 2, "magnitudes of shape \(magnitudes.shape) have not both ends of the spectrum")
  let period = 2 * (bins - 1), length = min(windowLength ?? period, period)
  require(length >= 1, "a window of \(length) samples for an impulse response")
  let reach = (length - 1) / 2
  let window = Tensor<T>(
    (-reach...reach).map { T((1 + Double.cos(2 * .pi * Double($0) / Double(length))) / 2) })
  let response = irfft(complex(magnitudes), length: period)
  return response.rolled(by: reach).slice(0..<(2 * reach + 1)) * window
}

/// Signals through a zero-phase filter that changes from frame to frame: yₙ = Σₘ h⁽ᶠ⁾₍n−m₎ xₘ, where f = ⌊m/hop⌋ is the
/// frame of the sample xₘ; […, N] to […, N].
///
/// Each frame of the input is filtered whole, and the results overlap and add: where the magnitudes change, neighboring
/// filters fade into each other as their impulse responses do.
/// - Parameters:
///   - x: signals of N samples.
///   - magnitudes: of the filters at B ≥ 2 frequencies from 0 to half the sample rate, for each of F frames, […, F, B];
///     leading axes broadcast. The hop is ⌈N/F⌉.
///   - windowLength: of the impulse responses, as in ``frequencySampledTaps(magnitudes:windowLength:)``.
/// - Complexity: O((N + F·B) log(hop + B)) for each signal.
/// - Source: J. Engel et al., "DDSP: Differentiable Digital Signal Processing", ICLR 2020; DDSP's `frequency_filter`,
///   whose result lags by two samples of its even impulse response.
public func filtered<T: TensorScalar>(
  _ x: Tensor<T>, magnitudes: Tensor<T>, windowLength: Int? = nil
) -> Tensor<T> {
  require(
    x.rank >= 1 && magnitudes.rank >= 2,
    "a signal of shape \(x.shape) through filters of shape \(magnitudes.shape); these have the axes frames and bins")
  let length = x.shape.last ?? 0, frames = magnitudes.shape[magnitudes.rank - 2]
  require(frames >= 1 || length == 0, "no filter for a signal of shape \(x.shape)")
  if length == 0 { return x }
  let taps = frequencySampledTaps(magnitudes: magnitudes, windowLength: windowLength)
  let hop = (length + frames - 1) / frames, reach = (taps.shape[taps.rank - 1] - 1) / 2
  let cut = x.resized(to: frames * hop).reshaped(to: x.shape.dropLast() + [frames, hop])
  let full = fftConvolve(cut, taps, mode: .full)
  let overlap = Framing<T>(
    signalLength: frames * hop + 2 * reach, frameLength: hop + 2 * reach, hopLength: hop
  ).adjoint
  return overlap(full).slice(reach..<(reach + length))
}
