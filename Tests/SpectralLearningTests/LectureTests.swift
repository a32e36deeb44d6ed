import Autodiff
import Foundation
import SpectralLearning
import TestSupport
import Testing

/// One linear layer with a bias, p = x·w + b, with a ReLU or without.
private struct Neuron<T: TensorScalar>: Parameterized {
  var weight = Tensor<T>.zeros([6])
  var bias = Tensor<T>(1)
  var hasReLU: Bool

  func callAsFunction(_ x: Tensor<T>) -> Tensor<T> {
    let z = matmul(x, weight) + bias
    return hasReLU ? relu(z) : z
  }

  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("weight", &weight)
    visitor.visit("bias", &bias)
  }
}

/// The levels of a recording: the first 700 frames to learn from, the others held out.
private struct TrainingSet<T: TensorScalar> {
  let inputs: Tensor<T>, targets: Tensor<T>
  let heldOutInputs: Tensor<T>, heldOutTargets: Tensor<T>

  init() throws {
    let archive = try TensorArchive(contentsOf: learningFixture("tabla_levels.json").path)
    let levels = try #require(archive.tensors["levels"].flatMap(Double.recover))
    try #require(levels.shape == [916, 7])
    let below = levels.slice(0..<6), known = below.slice(0..<700, axis: 0)
    let x = Tensor<T>((below - mean(known, axes: [0])) / standardDeviation(known, axes: [0]))
    let y = Tensor<T>(relu(levels.slice(6..<7).reshaped(to: [916]) + 70) / 10)
    inputs = x.slice(0..<700, axis: 0)
    targets = y.slice(0..<700)
    heldOutInputs = x.slice(700..<916, axis: 0)
    heldOutTargets = y.slice(700..<916)
  }

  func loss(_ neuron: Neuron<T>) -> Tensor<T> { mean(square(neuron(inputs) - targets)) }
  func heldOutLoss(_ neuron: Neuron<T>) -> Tensor<T> { mean(square(neuron(heldOutInputs) - heldOutTargets)) }
  func loss(_ neuron: Neuron<T>, _ batch: [Int]) -> Tensor<T> {
    mean(square(neuron(inputs.gathering(batch, axis: 0)) - targets.gathering(batch)))
  }
}

private struct Case: Decodable {
  let hasReLU: Bool, batchSize: Int, learningRate: Double, shuffleSeed: UInt64?
  let firstLoss: Double, firstWeightGradient: [Double], firstBiasGradient: Double
  let updates: Int, trainingLosses: [Double], heldOutLosses: [Double], weight: [Double], bias: Double
}

private struct LeastSquares: Decodable {
  struct Solution: Decodable { let parameters: [Double], loss: Double }
  let leastSquares: Solution
}

@Suite("The lecture, on real data")
struct LectureTests {
  /// ∂L/∂w = 2/N Σ (pᵢ − yᵢ)·[zᵢ > 0]·xᵢ and ∂L/∂b = 2/N Σ (pᵢ − yᵢ)·[zᵢ > 0], the bracket for a ReLU alone: derived by
  /// hand, summed number by number.
  @Test("The backward pass is the formula by hand", arguments: [false, true])
  func byHand(hasReLU: Bool) throws {
    func check<T: TensorScalar>(_ type: T.Type) throws {
      let set = try TrainingSet<T>()
      var random = SeededRandom(seed: 5)
      let neuron = Neuron<T>(weight: Tensor(random.signal(count: 6)), bias: Tensor(0.5), hasReLU: hasReLU)
      let slope = gradient(at: neuron) { set.loss($0) }
      let x = set.inputs.elements.map(Double.init), y = set.targets.elements.map(Double.init)
      let weight = neuron.weight.elements.map(Double.init)
      var byWeight = Array(repeating: 0.0, count: 6), byBias = 0.0, scale = 0.0, passed = 0
      for i in 0..<700 {
        let z = (0..<6).reduce(0.5) { $0 + x[6 * i + $1] * weight[$1] }
        if hasReLU && z <= 0 { continue }
        passed += 1
        for k in 0..<6 { byWeight[k] += 2.0 / 700 * (z - y[i]) * x[6 * i + k] }
        byBias += 2.0 / 700 * (z - y[i])
        scale += 2.0 / 700 * (z - y[i]).magnitude
      }
      #expect(hasReLU ? passed > 100 && passed < 650 : passed == 700, "the case tells nothing")
      // Sums of 700 products of numbers of some units.
      let tolerance = 100 * Double(Tolerances.unitRoundoff() as T) * scale
      for (computed, expected) in zip(slope.weight.elements, byWeight) {
        #expect((Double(computed) - expected).magnitude <= tolerance, "\(T.self)")
      }
      #expect((Double(slope.bias.scalar) - byBias).magnitude <= tolerance, "\(T.self)")
    }
    try check(Double.self)
    try check(Float.self)
  }

