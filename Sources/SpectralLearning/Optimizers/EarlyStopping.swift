import Fourier

/// Ends a descent that has stopped to get better, and says why.
///
/// ```swift
/// var stopping = EarlyStopping(patience: 5, minimumImprovement: 1e-3)
/// while stopping.reason == nil { stopping.observe(validationLoss(after: epoch())) }
/// ```
/// - Source: L. Prechelt, "Early stopping, but when?" (1998); Keras's `EarlyStopping`.
public struct EarlyStopping: Sendable, Hashable, Codable {
  /// Why a descent ends.
  public enum Reason: Sendable, Hashable, Codable {
    /// No loss was lower than the lowest, which came `ago` observations before.
    case noImprovement(lowest: Double, ago: Int)
    /// The loss is as low as was asked for.
    case targetReached(Double)
    /// The loss is not a finite number.
    case nonFinite(Double)
  }

  /// The observations in a row that may fail to be lower.
  public let patience: Int
  /// By how much a loss has to be lower than the lowest to count, in its unit.
  public let minimumImprovement: Double
  /// The loss that is low enough.
  public let target: Double?
  /// The observations made.
  public private(set) var count = 0
  /// The lowest loss so far that counted.
  public private(set) var lowest: Double?
  /// The number of its observation, from 1; 0 before the first.
  public private(set) var lowestCount = 0
  /// Why to stop, once there is a reason.
  public private(set) var reason: Reason?

  /// Stopping after `patience` losses that are not lower by more than `minimumImprovement`. Traps unless patience > 0, and for
  /// a negative improvement.
  public init(patience: Int, minimumImprovement: Double = 0, target: Double? = nil) {
    require(
      patience > 0 && minimumImprovement >= 0,
      "early stopping with the patience \(patience) and the improvement \(minimumImprovement)")
    self.patience = patience
    self.minimumImprovement = minimumImprovement
    self.target = target
  }

  /// Takes note of a loss. Returns why to stop, if there is a reason.
  @discardableResult
  public mutating func observe(_ loss: Double) -> Reason? {
    count += 1
    guard reason == nil else { return reason }
    guard loss.isFinite else {
      reason = .nonFinite(loss)
      return reason
    }
    if lowest.map({ loss < $0 - minimumImprovement }) ?? true {
      lowest = loss
      lowestCount = count
    }
    if let target, loss <= target {
      reason = .targetReached(loss)
    } else if let lowest, count - lowestCount >= patience {
      reason = .noImprovement(lowest: lowest, ago: count - lowestCount)
    }
    return reason
  }
}

extension EarlyStopping.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noImprovement(let lowest, let ago): "no improvement on \(lowest) for \(ago) observations"
    case .targetReached(let loss): "the loss has come down to \(loss)"
    case .nonFinite(let loss): "the loss is \(loss)"
    }
  }
}
