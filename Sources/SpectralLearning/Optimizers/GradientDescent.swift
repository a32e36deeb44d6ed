public import Autodiff
import Fourier

/// Gradient descent: x ← x − η·g.
///
/// - Source: A. Cauchy, C. R. Acad. Sci. Paris 25 (1847), 536; PyTorch's `SGD` without momentum.
public struct GradientDescent<Scalar: TensorScalar>: Optimizer, Sendable {
  /// η, the step for a gradient of 1.
  public var learningRate: Scalar

  /// Descent at a learning rate η.
  public init(learningRate: Scalar) { self.learningRate = learningRate }

  public mutating func update(_ parameters: inout Tensor<Scalar>, along gradient: Tensor<Scalar>) {
    require(
      gradient.shape == parameters.shape,
      "a gradient of shape \(gradient.shape) for parameters of shape \(parameters.shape)")
    parameters = parameters - learningRate * gradient
  }
}