  /// The number of updates, and every epoch's losses, by PyTorch; to 10⁻¹⁰ after up to 3500 updates.
  @Test("Trajectories are PyTorch's")
  func trajectories() throws {
    let set = try TrainingSet<Double>()
    for expected in try cases("lecture.json") as [Case] {
      let start = Neuron<Double>(hasReLU: expected.hasReLU)
      let (loss, slope) = valueWithGradient(at: start) { set.loss($0) }
      expectClose(loss.scalar, expected.firstLoss)
      for (computed, expected) in zip(slope.weight.elements, expected.firstWeightGradient) {
        expectClose(computed, expected)
      }
      expectClose(slope.bias.scalar, expected.firstBiasGradient)

      var trainer = Trainer(
        start, optimizer: GradientDescent(learningRate: expected.learningRate),
        minibatches: Minibatches(of: 700, size: expected.batchSize, shuffleSeed: expected.shuffleSeed))
      var losses: [Double] = []
      try trainer.fit(
        untilEpoch: expected.trainingLosses.count, validation: { set.heldOutLoss($0) },
        progress: { losses.append(set.loss($0.model).scalar) }, loss: { set.loss($0, $1) })
      #expect(trainer.updates == expected.updates)
      #expect(losses.count == expected.trainingLosses.count)
      for (computed, expected) in zip(losses, expected.trainingLosses) { expectClose(computed, expected) }
      for (report, expected) in zip(trainer.history, expected.heldOutLosses) {
        expectClose(report.validationLoss ?? .nan, expected)
      }
      for (computed, expected) in zip(trainer.model.weight.elements, expected.weight) {
        expectClose(computed, expected)
      }
      expectClose(trainer.model.bias.scalar, expected.bias)
    }
  }

  private func fit(
    _ set: TrainingSet<Double>, hasReLU: Bool = false, rate: Double, batch size: Int, epochs: Int,
    schedule: ((Int) -> Double)? = nil
  ) throws -> (loss: Double, neuron: Neuron<Double>, updates: Int) {
    var trainer = Trainer(
      Neuron<Double>(hasReLU: hasReLU), optimizer: GradientDescent(learningRate: rate),
      minibatches: Minibatches(of: 700, size: size, shuffleSeed: size == 700 ? nil : 1))
    try trainer.fit(untilEpoch: epochs, schedule: schedule) { neuron, batch in
      batch.count == 700 ? set.loss(neuron) : set.loss(neuron, batch)
    }
    return (set.loss(trainer.model).scalar, trainer.model, trainer.updates)
  }

  @Test("Gradient descent ends at the least squares, SGD at a constant rate above them")
  func limits() throws {
    let data = try Data(contentsOf: learningFixture("lecture.json"))
    let least = try JSONDecoder().decode(LeastSquares.self, from: data).leastSquares
    let set = try TrainingSet<Double>()
    let descent = try fit(set, rate: 0.1, batch: 700, epochs: 4000)
    expectClose(descent.loss, least.loss)
    for (computed, expected) in zip(descent.neuron.weight.elements, least.parameters) {
      #expect((computed - expected).magnitude < 1e-8)
    }
    // The floor falls with the rate; with a rate that falls there is none.
    let floors = try [0.01, 0.0005].map { try fit(set, rate: $0, batch: 1, epochs: 50).loss / least.loss - 1 }
    #expect(floors[0] > 0.15 && floors[0] > 8 * floors[1])
    let falling = try fit(set, rate: 0.01, batch: 1, epochs: 50) { 0.01 / (1 + Double($0) / 700) }
    #expect(falling.loss / least.loss - 1 < 0.005)
  }

  @Test("For the same passes SGD is ahead, for the same updates it is not")
  func passesAndUpdates() throws {
    let set = try TrainingSet<Double>()
    for hasReLU in [false, true] {
      let descent = try fit(set, hasReLU: hasReLU, rate: 0.1, batch: 700, epochs: 5)
      let sgd = try fit(set, hasReLU: hasReLU, rate: 0.01, batch: 1, epochs: 5)
      #expect(descent.updates == 5 && sgd.updates == 3500)
      #expect(sgd.loss < 0.75 * descent.loss)
      let slowDescent = try fit(set, hasReLU: hasReLU, rate: 1e-4, batch: 700, epochs: 700)
      let slowSGD = try fit(set, hasReLU: hasReLU, rate: 1e-4, batch: 1, epochs: 1)
      #expect(slowDescent.updates == slowSGD.updates)
      #expect((slowSGD.loss / slowDescent.loss - 1).magnitude < 0.01)
    }
  }

  @Test("Rates at which gradient descent converges are too high for SGD")
  func rates() throws {
    let set = try TrainingSet<Double>()
    #expect(try fit(set, rate: 0.2, batch: 700, epochs: 50).loss < 0.19)
    #expect(throws: TrainingError.self) { try fit(set, rate: 0.2, batch: 1, epochs: 50) }
    // 2/λ = 0.2499: on either side of it.
    let below = try fit(set, rate: 0.245, batch: 700, epochs: 400),
      above = try fit(set, rate: 0.255, batch: 700, epochs: 400)
    #expect(below.loss < 0.174 && above.loss > 100)
    // A ReLU that passes no frame has no derivative.
    let dead = try fit(set, hasReLU: true, rate: 0.1, batch: 1, epochs: 20).neuron
    #expect(gradient(at: dead) { set.loss($0) }.weight == .zeros([6]))
  }

  private func expectClose(_ computed: Double, _ expected: Double, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(
      (computed - expected).magnitude <= 1e-10 * max(1, expected.magnitude), sourceLocation: sourceLocation)
  }
}
