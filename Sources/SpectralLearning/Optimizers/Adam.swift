public import Autodiff
import Fourier

/// Adam: each parameter's step is its mean gradient over the root of its mean squared gradient, times η.
///
/// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², x ← x − η · m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), from
/// m = v = 0. Whatever the unit of the loss, a step is about η as long as gradients are well above ε.
/// - Source: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015; PyTorch's `Adam`.
public struct Adam<Scalar: TensorScalar>: Optimizer, Sendable {
  /// η, about the size of a step.
  public var learningRate: Scalar
  /// β₁, how much of the mean gradient stays from step to step.
  public let beta1: Scalar
  /// β₂, how much of the mean squared gradient stays from step to step.
  public let beta2: Scalar
  /// ε, in the unit of the gradient.
  public let epsilon: Scalar
  /// t, the steps made.
  public private(set) var step = 0
  private var firstMoment: Tensor<Scalar> = 0
  private var secondMoment: Tensor<Scalar> = 0

  /// Adam with the paper's constants unless others are given. Traps unless 0 ≤ β₁, β₂ < 1 and 0 ≤ ε.
  public init(learningRate: Scalar, beta1: Scalar = 0.9, beta2: Scalar = 0.999, epsilon: Scalar = 1e-8) {
    require(
      beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon >= 0,
      "Adam's β₁ = \(beta1) and β₂ = \(beta2) must lie in 0 ..< 1, and ε = \(epsilon) not be negative")
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  public mutating func update(_ parameters: inout Tensor<Scalar>, along gradient: Tensor<Scalar>) {
    require(
      gradient.shape == parameters.shape,
      "a gradient of shape \(gradient.shape) for parameters of shape \(parameters.shape)")
    require(
      step == 0 || firstMoment.shape == gradient.shape,
      "a gradient of shape \(gradient.shape) after \(step) steps along gradients of shape \(firstMoment.shape)")
    step += 1
    firstMoment = beta1 * firstMoment + (1 - beta1) * gradient
    secondMoment = beta2 * secondMoment + (1 - beta2) * square(gradient)
    let mean = firstMoment / (1 - Scalar.pow(beta1, step))
    let deviation = sqrt(secondMoment / (1 - Scalar.pow(beta2, step)))
    parameters = parameters - learningRate * mean / (deviation + epsilon)
  }
}
