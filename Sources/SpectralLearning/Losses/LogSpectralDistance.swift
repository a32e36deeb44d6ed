public import Autodiff
import Fourier

/// The weighted log-spectral distance of power spectra, in dB: √Σ wₖ (10 log₁₀((Pₖ + ε)/(Qₖ + ε)))² with Σ wₖ = 1.
///
/// - Source: A. H. Gray and J. D. Markel, "Distance measures for speech processing", IEEE Trans. ASSP 24 (1976), 380.
public struct LogSpectralDistance<T: TensorScalar>: Sendable {
  /// wₖ, not negative, of sum 1.
  public let weights: Tensor<T>
  /// ε, a floor under both spectra, in their unit: what lies far below it doesn't count.
  public let floor: T

  /// The distance with weights in proportion to `weights`. Traps unless one of them is positive and none negative.
  public init(weights: [T], floor: T) {
    let total: T = weights.reduce(0) { $0 + $1 }
    require(
      weights.allSatisfy { $0 >= 0 } && total > 0 && total.isFinite,
      "the weights of a log-spectral distance must not be negative, and not all zero")
    require(floor > 0, "the floor under the spectra is \(floor), but must be positive")
    self.weights = Tensor(weights.map { weight -> T in weight / total })
    self.floor = floor
  }

  /// The distance, in dB. Not differentiable where it is 0; use ``squared(_:_:)`` as a loss.
  public func callAsFunction(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
    sqrt(squared(estimate, target))
  }

  /// The square of the distance, in dB²: smooth everywhere.
  public func squared(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
    requireSameShape("LogSpectralDistance", estimate, target)
    let difference = decibels(estimate) - decibels(target)
    return sum(weights * square(difference))
  }

  private func decibels(_ power: Tensor<T>) -> Tensor<T> {
    log(power + floor) * (10 / T.log(10))
  }
}
