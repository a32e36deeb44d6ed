public import Autodiff

/// A rule that moves parameters downhill along a gradient, with whatever it remembers of earlier steps.
public protocol Optimizer<Scalar> {
  associatedtype Scalar: TensorScalar

  /// Moves the parameters one step. Traps unless the gradient has their shape, the same at each step.
  mutating func update(_ parameters: inout Tensor<Scalar>, along gradient: Tensor<Scalar>)
}
