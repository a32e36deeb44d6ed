import Autodiff
import SpectralLearning
import TestSupport
import Testing

struct TrainerTests {
  let problem = TrainingProblem()

  /// The same as a loop written out: derivative, step, next batch.
  @Test(arguments: [nil, 5, 1] as [Int?])
  func aFitIsALoopOverBatches(size: Int?) throws {
    let minibatches = Minibatches(of: 23, size: size, shuffleSeed: 3)
    var trainer = Trainer(problem.start, optimizer: Adam(learningRate: 0.05), minibatches: minibatches)
    let end = try trainer.fit(untilEpoch: 3) { problem.loss($0, $1) }
    #expect(end == .completed)

    var model = problem.start, adam = Adam(learningRate: 0.05), updates = 0
    for epoch in 0..<3 {
      var sum = 0.0
      for batch in minibatches.batches(epoch: epoch) {
        let (value, slope) = valueWithGradient(at: model) { problem.loss($0, batch) }
        adam.update(&model, along: slope)
        sum += value.scalar * Double(batch.count)
        updates += 1
      }
      let report = trainer.history[epoch]
      #expect(report.epoch == epoch + 1 && report.updates == updates && report.trainingLoss == sum / 23)
      #expect(report.validationLoss == nil && report.learningRate == 0.05)
    }
    #expect(bits(trainer.model) == bits(model))
    #expect(trainer.updates == updates && trainer.epochs == 3)
    // There is nothing left to do.
    try trainer.fit(untilEpoch: 3) { problem.loss($0, $1) }
    #expect(trainer.updates == updates)
  }

  /// Without steps, the mean over an epoch is the mean over the samples, whatever the batches; those dropped don't count.
  @Test func theTrainingLossIsTheMeanOverSamples() throws {
    let values = Tensor<Double>((0..<10).map { Double($0 * $0) })
    for (size, drops) in [(10, false), (4, false), (3, true)] {
      let minibatches = Minibatches(of: 10, size: size, dropsLast: drops)
      var trainer = Trainer(Tensor(1.0), optimizer: GradientDescent(learningRate: 0), minibatches: minibatches)
      try trainer.fit(untilEpoch: 1) { model, batch in mean(model * values.gathering(batch)) }
      let expected = drops ? 204.0 / 9 : 28.5
      #expect((trainer.history[0].trainingLoss - expected).magnitude < 1e-13)
    }
  }

  /// The gradient is 1, so that each step is the learning rate, times what the hook makes of it.
  @Test func ratesAndGradientsAreTheHooks() throws {
    var trainer = Trainer(
      Tensor(100.0), optimizer: GradientDescent(learningRate: 1), minibatches: Minibatches(of: 2, size: 1))
    var asked: [Int] = []
    try trainer.fit(
      untilEpoch: 2,
      schedule: { update in
        asked.append(update)
        return [8, 4, 2, 1][update]
      },
      adjustGradient: { $0 = $0 / 2 }
    ) { model, _ in model }
    #expect(asked == [0, 1, 2, 3])
    #expect(trainer.model == Tensor(92.5))
    #expect(trainer.history.map(\.learningRate) == [4, 1])
  }

  @Test func validationAndProgressComeAfterEachEpoch() throws {
    var trainer = Trainer(
      Tensor(10.0), optimizer: GradientDescent(learningRate: 1), minibatches: Minibatches(of: 2, size: 1))
    var seen: [Double] = []
    try trainer.fit(
      untilEpoch: 3, validation: { 2 * $0 }, progress: { seen.append($0.model.scalar) }, loss: { model, _ in model })
    #expect(seen == [8, 6, 4])
    #expect(trainer.history.map(\.validationLoss) == [16, 12, 8])
    #expect(trainer.history.map(\.loss) == [16, 12, 8])
  }

