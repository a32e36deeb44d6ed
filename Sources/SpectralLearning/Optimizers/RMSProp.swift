public import Autodiff
import Fourier

/// RMSProp: each parameter's step is its gradient over the root of its mean squared gradient, times η.
///
/// v ← αv + (1 − α)g², x ← x − η · g/(√v + ε). Centered, the mean gradient ḡ ← αḡ + (1 − α)g is taken off: √(v − ḡ²) stands
/// for √v. With momentum μ, the steps divided so are remembered: b ← μb + g/(√v + ε), x ← x − ηb.
/// - Source: T. Tieleman and G. Hinton, lecture 6.5 of "Neural networks for machine learning" (2012); centered: A. Graves,
///   arXiv:1308.0850. PyTorch's `RMSprop`.
public struct RMSProp: Optimizer {
  /// η, about the size of a step.
  public var learningRate: Double
  /// α, how much of the mean squared gradient stays from step to step.
  public let alpha: Double
  /// ε, in the unit of the gradient.
  public let epsilon: Double
  /// μ, how much of a step stays in the next.
  public let momentum: Double
  /// Whether gradients are measured from their mean.
  public let isCentered: Bool
  /// The pull of parameters toward 0.
  public let weightDecay: WeightDecay
  /// The memory `squareMean`, v; and `gradientMean`, ḡ, and `momentum`, b, where they are needed.
  public var state = OptimizerState()

  /// RMSProp with PyTorch's constants unless others are given. Traps unless 0 ≤ α < 1 and none of the others is negative.
  public init(
    learningRate: Double, alpha: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0, isCentered: Bool = false,
    weightDecay: WeightDecay = .none
  ) {
    require(
      alpha >= 0 && alpha < 1 && epsilon >= 0 && momentum >= 0,
      "RMSProp's α = \(alpha) must lie in 0 ..< 1, and ε = \(epsilon) and μ = \(momentum) not be negative")
    require(weightDecay.isValid, "the weight decay \(weightDecay) must be finite and not negative")
    self.learningRate = learningRate
    self.alpha = alpha
    self.epsilon = epsilon
    self.momentum = momentum
    self.isCentered = isCentered
    self.weightDecay = weightDecay
  }

  public mutating func update<Model: Parameterized>(_ model: inout Model, along gradient: Model) {
    let rule = RMSPropStep(settings: self)
    state.update(&model, along: gradient, by: rule)
  }
}

private struct RMSPropStep: UpdateRule {
  let rate: Double
  let alpha: Double
  let epsilon: Double
  let momentum: Double
  let isCentered: Bool
  let decay: WeightDecay

  init(settings: RMSProp) {
    rate = settings.learningRate
    alpha = settings.alpha
    epsilon = settings.epsilon
    momentum = settings.momentum
    isCentered = settings.isCentered
    decay = settings.weightDecay
  }

  var memories: [(name: String, initial: Double)] {
    ["squareMean"].map { ($0, 0) } + (isCentered ? [("gradientMean", 0)] : []) + (momentum > 0 ? [("momentum", 0)] : [])
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  func update<T: TensorScalar>(_ block: UpdateBlock<T>) {
    let rate = T(rate), alpha = T(alpha), intake = T(1 - self.alpha), epsilon = T(epsilon)
    let l2 = T(decay.l2), kept = T(decay.factor(at: self.rate)), momentum = T(momentum)
    let x = block.parameters, g = block.gradient, v = block.memory(0)
    switch (isCentered, momentum > 0) {
    case (false, false):
      for i in 0..<block.count {
        let slope = g[i] + l2 * x[i]
        v[i] = alpha * v[i] + intake * slope * slope
        x[i] = kept * x[i] - rate * slope / (v[i].squareRoot() + epsilon)
      }
    case (false, true):
      let b = block.memory(1)
      for i in 0..<block.count {
        let slope = g[i] + l2 * x[i]
        v[i] = alpha * v[i] + intake * slope * slope
        b[i] = momentum * b[i] + slope / (v[i].squareRoot() + epsilon)
        x[i] = kept * x[i] - rate * b[i]
      }
    case (true, let hasMomentum):
      // The memory of the mean stands in for that of steps where there is none, which is then not written.
      let mean = block.memory(1), b = hasMomentum ? block.memory(2) : mean
      for i in 0..<block.count {
        let slope = g[i] + l2 * x[i]
        v[i] = alpha * v[i] + intake * slope * slope
        mean[i] = alpha * mean[i] + intake * slope
        // Rounding may leave less than 0, but not of what is no number.
        let variance = v[i] - mean[i] * mean[i]
        let step = slope / ((variance < 0 ? 0 : variance).squareRoot() + epsilon)
        if hasMomentum { b[i] = momentum * b[i] + step }
        x[i] = kept * x[i] - rate * (hasMomentum ? b[i] : step)
      }
    }
  }
}
