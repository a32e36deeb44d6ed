public import Autodiff
import Fourier
public import SignalProcessing

/// The STFT loss of one resolution: what two signals' magnitude spectrograms A = √max(|STFT x|², ε) and
/// B = √max(|STFT y|², ε) differ by.
///
/// L = c·‖B − A‖/‖B‖ + l·mean d(ln A, ln B) + m·mean d(A, B), with the distance d(a, b) = |a − b|, or (a − b)².
/// The first term is the spectral convergence, a ratio of norms over everything. Where x = y, and in bins below the floor,
/// derivatives are 0.
///
/// ```swift
/// let loss = STFTLoss(STFT(window: .hann(1024), hopLength: 256))
/// let (value, slope) = valueWithGradient(at: estimate) { loss($0, target) }
/// ```
///
/// **One operation.** Each frame is windowed, transformed, compared, transformed back and added up while it is in the
/// cache. So the working memory of value and gradient is that of a few signals, whatever the number of frames. Derivatives
/// of the gradient are those of the same loss composed of operations on tensors, and have its memory, which goes with the
/// frames. So has everything where the fused sums may have lost something: for spectra that are not finite or too far apart
/// for the range of numbers, and floors near the end of it.
///
/// - Complexity: O(N log N) for each signal and frame of N points. In transforms of a frame: 2 for the value; with the
///   gradient by x 3, or 4 with a spectral convergence, whose norms are not known before the last frame; by y 3 or 5; by both
///   4 or 6. Working memory of some five signals of x's shape.
/// - Source: R. Yamamoto, E. Song and J.-M. Kim, "Parallel WaveGAN", ICASSP 2020; values of auraloss 0.4's `STFTLoss`.
public struct STFTLoss: Sendable {
  /// The transform whose magnitudes are compared.
  public let stft: STFT
  /// c, the weight of the spectral convergence.
  public let spectralConvergence: Double
  /// l, the weight of the mean distance of log magnitudes.
  public let logMagnitude: Double
  /// m, the weight of the mean distance of magnitudes.
  public let linearMagnitude: Double
  /// d, the distance of log magnitudes and of magnitudes.
  public let distance: ElementwiseDistance
  /// ε, the floor under powers |STFT|², in the unit of the signal squared.
  public let powerFloor: Double
  /// How many threads an evaluation may use at most. Value and gradient have the same bits with any number.
  public var threadCount = 1

  /// The loss with these weights, of which a term of weight 0 is left out.
  ///
  /// Traps if the floor is not positive and finite, or a weight not finite.
  public init(
    _ stft: STFT, spectralConvergence: Double = 1, logMagnitude: Double = 1, linearMagnitude: Double = 0,
    distance: ElementwiseDistance = .l1, powerFloor: Double = 1e-8
  ) {
    require(
      powerFloor > 0 && powerFloor.isFinite, "the floor under powers is \(powerFloor), but must be positive and finite")
    require(
      spectralConvergence.isFinite && logMagnitude.isFinite && linearMagnitude.isFinite,
      "the weights of an STFT loss are \(spectralConvergence), \(logMagnitude) and \(linearMagnitude); they must be finite"
    )
    self.stft = stft
    self.spectralConvergence = spectralConvergence
    self.logMagnitude = logMagnitude
    self.linearMagnitude = linearMagnitude
    self.distance = distance
    self.powerFloor = powerFloor
  }

  /// The loss of signals along the last axis, a scalar.
  ///
  /// Traps if the shapes differ, there are no frames, or the signals are no longer than half of a DFT that mirrors them.
  /// - Parameters:
  ///   - estimate: signals x, […, T].
  ///   - target: signals y of the same shape.
  public func callAsFunction<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
    requireSameShape("STFTLoss", estimate, target)
    require(T(powerFloor) > 0, "the floor under powers, \(powerFloor), is 0 in the precision of the signals")
    let isLeft = estimate.isTraced, isRight = target.isTraced
    // What the value is found with; the linearizations are made after it.
    var slopes: Slopes<T> = (nil, nil)
    return estimate.combining(
      "STFT loss", target,
      evaluate: { x, y in
        let (value, found) = evaluated(x, y, isLeft: isLeft, isRight: isRight)
        slopes = found
        return value
      },
      linearizeLeft: { x, y, _ in linearization(x, y, known: slopes.estimate) { composed($0, y) } },
      linearizeRight: { x, y, _ in linearization(y, x, known: slopes.target) { composed(x, $0) } })
  }

  /// ∂L/∂x and ∂L/∂y.
  typealias Slopes<T: TensorScalar> = (estimate: Tensor<T>?, target: Tensor<T>?)

  /// v ↦ Σ cv, with the gradient c by `x`: the fused one, unless a derivative of it is wanted too.
  private func linearization<T: TensorScalar>(
    _ x: Tensor<T>, _ other: Tensor<T>, known: Tensor<T>?, _ composed: @escaping @Sendable (Tensor<T>) -> Tensor<T>
  ) -> Linearization<T, T> {
    let isPlain = !x.isTraced && !other.isTraced
    let slope: @Sendable () -> Tensor<T> = {
      if isPlain, let known { return known }
      return gradient(at: x, of: composed)
    }
    return Linearization(apply: { sum(slope() * $0) }, adjoint: { $0 * slope() })
  }

  /// The loss of plain signals, and those of its gradients that are wanted.
  private func evaluated<T: TensorScalar>(
    _ x: Tensor<T>, _ y: Tensor<T>, isLeft: Bool, isRight: Bool
  ) -> (value: Tensor<T>, slopes: Slopes<T>) {
    if let result = FusedSTFTEvaluation(self, x, y)?.run(isLeft: isLeft, isRight: isRight) { return result }
    if !isLeft && !isRight { return (composed(x, y), (nil, nil)) }
    let (value, pullback) = valueWithPullback(at: x, y) { composed($0, $1) }
    let slopes = pullback(1)
    return (value, (isLeft ? slopes.0 : nil, isRight ? slopes.1 : nil))
  }
}

extension STFTLoss {
  /// The loss composed of operations on tensors.
  private func composed<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
    let x = modulus(stft(estimate), powerFloor: T(powerFloor))
    let y = modulus(stft(target), powerFloor: T(powerFloor))
    var loss: Tensor<T> = 0
    if spectralConvergence != 0 { loss = loss + T(spectralConvergence) * SpectralLearning.spectralConvergence(x, y) }
    if logMagnitude != 0 { loss = loss + T(logMagnitude) * logarithmicDistance(x, y, distance, .mean) }
    if linearMagnitude != 0 { loss = loss + T(linearMagnitude) * distance(x, y, .mean) }
    return loss
  }
}
