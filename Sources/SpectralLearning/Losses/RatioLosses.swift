public import Autodiff
import Fourier
public import SignalProcessing

// Ratios of the energies of errors and signals in time, […, T], estimates first. Each signal along the last axis has its
// loss, and they are summed or averaged, or not. All trap if the shapes differ, or are those of scalars.

/// The signal-to-noise ratio of an estimate, negated, in dB: −10 log₁₀(Σy²/(Σ(x − y)² + ε) + ε).
///
/// - Parameters:
///   - estimate: signals x, […, T].
///   - target: y of the same shape.
///   - removesMean: whether the means of both are subtracted before.
///   - epsilon: ε, in the unit of an energy Σy² (and, under the logarithm, of a ratio): a perfect estimate has
///     −10 log₁₀(Σy²/ε), a silent target −10 log₁₀ ε. Traps unless its square is positive.
///   - reduction: one loss for each signal, their sum or mean.
/// - Source: auraloss 0.4's `SNRLoss`.
public func signalToNoiseLoss<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, removesMean: Bool = true, epsilon: T = 1e-8, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("signalToNoiseLoss", estimate, target)
  let (x, y) = (centered(estimate, if: removesMean), centered(target, if: removesMean))
  return reduction(negativeDecibels(signal: y, noise: x - y, epsilon))
}

/// The scale-invariant signal-to-distortion ratio of an estimate, negated, in dB: as
/// ``signalToNoiseLoss(_:_:removesMean:epsilon:reduction:)``, but of the target αy that is nearest to the estimate.
///
/// α = Σxy/(Σy² + ε). The loudness of the estimate doesn't matter, as long as its noise lies above ε: so that a perfect
/// estimate has the slope −(20/ln 10)·y/Σy² still, towards more loudness.
/// - Source: J. Le Roux, S. Wisdom, H. Erdogan and J. R. Hershey, "SDR – half-baked or well done?", ICASSP 2019;
///   auraloss 0.4's `SISDRLoss`.
public func scaleInvariantSDRLoss<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, removesMean: Bool = true, epsilon: T = 1e-8, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("scaleInvariantSDRLoss", estimate, target)
  let (x, y) = (centered(estimate, if: removesMean), centered(target, if: removesMean))
  let scaled = projection(of: x, on: y, epsilon)
  return reduction(negativeDecibels(signal: scaled, noise: x - scaled, epsilon))
}

/// The scale-dependent signal-to-distortion ratio of an estimate, negated, in dB: the energy of the target αy nearest
/// to the estimate over that of x − y, so that a wrong loudness counts.
///
/// - Source: the same paper; auraloss 0.4's `SDSDRLoss`. Parameters as of
///   ``scaleInvariantSDRLoss(_:_:removesMean:epsilon:reduction:)``.
public func scaleDependentSDRLoss<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, removesMean: Bool = true, epsilon: T = 1e-8, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("scaleDependentSDRLoss", estimate, target)
  let (x, y) = (centered(estimate, if: removesMean), centered(target, if: removesMean))
  return reduction(negativeDecibels(signal: projection(of: x, on: y, epsilon), noise: x - y, epsilon))
}

/// The error-to-signal ratio: Σ(y − x)²/(Σy² + ε), after a perceptual filter if one is given.
///
/// At x = y value and derivative are 0.
/// - Parameters:
///   - estimate: signals x, […, T].
///   - target: y of the same shape.
///   - filter: the filter that both pass before, ``PerceptualFilter/highPass(_:)`` for pre-emphasis.
///   - epsilon: ε, in the unit of an energy Σy². Traps unless it is positive.
///   - reduction: one ratio for each signal, their sum or mean.
/// - Source: A. Wright and V. Välimäki, "Perceptual loss function for neural modeling of audio systems", ICASSP 2020;
///   auraloss 0.4's `ESRLoss`.
public func errorToSignalRatio<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, filter: PerceptualFilter? = nil, epsilon: T = 1e-8,
  reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("errorToSignalRatio", estimate, target)
  requirePositive("errorToSignalRatio", epsilon)
  let error = filter.map { $0(target - estimate) } ?? target - estimate
  let signal = filter.map { $0(target) } ?? target
  return reduction(energy(error) / (energy(signal) + epsilon))
}

/// The DC loss: mean(y − x)²/(mean(y²) + ε), which sees nothing but a constant offset.
///
/// At equal means value and derivative are 0.
/// - Parameters: as of ``errorToSignalRatio(_:_:filter:epsilon:reduction:)``, with ε in the unit of a power, mean(y²).
/// - Source: the same paper; auraloss 0.4's `DCLoss`.
public func dcLoss<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, epsilon: T = 1e-8, reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("dcLoss", estimate, target)
  requirePositive("dcLoss", epsilon)
  return reduction(
    square(mean(target - estimate, axes: [-1])) / (mean(square(target), axes: [-1]) + epsilon))
}

// MARK: Parts

private func energy<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { sum(square(x), axes: [-1]) }

private func centered<T: TensorScalar>(_ x: Tensor<T>, if removesMean: Bool) -> Tensor<T> {
  removesMean ? x - mean(x, axes: [-1], keepingAxes: true) : x
}

/// αy with α = Σxy/(Σy² + ε).
private func projection<T: TensorScalar>(of x: Tensor<T>, on y: Tensor<T>, _ epsilon: T) -> Tensor<T> {
  let alpha = sum(x * y, axes: [-1], keepingAxes: true) / (sum(square(y), axes: [-1], keepingAxes: true) + epsilon)
  return alpha * y
}

/// −10 log₁₀(S/(N + ε) + ε).
private func negativeDecibels<T: TensorScalar>(signal: Tensor<T>, noise: Tensor<T>, _ epsilon: T) -> Tensor<T> {
  require(epsilon * epsilon > 0, "the ε of a ratio in dB is \(epsilon), but it and its square must be positive")
  let noise = energy(noise) + epsilon
  // A quotient's slope, S/N², leaves the range of numbers long before the quotient does.
  return (log(noise) - log(energy(signal) + noise * epsilon)) * (10 / T.log(10))
}

private func requirePositive<T: TensorScalar>(_ name: StaticString, _ epsilon: T) {
  require(epsilon > 0, "\(name): ε is \(epsilon), but must be positive")
}
