/// By which rule ``EqualizerMatch`` descends.
///
/// Optimizers make a given number of steps, at a learning rate that rises over the first twentieth of them and falls to
/// 0 along half a cosine. Minimizers search for the length of each step, and end where they have converged; of aligned
/// recordings they see all excerpts at each step, not one.
public enum EqualizerOptimizer: String, Sendable, CaseIterable, Codable {
  case gradientDescent = "gradient-descent"
  /// Gradient descent with momentum 0.9.
  case momentum
  /// Nesterov's, 0.9.
  case nesterov
  case adaGrad = "adagrad"
  case rmsProp = "rmsprop"
  /// Adam, with β₂ = 0.99.
  case adam
  /// Adam with a decoupled weight decay of 0.01.
  case adamW = "adamw"
  /// L-BFGS, a minimizer.
  case lbfgs
  /// Levenberg–Marquardt, a minimizer of losses that are sums of squares.
  case levenbergMarquardt = "levenberg-marquardt"

  /// Whether it finds the length of its steps itself.
  public var isMinimizer: Bool { self == .lbfgs || self == .levenbergMarquardt }

  /// The steps that a fit takes. One on long-term spectra costs two transforms.
  func defaultSteps(isAligned: Bool) -> Int {
    switch self {
    case .lbfgs: isAligned ? 20 : 300
    case .levenbergMarquardt: isAligned ? 10 : 50
    default: isAligned ? 100 : 1000
    }
  }

  /// The rule at a learning rate of 0; nil for minimizers.
  func makeOptimizer() -> (any Optimizer)? {
    switch self {
    case .gradientDescent: GradientDescent(learningRate: 0)
    case .momentum: GradientDescent(learningRate: 0, momentum: .heavyBall(0.9))
    case .nesterov: GradientDescent(learningRate: 0, momentum: .nesterov(0.9))
    case .adaGrad: AdaGrad(learningRate: 0)
    case .rmsProp: RMSProp(learningRate: 0)
    case .adam: Adam(learningRate: 0, beta2: 0.99)
    case .adamW: AdamW(learningRate: 0, beta2: 0.99)
    case .lbfgs, .levenbergMarquardt: nil
    }
  }

  /// The learning rate for steps of the length 1 for each parameter, about.
  ///
  /// What divides by the size of past gradients has such steps at the learning rate 1. AdaGrad's fall as 1/√t, so they
  /// may be longer at first. Where steps are in proportion to the gradient, that of the first step is the measure;
  /// momentum adds up ten of them.
  func unitRate(firstGradient gradient: [Double]) -> Double {
    let size = (gradient.reduce(0) { $0 + $1 * $1 } / Double(max(gradient.count, 1))).squareRoot()
    let proportional = size > 0 && size.isFinite ? 1 / size : 1
    switch self {
    case .gradientDescent: return proportional
    case .momentum, .nesterov: return proportional / 10
    case .adaGrad: return 10
    case .rmsProp, .adam, .adamW, .lbfgs, .levenbergMarquardt: return 1
    }
  }
}
