public import Autodiff
import Fourier

/// The weighted log-spectral distance of power spectra, in dB: √Σ wₖ (10 log₁₀((Pₖ + ε)/(Qₖ + ε)))² with Σ wₖ = 1.
///
/// ```swift
/// let distance = LogSpectralDistance(weights: [Double](repeating: 1, count: 2049), floor: 1e-12)
/// let decibels = distance(longTermSpectrum(estimate), longTermSpectrum(target))
/// ```
///
/// - Source: A. H. Gray and J. D. Markel, "Distance measures for speech processing", IEEE Trans. ASSP 24 (1976), 380.
public struct LogSpectralDistance<T: TensorScalar>: Sendable {
  /// wₖ, not negative, of sum 1.
  public let weights: Tensor<T>
  /// ε, a floor under both spectra, in their unit: what lies far below it doesn't count.
  public let floor: T

  /// The distance with weights in proportion to `weights`, one for each of K bins.
  ///
  /// Traps unless one of them is positive and none negative, their sum is finite, and the floor positive and finite.
  public init(weights: [T], floor: T) {
    let total: T = weights.reduce(0) { $0 + $1 }
    require(
      weights.allSatisfy { $0 >= 0 } && total > 0 && total.isFinite,
      "the weights of a log-spectral distance must not be negative, and not all zero")
    require(
      floor > 0 && floor.isFinite, "the floor under the spectra is \(floor), but must be positive and finite")
    self.weights = Tensor(weights.map { weight -> T in weight / total })
    self.floor = floor
  }

  /// The distance of power spectra P and Q, in dB, […, K] to […]. Traps unless both have one shape and K bins.
  ///
  /// Where it is 0 it has a kink, and the derivative 0; ``squared(_:_:reduction:)`` is smooth.
  /// - Parameter reduction: one distance for each pair of spectra, their sum or mean.
  /// - Complexity: O(K) for each pair of spectra.
  public func callAsFunction(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .none
  ) -> Tensor<T> {
    reduction(norm(Tensor(weights.elements.map { $0.squareRoot() }) * difference(estimate, target), axes: [-1]))
  }

  /// The square of the distance, in dB², […, K] to […]: smooth wherever powers are not negative.
  ///
  /// - Parameter reduction: one square for each pair of spectra, their sum or mean.
  public func squared(_ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .none) -> Tensor<T> {
    reduction(sum(weights * square(difference(estimate, target)), axes: [-1]))
  }

  private func difference(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
    requireSameShape("LogSpectralDistance", estimate, target)
    require(
      estimate.shape.last == weights.count,
      "LogSpectralDistance: \(weights.count) weights for spectra of shape \(estimate.shape)")
    return decibels(estimate) - decibels(target)
  }

  private func decibels(_ power: Tensor<T>) -> Tensor<T> {
    log(power + floor) * (10 / T.log(10))
  }
}
