public import Autodiff
import Fourier

/// The multi-resolution STFT losses of the sum and of the difference of two stereo channels: the image counts, not which
/// side it is on.
///
/// ½(w₊·L(x₀ + x₁, y₀ + y₁) + w₋·L(x₀ − x₁, y₀ − y₁)).
/// - Source: C. J. Steinmetz, J. Pons, S. Pascual and J. Serrà, "Automatic multitrack mixing with a differentiable mixing
///   console of neural audio effects", ICASSP 2021; auraloss 0.4's `SumAndDifferenceSTFTLoss`.
public struct SumAndDifferenceSTFTLoss: Sendable {
  /// L, the loss of either.
  public let loss: MultiResolutionSTFTLoss
  /// w₊.
  public let sumWeight: Double
  /// w₋.
  public let differenceWeight: Double

  /// The losses by `loss`, with weights of 1 by default.
  public init(
    loss: MultiResolutionSTFTLoss = MultiResolutionSTFTLoss(), sumWeight: Double = 1, differenceWeight: Double = 1
  ) {
    self.loss = loss
    self.sumWeight = sumWeight
    self.differenceWeight = differenceWeight
  }

  /// The loss of stereo signals, […, 2, T]; with `.none` one for each, […]. Traps if the shapes differ or have no axis of
  /// two channels before the last, or as ``MultiResolutionSTFTLoss`` does.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    requireSameShape("SumAndDifferenceSTFTLoss", estimate, target)
    require(
      estimate.rank >= 2 && estimate.shape[estimate.rank - 2] == 2,
      "SumAndDifferenceSTFTLoss: signals of shape \(estimate.shape), where the last but one axis should have 2 channels"
    )
    let x = estimate.split(count: 2, axis: -2).map { $0.squeezed(axis: -2) }
    let y = target.split(count: 2, axis: -2).map { $0.squeezed(axis: -2) }
    let sums = loss(x[0] + x[1], y[0] + y[1], reduction: reduction)
    let differences = loss(x[0] - x[1], y[0] - y[1], reduction: reduction)
    return sums * T(sumWeight / 2) + differences * T(differenceWeight / 2)
  }
}
