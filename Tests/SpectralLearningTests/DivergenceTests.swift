import Autodiff
import SpectralLearning
import TestSupport
import Testing

struct DivergenceTests {
  private typealias Number = Trainer<Tensor<Double>, GradientDescent>

  /// A trainer of one number, which each update lowers by the learning rate where the loss is the number itself.
  private func trainer(at start: Double, rate: Double = 1, samples: Int = 4) -> Number {
    Trainer(
      Tensor(start), optimizer: GradientDescent(learningRate: rate, momentum: .heavyBall(0)),
      minibatches: Minibatches(of: samples, size: 1))
  }

  private func divergence(_ body: () throws -> Void) throws -> Divergence {
    let error = try #require(#expect(throws: TrainingError.self) { try body() })
    guard case .diverged(let divergence) = error else { throw error }
    #expect(error.description == divergence.description)
    return divergence
  }

  /// 3, 2, 1, 0, −1: the fifth update takes the logarithm of 0.
  @Test func aLossNamesItsOperation() throws {
    var number = trainer(at: 4)
    let divergence = try divergence {
      try number.fit(untilEpoch: 3) { model, _ in model + 0 * log(model) }
    }
    #expect(divergence.quantity == .loss && divergence.epoch == 2 && divergence.update == 5 && divergence.batch == [0])
    let cause = try #require(divergence.cause)
    #expect(cause.source == .operation("log") && cause.phase == .value)
    #expect(
      divergence.description
        == "the loss is not finite in update 5, epoch 2, of sample 0: log produced -inf as a scalar value "
        + "from finite inputs of shape [] (forward phase)")
    // Nothing is lost, and a better loss goes on from there.
    #expect(number.model == Tensor(0.0) && number.updates == 4 && number.epochs == 1)
    #expect(number.optimizer.state.step == 4)
    try number.fit(untilEpoch: 2) { model, _ in model }
    #expect(number.model == Tensor(-4.0) && number.updates == 8)
  }

  /// √0 is finite, but its slope is not.
  @Test func aGradientNamesItsOperation() throws {
    var number = trainer(at: 0)
    let divergence = try divergence { try number.fit(untilEpoch: 1) { model, _ in sqrt(model) } }
    #expect(divergence.quantity == .gradient && divergence.update == 1)
    #expect(divergence.cause?.source == .operation("sqrt") && divergence.cause?.phase == .cotangent)
    #expect(number.model == Tensor(0.0) && number.updates == 0 && number.optimizer.state.step == 0)
  }

  /// On ½cx² at a rate of 4/c the number triples and changes its sign at each step, until it leaves the range of its type.
  @Test func aStepOutOfRangeIsNotMade() throws {
    var number = Trainer(
      Tensor<Float>(1), optimizer: GradientDescent(learningRate: 4e38), minibatches: Minibatches(of: 1))
    let divergence = try divergence { try number.fit(untilEpoch: 1000) { model, _ in model } }
    #expect(divergence.quantity == .parameters && divergence.update == 1 && divergence.cause == nil)
    #expect(divergence.description.contains("a smaller learning rate may do"))
    #expect(number.model == Tensor(1))

    var growing = trainer(at: 1, rate: 4, samples: 1)
    let error = #expect(throws: TrainingError.self) {
      try growing.fit(untilEpoch: 1000) { model, _ in square(model) / 2 }
    }
    #expect(error != nil)
    // 3³²⁴ is squared to infinity, 3³²³ is not.
    #expect(growing.updates == 324 && growing.model.scalar.isFinite)
    #expect((growing.model.scalar - .pow(3, 324)).magnitude <= 1e-13 * .pow(3, 324))
  }

  /// The learning rate of a step that was not made is not kept either.
  @Test func nothingOfAFailedStepStays() throws {
    var number = trainer(at: 4)
    #expect(throws: TrainingError.self) {
      try number.fit(untilEpoch: 1, schedule: { $0 == 1 ? .infinity : 2 }) { model, _ in model }
    }
    #expect(number.optimizer.learningRate == 2 && number.model == Tensor(2.0) && number.updates == 1)
  }

  /// Many samples, many elements, a tensor of a structure: none is overlooked.
  @Test(arguments: [0, 7, 1000, 4999])
  func anyElementIsLookedAt(place: Int) throws {
    let start = Tensor((0..<5000).map { $0 == place ? 0.0 : 1 })
    var trainer = Trainer(
      [Tensor<Double>.ones([3]), start], optimizer: GradientDescent(learningRate: 1), minibatches: Minibatches(of: 12))
    let divergence = try divergence {
      try trainer.fit(untilEpoch: 1) { model, _ in sum(model[0]) + sum(sqrt(model[1])) }
    }
    #expect(divergence.quantity == .gradient && divergence.cause?.place == [place])
    #expect(divergence.description.contains("of 12 samples"))
    #expect(trainer.model[1] == start)
  }

  @Test func aLossThatThrows() throws {
    struct Refusal: Error {}
    var number = trainer(at: 4)
    let error = #expect(throws: TrainingError.self) {
      try number.fit(untilEpoch: 1) { model, _ in
        if model.scalar < 3 { throw Refusal() }
        return model
      }
    }
    guard case .lossFailed(update: 3, let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason is Refusal)
    #expect(number.model == Tensor(2.0) && number.updates == 2)
  }

  @Test func aValidationLossIsLookedAt() throws {
    var number = trainer(at: 4)
    let divergence = try divergence {
      try number.fit(untilEpoch: 3, validation: { log($0 + 1) - log($0 + 1) + log($0) }) { model, _ in model }
    }
    #expect(divergence.quantity == .validationLoss && divergence.epoch == 1 && divergence.update == 4)
    #expect(divergence.cause?.source == .operation("log"))
    #expect(divergence.description.hasPrefix("the validation loss is not finite after epoch 1, update 4: log produced"))
    // The epoch itself is complete.
    #expect(number.epochs == 1 && number.history[0].validationLoss == -.infinity)
  }
}
