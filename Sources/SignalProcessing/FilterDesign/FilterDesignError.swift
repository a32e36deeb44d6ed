/// Why a designer can't make a filter. Frequencies are in Hz.
public enum FilterDesignError: Error, Equatable, CustomStringConvertible {
  /// A filter of so many taps can't be designed.
  case invalidTaps(Int, least: Int)
  /// A filter of this order, or of so many sections, can't be designed.
  case invalidOrder(Int)
  /// An elliptic filter's attenuation must be larger than its ripple, and both positive, in dB.
  case invalidRipple(Double, attenuation: Double)
  /// An edge of a passband must lie between 0 and half the sample rate.
  case invalidEdges([Double], sampleRate: Double)
  /// Filters of this symmetry and number of taps have the gain 0 at a frequency where another is asked for.
  case gainIsZero(frequency: Double, taps: Int, FIRSymmetry)
  /// The bands are no lowpass, highpass, bandpass or bandstop of one gain.
  case notElliptic
  /// The gain of a chain of sections is a modulus, which is not negative.
  case negativeGain(Double)
  /// An approximation did not settle.
  case notConverged(iterations: Int)
  /// The best filter has taps so large that rounding hides its gain.
  case lostInRounding(taps: Int)
  /// The descent left the finite numbers.
  case diverged(step: Int)

  public var description: String {
    switch self {
    case .invalidTaps(let taps, let least):
      "a filter of \(taps) taps can't be designed; use \(least) or more"
    case .invalidOrder(let order): "a filter of the order \(order) can't be designed; use 1 or more"
    case .invalidRipple(let ripple, let attenuation):
      "no elliptic filter has \(ripple) dB ripple and \(attenuation) dB attenuation; both must be positive, "
        + "and the attenuation be the larger"
    case .invalidEdges(let edges, let sampleRate):
      "no passband has the edges \(edges) Hz at a sample rate of \(sampleRate) Hz; they must ascend "
        + "between 0 and half of it"
    case .gainIsZero(let frequency, let taps, let symmetry):
      "\(symmetry == .even ? "a symmetric" : "an antisymmetric") filter of \(taps) taps has the gain 0 at "
        + "\(frequency) Hz, where another is asked for; use "
        + "\(taps.isMultiple(of: 2) ? "an odd" : "an even") number of taps"
        + (symmetry == .even ? "" : ", or leave that frequency out")
    case .notElliptic:
      "an elliptic filter has one or two passbands of one gain and one or two stopbands, by turns, from 0 to half the "
        + "sample rate"
    case .negativeGain(let gain): "a band's gain is \(gain), but no modulus of a response is negative"
    case .notConverged(let iterations):
      "the exchange did not settle in \(iterations) iterations; use fewer taps, or narrower transitions"
    case .lostInRounding(let taps):
      "the best filter of \(taps) taps has taps so large that rounding hides its gain; use fewer taps, "
        + "or ask for a gain at the frequencies that are left out"
    case .diverged(let step): "the descent diverged at step \(step)"
    }
  }
}
