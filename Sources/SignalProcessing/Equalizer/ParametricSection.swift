public import Autodiff
import Fourier

/// One section of a parametric equalizer, with fixed parameters.
///
/// ```swift
/// let presence = ParametricSection(kind: .peak, frequency: 3000, gain: 2.5, q: 0.8)
/// let filter = BiquadFilter<Double>([presence.coefficients(sampleRate: 44_100)])
/// ```
public struct ParametricSection: Sendable, Codable, Equatable {
  /// The shape of a section's response.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Raises or lowers what lies below its frequency.
    case lowShelf
    /// Raises or lowers what lies around its frequency.
    case peak
    /// Raises or lowers what lies above its frequency.
    case highShelf
  }

  /// The shape of the response.
  public let kind: Kind
  /// The center, or a shelf's midpoint, in Hz.
  public let frequency: Double
  /// The gain of the peak or shelf, in dB.
  public let gain: Double
  /// The quality: a peak's center over its bandwidth.
  public let q: Double

  /// The section with these parameters.
  public init(kind: Kind, frequency: Double, gain: Double, q: Double) {
    self.kind = kind
    self.frequency = frequency
    self.gain = gain
    self.q = q
  }

  /// The section's transfer function at a sample rate in Hz.
  ///
  /// Traps unless the frequency is above 0 and below half the sample rate, Q is positive, and both are finite, as the
  /// gain is: there is no such stable section.
  public func biquad(sampleRate: Double) -> Biquad<Double> {
    require(
      frequency > 0 && frequency < sampleRate / 2 && sampleRate.isFinite && q > 0 && q.isFinite && gain.isFinite,
      "no section has frequency \(frequency), gain \(gain) dB and Q \(q) at a sample rate of \(sampleRate): "
        + "the frequency must lie between 0 and half the rate, and Q be positive")
    return .parametric(
      kind, frequency: Tensor(frequency), gain: Tensor(gain), q: Tensor(q), sampleRate: sampleRate)
  }

  /// b₀, b₁, b₂, a₁, a₂ of the section at a sample rate in Hz, with a₀ = 1. Traps as ``biquad(sampleRate:)`` does.
  public func coefficients(sampleRate: Double) -> BiquadCoefficients {
    let section = biquad(sampleRate: sampleRate)
    let a0 = section.denominator.0.scalar
    return BiquadCoefficients(
      b0: section.numerator.0.scalar / a0, b1: section.numerator.1.scalar / a0, b2: section.numerator.2.scalar / a0,
      a1: section.denominator.1.scalar / a0, a2: section.denominator.2.scalar / a0)
  }
}

/// The coefficients of a second-order section whose a₀ is 1.
public struct BiquadCoefficients: Sendable, Codable, Equatable {
  public let b0: Double, b1: Double, b2: Double, a1: Double, a2: Double

  /// The section (b₀ + b₁z⁻¹ + b₂z⁻²) / (1 + a₁z⁻¹ + a₂z⁻²).
  public init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
    self.b0 = b0
    self.b1 = b1
    self.b2 = b2
    self.a1 = a1
    self.a2 = a2
  }
}
