import Fourier

/// Lowers the learning rate where the loss has stopped falling.
///
/// ```swift
/// adam.learningRate = plateau.rate(after: validationLoss, from: adam.learningRate)
/// ```
/// - Source: PyTorch's `ReduceLROnPlateau`.
public struct PlateauReduction: Sendable, Hashable, Codable {
  /// What counts as lower than the lowest loss so far.
  public enum Threshold: Sendable, Hashable, Codable {
    /// Less than it by this fraction of it.
    case relative(Double)
    /// Less than it by this much.
    case absolute(Double)
  }

  /// What the rate is multiplied by.
  public let factor: Double
  /// The losses in a row that may fail to be lower before that.
  public let patience: Int
  /// What counts as lower.
  public let threshold: Threshold
  /// The losses after a reduction that don't count.
  public let cooldown: Int
  /// Where reductions end.
  public let minimumRate: Double
  /// The lowest loss so far.
  public private(set) var lowest = Double.infinity
  /// The losses in a row that were not lower.
  public private(set) var failures = 0
  private var pause = 0

  /// A reduction with PyTorch's settings unless others are given. Traps unless 0 < factor < 1 and nothing is negative.
  public init(
    factor: Double = 0.1, patience: Int = 10, threshold: Threshold = .relative(1e-4), cooldown: Int = 0,
    minimumRate: Double = 0
  ) {
    require(factor > 0 && factor < 1, "a learning rate is reduced by a factor between 0 and 1, but \(factor) was given")
    require(
      patience >= 0 && cooldown >= 0 && minimumRate >= 0,
      "patience \(patience), cooldown \(cooldown) and minimum \(minimumRate) must not be negative")
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.minimumRate = minimumRate
  }

  /// The learning rate to go on with after a loss: the one given, or less.
  public mutating func rate(after loss: Double, from rate: Double) -> Double {
    let bound =
      switch threshold {
      case .relative(let fraction): lowest * (1 - fraction)
      case .absolute(let distance): lowest - distance
      }
    if loss < bound {
      lowest = loss
      failures = 0
    } else {
      failures += 1
    }
    if pause > 0 {
      pause -= 1
      failures = 0
    }
    guard failures > patience else { return rate }
    failures = 0
    pause = cooldown
    return min(rate, max(rate * factor, minimumRate))
  }
}
