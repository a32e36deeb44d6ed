public import Autodiff
import Fourier

/// Additive synthesis of the harmonics of a fundamental: yₙ = Σₖ aₙₖ sin(kφₙ), k = 1 … K, with φₙ = 2π Σ₍m≤n₎ fₘ/rate.
/// Differentiable in frequencies and amplitudes.
///
/// The frequency runs in straight lines from frame to frame, the amplitudes as `interpolation` says. A harmonic is
/// silent at samples where its frequency is half the sample rate or more; no derivative sees that border.
/// - Parameters:
///   - fundamental: f of each frame, in the unit of `sampleRate`, […, F].
///   - amplitudes: of K harmonics in each frame, […, F, K]; leading axes broadcast.
///   - hopLength: samples from one frame to the next. Traps unless it is positive.
///   - sampleRate: samples per unit of time. Traps unless it is positive.
///   - interpolation: of the amplitudes.
/// - Returns: signals, […, F·hop].
/// - Complexity: O(F·hop·K) for each signal, both ways, in working memory that does not grow with K.
/// - Source: X. Serra and J. O. Smith III, "Spectral modeling synthesis", Computer Music J. 14 (1990), 12; J. Engel et
///   al., "DDSP: Differentiable Digital Signal Processing", ICLR 2020; DDSP's `harmonic_synthesis`.
public func harmonicSynthesis<T: TensorScalar>(
  fundamental: Tensor<T>, amplitudes: Tensor<T>, hopLength: Int, sampleRate: Double,
  interpolation: ControlInterpolation = .hann
) -> Tensor<T> {
  require(
    fundamental.rank >= 1 && amplitudes.rank >= 2
      && amplitudes.shape[amplitudes.rank - 2] == fundamental.shape[fundamental.rank - 1],
    "fundamentals of shape \(fundamental.shape) and amplitudes of shape \(amplitudes.shape): "
      + "these should be […, frames] and […, frames, harmonics]")
  require(sampleRate > 0, "the sample rate is \(sampleRate), but must be positive")
  let (fundamental, amplitudes) = broadcastLeading(fundamental, amplitudes, rowRank: 2)
  let frames = fundamental.shape[fundamental.rank - 1]
  if frames == 0 { return fundamental }
  let frequency = ControlUpsampling<T>(frameCount: frames, hopLength: hopLength)(fundamental / T(sampleRate))
  let bank = OscillatorBank(
    weights: interpolation.weights(hopLength: hopLength).map { T($0) }, frameCount: frames,
    harmonicCount: amplitudes.shape[amplitudes.rank - 1], frequency: withoutDerivative(at: frequency))
  return bank(cumulativePhase(frequency), amplitudes)
}
