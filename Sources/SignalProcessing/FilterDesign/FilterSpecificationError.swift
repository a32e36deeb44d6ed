/// Why no filter can be specified so. Frequencies are in Hz.
public enum FilterSpecificationError: Error, Equatable, CustomStringConvertible {
  /// A rate of samples must be positive.
  case invalidSampleRate(Double)
  /// There is nothing to be done.
  case noBands
  /// A frequency does not exist at the sample rate.
  case edgeOutOfRange(Double, nyquist: Double)
  /// The edges of a band, or of two neighbors, are not in ascending order.
  case edgesOutOfOrder(Double, Double)
  /// Two bands leave no room for a transition.
  case bandsOverlap(ClosedRange<Double>, ClosedRange<Double>)
  /// A gain is not a number or infinite.
  case invalidGain(Double)
  /// A tolerance must be positive.
  case invalidTolerance(Double)
  /// A ripple must be positive.
  case invalidRipple(Double)
  /// An attenuation must be positive.
  case invalidAttenuation(Double)
  /// Every band is a stopband.
  case nothingPasses

  public var description: String {
    switch self {
    case .invalidSampleRate(let rate): "the sample rate is \(rate), but must be positive and finite"
    case .noBands: "a filter needs at least one band"
    case .edgeOutOfRange(let edge, let nyquist):
      "the band edge \(edge) Hz must lie between 0 and half the sample rate, \(nyquist) Hz"
    case .edgesOutOfOrder(let lower, let upper):
      "band edges must ascend, but \(lower) Hz comes before \(upper) Hz"
    case .bandsOverlap(let lower, let upper):
      "the bands \(lower.lowerBound) to \(lower.upperBound) Hz and \(upper.lowerBound) to \(upper.upperBound) Hz "
        + "leave no room for a transition; they must ascend without touching"
    case .invalidGain(let gain): "the gain \(gain) of a band must be finite"
    case .invalidTolerance(let tolerance): "the tolerance \(tolerance) of a band must be positive and finite"
    case .invalidRipple(let ripple): "a passband's ripple is \(ripple) dB, but must be positive and finite"
    case .invalidAttenuation(let attenuation):
      "a stopband's attenuation is \(attenuation) dB, but must be positive and finite"
    case .nothingPasses: "every band is a stopband; at least one must have a gain"
    }
  }
}
