public import Autodiff
import Fourier
public import SignalProcessing

/// A parametric equalizer: shelves and peaks in series, whose frequencies, gains and qualities are learned within
/// bounds, and which is stable by construction.
///
/// frequency = f₀(f₁/f₀)^σ(p), Q = Q₀(Q₁/Q₀)^σ(p), gain = G·tanh(p/G), for any real p.
/// ```swift
/// let equalizer = EqualizerLayer<Double>([
///   ParametricSection(kind: .lowShelf, frequency: 100, gain: 0, q: 0.7),
///   ParametricSection(kind: .peak, frequency: 1000, gain: 0, q: 1),
/// ], sampleRate: 44_100)
/// ```
/// - Source: R. Bristow-Johnson, "Audio EQ Cookbook" (W3C Working Group Note, 2021).
public struct EqualizerLayer<T: TensorScalar>: BiquadChain {
  /// What each section is.
  public let kinds: [ParametricSection.Kind]
  /// f₀ and f₁, in Hz.
  public let frequencyRange: ClosedRange<Double>
  /// G, the most that a section raises or lowers, in dB.
  public let gainLimit: Double
  /// Q₀ and Q₁.
  public let qRange: ClosedRange<Double>
  /// Samples a second.
  public let sampleRate: Double

  /// What the frequencies are made from, [S].
  public var frequency: Tensor<T>
  /// What the gains are made from, [S], in dB while they are small.
  public var gain: Tensor<T>
  /// What the qualities are made from, [S].
  public var q: Tensor<T>

  /// An equalizer that begins with `sections`, each brought into the inner 98 % of the bounds.
  ///
  /// - Parameters:
  ///   - sections: the shelves and peaks.
  ///   - sampleRate: in Hz.
  ///   - frequencyRange: in Hz; from 1/2000 to 0.45 of the sample rate when left out. Traps unless 0 < f₀ < f₁ <
  ///     rate/2.
  ///   - gainLimit: in dB. Traps unless it is positive.
  ///   - qRange: traps unless 0 < Q₀ < Q₁.
  public init(
    _ sections: [ParametricSection], sampleRate: Double, frequencyRange: ClosedRange<Double>? = nil,
    gainLimit: Double = 24, qRange: ClosedRange<Double> = 0.1...10
  ) {
    let frequencies = frequencyRange ?? (sampleRate / 2000)...(0.45 * sampleRate)
    require(
      frequencies.lowerBound > 0 && frequencies.lowerBound < frequencies.upperBound
        && frequencies.upperBound < sampleRate / 2 && gainLimit > 0 && qRange.lowerBound > 0
        && qRange.lowerBound < qRange.upperBound,
      "an equalizer with frequencies within \(frequencies) Hz at \(sampleRate) Hz, gains within \(gainLimit) dB and "
        + "qualities within \(qRange): bounds are positive and differ, and frequencies are below half the sample rate")
    kinds = sections.map(\.kind)
    self.sampleRate = sampleRate
    self.frequencyRange = frequencies
    self.gainLimit = gainLimit
    self.qRange = qRange
    frequency = Tensor(sections.map { T(unboundedGeometrically($0.frequency, frequencies)) })
    gain = Tensor(sections.map { T(gainLimit * Double.atanh(min(max($0.gain / gainLimit, -0.98), 0.98))) })
    q = Tensor(sections.map { T(unboundedGeometrically($0.q, qRange)) })
  }

  /// The frequencies in Hz, [S].
  public var frequencies: Tensor<T> { boundedGeometrically(frequency, frequencyRange) }
  /// The gains in dB, [S].
  public var gains: Tensor<T> { tanh(gain / T(gainLimit)) * T(gainLimit) }
  /// The qualities, [S].
  public var qualities: Tensor<T> { boundedGeometrically(q, qRange) }

  public var sections: Tensor<T> {
    if kinds.isEmpty { return .zeros([0, 6]) }
    let frequencies = frequencies, gains = gains, qualities = qualities
    return stack(
      kinds.enumerated().map { index, kind in
        let section = Biquad.parametric(
          kind, frequency: frequencies.element(index), gain: gains.element(index), q: qualities.element(index),
          sampleRate: T(sampleRate))
        let (b, a) = (section.numerator, section.denominator)
        return stack([b.0, b.1, b.2, a.0, a.1, a.2])
      })
  }

  /// The sections as they are, with numbers.
  public var parametricSections: [ParametricSection] {
    let frequencies = frequencies.elements, gains = gains.elements, qualities = qualities.elements
    return kinds.indices.map {
      ParametricSection(
        kind: kinds[$0], frequency: Double(frequencies[$0]), gain: Double(gains[$0]), q: Double(qualities[$0]))
    }
  }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("frequency", &frequency)
    visitor.visit("gain", &gain)
    visitor.visit("q", &q)
  }
}
