/// Why a nonuniform transform could not be made.
public enum NonuniformDFTError: Error, Equatable, CustomStringConvertible {
  /// The sizes are not possible, or the grid's transform could not be planned.
  case transform(DFTError)
  /// A point is infinite or not a number.
  case nonFinitePoint(index: Int)
  /// The tolerance is not among those that can be kept.
  case invalidTolerance(Double, attainable: ClosedRange<Double>)

  public var description: String {
    switch self {
    case .transform(let error):
      "\(error)"
    case .nonFinitePoint(let index):
      "point \(index) of a nonuniform DFT is not finite"
    case .invalidTolerance(let tolerance, let attainable):
      "a nonuniform DFT can't be computed to a tolerance of \(tolerance); its precision attains "
        + "\(attainable.lowerBound) … \(attainable.upperBound)"
    }
  }
}
