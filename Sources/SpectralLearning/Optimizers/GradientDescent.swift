public import Autodiff
import Fourier

/// Gradient descent, with or without momentum.
///
/// x ← x − η·g. With momentum μ the step is along a memory of gradients, b ← μb + (1 − τ)g from b = g at the first step:
/// x ← x − η·b, or, Nesterov's, x ← x − η·(g + μb).
/// ```swift
/// var descent = GradientDescent(learningRate: 0.1, momentum: .nesterov(0.9))
/// ```
/// - Source: A. Cauchy, C. R. Acad. Sci. Paris 25 (1847), 536; B. T. Polyak, USSR Comput. Math. Math. Phys. 4 (1964), 1;
///   Y. Nesterov, Soviet Math. Dokl. 27 (1983), 372. PyTorch's `SGD`.
public struct GradientDescent: Optimizer {
  /// What stays of earlier steps.
  public enum Momentum: Sendable, Hashable {
    /// Nothing.
    case none
    /// The memory decays by μ, and takes in 1 − τ of each gradient.
    case heavyBall(_ momentum: Double, dampening: Double = 0)
    /// The step is that from where the memory, decaying by μ, leads.
    case nesterov(_ momentum: Double)
  }

  /// η, the step for a gradient of 1.
  public var learningRate: Double
  /// What stays of earlier steps.
  public let momentum: Momentum
  /// The pull of parameters toward 0.
  public let weightDecay: WeightDecay
  /// One memory, `momentum`, if there is momentum.
  public var state = OptimizerState()

  /// Descent at a learning rate η. Traps unless μ and λ are numbers and not negative.
  public init(learningRate: Double, momentum: Momentum = .none, weightDecay: WeightDecay = .none) {
    switch momentum {
    case .none: break
    case .heavyBall(let factor, let dampening):
      require(
        factor >= 0 && factor.isFinite && dampening.isFinite,
        "gradient descent's momentum μ = \(factor) with the dampening τ = \(dampening) must be finite, μ not negative")
    case .nesterov(let factor):
      require(
        factor >= 0 && factor.isFinite, "gradient descent's momentum μ = \(factor) must be finite and not negative")
    }
    require(weightDecay.isValid, "the weight decay \(weightDecay) must be finite and not negative")
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
  }

  public mutating func update<Model: Parameterized>(_ model: inout Model, along gradient: Model) {
    let rate = learningRate, decay = weightDecay
    switch momentum {
    case .none: state.update(&model, along: gradient, by: PlainStep(rate: rate, decay: decay))
    case .heavyBall(let factor, let dampening):
      let rule = MomentumStep(
        rate: rate, decay: decay, momentum: factor, intake: state.step == 0 ? 1 : 1 - dampening, isNesterov: false)
      state.update(&model, along: gradient, by: rule)
    case .nesterov(let factor):
      let rule = MomentumStep(rate: rate, decay: decay, momentum: factor, intake: 1, isNesterov: true)
      state.update(&model, along: gradient, by: rule)
    }
  }
}

private struct PlainStep: UpdateRule {
  let rate: Double
  let decay: WeightDecay
  let memories: [(name: String, initial: Double)] = []

  @specialized(where T == Float)
  @specialized(where T == Double)
  func update<T: TensorScalar>(_ block: UpdateBlock<T>) {
    // Both decays are the same here.
    let rate = T(rate), kept = T(decay.factor(at: self.rate) - self.rate * decay.l2)
    let x = block.parameters, g = block.gradient
    if kept == 1 {
      for i in 0..<block.count { x[i] -= rate * g[i] }
    } else {
      for i in 0..<block.count { x[i] = kept * x[i] - rate * g[i] }
    }
  }
}

private struct MomentumStep: UpdateRule {
  let rate: Double
  let decay: WeightDecay
  let momentum: Double
  let intake: Double
  let isNesterov: Bool
  let memories = [(name: "momentum", initial: 0.0)]

  @specialized(where T == Float)
  @specialized(where T == Double)
  func update<T: TensorScalar>(_ block: UpdateBlock<T>) {
    let rate = T(rate), l2 = T(decay.l2), kept = T(decay.factor(at: self.rate))
    let momentum = T(momentum), intake = T(intake)
    // The step is along a·g + c·b.
    let (a, c): (T, T) = isNesterov ? (1, momentum) : (0, 1)
    let x = block.parameters, g = block.gradient, b = block.memory(0)
    for i in 0..<block.count {
      let slope = g[i] + l2 * x[i]
      b[i] = momentum * b[i] + intake * slope
      x[i] = kept * x[i] - rate * (a * slope + c * b[i])
    }
  }
}
