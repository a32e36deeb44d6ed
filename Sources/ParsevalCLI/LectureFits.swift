import Parseval

/// One linear layer with a bias, p = x·w + b, with a ReLU behind it or without.
struct LectureNeuron: Parameterized {
  var weight = Tensor<Double>.zeros([6])
  var bias = Tensor(1.0)
  var hasReLU = false

  func callAsFunction(_ x: Tensor<Double>) -> Tensor<Double> {
    let z = matmul(x, weight) + bias
    return hasReLU ? relu(z) : z
  }

  /// The same neuron, of which no derivative is taken.
  var withoutDerivative: LectureNeuron {
    LectureNeuron(
      weight: Parseval.withoutDerivative(at: weight), bias: Parseval.withoutDerivative(at: bias), hasReLU: hasReLU)
  }

  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("weight", &weight)
    visitor.visit("bias", &bias)
  }
}

/// A neuron's way down: its losses over the whole training set, and beyond.
struct LectureFit {
  let name: String
  /// The updates after which the losses were taken, the start included.
  var updates: [Int] = [0]
  var trainingLosses: [Double]
  var heldOutLosses: [Double]
  /// The updates of an epoch.
  let updatesPerEpoch: Int
  /// Why it ended before its last epoch.
  var failure: String?

  /// The losses after each epoch, that of the start first.
  var epochLosses: [Double] {
    zip(updates, trainingLosses).filter { $0.0.isMultiple(of: updatesPerEpoch) }.map(\.1)
  }
}

/// The fits of the lecture, which differ in the samples of a batch, in the learning rate, and in the ReLU.
struct LectureFits {
  var descent, sameRate, sgd, fine, falling: LectureFit
  var rectifiedDescent, rectifiedSGD: LectureFit
  /// The least loss of a linear layer; nil where the normal equations have no solution.
  let least: (training: Double, heldOut: Double)?
  let epochs: Int

  /// The rate of gradient descent: always below 2/λ, since the curvatures λ of the loss add up to 2 · 7.
  static let descentRate = 0.1
  /// The rate of SGD.
  static let rate = 0.01

  init(_ set: LectureTrainingSet, epochs: Int, seed: UInt64) {
    let work = Work(set: set, epochs: epochs, seed: seed)
    self.epochs = epochs
    let all = set.trainingCount
    descent = work.fit("gradient descent, η = 0.1", batch: all) { _ in Self.descentRate }
    sameRate = work.fit("gradient descent, η = 0.01", batch: all) { _ in Self.rate }
    sgd = work.fit("SGD, η = 0.01", batch: 1) { _ in Self.rate }
    fine = work.fit("SGD, η = 0.001", batch: 1) { _ in Self.rate / 10 }
    falling = work.fit("SGD, η = 0.01/(1 + epoch)", batch: 1) { Self.rate / (1 + Double($0) / Double(all)) }
    rectifiedDescent = work.fit("gradient descent, η = 0.1", batch: all, hasReLU: true) { _ in Self.descentRate }
    rectifiedSGD = work.fit("SGD, η = 0.01", batch: 1, hasReLU: true) { _ in Self.rate }
    least = work.least
  }
}

/// What the fits have in common.
private struct Work {
  let set: LectureTrainingSet
  let epochs: Int
  let seed: UInt64

  private typealias Samples = (inputs: Tensor<Double>, targets: Tensor<Double>)

  private var known: Samples {
    (set.inputs.slice(0..<set.trainingCount, axis: 0), set.targets.slice(0..<set.trainingCount))
  }
  private var heldOut: Samples {
    (set.inputs.slice(set.trainingCount..<set.count, axis: 0), set.targets.slice(set.trainingCount..<set.count))
  }

  private func loss(_ neuron: LectureNeuron, _ samples: Samples) -> Tensor<Double> {
    mean(square(neuron(samples.inputs) - samples.targets))
  }

  func fit(
    _ name: String, batch size: Int, hasReLU: Bool = false, rate: @escaping (Int) -> Double
  ) -> LectureFit {
    let known = known, heldOut = heldOut
    var trainer = Trainer(
      LectureNeuron(hasReLU: hasReLU), optimizer: GradientDescent(learningRate: 0),
      minibatches: Minibatches(of: set.trainingCount, size: size, shuffleSeed: size == 1 ? seed : nil))
    var fit = LectureFit(
      name: name, trainingLosses: [loss(trainer.model, known).scalar],
      heldOutLosses: [loss(trainer.model, heldOut).scalar],
      updatesPerEpoch: trainer.minibatches.count)
    func note(_ updates: Int, _ neuron: LectureNeuron) {
      fit.updates.append(updates)
      fit.trainingLosses.append(loss(neuron, known).scalar)
      fit.heldOutLosses.append(loss(neuron, heldOut).scalar)
    }
    var updates = 0
    do {
      try trainer.fit(untilEpoch: epochs, schedule: rate, progress: { note($0.updates, $0.model) }) { neuron, batch in
        // Within the first epoch after 1, 2, 4, … updates as well.
        if updates > 0, updates < fit.updatesPerEpoch, updates & (updates - 1) == 0 {
          note(updates, neuron.withoutDerivative)
        }
        updates += 1
        return batch.count == set.trainingCount
          ? loss(neuron, known)
          : loss(neuron, (known.inputs.gathering(batch, axis: 0), known.targets.gathering(batch)))
      }
    } catch {
      fit.failure = "\(error)"
    }
    return fit
  }

  var least: (training: Double, heldOut: Double)? {
    func design(_ samples: Samples) -> Tensor<Double> {
      concatenate([samples.inputs, .ones([samples.targets.count, 1])], axis: 1)
    }
    let matrix = design(known)
    guard let best = try? solve(matmul(matrix.transposed(), matrix), matmul(matrix.transposed(), known.targets))
    else { return nil }
    func error(_ samples: Samples) -> Double { mean(square(matmul(design(samples), best) - samples.targets)).scalar }
    return (error(known), error(heldOut))
  }
}
