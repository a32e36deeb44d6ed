public import Autodiff
import Fourier

/// Adam: each parameter's step is its mean gradient over the root of its mean squared gradient, times η.
///
/// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x ← x − η · m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), from
/// m = v = 0. Whatever the unit of the loss, a step is about η as long as gradients are well above ε. AMSGrad puts the
/// largest v so far in the place of v.
/// - Source: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015; S. J. Reddi, S. Kale and
///   S. Kumar, "On the convergence of Adam and beyond", ICLR 2018. PyTorch's `Adam`.
public struct Adam: Optimizer {
  /// η, about the size of a step.
  public var learningRate: Double
  /// β₁, how much of the mean gradient stays from step to step.
  public let beta1: Double
  /// β₂, how much of the mean squared gradient stays from step to step.
  public let beta2: Double
  /// ε, in the unit of the gradient.
  public let epsilon: Double
  /// The pull of parameters toward 0.
  public let weightDecay: WeightDecay
  /// Whether steps are divided by the largest mean squared gradient so far, rather than by the last.
  public let isAMSGrad: Bool
  /// The memories `firstMoment`, m, and `secondMoment`, v; AMSGrad's `largestSecondMoment` too.
  public var state = OptimizerState()

  /// Adam with the paper's constants unless others are given. Traps unless 0 ≤ β₁, β₂ < 1, 0 ≤ ε and 0 ≤ λ.
  public init(
    learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    weightDecay: WeightDecay = .none, isAMSGrad: Bool = false
  ) {
    require(
      beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon >= 0,
      "Adam's β₁ = \(beta1) and β₂ = \(beta2) must lie in 0 ..< 1, and ε = \(epsilon) not be negative")
    require(weightDecay.isValid, "the weight decay \(weightDecay) must be finite and not negative")
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isAMSGrad = isAMSGrad
  }

  public mutating func update<Model: Parameterized>(_ model: inout Model, along gradient: Model) {
    let rule = AdamStep(self, step: state.step + 1)
    state.update(&model, along: gradient, by: rule)
  }
}

private struct AdamStep: UpdateRule {
  let beta1: Double
  let beta2: Double
  let epsilon: Double
  let decay: WeightDecay
  let kept: Double
  let isAMSGrad: Bool
  /// η/(1 − β₁ᵗ), and 1/√(1 − β₂ᵗ).
  let rate: Double
  let scale: Double

  init(_ adam: Adam, step: Int) {
    beta1 = adam.beta1
    beta2 = adam.beta2
    epsilon = adam.epsilon
    decay = adam.weightDecay
    kept = adam.weightDecay.factor(at: adam.learningRate)
    isAMSGrad = adam.isAMSGrad
    rate = adam.learningRate / (1 - .pow(adam.beta1, step))
    scale = 1 / (1 - .pow(adam.beta2, step)).squareRoot()
  }

  var memories: [(name: String, initial: Double)] {
    let moments = [(name: "firstMoment", initial: 0.0), (name: "secondMoment", initial: 0.0)]
    return isAMSGrad ? moments + [(name: "largestSecondMoment", initial: 0.0)] : moments
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  func update<T: TensorScalar>(_ block: UpdateBlock<T>) {
    let beta1 = T(beta1), beta2 = T(beta2), intake1 = T(1 - self.beta1), intake2 = T(1 - self.beta2)
    let epsilon = T(epsilon), l2 = T(decay.l2), kept = T(kept), rate = T(rate), scale = T(scale)
    let x = block.parameters, g = block.gradient, m = block.memory(0), v = block.memory(1)
    if isAMSGrad {
      let largest = block.memory(2)
      for i in 0..<block.count {
        let slope = g[i] + l2 * x[i]
        m[i] = beta1 * m[i] + intake1 * slope
        v[i] = beta2 * v[i] + intake2 * slope * slope
        // Not `max`, so that a number which is not one spreads.
        largest[i] = largest[i] > v[i] ? largest[i] : v[i]
        x[i] = kept * x[i] - rate * m[i] / (scale * largest[i].squareRoot() + epsilon)
      }
    } else {
      for i in 0..<block.count {
        let slope = g[i] + l2 * x[i]
        m[i] = beta1 * m[i] + intake1 * slope
        v[i] = beta2 * v[i] + intake2 * slope * slope
        x[i] = kept * x[i] - rate * m[i] / (scale * v[i].squareRoot() + epsilon)
      }
    }
  }
}
