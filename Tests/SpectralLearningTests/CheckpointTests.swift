import Autodiff
import SpectralLearning
import TestSupport
import Testing

struct CheckpointTests {
  let problem = TrainingProblem()

  private static let optimizers: [any Optimizer] = [
    GradientDescent(learningRate: 0.1), GradientDescent(learningRate: 0.1, momentum: .heavyBall(0.9, dampening: 0.5)),
    GradientDescent(learningRate: 0.1, momentum: .nesterov(0.9), weightDecay: .l2(1e-3)),
    Adam(learningRate: 0.05), Adam(learningRate: 0.05, weightDecay: .decoupled(0.01), isAMSGrad: true),
    AdamW(learningRate: 0.05), AdaGrad(learningRate: 0.1), RMSProp(learningRate: 0.01),
  ]

  /// Interrupted at any place, within an epoch or between two, written, read and resumed, a fit ends as if it had not been.
  @Test(arguments: optimizers, StorageFormat.allCases)
  func aFitIsResumedToTheBit(optimizer: any Optimizer, format: StorageFormat) async throws {
    try await check(optimizer, format)
  }

  private func check<Rule: Optimizer>(_ optimizer: Rule, _ format: StorageFormat) async throws {
    func rate(_ update: Int) -> Double { 0.1 / Double(1 + update) }
    let folder = try TemporaryFolder()
    let start = Trainer(
      problem.start, optimizer: optimizer, minibatches: Minibatches(of: 23, size: 5, shuffleSeed: 9))
    var whole = start
    try whole.fit(untilEpoch: 4, schedule: rate, validation: { problem.loss($0, [0, 1]) }) { problem.loss($0, $1) }
    for interruption in [0, 1, 5, 13, 20] {
      let interrupted = try await Task { [problem] in
        var trainer = start
        if interruption == 0 { return trainer }
        var calls = 0
        try trainer.fit(untilEpoch: 4, schedule: rate, validation: { problem.loss($0, [0, 1]) }) { model, batch in
          calls += 1
          if calls == interruption { withUnsafeCurrentTask { $0?.cancel() } }
          return problem.loss(model, batch)
        }
        return trainer
      }.value
      #expect(interrupted.updates == interruption)
      let path = folder.path("fit.\(format)")
      try interrupted.checkpoint.save(to: path)
      let checkpoint = try Checkpoint(contentsOf: path, like: problem.start)
      #expect(checkpoint.minibatches == start.minibatches && checkpoint.updates == interruption)
      var resumed = Trainer(resuming: checkpoint, optimizer: optimizer)
      let end = try resumed.fit(untilEpoch: 4, schedule: rate, validation: { problem.loss($0, [0, 1]) }) {
        problem.loss($0, $1)
      }
      #expect(end == .completed)
      #expect(bits(resumed.model) == bits(whole.model))
      #expect(resumed.history == whole.history && resumed.updates == whole.updates)
      #expect(resumed.optimizer.state == whole.optimizer.state)
    }
  }

  private var trainer: Trainer<TrainingProblem.Model, Adam> {
    get throws {
      var trainer = Trainer(
        problem.start, optimizer: Adam(learningRate: 0.1), minibatches: Minibatches(of: 23, size: 10, dropsLast: true))
      try trainer.fit(untilEpoch: 1) { problem.loss($0, $1) }
      return trainer
    }
  }

  @Test func aCheckpointSaysWhatItHolds() throws {
    let archive = try trainer.checkpoint.archive
    #expect(Set(archive.tensors.keys.filter { $0.hasPrefix("model.") }).count == 4)
    #expect(archive.tensors["optimizer.firstMoment.weight"]?.shape == [4, 2])
    #expect(archive.tensors["history.trainingLoss"]?.shape == [1])
    #expect(archive.metadata["checkpoint.updates"] == "2" && archive.metadata["checkpoint.dropsLast"] == "true")
    #expect(archive.metadata["checkpoint.shuffleSeed"] == nil)
    #expect(try Checkpoint(archive, like: problem.start).minibatches == trainer.minibatches)
  }

  /// Whatever a checkpoint lacks, or has too much, is named.
  @Test func damagedCheckpoints() throws {
    let archive = try trainer.checkpoint.archive
    for name in archive.tensors.keys {
      var damaged = archive
      damaged.tensors[name] = nil
      #expect(throws: StorageError.self, "\(name)") { try Checkpoint(damaged, like: problem.start) }
    }
    for key in archive.metadata.keys {
      var damaged = archive
      damaged.metadata[key] = nil
      #expect(throws: StorageError.self, "\(key)") { try Checkpoint(damaged, like: problem.start) }
      damaged.metadata[key] = "?"
      #expect(throws: StorageError.self, "\(key)") { try Checkpoint(damaged, like: problem.start) }
    }
    var damaged = archive
    damaged.tensors["optimizer.momentum.weight"] = .double(.zeros([4, 2]))
    #expect(throws: StorageError.unexpected(names: ["optimizer.momentum.weight"])) {
      try Checkpoint(damaged, like: problem.start)
    }
    damaged = archive
    damaged.metadata["checkpoint.updates"] = "two"
    let error = #expect(throws: StorageError.self) { try Checkpoint(damaged, like: problem.start) }
    #expect(
      error?.description
        == "the file holds no checkpoint that could be resumed: its metadata has 'two' for 'checkpoint.updates'")
    #expect(throws: StorageError.self) { try Checkpoint(TensorArchive(problem.start), like: problem.start) }
    var other = problem.start
    other.bias = .zeros([3])
    #expect(throws: StorageError.wrongShape(name: "optimizer.firstMoment.bias", found: [2], expected: [3])) {
      try Checkpoint(archive, like: other)
    }
  }
}
