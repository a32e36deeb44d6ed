public import Autodiff

/// What becomes of the losses of a batch.
///
/// ```swift
/// let each = meanSquaredError(x, y, reduction: .none)     // of the shape of x
/// let slope = gradient(at: x) { meanSquaredError($0, y) }  // of their mean, the default
/// ```
///
/// - Source: the parameter `reduction` of PyTorch's and auraloss's losses.
public enum Reduction: String, Sendable, Hashable, CaseIterable, Codable {
  /// One loss for each element or each signal of the batch, as the loss's own description says.
  case none
  /// Their sum, a scalar.
  case sum
  /// Their mean, a scalar. Traps where there are none.
  case mean

  /// The losses themselves, their sum or their mean.
  public func callAsFunction<T: TensorScalar>(_ losses: Tensor<T>) -> Tensor<T> {
    switch self {
    case .none: losses
    case .sum: Autodiff.sum(losses)
    case .mean: Autodiff.mean(losses)
    }
  }
}
