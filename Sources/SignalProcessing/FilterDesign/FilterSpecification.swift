import Fourier

/// What a filter shall do: in each of some bands a gain, and how far it may be off; between the bands, anything.
///
/// A filter of gain A(f) has the error (A(f) − D(f))/δ in a band with the gain D and the tolerance δ, and meets the
/// specification if no error is larger than 1. The designers minimize the largest one: 1/δ is a band's weight.
/// ```swift
/// let specification = try FilterSpecification.lowpass(
///   passband: 8000, stopband: 9600, ripple: 0.1, attenuation: 60, sampleRate: 48_000)
/// let filter = try remez(taps: 101, specification)
/// ```
///
/// - Source: the bands, gains and weights of MATLAB's `firpm` and SciPy's `remez`.
public struct FilterSpecification: Sendable, Equatable {
  /// A range of frequencies, the gain there, and how far it may be off.
  public struct Band: Sendable, Equatable {
    /// In Hz.
    public let frequencies: ClosedRange<Double>
    /// D at the lower and at the upper end; between them a straight line.
    public let lowerGain: Double, upperGain: Double
    /// δ, the largest deviation of the gain; the reciprocal of the band's weight.
    public let tolerance: Double

    /// A band with one gain.
    public init(_ frequencies: ClosedRange<Double>, gain: Double, tolerance: Double) {
      self.init(frequencies, lowerGain: gain, upperGain: gain, tolerance: tolerance)
    }

    /// A band whose gain is a straight line over frequency.
    public init(_ frequencies: ClosedRange<Double>, lowerGain: Double, upperGain: Double, tolerance: Double) {
      self.frequencies = frequencies
      self.lowerGain = lowerGain
      self.upperGain = upperGain
      self.tolerance = tolerance
    }

    /// Whether nothing shall pass.
    public var isStopband: Bool { lowerGain == 0 && upperGain == 0 }

    /// D at a frequency of the band, in Hz.
    public func gain(at frequency: Double) -> Double {
      let width = frequencies.upperBound - frequencies.lowerBound
      guard width > 0, lowerGain != upperGain else { return lowerGain }
      return lowerGain + (upperGain - lowerGain) * ((frequency - frequencies.lowerBound) / width)
    }
  }

  /// In ascending order, with room between them.
  public let bands: [Band]
  /// In Hz.
  public let sampleRate: Double

  /// The specification by these bands.
  ///
  /// - Throws: ``FilterSpecificationError`` unless the sample rate is positive, the bands lie between 0 and half of it,
  ///   in ascending order without touching, their gains are finite and not all zero, and their tolerances positive.
  public init(bands: [Band], sampleRate: Double) throws(FilterSpecificationError) {
    self.bands = bands
    self.sampleRate = sampleRate
    try check()
  }

  /// Lets pass what lies below `passband` and nothing above `stopband`, in Hz.
  ///
  /// - Parameters:
  ///   - ripple: between the largest and the smallest gain of the passband, in dB: δ = tanh(ripple · ln 10/40) about 1.
  ///   - attenuation: of the stopband below the gain 1, in dB: δ = 10^(−attenuation/20).
  public static func lowpass(
    passband: Double, stopband: Double, ripple: Double, attenuation: Double, sampleRate: Double
  ) throws(FilterSpecificationError) -> FilterSpecification {
    try FilterSpecification(
      edges: [0, passband, stopband, sampleRate / 2], passes: [true, false], ripple, attenuation, sampleRate)
  }

  /// Lets nothing pass below `stopband`, and what lies above `passband`, in Hz.
  public static func highpass(
    stopband: Double, passband: Double, ripple: Double, attenuation: Double, sampleRate: Double
  ) throws(FilterSpecificationError) -> FilterSpecification {
    try FilterSpecification(
      edges: [0, stopband, passband, sampleRate / 2], passes: [false, true], ripple, attenuation, sampleRate)
  }

  /// Lets pass what lies in `passband`, and nothing outside the wider range `stopbandsOutside`, in Hz.
  public static func bandpass(
    passband: ClosedRange<Double>, stopbandsOutside outer: ClosedRange<Double>, ripple: Double, attenuation: Double,
    sampleRate: Double
  ) throws(FilterSpecificationError) -> FilterSpecification {
    try FilterSpecification(
      edges: [
        0, outer.lowerBound, passband.lowerBound, passband.upperBound, outer.upperBound, sampleRate / 2,
      ], passes: [false, true, false], ripple, attenuation, sampleRate)
  }

  /// Lets nothing pass in `stopband`, and what lies outside the wider range `passbandsOutside`, in Hz.
  public static func bandstop(
    stopband: ClosedRange<Double>, passbandsOutside outer: ClosedRange<Double>, ripple: Double, attenuation: Double,
    sampleRate: Double
  ) throws(FilterSpecificationError) -> FilterSpecification {
    try FilterSpecification(
      edges: [
        0, outer.lowerBound, stopband.lowerBound, stopband.upperBound, outer.upperBound, sampleRate / 2,
      ], passes: [true, false, true], ripple, attenuation, sampleRate)
  }

  private init(
    edges: [Double], passes: [Bool], _ ripple: Double, _ attenuation: Double, _ sampleRate: Double
  ) throws(FilterSpecificationError) {
    guard sampleRate > 0, sampleRate.isFinite else { throw .invalidSampleRate(sampleRate) }
    guard ripple > 0, ripple.isFinite else { throw .invalidRipple(ripple) }
    guard attenuation > 0, attenuation.isFinite else { throw .invalidAttenuation(attenuation) }
    for edge in edges where !(edge >= 0 && edge <= sampleRate / 2) {
      throw .edgeOutOfRange(edge, nyquist: sampleRate / 2)
    }
    for (lower, upper) in zip(edges, edges.dropFirst()) where !(lower < upper) {
      throw .edgesOutOfOrder(lower, upper)
    }
    let passTolerance = Double.tanh(ripple * .log(10) / 40), stopTolerance = Double.exp(-attenuation * .log(10) / 20)
    let bands = passes.indices.map { index in
      Band(
        edges[2 * index]...edges[2 * index + 1], gain: passes[index] ? 1 : 0,
        tolerance: passes[index] ? passTolerance : stopTolerance)
    }
    try self.init(bands: bands, sampleRate: sampleRate)
  }

  private func check() throws(FilterSpecificationError) {
    guard sampleRate > 0, sampleRate.isFinite else { throw .invalidSampleRate(sampleRate) }
    guard !bands.isEmpty else { throw .noBands }
    for band in bands {
      for edge in [band.frequencies.lowerBound, band.frequencies.upperBound]
      where !(edge >= 0 && edge <= sampleRate / 2) {
        throw .edgeOutOfRange(edge, nyquist: sampleRate / 2)
      }
      guard band.frequencies.lowerBound < band.frequencies.upperBound else {
        throw .edgesOutOfOrder(band.frequencies.lowerBound, band.frequencies.upperBound)
      }
      for gain in [band.lowerGain, band.upperGain] where !gain.isFinite { throw .invalidGain(gain) }
      guard band.tolerance > 0, band.tolerance.isFinite else { throw .invalidTolerance(band.tolerance) }
    }
    for (lower, upper) in zip(bands, bands.dropFirst())
    where !(lower.frequencies.upperBound < upper.frequencies.lowerBound) {
      throw .bandsOverlap(lower.frequencies, upper.frequencies)
    }
    guard !bands.allSatisfy(\.isStopband) else { throw .nothingPasses }
  }
}
