public import Autodiff

/// All that a fit needs to go on as if it had not been interrupted, to the bit.
///
/// ```swift
/// try trainer.checkpoint.save(to: "fit.safetensors")
/// // Later, with the same optimizer and the same loss:
/// let checkpoint = try Checkpoint(contentsOf: "fit.safetensors", like: model)
/// var trainer = Trainer(resuming: checkpoint, optimizer: Adam(learningRate: 1e-3))
/// ```
public struct Checkpoint<Model: Parameterized> {
  /// The model.
  public let model: Model
  /// What the optimizer remembers. Its settings are not part of it.
  public let optimizer: OptimizerState
  /// The minibatches, of which the seed and the epoch say the order.
  public let minibatches: Minibatches
  /// What each complete epoch has come to.
  public let history: [EpochReport]
  /// The updates made, in all epochs.
  public let updates: Int
  /// The batches used of the epoch that is not complete.
  public let batchesUsed: Int
  /// The sum of their losses, each times the samples of its batch.
  public let lossSum: Double
}

extension Checkpoint: Sendable where Model: Sendable {}

extension Trainer {
  /// All that is needed to go on from here.
  public var checkpoint: Checkpoint<Model> {
    Checkpoint(
      model: model, optimizer: optimizer.state, minibatches: minibatches, history: history, updates: updates,
      batchesUsed: batchesUsed, lossSum: lossSum)
  }

  /// A trainer that goes on from a checkpoint.
  ///
  /// - Parameters:
  ///   - checkpoint: Where another one was.
  ///   - optimizer: An optimizer with the settings of that one's; its state is replaced.
  public init(resuming checkpoint: Checkpoint<Model>, optimizer: Rule) {
    self.init(checkpoint.model, optimizer: optimizer, minibatches: checkpoint.minibatches)
    self.optimizer.state = checkpoint.optimizer
    history = checkpoint.history
    updates = checkpoint.updates
    batchesUsed = checkpoint.batchesUsed
    lossSum = checkpoint.lossSum
  }
}
