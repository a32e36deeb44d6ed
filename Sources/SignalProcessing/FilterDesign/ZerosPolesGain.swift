public import ComplexNumbers
import Fourier

/// A rational transfer function by its zeros, poles and gain: H(z) = k Π (z − zᵢ)/Π (z − pᵢ).
///
/// Coefficients are real: what is not real comes with its conjugate.
public struct ZerosPolesGain: Sendable, Equatable {
  /// zᵢ, where the response is 0.
  public var zeros: [Complex<Double>]
  /// pᵢ, inside the unit circle if the filter is stable.
  public var poles: [Complex<Double>]
  /// k.
  public var gain: Double

  /// The function with these zeros, poles and gain.
  public init(zeros: [Complex<Double>], poles: [Complex<Double>], gain: Double) {
    self.zeros = zeros
    self.poles = poles
    self.gain = gain
  }

  /// Whether all poles lie inside the unit circle.
  public var isStable: Bool { poles.allSatisfy { $0.modulus < 1 } }

  /// The frequency response H(e^{2πi f/rate}) at frequencies f in the unit of the sample rate.
  ///
  /// - Complexity: O(order) for each frequency.
  /// - Source: SciPy's `freqz_zpk`.
  public func response(at frequencies: [Double], sampleRate: Double) -> [Complex<Double>] {
    frequencies.map { frequency in
      let z = Complex<Double>.exp(i: 2 * .pi * frequency / sampleRate)
      // Factor by factor, so that neither product leaves the range of numbers.
      var response = Complex(gain, 0)
      for index in 0..<max(zeros.count, poles.count) {
        if index < zeros.count { response *= z - zeros[index] }
        if index < poles.count { response /= z - poles[index] }
      }
      return response
    }
  }

  /// The function as second-order sections in series.
  ///
  /// Poles nearest to the unit circle are paired with the zeros nearest to them, and come last, so that the peaks
  /// within the chain stay low; the gain is in the first section. Traps if there are more zeros than poles, or one
  /// without its conjugate.
  /// - Complexity: O(order²).
  /// - Source: SciPy's `zpk2sos` with `pairing='nearest'`.
  public var sections: [BiquadCoefficients] {
    require(
      zeros.count <= poles.count, "\(zeros.count) zeros for \(poles.count) poles: the filter would see the future")
    // Zeros and poles at the origin cancel or delay, and make the order even.
    let count = (poles.count + 1) / 2
    let origins = [Complex<Double>](repeating: .zero, count: 2 * count)
    var zeros = upperHalf(of: zeros + origins.dropFirst(zeros.count))
    var poles = upperHalf(of: poles + origins.dropFirst(poles.count))
    var sections: [BiquadCoefficients] = []
    for _ in 0..<count {
      guard let place = nearestToCircle(poles) else { break }
      let pole = poles.remove(at: place)
      let pair: (Complex<Double>, Complex<Double>)
      var zeroPair: (Complex<Double>, Complex<Double>)?
      if pole.imaginary == 0 {
        let others = poles.indices.filter { poles[$0].imaginary == 0 }
        let partner = others.min { (1 - poles[$0].modulus).magnitude < (1 - poles[$1].modulus).magnitude }
        pair = (pole, partner.map { poles.remove(at: $0) } ?? .zero)
      } else {
        pair = (pole, pole.conjugate)
        // The last real zero belongs to the last real pole.
        if zeros.count == poles.count + 1, poles.count(where: { $0.imaginary == 0 }) == 1,
          zeros.count(where: { $0.imaginary == 0 }) == 1, let zero = takeNearest(&zeros, to: pole, real: false)
        {
          zeroPair = (zero, zero.conjugate)
        }
      }
      if zeroPair == nil, let zero = takeNearest(&zeros, to: pole) {
        zeroPair =
          zero.imaginary != 0
          ? (zero, zero.conjugate) : (zero, takeNearest(&zeros, to: pole, real: true) ?? .zero)
      }
      let (zero, other) = zeroPair ?? (.zero, .zero)
      sections.append(
        BiquadCoefficients(
          b0: 1, b1: -(zero + other).real, b2: (zero * other).real, a1: -(pair.0 + pair.1).real,
          a2: (pair.0 * pair.1).real))
    }
    sections.reverse()
    if let first = sections.first {
      sections[0] = BiquadCoefficients(
        b0: gain * first.b0, b1: gain * first.b1, b2: gain * first.b2, a1: first.a1, a2: first.a2)
    }
    return sections
  }
}

/// One of each conjugate pair, and the real numbers, each once.
private func upperHalf(of roots: [Complex<Double>]) -> [Complex<Double>] {
  // A root that is real but for rounding counts as real.
  func isReal(_ z: Complex<Double>) -> Bool { z.imaginary.magnitude <= 100 * .ulpOfOne * z.modulus }
  let upper = roots.filter { !isReal($0) && $0.imaginary > 0 }
  let lower = roots.filter { !isReal($0) && $0.imaginary < 0 }
  require(upper.count == lower.count, "\(upper.count) roots above the real axis, but \(lower.count) below")
  return upper.sorted { ($0.real, $0.imaginary) < ($1.real, $1.imaginary) }
    + roots.filter(isReal).map { Complex($0.real, 0) }.sorted { $0.real < $1.real }
}

private func nearestToCircle(_ poles: [Complex<Double>]) -> Int? {
  poles.indices.min { (1 - poles[$0].modulus).magnitude < (1 - poles[$1].modulus).magnitude }
}

/// Removes and returns the root nearest to a pole: of all, or of those that are real or not.
private func takeNearest(
  _ roots: inout [Complex<Double>], to pole: Complex<Double>, real: Bool? = nil
) -> Complex<Double>? {
  let candidates = roots.indices.filter { real == nil || (roots[$0].imaginary == 0) == real }
  let nearest = candidates.min { (roots[$0] - pole).modulus < (roots[$1] - pole).modulus }
  return nearest.map { roots.remove(at: $0) }
}
