public import Autodiff

/// A rule that moves parameters downhill along a gradient, with whatever it remembers of earlier steps.
///
/// A value: a copy goes on from the same memories, on its own.
/// ```swift
/// var optimizer = Adam<Double>(learningRate: 0.01)
/// for _ in 0..<steps {
///   optimizer.update(&parameters, along: gradient(at: parameters, of: loss))
/// }
/// ```
public protocol Optimizer<Scalar> {
  associatedtype Scalar: TensorScalar

  /// Moves the parameters one step. Traps unless the gradient has their shape, the same at each step.
  ///
  /// - Complexity: a few passes over the parameters.
  mutating func update(_ parameters: inout Tensor<Scalar>, along gradient: Tensor<Scalar>)
}
