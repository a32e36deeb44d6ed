import Autodiff
import Fourier

/// The descent of a comparison in the parameters of a filter.
struct EqualizerDescent {
  typealias Progress = EqualizerMatch.Progress

  let parametrization: any EqualizerParametrization
  let comparison: any EqualizerComparison
  let optimizer: EqualizerOptimizer
  let steps: Int
  /// The length of steps for each parameter; of a minimizer, of the first.
  let rate: Double

  init(
    _ parametrization: any EqualizerParametrization, _ comparison: any EqualizerComparison,
    optimizer: EqualizerOptimizer, steps: Int, rate: Double
  ) {
    self.parametrization = parametrization
    self.comparison = comparison
    self.optimizer = optimizer
    self.steps = steps
    self.rate = rate
  }

  /// Descends; returns the loss before each step.
  func run(
    _ parameters: inout Tensor<Double>, _ progress: (Progress) -> Void = { _ in }
  ) throws(EqualizerMatchError) -> [Double] {
    if let optimizer = optimizer.makeOptimizer() { return try descend(&parameters, optimizer, progress) }
    return try minimize(&parameters, progress)
  }

  /// At a rate that rises over the first twentieth of the steps and falls to 0 along half a cosine.
  private func descend(
    _ parameters: inout Tensor<Double>, _ rule: any Optimizer, _ progress: (Progress) -> Void
  ) throws(EqualizerMatchError) -> [Double] {
    var rule = rule
    var history: [Double] = [], rate = rate
    for step in 0..<steps {
      let (loss, slope) = valueWithGradient(at: parameters) { parameters in
        comparison.loss(step: step) { parametrization.response(parameters, length: $0) }
          + comparison.penaltyScale * parametrization.penalty(parameters)
      }
      guard loss.scalar.isFinite, slope.elements.allSatisfy(\.isFinite) else {
        throw .diverged(step: step, loss: loss.scalar)
      }
      history.append(loss.scalar)
      if step == 0 { rate *= optimizer.unitRate(firstGradient: slope.elements) }
      let rise = min(1, Double(step + 1) / (0.05 * Double(steps)))
      rule.learningRate = rate * rise * (1 + Double.cos(.pi * Double(step) / Double(steps))) / 2
      rule.update(&parameters, along: slope)
      progress(Progress(step: step + 1, steps: steps, loss: loss.scalar))
    }
    return history
  }

  private func minimize(
    _ parameters: inout Tensor<Double>, _ progress: (Progress) -> Void
  ) throws(EqualizerMatchError) -> [Double] {
    // Levenberg and Marquardt's value is half the sum of the squares.
    let unit: Double = optimizer == .levenbergMarquardt ? 2 : 1
    var history: [Double] = []
    let report = { (state: MinimizationProgress) in
      if let loss = history.last { progress(Progress(step: state.iteration, steps: steps, loss: loss)) }
      history.append(unit * state.value)
      return true
    }
    history.append(total(parameters).scalar)
    let limits = MinimizationLimits(iterations: steps)
    // As long as an optimizer's: a longer one, from the end of a first descent, would leave the valley.
    let firstStep = rate * Double(parameters.count).squareRoot()
    let result =
      optimizer == .levenbergMarquardt
      ? LevenbergMarquardt(limits: limits, scaling: .none, initialDamping: 0.1)
        .minimize(&parameters, while: report, residuals: residuals)
      : LBFGS(limits: limits, firstStepLength: firstStep).minimize(&parameters, while: report, of: total)
    guard result.value.isFinite, parameters.elements.allSatisfy(\.isFinite) else {
      throw .diverged(step: result.iterations, loss: unit * result.value)
    }
    return Array(history.prefix(max(1, result.iterations)))
  }

  private func total(_ parameters: Tensor<Double>) -> Tensor<Double> {
    comparison.totalLoss { parametrization.response(parameters, length: $0) }
      + comparison.penaltyScale * parametrization.penalty(parameters)
  }

  private func residuals(_ parameters: Tensor<Double>) -> Tensor<Double> {
    guard let residuals = comparison.residuals({ parametrization.response(parameters, length: $0) }) else {
      // The match has refused losses that are no sums of squares.
      require(false, "a loss that is no sum of squares has no residuals")
      return parameters
    }
    guard let penalty = parametrization.penaltyResiduals(parameters) else { return residuals }
    return concatenate([residuals, penalty * comparison.penaltyScale.squareRoot()])
  }
}