  /// Progress as an asynchronous sequence.
  @Test func progressCanBeAwaited() async throws {
    let (reports, continuation) = AsyncStream.makeStream(of: EpochReport.self)
    let task = Task { [problem] in
      defer { continuation.finish() }
      var trainer = Trainer(
        problem.start, optimizer: Adam(learningRate: 0.05), minibatches: Minibatches(of: 23, size: 4))
      try trainer.fit(
        untilEpoch: 4, progress: { if let report = $0.history.last { continuation.yield(report) } },
        loss: { problem.loss($0, $1) })
      return trainer
    }
    var seen: [EpochReport] = []
    for await report in reports { seen.append(report) }
    #expect(seen == (try await task.value).history && seen.count == 4)
  }

  /// The model has the updates made until then, and goes on as if it had not been cancelled.
  @Test func aCancelledTaskKeepsTheModel() async throws {
    let minibatches = Minibatches(of: 23, size: 4, shuffleSeed: 1)
    let start = Trainer(problem.start, optimizer: Adam(learningRate: 0.05), minibatches: minibatches)
    var whole = start
    try whole.fit(untilEpoch: 3) { problem.loss($0, $1) }

    let task = Task { [problem] in
      var trainer = start, calls = 0
      let end = try trainer.fit(untilEpoch: 3) { model, batch in
        calls += 1
        if calls == 8 { withUnsafeCurrentTask { $0?.cancel() } }
        return problem.loss(model, batch)
      }
      return (trainer, end)
    }
    var (trainer, end) = try await task.value
    #expect(end == .cancelled)
    #expect(trainer.updates == 8 && trainer.epochs == 1)
    try trainer.fit(untilEpoch: 3) { problem.loss($0, $1) }
    #expect(bits(trainer.model) == bits(whole.model))
    #expect(trainer.history == whole.history)
    #expect(trainer.optimizer.state == whole.optimizer.state)
  }
}

struct TrainerStoppingTests {
  /// A model that is a number, which falls by 1 at each step; its validation losses are given.
  private func fit(
    _ losses: [Double], _ stopping: EarlyStopping, untilEpoch epochs: Int = 10
  ) throws -> (epochs: Int, end: TrainingEnd) {
    var trainer = Trainer(
      Tensor(10.0), optimizer: GradientDescent(learningRate: 1), minibatches: Minibatches(of: 1))
    let end = try trainer.fit(
      untilEpoch: epochs, stopping: stopping, validation: { Tensor(losses[9 - Int($0.scalar)]) },
      loss: { model, _ in model })
    return (trainer.epochs, end)
  }

  @Test func itEndsWhenTheLossGetsNoBetter() throws {
    let losses = [5.0, 3, 4, 3, 2.9, 3, 4, 5, 6, 7]
    var (epochs, end) = try fit(losses, EarlyStopping(patience: 3))
    #expect(epochs == 8 && end == .stoppedEarly(.noImprovement(lowest: 2.9, ago: 3)))
    #expect("\(end)".contains("2.9"))
    (epochs, end) = try fit(losses, EarlyStopping(patience: 3, minimumImprovement: 0.5))
    #expect(epochs == 5 && end == .stoppedEarly(.noImprovement(lowest: 3, ago: 3)))
    (epochs, end) = try fit(losses, EarlyStopping(patience: 6))
    #expect(epochs == 10 && end == .completed)
  }

  @Test func itEndsWhenTheLossIsGoodEnough() throws {
    let (epochs, end) = try fit([5, 4, 2, 3, 1], EarlyStopping(patience: 9, target: 2))
    #expect(epochs == 3 && end == .stoppedEarly(.targetReached(2)))
  }

  /// The reason is there at the last epoch too, and again when a finished fit is continued.
  @Test func aFitThatHasEndedStaysSo() throws {
    var trainer = Trainer(
      Tensor(10.0), optimizer: GradientDescent(learningRate: 1), minibatches: Minibatches(of: 1))
    let stopping = EarlyStopping(patience: 1, target: 9)
    for epochs in [2, 2, 5] {
      let end = try trainer.fit(untilEpoch: epochs, stopping: stopping) { model, _ in model }
      #expect(end == .stoppedEarly(.targetReached(9)) && trainer.epochs == 2)
    }
  }
}
