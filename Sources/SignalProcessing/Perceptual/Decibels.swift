public import Autodiff
import Fourier

/// Powers in dB: 10 log₁₀(max(p, floor)/max(reference, floor)), and nothing more than `range` below the largest.
///
/// Below the floor, and below the range (but for the share of the largest element, on which the range depends), the
/// derivative is 0.
/// ```swift
/// let spectrogram = decibels(ofPower: squaredModulus(stft(recording)))
/// ```
/// - Parameters:
///   - power: powers, not negative.
///   - reference: the power of 0 dB, in the unit of the powers.
///   - floor: the least power that counts, in the same unit, librosa's `amin`. Traps unless it is positive.
///   - range: how far below the largest the result may lie, in dB, librosa's `top_db`; without limit for nil.
///     Traps if it is negative.
///   - axes: the axes over which the largest is sought, counted from the end where negative; all for nil.
/// - Source: librosa's `power_to_db`, whose `ref` is 1 too.
public func decibels<T: TensorScalar>(
  ofPower power: Tensor<T>, reference: T = 1, floor: T = 1e-10, range: T? = 80, axes: [Int]? = nil
) -> Tensor<T> {
  require(floor > 0, "the floor under powers is \(floor), but must be positive")
  let scale = 10 / T.log(10)
  let level = log(clamp(power, min: floor)) * scale - scale * T.log(T.maximum(floor, reference.magnitude))
  guard let range, power.count > 0 else { return level }
  require(range >= 0, "the range of levels is \(range) dB, but must not be negative")
  return maximum(level, max(level, axes: axes, keepingAxes: true) - range)
}
