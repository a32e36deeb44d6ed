public import Autodiff
import Fourier

/// A model that is being fitted: with its optimizer, its place in the training set, and its history.
///
/// ```swift
/// var trainer = Trainer(
///   model, optimizer: Adam(learningRate: 1e-3), minibatches: Minibatches(of: 1000, size: 32, shuffleSeed: 1))
/// let end = try trainer.fit(untilEpoch: 20) { model, batch in
///   mean(square(model(inputs.gathering(batch, axis: 0)) - targets.gathering(batch, axis: 0)))
/// }
/// print(end, trainer.history.map(\.trainingLoss))
/// ```
/// A value: a copy goes on from the same place, on its own, to the same bits. Whatever ends a fit, an error or the
/// cancellation of its task included, the trainer is as the last complete update has left it, and can go on from there.
public struct Trainer<Model: Parameterized, Rule: Optimizer> {
  /// The model, after all updates made so far.
  public var model: Model
  /// The rule of the updates, with its memories.
  public var optimizer: Rule
  /// The samples that are seen together.
  public let minibatches: Minibatches
  /// What each epoch has come to.
  public internal(set) var history: [EpochReport] = []
  /// The updates made so far.
  public internal(set) var updates = 0
  /// The epochs completed.
  public var epochs: Int { history.count }

  /// The batches of the current epoch that have been used.
  var batchesUsed = 0
  /// The sum of their losses, each times the samples of its batch.
  var lossSum = 0.0

  /// A trainer at the start.
  public init(_ model: Model, optimizer: Rule, minibatches: Minibatches) {
    self.model = model
    self.optimizer = optimizer
    self.minibatches = minibatches
  }

  /// Updates the model by one batch after the other until so many epochs are complete, those made before included.
  ///
  /// It returns when that is done, when `stopping` says so, or when the task in which it runs is cancelled, which it looks
  /// at before each update. Progress as an asynchronous sequence is an `AsyncStream` to which `progress` yields.
  /// - Parameters:
  ///   - epochs: The epochs to be complete at the end.
  ///   - schedule: The learning rate of each update, counted from 0, such as ``LearningRateSchedule/rate(at:)``; the
  ///     optimizer's own without it.
  ///   - adjustGradient: Changes a gradient before it is used: `{ $0 = $0.clipped(toNorm: 1) }`, say.
  ///   - stopping: When to end early; what it has observed before the first epoch counts, what it observes here stays here.
  ///   - validation: The loss of the model on other data, taken after each epoch.
  ///   - progress: Called after each epoch, with the trainer as it is then: to show its history, say, or to save its
  ///     ``checkpoint``.
  ///   - loss: The loss of the model on the samples of a batch, one real number.
  /// - Returns: Why it has ended.
  /// - Throws: ``TrainingError``: a number was not finite, or the loss function threw.
  @discardableResult
  public mutating func fit<Loss: TensorScalar>(
    untilEpoch epochs: Int,
    schedule: ((_ update: Int) -> Double)? = nil,
    adjustGradient: (inout Model) -> Void = { _ in },
    stopping: EarlyStopping? = nil,
    validation: ((Model) throws -> Tensor<Loss>)? = nil,
    progress: (Trainer) -> Void = { _ in },
    loss: (_ model: Model, _ batch: [Int]) throws -> Tensor<Loss>
  ) throws(TrainingError) -> TrainingEnd {
    while self.epochs < epochs {
      // A trainer that comes from a checkpoint may have nothing to do any more.
      if batchesUsed == 0, let reason = reason(for: stopping) { return .stoppedEarly(reason) }
      for batch in minibatches.batches(epoch: self.epochs)[batchesUsed...] {
        if Task.isCancelled { return .cancelled }
        try update(by: batch, rate: schedule?(updates), adjustGradient, loss)
      }
      try completeEpoch(validation)
      progress(self)
    }
    return reason(for: stopping).map { .stoppedEarly($0) } ?? .completed
  }

  /// Why to end after this history, which is looked at from its start: it is the same for a trainer that was resumed.
  private func reason(for stopping: EarlyStopping?) -> EarlyStopping.Reason? {
    guard var stopping else { return nil }
    for report in history { stopping.observe(report.loss) }
    return stopping.reason
  }

  /// One update, whole or not at all.
  private mutating func update<Loss: TensorScalar>(
    by batch: [Int], rate: Double?, _ adjustGradient: (inout Model) -> Void,
    _ loss: (Model, [Int]) throws -> Tensor<Loss>
  ) throws(TrainingError) {
    let value: Tensor<Loss>
    var slope: Model
    do {
      (value, slope) = try valueWithGradient(at: model) { try loss($0, batch) }
    } catch {
      throw .lossFailed(update: updates + 1, reason: error)
    }
    func divergence(_ quantity: Divergence.Quantity, _ cause: NonFiniteError?) -> TrainingError {
      .diverged(Divergence(quantity: quantity, epoch: epochs + 1, update: updates + 1, batch: batch, cause: cause))
    }
    guard value.scalar.isFinite, slope.isFinite else {
      throw divergence(value.scalar.isFinite ? .gradient : .loss, cause { try loss($0, batch) })
    }
    adjustGradient(&slope)
    var next = (model: model, optimizer: optimizer)
    if let rate { next.optimizer.learningRate = rate }
    next.optimizer.update(&next.model, along: slope)
    guard next.model.isFinite else { throw divergence(.parameters, nil) }

    (model, optimizer) = next
    updates += 1
    batchesUsed += 1
    lossSum += Double(value.scalar) * Double(batch.count)
  }

  private mutating func completeEpoch<Loss: TensorScalar>(
    _ validation: ((Model) throws -> Tensor<Loss>)?
  ) throws(TrainingError) {
    let samples = minibatches.dropsLast ? minibatches.count * minibatches.size : minibatches.sampleCount
    var validationLoss: Double?
    if let validation {
      do {
        validationLoss = Double(try validation(model).scalar)
      } catch {
        throw .lossFailed(update: updates, reason: error)
      }
    }
    history.append(
      EpochReport(
        epoch: epochs + 1, updates: updates, trainingLoss: lossSum / Double(samples), validationLoss: validationLoss,
        learningRate: optimizer.learningRate))
    (batchesUsed, lossSum) = (0, 0)
    if let validation, let validationLoss, !validationLoss.isFinite {
      throw .diverged(
        Divergence(
          quantity: .validationLoss, epoch: epochs, update: updates, batch: [], cause: cause(validation)))
    }
  }

  /// The first operation that makes a number which is not finite, where a derivative is taken again.
  private func cause<Loss: TensorScalar>(_ loss: (Model) throws -> Tensor<Loss>) -> NonFiniteError? {
    do {
      _ = try detectingNonFinite { try valueWithGradient(at: model, of: loss) }
      return nil
    } catch {
      return error as? NonFiniteError
    }
  }
}

extension Trainer: Sendable where Model: Sendable {}

/// Why a fit has ended without an error.
public enum TrainingEnd: Sendable, Hashable {
  /// All epochs are complete.
  case completed
  /// The loss was good enough, or got no better.
  case stoppedEarly(EarlyStopping.Reason)
  /// The task was cancelled.
  case cancelled
}
