/// A point, the function's value there, and its gradient.
struct EvaluatedPoint {
  let x: [Double]
  let value: Double
  let gradient: [Double]

  var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) }
}

/// A step α along p that satisfies the strong Wolfe conditions for φ(α) = f(x + αp):
///
/// φ(α) ≤ φ(0) + c₁αφ′(0), and |φ′(α)| ≤ c₂|φ′(0)|.
///
/// An interval that holds such a step is found and narrowed by cubic and quadratic interpolation of values and slopes.
/// Where all values are equal to rounding, as they are close to a minimum, the slope alone decides. From where the function
/// is not finite, the search comes back.
/// - Source: J. J. Moré and D. J. Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM Trans. Math.
///   Softw. 20 (1994), 286; W. W. Hager and H. Zhang, SIAM J. Optim. 16 (2005), 170, for what holds to rounding.
struct WolfeLineSearch {
  /// c₁ and c₂.
  let sufficientDecrease: Double
  let curvature: Double
  /// The relative precision of values.
  let precision: Double

  /// What came of a search.
  struct Outcome {
    /// The point found; where there is none with both conditions, the lowest, if it is lower than the start.
    var point: EvaluatedPoint?
    /// Whether it satisfies them.
    var isSatisfied: Bool
    /// Whether some trial was finite.
    var isFinite: Bool
  }

  /// Searches with at most `evaluations` of them.
  func search(
    from start: EvaluatedPoint, along direction: [Double], slope: Double, firstStep: Double, evaluations: Int,
    evaluate: (Double) throws -> EvaluatedPoint
  ) rethrows -> Outcome {
    var interval = StepInterval(start: Trial(step: 0, value: start.value, slope: slope))
    var step = firstStep
    var lowest: EvaluatedPoint?, isFinite = false
    let decrease = sufficientDecrease * slope
    for _ in 0..<max(evaluations, 0) {
      let point = try evaluate(step)
      guard point.isFinite else {
        step = interval.retreat(from: step)
        continue
      }
      isFinite = true
      let trial = Trial(step: step, value: point.value, slope: dot(point.gradient, direction))
      let isFlat = trial.slope.magnitude <= -curvature * slope
      let isLower = trial.value <= start.value + decrease * step
      if isFlat && (isLower || trial.value <= start.value + precision * start.value.magnitude) {
        return Outcome(point: point, isSatisfied: true, isFinite: true)
      }
      if point.value < lowest?.value ?? start.value { lowest = point }
      guard let next = interval.narrow(by: trial, decrease: decrease, isLower: isLower) else { break }
      step = next
    }
    return Outcome(point: lowest, isSatisfied: false, isFinite: isFinite)
  }
}

/// φ and its slope at a step.
private struct Trial {
  var step: Double
  var value: Double
  var slope: Double

  /// The same for φ(α) − cα.
  func tilted(by c: Double) -> Trial { Trial(step: step, value: value - c * step, slope: slope - c) }

  /// The minimizer of the cubic with these values and slopes here and at another step; nil where it has none.
  func cubicMinimizer(_ other: Trial) -> Double? {
    let width = other.step - step
    let mean = slope + other.slope - 3 * (other.value - value) / width
    let scale = max(mean.magnitude, slope.magnitude, other.slope.magnitude)
    guard scale > 0, scale.isFinite else { return nil }
    let discriminant = (mean / scale) * (mean / scale) - (slope / scale) * (other.slope / scale)
    guard discriminant >= 0 else { return nil }
    let root = (width < 0 ? -1 : 1) * scale * discriminant.squareRoot()
    let minimizer = other.step - width * (other.slope + root - mean) / (other.slope - slope + 2 * root)
    return minimizer.isFinite ? minimizer : nil
  }

  /// The minimizer of the parabola with this value and slope, and the other's value.
  func quadraticMinimizer(_ other: Trial) -> Double {
    let width = other.step - step
    return step + width * slope / (slope - (other.value - value) / width) / 2
  }

