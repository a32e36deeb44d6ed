public import Autodiff
import Fourier

/// AdaGrad: each parameter's step is its gradient over the root of the sum of all its squared gradients.
///
/// v ← v + g², x ← x − ηₜ · g/(√v + ε) with ηₜ = η/(1 + (t − 1)·decay). Rates fall as fast as slopes ask for.
/// - Source: J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic
///   optimization", JMLR 12 (2011), 2121. PyTorch's `Adagrad`.
public struct AdaGrad: Optimizer {
  /// η, the size of the first step.
  public var learningRate: Double
  /// How fast the learning rate falls besides, per step.
  public let learningRateDecay: Double
  /// ε, in the unit of the gradient.
  public let epsilon: Double
  /// v at the start.
  public let initialSum: Double
  /// The pull of parameters toward 0.
  public let weightDecay: WeightDecay
  /// The memory `squareSum`, v.
  public var state = OptimizerState()

  /// AdaGrad with PyTorch's constants unless others are given. Traps if one of them is negative.
  public init(
    learningRate: Double, learningRateDecay: Double = 0, epsilon: Double = 1e-10, initialSum: Double = 0,
    weightDecay: WeightDecay = .none
  ) {
    require(
      learningRateDecay >= 0 && epsilon >= 0 && initialSum >= 0,
      "AdaGrad's decay \(learningRateDecay), ε = \(epsilon) and initial sum \(initialSum) must not be negative")
    require(weightDecay.isValid, "the weight decay \(weightDecay) must be finite and not negative")
    self.learningRate = learningRate
    self.learningRateDecay = learningRateDecay
    self.epsilon = epsilon
    self.initialSum = initialSum
    self.weightDecay = weightDecay
  }

  public mutating func update<Model: Parameterized>(_ model: inout Model, along gradient: Model) {
    let rule = AdaGradStep(
      rate: learningRate / (1 + Double(state.step) * learningRateDecay), epsilon: epsilon, decay: weightDecay,
      memories: [("squareSum", initialSum)])
    state.update(&model, along: gradient, by: rule)
  }
}

private struct AdaGradStep: UpdateRule {
  let rate: Double
  let epsilon: Double
  let decay: WeightDecay
  let memories: [(name: String, initial: Double)]

  @specialized(where T == Float)
  @specialized(where T == Double)
  func update<T: TensorScalar>(_ block: UpdateBlock<T>) {
    let rate = T(rate), epsilon = T(epsilon), l2 = T(decay.l2), kept = T(decay.factor(at: self.rate))
    let x = block.parameters, g = block.gradient, v = block.memory(0)
    for i in 0..<block.count {
      let slope = g[i] + l2 * x[i]
      v[i] += slope * slope
      x[i] = kept * x[i] - rate * slope / (v[i].squareRoot() + epsilon)
    }
  }
}
