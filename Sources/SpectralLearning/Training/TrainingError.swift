public import Autodiff

/// Why a fit could not go on; the trainer is as it was before the update that failed.
public enum TrainingError: Error {
  /// A number that is infinite or not a number came up.
  case diverged(Divergence)
  /// The loss function threw.
  case lossFailed(update: Int, reason: any Error)
}

/// Where a fit has left the finite numbers.
public struct Divergence: Sendable {
  /// What was not finite.
  public enum Quantity: String, Sendable, Hashable {
    case loss, gradient, parameters
    case validationLoss = "validation loss"
  }

  /// What was not finite first. Parameters are so where the step was too long for the type of their elements.
  public let quantity: Quantity
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The update that could not be made, counted from 1 over all epochs; for a validation loss, the last one made.
  public let update: Int
  /// The samples of the batch; empty for a validation loss.
  public let batch: [Int]
  /// The operation that made the first such number, found by taking the derivative again; nil where that was finite.
  public let cause: NonFiniteError?
}

extension TrainingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .diverged(let divergence): divergence.description
    case .lossFailed(let update, let reason): "the loss of update \(update) failed: \(reason)"
    }
  }
}

extension Divergence: CustomStringConvertible {
  public var description: String {
    let place =
      quantity == .validationLoss
      ? "after epoch \(epoch), update \(update)"
      : "in update \(update), epoch \(epoch), of \(batch.count == 1 ? "sample \(batch[0])" : "\(batch.count) samples")"
    return switch (quantity, cause) {
    case (.parameters, _): "the parameters would not be finite \(place): a smaller learning rate may do"
    case (_, let cause?): "the \(quantity.rawValue) is not finite \(place): \(cause)"
    case (_, nil): "the \(quantity.rawValue) is not finite \(place)"
    }
  }
}
