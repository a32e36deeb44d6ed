/// What came of a minimization. The model is where its value was found.
public struct Minimization: Sendable, Equatable {
  /// Why a minimization ended.
  public enum Reason: String, Sendable, Codable, CaseIterable {
    /// Converged: the gradient, nowhere larger than the tolerance.
    case gradient
    /// Converged: the last iterations lowered the value by no more than the tolerance.
    case value
    /// Converged: the last step moved no parameter by more than the tolerance.
    case step
    /// The iterations allowed were made.
    case iterationLimit
    /// The evaluations allowed were made.
    case evaluationLimit
    /// No lower value was found along a direction of descent: the value's rounding hides its slope, or the gradient is not
    /// that of the function.
    case lineSearchFailed
    /// The value, or its gradient, was not finite: at the start, or wherever a step led.
    case nonFinite
    /// The caller stopped it.
    case cancelled
  }

  /// The value at the end, the lowest seen but for its rounding.
  public var value: Double
  /// The largest modulus of an element of the gradient there; a complex one counts as two real ones.
  public var gradientNorm: Double
  /// The steps made.
  public var iterations: Int
  /// How often the function was evaluated, with its gradient or without.
  public var evaluations: Int
  /// How often its gradient was.
  public var gradientEvaluations: Int
  /// How often a derivative along a direction, or the pullback of a cotangent, was taken in search of a step, where the
  /// Jacobian is used: see ``LevenbergMarquardt``.
  public var jacobianProducts = 0
  /// Why it ended.
  public var reason: Reason
  /// The value at the start and after each iteration.
  public var history: [Double]

  /// Whether it ended at a minimum, as far as the tolerances tell.
  public var isConverged: Bool { reason == .gradient || reason == .value || reason == .step }
}

/// How far a minimization has come, after an iteration.
public struct MinimizationProgress: Sendable, Equatable {
  /// The iterations made.
  public let iteration: Int
  /// The value.
  public let value: Double
  /// The largest modulus of an element of the gradient.
  public let gradientNorm: Double
  /// The length of the step, by the Euclidean norm.
  public let stepLength: Double
  /// How often the function was evaluated.
  public let evaluations: Int
}

/// When a minimization ends: where the first of these holds.
public struct MinimizationLimits: Sendable, Hashable {
  /// No element of the gradient is larger than this, in units of the function by those of the parameters.
  public var gradientTolerance: Double
  /// The value falls by no more than this fraction of it: for ``LBFGS``, in each of two iterations, and no fraction below
  /// the value's precision is told from 0; for ``LevenbergMarquardt``, in one that was predicted to give no more.
  public var valueTolerance: Double
  /// A step moves no parameter by more than this fraction of the largest parameter.
  public var stepTolerance: Double
  /// The iterations that are allowed.
  public var iterations: Int
  /// The evaluations of the function that are allowed; a line search that has begun may end early for it.
  public var evaluations: Int

  /// Limits with tolerances for double precision.
  public init(
    gradientTolerance: Double = 1e-8, valueTolerance: Double = 1e-14, stepTolerance: Double = 0,
    iterations: Int = 1000, evaluations: Int = .max
  ) {
    self.gradientTolerance = gradientTolerance
    self.valueTolerance = valueTolerance
    self.stepTolerance = stepTolerance
    self.iterations = iterations
    self.evaluations = evaluations
  }
}
