/// Why no signal can be found from magnitudes.
public enum PhaseRetrievalError: Error, Equatable, CustomStringConvertible {
  /// A magnitude is negative, infinite or not a number; of signals in a batch, counted from 0.
  case invalidMagnitude(signal: Int, frame: Int, bin: Int, value: Double)
  /// The transform has no inverse for signals of this length.
  case notInvertible(STFTInversionError)

  public var description: String {
    switch self {
    case .invalidMagnitude(let signal, let frame, let bin, let value):
      "the magnitude in bin \(bin) of frame \(frame) of signal \(signal) is \(value); "
        + "magnitudes must be finite and not negative"
    case .notInvertible(let error): "\(error)"
    }
  }
}
