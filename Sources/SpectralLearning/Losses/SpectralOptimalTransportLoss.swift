public import Autodiff
import ComplexNumbers
import Fourier
public import SignalProcessing

/// How a pair of spectra becomes a pair of distributions.
public enum TransportNormalization: String, Sendable, Hashable, CaseIterable, Codable {
  /// Each is divided by its own sum: levels don't count, all of the mass is transported.
  case separate
  /// Both are divided by the sum of the estimate: of a louder target the lower frequencies count, as far as they have the
  /// mass of the estimate, and a quieter one has the missing mass at the highest frequency. The "frequency cutoff" of the
  /// paper.
  case byEstimate
}

/// Spectral optimal transport: how far the energy of one spectrum has to be moved along the frequency axis to become
/// another.
///
/// Wₚᵖ of the normalized spectra (s + ε)/Σ(s + ε), where s are magnitudes or their squares. A sinusoid that is off by Δ
/// has about Δᵖ, however far off it is, where a distance bin by bin has no slope once the peaks don't overlap: so
/// frequencies can be found from a bad start.
///
/// At x = y, at silence and where the spectra have equal shapes, the derivative is 0; elsewhere the loss is linear in
/// pieces in the masses.
/// ```swift
/// let loss = SpectralOptimalTransportLoss(stft: STFT(window: .hann(2048), hopLength: 512), sampleRate: 44_100)
/// let slope = gradient(at: frequency) { loss(sinusoid(frequency: $0), target) }
/// ```
/// - Complexity: that of two STFTs.
/// - Source: B. Torres, G. Peeters and G. Richard, "Unsupervised harmonic parameter estimation using differentiable DSP
///   and spectral optimal transport", ICASSP 2024, whose loss takes the p-th root; POT's `wasserstein_1d`, which does not.
public struct SpectralOptimalTransportLoss: Sendable {
  /// The transform whose frames are compared.
  public let stft: STFT
  /// Samples per unit of time; the loss is in its unit to the power of p.
  public let sampleRate: Double
  /// p ≥ 1.
  public let exponent: Double
  /// Whether masses are squared magnitudes, as in the paper's `square_dist`, or magnitudes.
  public let squaresMagnitudes: Bool
  /// How spectra become distributions.
  public let normalization: TransportNormalization
  /// ε, added to each bin's mass, in the unit of magnitudes or their squares: what lies far below it is spread evenly.
  public let epsilon: Double

  /// The loss over the frames of `stft`.
  ///
  /// Traps unless sample rate and ε are positive and finite, and p is at least 1.
  public init(
    stft: STFT, sampleRate: Double = 1, exponent: Double = 2, squaresMagnitudes: Bool = true,
    normalization: TransportNormalization = .separate, epsilon: Double = 1e-10
  ) {
    require(
      sampleRate > 0 && sampleRate.isFinite && epsilon > 0 && epsilon.isFinite,
      "optimal transport at a sample rate of \(sampleRate) with an ε of \(epsilon); both are positive")
    require(
      exponent >= 1 && exponent.isFinite, "optimal transport with an exponent of \(exponent), but it is at least 1")
    self.stft = stft
    self.sampleRate = sampleRate
    self.exponent = exponent
    self.squaresMagnitudes = squaresMagnitudes
    self.normalization = normalization
    self.epsilon = epsilon
  }

  /// The loss of signals along the last axis, […, T]. Traps if the shapes differ, or as the transform does.
  /// - Parameter reduction: one loss for each signal, the mean of its frames; their sum or mean.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    requireSameShape("SpectralOptimalTransportLoss", estimate, target)
    let x = stft(estimate), y = stft(target)
    let costs = spectralTransportCost(
      squaresMagnitudes ? squaredModulus(x) : abs(x), squaresMagnitudes ? squaredModulus(y) : abs(y),
      frequencies: stft.frequencies(sampleRate: sampleRate), exponent: exponent, normalization: normalization,
      epsilon: positiveConstant("the ε of optimal transport", epsilon))
    return reduction(mean(costs, axes: [-1]))
  }
}

/// The transport costs Wₚᵖ of spectra, […, K] to […], each of which is normalized first.
///
/// - Parameters:
///   - estimate: masses at K frequencies, not negative.
///   - target: masses of the same shape. Traps if the shapes differ.
///   - frequencies: K of them, ascending. Traps otherwise.
///   - exponent: p. Traps unless it is at least 1.
///   - normalization: how spectra become distributions.
///   - epsilon: ε, added to each mass. Traps unless it is positive.
///   - reduction: one cost for each pair of spectra, their sum or mean.
/// - Complexity: O(K) for each pair.
/// - Source: as for ``SpectralOptimalTransportLoss``.
public func spectralTransportCost<T: TensorScalar>(
  _ estimate: Tensor<T>, _ target: Tensor<T>, frequencies: [Double], exponent: Double = 2,
  normalization: TransportNormalization = .separate, epsilon: T = 1e-10, reduction: Reduction = .none
) -> Tensor<T> {
  requireSameShape("spectralTransportCost", estimate, target)
  require(
    estimate.shape.last == frequencies.count && !frequencies.isEmpty,
    "spectralTransportCost: \(frequencies.count) frequencies for spectra of shape \(estimate.shape)")
  require(
    zip(frequencies, frequencies.dropFirst()).allSatisfy { $0 <= $1 }, "spectralTransportCost: frequencies must ascend")
  require(exponent >= 1, "spectralTransportCost: the exponent is \(exponent), but must be at least 1")
  require(epsilon > 0, "spectralTransportCost: ε is \(epsilon), but must be positive")
  let x = estimate + epsilon, y = target + epsilon
  let mass = sum(x, axes: [-1], keepingAxes: true)
  // Nothing beyond the mass of the estimate counts, and cut off there no quotient leaves the range of numbers.
  let other = normalization == .separate ? y / sum(y, axes: [-1], keepingAxes: true) : minimum(y, 2 * mass) / mass
  let costs = transportCost(
    (x / mass).cumulativeSum(), other.cumulativeSum(), places: frequencies.map { T($0) }, exponent: T(exponent))
  return reduction(costs)
}
