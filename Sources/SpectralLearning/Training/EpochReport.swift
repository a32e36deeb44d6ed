/// What an epoch has come to.
public struct EpochReport: Sendable, Hashable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The updates made so far, in all epochs.
  public let updates: Int
  /// The mean loss over the samples of the epoch, each batch's before its update.
  public let trainingLoss: Double
  /// The loss on other data after the epoch, if it is asked for.
  public let validationLoss: Double?
  /// η at the last update.
  public let learningRate: Double

  /// The loss by which fits are judged: on other data, if there are any.
  public var loss: Double { validationLoss ?? trainingLoss }
}
