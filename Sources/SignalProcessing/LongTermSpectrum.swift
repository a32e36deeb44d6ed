public import Autodiff
import ComplexNumbers
import Fourier

/// The long-term power spectrum: |X[m, k]|² of a centered ``STFT`` with Hann's window, averaged over all frames and all
/// leading axes; a vector of ⌊N/2⌋ + 1 powers.
///
/// Pₖ = Σ |X[m, k]|² / Σ w², both sums over everything, but the second without the weights that fall beyond the ends of
/// the signal. So white noise of variance σ² has σ² in every bin, however short it is.
/// ```swift
/// let decibels = log(longTermSpectrum(recording)) * (10 / Double.log(10))
/// ```
///
/// - Parameters:
///   - x: signals along the last axis, […, T]; there may be fewer samples than N. Traps if there are none.
///   - fftLength: N, the points of a frame's DFT.
///   - hopLength: the samples from one frame to the next, N/4 when left out.
/// - Complexity: O(T/hop · N log N) for each signal; memory for all of its spectra.
/// - Source: P. D. Welch, IEEE Trans. Audio Electroacoust. 15 (1967), 70; SciPy's `welch` with zeros around the signal.
public func longTermSpectrum<T: TensorScalar>(_ x: Tensor<T>, fftLength: Int = 4096, hopLength: Int? = nil) -> Tensor<T>
{
  require(x.count > 0, "the long-term spectrum of a tensor of shape \(x.shape), which has no samples")
  let stft = STFT(window: .hann(fftLength), hopLength: hopLength ?? max(1, fftLength / 4), padding: .zeros)
  let power = squaredModulus(stft(x))
  let frames = power.shape[power.rank - 2]
  let energy = stft.window.energyWithin(x.shape.last ?? 0, frames: frames, hop: stft.hopLength, margin: fftLength / 2)
  return mean(power, axes: Array(0..<(power.rank - 1))) * T(Double(frames) / energy)
}

extension Window {
  /// Σ w² over the weights that fall on a signal of `signalLength` samples, in all of its frames.
  fileprivate func energyWithin(_ signalLength: Int, frames: Int, hop: Int, margin: Int) -> Double {
    // sums[i] is the energy of the first i weights.
    let sums = weights.reduce(into: [0.0]) { sums, weight in sums.append((sums.last ?? 0) + weight * weight) }
    return (0..<frames).reduce(0) { energy, frame in
      let start = frame * hop - margin
      let inside = max(0, -start)..<min(length, signalLength - start)
      return energy + (sums[inside.upperBound] - sums[inside.lowerBound])
    }
  }
}
