public import Autodiff

/// Adam with decoupled weight decay: x ← x − ηλx beside each of ``Adam``'s steps.
///
/// - Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization", ICLR 2019. PyTorch's `AdamW`.
public struct AdamW: Optimizer {
  /// What makes the steps.
  public private(set) var adam: Adam

  /// Adam with the paper's constants unless others are given. Traps unless 0 ≤ β₁, β₂ < 1, 0 ≤ ε and 0 ≤ λ.
  public init(
    learningRate: Double, weightDecay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, isAMSGrad: Bool = false
  ) {
    adam = Adam(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: .decoupled(weightDecay),
      isAMSGrad: isAMSGrad)
  }

  /// η, about the size of a step.
  public var learningRate: Double {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }

  /// Adam's.
  public var state: OptimizerState {
    get { adam.state }
    set { adam.state = newValue }
  }

  public mutating func update<Model: Parameterized>(_ model: inout Model, along gradient: Model) {
    adam.update(&model, along: gradient)
  }
}