  /// The minimizer of the parabola with both slopes.
  func secantMinimizer(_ other: Trial) -> Double {
    step + (other.step - step) * slope / (slope - other.slope)
  }
}

/// Steps among which there is one to be found: between the best so far and another, or beyond the best.
private struct StepInterval {
  private var best: Trial
  /// The other end, once there is one.
  private var other: Trial?
  /// Where the function is not finite any more.
  private var limit = Double.infinity
  /// The widths after the last narrowing and the one before.
  private var widths = (Double.infinity, Double.infinity)
  /// Whether a minimizer of φ is bracketed, not only one of φ(α) − φ(0) − c₁φ′(0)α.
  private var isMinimizing = false

  init(start: Trial) { best = start }

  /// A step on the near side of one where the function is not finite.
  mutating func retreat(from step: Double) -> Double {
    limit = min(limit, max(step, best.step))
    return best.step + (step - best.step) / 4
  }

  /// The next step to try after a trial; nil where rounding leaves none.
  mutating func narrow(by trial: Trial, decrease: Double, isLower: Bool) -> Double? {
    if isLower && trial.slope >= 0 { isMinimizing = true }
    // Before that, the interval is chosen for the tilted function, whose minimizers satisfy the first condition.
    let tilt = !isMinimizing && trial.value <= best.value && !isLower ? decrease : 0
    let proposal = proposal(trial, tilt: tilt)
    update(by: trial, tilt: tilt)
    guard let other else { return min(proposal, (best.step + limit) / 2) }
    let width = (other.step - best.step).magnitude
    let isSlow = width >= 0.66 * widths.1
    widths = (width, widths.0)
    let step = isSlow ? best.step + (other.step - best.step) / 2 : proposal
    let (low, high) = (min(best.step, other.step), max(best.step, other.step))
    guard high - low > 1e-14 * high else { return nil }
    return step > low && step < high ? step : low + (high - low) / 2
  }

  private func proposal(_ trial: Trial, tilt: Double) -> Double {
    let best = best.tilted(by: tilt), other = other?.tilted(by: tilt), trial = trial.tilted(by: tilt)
    let step = trial.step
    if trial.value > best.value {
      // A minimizer lies between the two.
      let quadratic = best.quadraticMinimizer(trial)
      guard let cubic = best.cubicMinimizer(trial) else { return quadratic }
      let isCloser = (cubic - best.step).magnitude < (quadratic - best.step).magnitude
      return isCloser ? cubic : (cubic + quadratic) / 2
    }
    let secant = trial.secantMinimizer(best)
    if trial.slope * best.slope < 0 {
      // Between the two again; the proposal that is farther from the trial narrows more.
      guard let cubic = best.cubicMinimizer(trial) else { return secant }
      return (cubic - step).magnitude > (secant - step).magnitude ? cubic : secant
    }
    let isForward = step > best.step
    if trial.slope.magnitude < best.slope.magnitude {
      // Beyond the trial, if the slope goes on to flatten.
      let cubic = best.cubicMinimizer(trial).flatMap { isForward == ($0 > step) ? $0 : nil }
      if let other {
        let closer = cubic.map { ($0 - step).magnitude < (secant - step).magnitude ? $0 : secant } ?? secant
        let bound = step + 0.66 * (other.step - step)
        return isForward ? min(bound, closer) : max(bound, closer)
      }
      let farther = max(cubic ?? .infinity, secant)
      return min(max(farther, step + 1.1 * (step - best.step)), step + 4 * (step - best.step))
    }
    if let other { return trial.cubicMinimizer(other) ?? step + (other.step - step) / 2 }
    return step + 4 * (step - best.step)
  }

  private mutating func update(by trial: Trial, tilt: Double) {
    if trial.value - tilt * trial.step > best.value - tilt * best.step {
      other = trial
    } else {
      if (trial.slope - tilt) * (best.slope - tilt) < 0 { other = best }
      best = trial
    }
  }
}
