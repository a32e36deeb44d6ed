public import Autodiff

/// One section of a parametric equalizer, with fixed parameters.
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

  /// The section's transfer function.
  public func biquad(sampleRate: Double) -> Biquad<Double> {
    .parametric(
      kind, frequency: Tensor(frequency), gain: Tensor(gain), q: Tensor(q), sampleRate: sampleRate)
  }

  /// b₀, b₁, b₂, a₁, a₂ of the section, with a₀ = 1.
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

/// A cascade of second-order sections run over signals in time, from rest. Its adjoint runs backwards in time.
///
/// yₙ = b₀xₙ + s₁, s₁ ← b₁xₙ − a₁yₙ + s₂, s₂ ← b₂xₙ − a₂yₙ for each section in turn, along the last axis.
/// - Complexity: O(sections) for each sample.
/// - Source: the transposed direct form II; SciPy's `sosfilt`.
public struct BiquadFilter<T: TensorScalar>: LinearOperator {
  public static var name: StaticString { "biquads" }

  /// The sections, in the order in which they run.
  public let sections: [BiquadCoefficients]

  /// The cascade of `sections`.
  public init(_ sections: [BiquadCoefficients]) { self.sections = sections }

  public func apply(_ x: Tensor<T>) -> Tensor<T> { run(x, backwards: false) }

  public func applyAdjoint(_ y: Tensor<T>) -> Tensor<T> { run(y, backwards: true) }

  private func run(_ x: Tensor<T>, backwards: Bool) -> Tensor<T> {
    let length = x.shape.last ?? 1
    return mapRows(of: x, length: length, to: [length]) { input, output in
      output.update(from: input, count: length)
      for section in sections { filter(output, count: length, section, backwards: backwards) }
    }
  }
}

/// Runs one section over a signal in place, forwards or backwards.
@specialized(where T == Float)
@specialized(where T == Double)
private func filter<T: TensorScalar>(
  _ signal: UnsafeMutablePointer<T>, count: Int, _ section: BiquadCoefficients, backwards: Bool
) {
  let b0 = T(section.b0), b1 = T(section.b1), b2 = T(section.b2), a1 = T(section.a1), a2 = T(section.a2)
  var s1: T = 0, s2: T = 0
  for step in 0..<count {
    let n = backwards ? count - 1 - step : step
    let x = signal[n]
    let y = b0 * x + s1
    s1 = b1 * x - a1 * y + s2
    s2 = b2 * x - a2 * y
    signal[n] = y
  }
}
