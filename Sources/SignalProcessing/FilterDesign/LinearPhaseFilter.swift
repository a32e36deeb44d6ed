public import ComplexNumbers
import Fourier

/// How the taps of a linear-phase filter mirror each other about their center.
public enum FIRSymmetry: String, Sendable, CaseIterable, Codable {
  /// hₙ = h₍N−1−n₎: types I (N odd) and II (N even).
  case even
  /// hₙ = −h₍N−1−n₎: types III (N odd) and IV (N even): differentiators, Hilbert transformers.
  case odd

  /// The sine or cosine of the basis that the amplitude shares: Q = 1, cos ω/2, sin ω or sin ω/2 for the types I … IV.
  /// A(ω) = Q(ω) · Σ pₖ cos kω.
  func commonFactor(_ angle: Double, taps: Int) -> Double {
    switch (self, taps.isMultiple(of: 2)) {
    case (.even, false): 1
    case (.even, true): .cos(angle / 2)
    case (.odd, false): .sin(angle)
    case (.odd, true): .sin(angle / 2)
    }
  }

  /// The number of the pₖ, which is that of the free taps.
  public func freeTaps(of taps: Int) -> Int {
    self == .even ? (taps + 1) / 2 : taps / 2
  }

  /// The angles at which the amplitude is 0 whatever the taps are.
  func zeros(taps: Int) -> [Double] {
    switch (self, taps.isMultiple(of: 2)) {
    case (.even, false): []
    case (.even, true): [.pi]
    case (.odd, false): [0, .pi]
    case (.odd, true): [0]
    }
  }
}

/// A finite impulse response of linear phase: every frequency is delayed by (N − 1)/2 samples.
public struct LinearPhaseFilter: Sendable, Equatable {
  /// h₀ … h₍N−1₎.
  public let taps: [Double]
  /// How they mirror each other.
  public let symmetry: FIRSymmetry

  /// The filter with these taps. Traps if there are none, or one is not what the symmetry says, to rounding.
  public init(taps: [Double], symmetry: FIRSymmetry) {
    require(!taps.isEmpty, "a filter needs at least one tap")
    let largest = taps.reduce(0) { max($0, $1.magnitude) }
    let sign: Double = symmetry == .even ? 1 : -1
    for (tap, mirrored) in zip(taps, taps.reversed()) {
      require(
        (tap - sign * mirrored).magnitude <= 1e-12 * largest,
        "the taps are not \(symmetry == .even ? "symmetric" : "antisymmetric"): \(tap) against \(mirrored)")
    }
    self.taps = taps
    self.symmetry = symmetry
  }

  /// The real amplitude A(f) at frequencies in the unit of the sample rate: the frequency response is
  /// A·exp(−iω(N − 1)/2), times i for odd symmetry.
  ///
  /// - Complexity: O(N) for each frequency.
  public func amplitude(at frequencies: [Double], sampleRate: Double) -> [Double] {
    let half = taps.count / 2, center = Double(taps.count - 1) / 2
    return frequencies.map { frequency in
      let angle = 2 * Double.pi * frequency / sampleRate
      var sum = symmetry == .even && !taps.count.isMultiple(of: 2) ? taps[half] : 0
      for n in 0..<half {
        let phase = angle * (center - Double(n))
        sum += 2 * taps[n] * (symmetry == .even ? .cos(phase) : .sin(phase))
      }
      return sum
    }
  }

  /// The frequency response H(e^{2πi f/rate}) at frequencies f in the unit of the sample rate.
  public func response(at frequencies: [Double], sampleRate: Double) -> [Complex<Double>] {
    let delay = Double(taps.count - 1) / 2
    return zip(frequencies, amplitude(at: frequencies, sampleRate: sampleRate)).map { frequency, amplitude in
      let turned = Complex<Double>.exp(i: -2 * .pi * frequency / sampleRate * delay)
      return amplitude * (symmetry == .even ? turned : Complex(-turned.imaginary, turned.real))
    }
  }
}
