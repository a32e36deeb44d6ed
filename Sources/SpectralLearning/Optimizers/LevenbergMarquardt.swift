public import Autodiff
import Fourier

/// Levenberg–Marquardt: minimizes a sum of squares ½‖r(x)‖² by damped Gauss–Newton steps.
///
/// A step p solves (JᵀJ + λD²)p = −Jᵀr by conjugate gradients, from products Jv in forward and Jᵀw in reverse mode: the
/// Jacobian J itself is not formed. The damping λ follows how well the linearized residuals predict the decrease, after
/// Nielsen: it falls smoothly to as little as a third, or grows by factors 2, 4, 8, … until a step lowers the sum.
/// ```swift
/// let result = LevenbergMarquardt().minimize(&model) { model in model(inputs) - targets }
/// ```
/// - Source: K. Levenberg (1944); D. W. Marquardt, SIAM J. Appl. Math. 11 (1963), 431; J. J. Moré, Lecture Notes in Math.
///   630 (1978), 105, for D; H. B. Nielsen, report IMM-REP-1999-05, Technical University of Denmark, for λ. SciPy's
///   `least_squares(method="lm")`.
public struct LevenbergMarquardt: Sendable, Hashable {
  /// D, what the lengths of steps are measured by.
  public enum Scaling: Sendable, Hashable {
    /// The parameters as they are.
    case none
    /// The largest norms so far of the columns of J, for models of at most so many numbers: the unit of each parameter then
    /// does not matter. Costs a derivative in forward mode for each number at each step.
    case columnNorms(upTo: Int)
  }

  /// What the lengths of steps are measured by.
  public let scaling: Scaling
  /// λ at the start, in units of the squared scale.
  public let initialDamping: Double
  /// The accuracy to which steps are solved for, as the fraction of the gradient that may be left; less near the minimum.
  public let solverTolerance: Double
  /// The conjugate-gradient iterations that a step may take.
  public let solverIterations: Int
  /// When it ends. The value tolerance applies to the decrease predicted as well as to the decrease.
  public var limits: MinimizationLimits

  /// Levenberg–Marquardt. Traps unless the settings are positive.
  public init(
    limits: MinimizationLimits = MinimizationLimits(), scaling: Scaling = .columnNorms(upTo: 64),
    initialDamping: Double = 1e-3, solverTolerance: Double = 0.01, solverIterations: Int = 100
  ) {
    require(
      initialDamping > 0 && solverTolerance > 0 && solverIterations > 0,
      "the damping \(initialDamping), the solver's tolerance \(solverTolerance) and its \(solverIterations) iterations "
        + "must be positive")
    self.limits = limits
    self.scaling = scaling
    self.initialDamping = initialDamping
    self.solverTolerance = solverTolerance
    self.solverIterations = solverIterations
  }

  /// Minimizes half the sum of the squared residuals of a model, from where the model is.
  ///
  /// Afterwards the model is at the lowest value seen, however the minimization ended; also if the residuals throw.
  /// - Parameters:
  ///   - model: a tensor or a structure of tensors.
  ///   - shouldContinue: called after each step; false ends the minimization.
  ///   - residuals: a tensor of any shape, always the same, written with operations on tensors.
  /// - Complexity: a step takes one evaluation with its graph, and a product by J and one by Jᵀ, each a small multiple of an
  ///   evaluation, for each iteration of the solver, of which there are about as many as different singular values of J.
  @discardableResult
  public func minimize<Model: Parameterized, T: TensorScalar>(
    _ model: inout Model, while shouldContinue: (MinimizationProgress) -> Bool = { _ in true },
    residuals: (Model) throws -> Tensor<T>
  ) rethrows -> Minimization {
    let start = model
    var x = ParameterVector.numbers(of: model)
    defer { model = ParameterVector.model(like: start, x) }
    return try minimize(&x, precision: Double(T.ulpOfOne), while: shouldContinue) { x in
      let point = ParameterVector.model(like: start, x)
      let (value, pullback) = try valueWithPullback(at: point, of: residuals)
      return LinearizedResiduals(
        x: ParameterVector.numbers(of: point), residuals: ParameterVector.numbers(of: value),
        applyAdjoint: { cotangent in
          ParameterVector.numbers(of: pullback(ParameterVector.model(like: value, cotangent)))
        })
    } derivative: { x, direction in
      let point = ParameterVector.model(like: start, x), tangent = ParameterVector.model(like: start, direction)
      return ParameterVector.numbers(of: try valueWithDerivative(at: point, along: tangent, of: residuals).derivative)
    }
  }
}
