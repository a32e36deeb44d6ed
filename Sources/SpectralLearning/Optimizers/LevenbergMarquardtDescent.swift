/// Residuals at a point, and the adjoint of their derivative there.
struct LinearizedResiduals {
  let x: [Double]
  let residuals: [Double]
  /// w ↦ Jᵀw.
  let applyAdjoint: ([Double]) -> [Double]

  var value: Double { dot(residuals, residuals) / 2 }
}

extension LevenbergMarquardt {
  /// Minimizes a function of a vector, which is afterwards at the lowest value seen. What is evaluated may be a point near
  /// the one asked for. `derivative` is Jv at a point.
  func minimize(
    _ x: inout [Double], precision: Double, while shouldContinue: (MinimizationProgress) -> Bool,
    evaluate: ([Double]) throws -> LinearizedResiduals, derivative: ([Double], [Double]) throws -> [Double]
  ) rethrows -> Minimization {
    var point = try evaluate(x), value = point.value
    var gradient = point.applyAdjoint(point.residuals)
    var iterations = 0, evaluations = 1, gradients = 1, products = 0, history = [value]
    func result(_ reason: Minimization.Reason) -> Minimization {
      Minimization(
        value: value, gradientNorm: maximumNorm(gradient), iterations: iterations, evaluations: evaluations,
        gradientEvaluations: gradients, jacobianProducts: products, reason: reason, history: history)
    }
    guard value.isFinite, maximumNorm(gradient).isFinite else { return result(.nonFinite) }
    if maximumNorm(gradient) <= limits.gradientTolerance { return result(.gradient) }

    let firstSlope = euclideanNorm(gradient)
    var scale = Array(repeating: 0.0, count: x.count)
    var damping = initialDamping, growth = 2.0, isFirst = true
    while true {
      // The scale, at a new point.
      if case .columnNorms(let limit) = scaling, x.count <= limit {
        for column in x.indices {
          var unit = Array(repeating: 0.0, count: x.count)
          unit[column] = 1
          products += 1
          scale[column] = max(scale[column], euclideanNorm(try derivative(point.x, unit)))
        }
      } else if isFirst {
        // Without one, the damping is relative to the curvature along the gradient.
        products += 1
        let curvature = euclideanNorm(try derivative(point.x, gradient)) / euclideanNorm(gradient)
        scale = scale.map { _ in curvature }
      }
      isFirst = false
      let weights = scale.map { $0 > 0 && $0.isFinite ? 1 / $0 : 1 }

      // Steps from there, until one lowers the value.
      var isFinite = false
      while true {
        if iterations >= limits.iterations { return result(.iterationLimit) }
        if evaluations >= limits.evaluations { return result(.evaluationLimit) }
        let solver = DampedLeastSquares(
          damping: damping, weights: weights,
          tolerance: max(min(solverTolerance, euclideanNorm(gradient) / firstSlope), 1e-6),
          iterations: solverIterations)
        let (step, image) = try solver.solve(gradient: gradient, residualCount: point.residuals.count) { direction in
          products += 1
          return try derivative(point.x, direction)
        } adjoint: { cotangent in
          products += 1
          return point.applyAdjoint(cotangent)
        }
        let predicted = -dot(step, gradient) - dot(image, image) / 2
        let trial = try evaluate(moved(point.x, by: 1, along: step))
        evaluations += 1
        // Of the sum of products rather than of two sums, which would cancel near the minimum.
        let decrease =
          dot(difference(point.residuals, trial.residuals), moved(point.residuals, by: 1, along: trial.residuals)) / 2
        // Where values are equal to rounding, the gradient tells what is nearer to the minimum.
        let isHidden = predicted <= 8 * precision * value && -decrease <= 8 * precision * value
        let slope = decrease > 0 || isHidden ? trial.applyAdjoint(trial.residuals) : []
        if !slope.isEmpty { gradients += 1 }
        isFinite = isFinite || decrease.isFinite
        if isHidden ? maximumNorm(slope) < maximumNorm(gradient) : decrease > 0 && maximumNorm(slope).isFinite {
          let moved = difference(trial.x, point.x), ratio = isHidden ? 1 : decrease / predicted
          let wasLarge = decrease > limits.valueTolerance * value || predicted > limits.valueTolerance * value
          point = trial
          value = trial.value
          gradient = slope
          x = trial.x
          iterations += 1
          history.append(value)
          damping *= max(1.0 / 3, 1 - (2 * ratio - 1) * (2 * ratio - 1) * (2 * ratio - 1))
          growth = 2
          let goesOn = shouldContinue(
            MinimizationProgress(
              iteration: iterations, value: value, gradientNorm: maximumNorm(gradient),
              stepLength: euclideanNorm(moved), evaluations: evaluations))
          if maximumNorm(gradient) <= limits.gradientTolerance { return result(.gradient) }
          if !wasLarge { return result(.value) }
          if maximumNorm(moved) <= limits.stepTolerance * maximumNorm(x) { return result(.step) }
          if !goesOn { return result(.cancelled) }
          break
        }
        // Nothing left to gain that the value could show, or no step left to make.
        if isHidden || isFinite && predicted <= precision * value { return result(.value) }
        if maximumNorm(difference(trial.x, point.x)) == 0 || !damping.isFinite {
          return result(isFinite ? .lineSearchFailed : .nonFinite)
        }
        damping *= growth
        growth *= 2
      }
    }
  }
}

/// The step p that minimizes ‖r + Jp‖² + λ‖Dp‖², by conjugate gradients.
///
/// What is left of the gradient is carried on by Jᵀ(Jd), not computed again from r + Jp: near the minimum of a sum that stays
/// large, it is far below the rounding of that.
/// - Source: M. R. Hestenes and E. Stiefel, J. Res. Nat. Bur. Standards 49 (1952), 409, section 10.
struct DampedLeastSquares {
  /// λ.
  let damping: Double
  /// D⁻¹.
  let weights: [Double]
  /// The fraction of the gradient at which to end.
  let tolerance: Double
  let iterations: Int

  /// p and Jp, for the gradient Jᵀr.
  func solve(
    gradient: [Double], residualCount: Int, apply: ([Double]) throws -> [Double], adjoint: ([Double]) -> [Double]
  ) rethrows -> (step: [Double], image: [Double]) {
    // In the variables Dp.
    var step = Array(repeating: 0.0, count: weights.count), image = Array(repeating: 0.0, count: residualCount)
    var slope = zip(weights, gradient).map { -$0 * $1 }
    var direction = slope, square = dot(slope, slope)
    let end = tolerance * tolerance * square
    for _ in 0..<iterations where square > end {
      let product = try apply(zip(weights, direction).map { $0 * $1 })
      let curvature = dot(product, product) + damping * dot(direction, direction)
      guard curvature > 0, curvature.isFinite else { break }
      let length = square / curvature
      add(direction, times: length, to: &step)
      add(product, times: length, to: &image)
      add(zip(weights, adjoint(product)).map { $0 * $1 }, times: -length, to: &slope)
      add(direction, times: -damping * length, to: &slope)
      let last = square
      square = dot(slope, slope)
      let ratio = square / last
      direction = zip(slope, direction).map { $0 + ratio * $1 }
    }
    return (zip(weights, step).map { $0 * $1 }, image)
  }
}
