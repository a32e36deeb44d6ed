import ComplexNumbers
import Fourier

/// A learning rate for each step, or for each epoch: whatever its user counts, from 0.
///
/// ```swift
/// let schedule = LearningRateSchedule.cosine(peak: 0.01, steps: 1000, warmup: 50)
/// for step in 0..<1000 {
///   adam.learningRate = schedule.rate(at: step)
///   adam.update(&model, along: gradient(at: model, of: loss))
/// }
/// ```
public enum LearningRateSchedule: Sendable, Hashable, Codable {
  /// η at every step.
  case constant(Double)
  /// η·factor^⌊t/n⌋, for every n steps. PyTorch's `StepLR`.
  case step(Double, factor: Double, every: Int)
  /// η·factorᵗ. PyTorch's `ExponentialLR`.
  case exponential(Double, factor: Double)
  /// Along a line from `initial` to the peak in `warmup` steps, then along half a cosine to `final`, which is reached at
  /// `steps`, and stays.
  ///
  /// - Source: I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, without the
  ///   restarts. PyTorch's `CosineAnnealingLR`, after `LinearLR`.
  case cosine(peak: Double, steps: Int, warmup: Int = 0, initial: Double = 0, final: Double = 0)
  /// Up from peak/divisor to the peak in a fraction `rise` of the steps, and down to peak/(divisor·finalDivisor), which
  /// the last step, steps − 1, has; in three phases with as long a fall to peak/divisor before the rest.
  ///
  /// - Source: L. N. Smith and N. Topin, "Super-convergence", arXiv:1708.07120. PyTorch's `OneCycleLR`.
  case oneCycle(
    peak: Double, steps: Int, rise: Double = 0.3, divisor: Double = 25, finalDivisor: Double = 1e4,
    annealing: Annealing = .cosine, hasThreePhases: Bool = false)

  /// The way from one rate to another.
  public enum Annealing: String, Sendable, Hashable, Codable {
    /// Half a period of a cosine.
    case cosine
    /// A line.
    case linear

    /// What lies at a fraction in 0 ... 1 of the way.
    fileprivate func value(from start: Double, to end: Double, at fraction: Double) -> Double {
      switch self {
      case .cosine: end + (start - end) / 2 * (1 + .cos(.pi * fraction))
      case .linear: start + (end - start) * fraction
      }
    }
  }

  /// The learning rate at a step. Traps for a negative step, and for schedules without steps.
  public func rate(at step: Int) -> Double {
    require(step >= 0, "the learning rate at the step \(step)")
    switch self {
    case .constant(let rate): return rate
    case .step(let rate, let factor, let interval):
      require(interval > 0, "a learning rate that changes every \(interval) steps")
      return rate * .pow(factor, step / interval)
    case .exponential(let rate, let factor): return rate * .pow(factor, step)
    case .cosine(let peak, let steps, let warmup, let initial, let final):
      require(warmup >= 0 && steps > warmup, "a cosine of \(steps) steps, \(warmup) of them to warm up")
      if step < warmup {
        return Annealing.linear.value(from: initial, to: peak, at: Double(step) / Double(warmup))
      }
      let fraction = Double(min(step, steps) - warmup) / Double(steps - warmup)
      return Annealing.cosine.value(from: peak, to: final, at: fraction)
    case .oneCycle(let peak, let steps, let rise, let divisor, let finalDivisor, let annealing, let hasThreePhases):
      require(
        steps > 0 && rise > 0 && rise <= (hasThreePhases ? 0.5 : 1),
        "a cycle of \(steps) steps, the fraction \(rise) of them to rise")
      let low = peak / divisor, last = low / finalDivisor
      let top = rise * Double(steps) - 1, end = Double(steps - 1)
      let rates = hasThreePhases ? [low, peak, low, last] : [low, peak, last]
      let bounds = hasThreePhases ? [0, top, 2 * top, end] : [0, top, end]
      for phase in 1..<bounds.count where Double(step) <= bounds[phase] {
        let length = bounds[phase] - bounds[phase - 1]
        let fraction = length > 0 ? (Double(step) - bounds[phase - 1]) / length : 1
        return annealing.value(from: rates[phase - 1], to: rates[phase], at: fraction)
      }
      return last
    }
  }
}
