public import Autodiff
import Fourier

/// L-BFGS: minimizes a smooth function by Newton-like steps, with what the last gradients tell of its curvature.
///
/// x ← x − α·H·g, where H approximates the inverse Hessian from the last m steps and changes of the gradient, and α
/// satisfies the strong Wolfe conditions. Where a search finds none, it starts again along the gradient. Minimizing takes
/// the same bits each time, and works in double precision whatever the model's, whose values it takes at the points that
/// the model can hold.
/// ```swift
/// let result = LBFGS().minimize(&model) { model in mean(square(model(inputs) - targets)) }
/// print(result.value, result.reason, result.evaluations)
/// ```
/// - Source: D. C. Liu and J. Nocedal, "On the limited memory BFGS method for large scale optimization", Math. Programming
///   45 (1989), 503. SciPy's `minimize(method="L-BFGS-B")`, without bounds, for which there is ``Bounded``.
public struct LBFGS: Sendable, Hashable {
  /// m, the steps that are remembered.
  public let memory: Int
  /// c₁ of the Wolfe conditions: how much of the decrease that the slope promises is enough.
  public let sufficientDecrease: Double
  /// c₂ of the Wolfe conditions: how much of the slope may be left.
  public let curvature: Double
  /// The length of the first step that is tried, and of the first along a gradient again; one as long as the gradient if
  /// that is shorter.
  public let firstStepLength: Double
  /// The evaluations that one line search may take.
  public let searchEvaluations: Int
  /// When it ends.
  public var limits: MinimizationLimits

  /// L-BFGS with SciPy's memory and the textbook's constants.
  ///
  /// Traps unless m > 0, 0 < c₁ < c₂ < 1, the first step has a length, and a search may take an evaluation.
  public init(
    memory: Int = 10, limits: MinimizationLimits = MinimizationLimits(), sufficientDecrease: Double = 1e-4,
    curvature: Double = 0.9, firstStepLength: Double = 1, searchEvaluations: Int = 25
  ) {
    require(memory > 0, "L-BFGS remembers \(memory) steps, but has to remember one")
    require(
      0 < sufficientDecrease && sufficientDecrease < curvature && curvature < 1,
      "the Wolfe conditions c₁ = \(sufficientDecrease) and c₂ = \(curvature) must satisfy 0 < c₁ < c₂ < 1")
    require(firstStepLength > 0 && firstStepLength.isFinite, "a first step of the length \(firstStepLength)")
    require(searchEvaluations > 0, "a line search of \(searchEvaluations) evaluations")
    self.memory = memory
    self.limits = limits
    self.sufficientDecrease = sufficientDecrease
    self.curvature = curvature
    self.firstStepLength = firstStepLength
    self.searchEvaluations = searchEvaluations
  }

  /// Minimizes a loss of a model, from where the model is.
  ///
  /// Afterwards the model is at the lowest value seen, however the minimization ended; also if the loss throws.
  /// - Parameters:
  ///   - model: a tensor or a structure of tensors.
  ///   - shouldContinue: called after each iteration; false ends the minimization.
  ///   - loss: a real scalar function, written with operations on tensors.
  /// - Complexity: an iteration takes one or two gradients as a rule, and 4m passes over the parameters; 2m + 7 vectors of
  ///   them in memory.
  @discardableResult
  public func minimize<Model: Parameterized, Loss: TensorScalar>(
    _ model: inout Model, while shouldContinue: (MinimizationProgress) -> Bool = { _ in true },
    of loss: (Model) throws -> Tensor<Loss>
  ) rethrows -> Minimization {
    let start = model
    var x = ParameterVector.numbers(of: model)
    defer { model = ParameterVector.model(like: start, x) }
    return try minimize(&x, precision: Double(Loss.ulpOfOne), while: shouldContinue) { x in
      let point = ParameterVector.model(like: start, x)
      let (value, slope) = try valueWithGradient(at: point, of: loss)
      return EvaluatedPoint(
        x: ParameterVector.numbers(of: point), value: Double(value.scalar),
        gradient: ParameterVector.numbers(of: slope))
    }
  }

  /// Minimizes a function of a vector, which is afterwards at the lowest value seen. What is evaluated may be a point near
  /// the one asked for.
  func minimize(
    _ x: inout [Double], precision: Double, while shouldContinue: (MinimizationProgress) -> Bool,
    evaluate: ([Double]) throws -> EvaluatedPoint
  ) rethrows -> Minimization {
    var point = try evaluate(x)
    var memory = LBFGSMemory(capacity: memory)
    var iterations = 0, evaluations = 1, stalls = 0, history = [point.value]
    func result(_ reason: Minimization.Reason) -> Minimization {
      Minimization(
        value: point.value, gradientNorm: maximumNorm(point.gradient), iterations: iterations,
        evaluations: evaluations, gradientEvaluations: evaluations, reason: reason, history: history)
    }
    guard point.isFinite else { return result(.nonFinite) }
    if maximumNorm(point.gradient) <= limits.gradientTolerance { return result(.gradient) }
    let wolfe = WolfeLineSearch(
      sufficientDecrease: sufficientDecrease, curvature: curvature, precision: 4 * precision)
    while true {
      if iterations >= limits.iterations { return result(.iterationLimit) }
      if evaluations >= limits.evaluations { return result(.evaluationLimit) }
      let direction = memory.direction(along: point.gradient)
      let slope = dot(direction, point.gradient)
      guard slope < 0, slope.isFinite else {
        if memory.isEmpty { return result(.nonFinite) }
        memory.clear()
        continue
      }
      let outcome = try wolfe.search(
        from: point, along: direction, slope: slope,
        firstStep: memory.isEmpty ? min(1, firstStepLength / euclideanNorm(direction)) : 1,
        evaluations: min(searchEvaluations, limits.evaluations - evaluations)
      ) { step in
        evaluations += 1
        return try evaluate(moved(point.x, by: step, along: direction))
      }
      guard let next = outcome.point else {
        if evaluations >= limits.evaluations { return result(.evaluationLimit) }
        if memory.isEmpty { return result(outcome.isFinite ? .lineSearchFailed : .nonFinite) }
        memory.clear()
        continue
      }
      let last = point, step = difference(next.x, last.x)
      memory.append(step: step, change: difference(next.gradient, last.gradient))
      point = next
      x = next.x
      iterations += 1
      history.append(next.value)
      let norm = maximumNorm(next.gradient)
      let goesOn = shouldContinue(
        MinimizationProgress(
          iteration: iterations, value: next.value, gradientNorm: norm, stepLength: euclideanNorm(step),
          evaluations: evaluations))
      if norm <= limits.gradientTolerance { return result(.gradient) }
      let tolerance = max(limits.valueTolerance, precision) * max(last.value.magnitude, next.value.magnitude)
      stalls = last.value - next.value <= tolerance ? stalls + 1 : 0
      if stalls == 2 { return result(.value) }
      if maximumNorm(step) <= limits.stepTolerance * maximumNorm(next.x) { return result(.step) }
      if !goesOn { return result(.cancelled) }
    }
  }
}
