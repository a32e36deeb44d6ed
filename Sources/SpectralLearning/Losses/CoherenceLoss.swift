public import Autodiff
import ComplexNumbers
import Fourier
public import SignalProcessing

/// How little of an estimate a linear filter could make of the target, frequency by frequency: 1 − C.
///
/// C = (|Σₘ X Y*| + ε)² / ((Σₘ |X|² + ε)(Σₘ |Y|² + ε)), the magnitude-squared coherence, with sums over the frames of an
/// STFT; it lies between 0 and 1. ε acts as a common part of that energy: so x = y has the loss 0, silence too, and
/// silence against sound the loss 1. The gain and the delay of the estimate, short against a frame, don't matter.
/// ```swift
/// let loss = CoherenceLoss(stft: STFT(window: .hann(1024), hopLength: 512, padding: .none))
/// ```
/// - Complexity: that of two STFTs.
/// - Source: G. C. Carter, C. H. Knapp and A. H. Nuttall, IEEE Trans. Audio Electroacoust. 21 (1973), 337; SciPy's
///   `coherence` without detrending, where ε is negligible.
public struct CoherenceLoss: Sendable {
  /// The transform whose frames are averaged. One frame alone is always coherent.
  public let stft: STFT
  /// ε, in the unit of the energy of a bin over all frames, the signal squared.
  public let epsilon: Double

  /// The loss over the frames of `stft`. Traps unless ε is positive and finite.
  public init(stft: STFT, epsilon: Double = 1e-8) {
    require(
      epsilon > 0 && epsilon.isFinite, "the ε of a coherence is \(epsilon), but must be positive and finite")
    self.stft = stft
    self.epsilon = epsilon
  }

  /// The loss of signals along the last axis, […, T].
  ///
  /// Traps if the shapes differ, or the signals are too short for the transform.
  /// - Parameter reduction: one loss for each frequency and signal, […, bins], their sum or mean.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    requireSameShape("CoherenceLoss", estimate, target)
    let epsilon: T = positiveConstant("the ε of a coherence", epsilon)
    let x = stft(estimate), y = stft(target)
    let cross = abs(sum(x * conjugate(y), axes: [-2])) + epsilon
    let own = sum(squaredModulus(x), axes: [-2]) + epsilon, other = sum(squaredModulus(y), axes: [-2]) + epsilon
    // Two quotients, since the product of two energies may leave the range of numbers.
    return reduction(1 - (cross / own) * (cross / other))
  }
}
