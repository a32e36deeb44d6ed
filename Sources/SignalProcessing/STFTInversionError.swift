/// Why spectra can't be turned back into a signal.
public enum STFTInversionError: Error, Equatable, CustomStringConvertible {
  /// A sample at which the squared weights of all frames sum to almost nothing.
  case uncovered(sample: Int, weight: Double)

  public var description: String {
    switch self {
    case .uncovered(let sample, let weight):
      "the frames' squared windows sum to \(weight) at sample \(sample), too little to recover it; "
        + "use a shorter hop, a window without zeros there, or centered frames"
    }
  }
}
