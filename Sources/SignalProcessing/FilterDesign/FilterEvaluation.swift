import Fourier

/// What a filter achieves under a specification.
public struct FilterEvaluation: Sendable, Equatable {
  /// What a filter achieves in one band.
  public struct Band: Sendable, Equatable {
    /// The largest deviation from the band's gain, as a gain.
    public let deviation: Double
    /// The largest gain over the smallest, in dB, in bands of one gain that pass; infinite if one is not positive.
    public let ripple: Double?
    /// How far the largest gain lies below 1, in dB, in stopbands.
    public let attenuation: Double?
  }

  /// The largest error, in units of the tolerances: 1 or less meets the specification.
  public let peakError: Double
  /// For each of the bands.
  public let bands: [Band]
  /// The largest number of frequencies at which the error is, within 1%, the largest one, by turns positive and
  /// negative.
  ///
  /// Of a linear-phase filter with r free taps, r + 1 prove that no other has an error that is smaller by more than 1%:
  /// the theorems of Chebyshev and de la Vallée-Poussin.
  public let alternations: Int

  /// Whether the filter meets the specification.
  public var meetsSpecification: Bool { peakError <= 1 }

  /// The ripple of the worst passband, in dB; nil if there is none of one gain.
  public var ripple: Double? { bands.compactMap(\.ripple).max() }

  /// The attenuation of the worst stopband, in dB; nil if there is none.
  public var attenuation: Double? { bands.compactMap(\.attenuation).min() }
}

extension FilterSpecification {
  /// What a linear-phase filter achieves, by its amplitude.
  ///
  /// - Complexity: O(taps²).
  public func evaluate(_ filter: LinearPhaseFilter) -> FilterEvaluation {
    evaluate(points: 32 * filter.taps.count) { filter.amplitude(at: $0, sampleRate: sampleRate) }
  }

  /// What a filter of zeros and poles achieves, by the modulus of its response.
  ///
  /// - Complexity: O(order²).
  public func evaluate(_ filter: ZerosPolesGain) -> FilterEvaluation {
    evaluate(points: 2000 + 400 * filter.poles.count) { frequencies in
      filter.response(at: frequencies, sampleRate: sampleRate).map(\.modulus)
    }
  }

  /// What a filter of sections in series achieves, by the modulus of its response.
  ///
  /// - Complexity: O(sections²).
  public func evaluate(_ sections: [BiquadCoefficients]) -> FilterEvaluation {
    evaluate(points: 2000 + 800 * sections.count) { frequencies in
      frequencies.map { frequency in
        sections.reduce(1) { $0 * $1.gain(atAngle: 2 * .pi * frequency / sampleRate) }
      }
    }
  }

  private func evaluate(points: Int, _ gain: ([Double]) -> [Double]) -> FilterEvaluation {
    let extrema = errorExtrema(points: points, gain)
    let peak = extrema.reduce(0) { max($0, $1.error.magnitude) }
    let evaluated = bands.enumerated().map { index, band in
      let errors = extrema.filter { $0.band == index }.map(\.error)
      let deviation = errors.reduce(0) { max($0, $1.magnitude) } * band.tolerance
      let isConstant = band.lowerGain == band.upperGain
      return FilterEvaluation.Band(
        deviation: deviation,
        ripple: isConstant && !band.isStopband ? ripple(about: band.lowerGain, errors, band.tolerance) : nil,
        attenuation: band.isStopband ? -20 * .log10(deviation) : nil)
    }
    return FilterEvaluation(peakError: peak, bands: evaluated, alternations: Self.alternations(extrema, peak: peak))
  }

  private func ripple(about gain: Double, _ errors: [Double], _ tolerance: Double) -> Double {
    let gains = errors.map { (gain + $0 * tolerance) * (gain < 0 ? -1 : 1) }
    guard let least = gains.min(), let largest = gains.max() else { return 0 }
    return least > 0 ? 20 * .log10(largest / least) : .infinity
  }

  private static func alternations(_ extrema: [ErrorExtremum], peak: Double) -> Int {
    let signs = extrema.filter { $0.error.magnitude >= 0.99 * peak && peak > 0 }.map { $0.error > 0 }
    return signs.isEmpty ? 0 : 1 + zip(signs, signs.dropFirst()).count { $0 != $1 }
  }
}

extension BiquadCoefficients {
  /// |H(e^{iω})|, without cancellation near a zero or a pole: e^{iω}(b₀ + b₁e^{−iω} + b₂e^{−2iω}) has the real part
  /// (b₀ + b₂)cos ω + b₁ and the imaginary part (b₀ − b₂)sin ω.
  func gain(atAngle angle: Double) -> Double {
    let (cosine, sine) = (Double.cos(angle), Double.sin(angle))
    return Double.hypot((b0 + b2) * cosine + b1, (b0 - b2) * sine)
      / Double.hypot((1 + a2) * cosine + a1, (1 - a2) * sine)
  }
}
