public import Autodiff

/// A rule that moves the parameters of a model downhill along a gradient, with whatever it remembers of earlier steps.
///
/// A value: a copy goes on from the same memories, on its own. A model is whatever `gradient(at:of:)` takes: a tensor, a
/// structure of tensors, an array of either; each tensor may be of `Float`, `Double` or complex elements. Complex
/// parameters move as pairs of real ones, as PyTorch's do. Hyperparameters are of double precision for all of them.
///
/// ```swift
/// var optimizer = Adam(learningRate: 0.01)
/// for _ in 0..<steps {
///   optimizer.update(&model, along: gradient(at: model, of: loss))
/// }
/// ```
public protocol Optimizer: Sendable {
  /// η, what the length of a step is proportional to.
  var learningRate: Double { get set }

  /// What the optimizer remembers. With the same state, the next steps are the same to the bit.
  var state: OptimizerState { get set }

  /// Moves the parameters one step.
  ///
  /// Traps unless the gradient has tensors of the shapes and elements of the model's, and the state is empty or that of
  /// such a model. What is differentiated is not followed through a step: parameters come out as constants.
  /// - Complexity: one pass over the parameters.
  mutating func update<Model: Parameterized>(_ model: inout Model, along gradient: Model)
}
