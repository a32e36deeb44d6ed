/// Something to time, done as many times in a row as it is told.
public typealias Repeated = (_ times: Int) -> Void

/// Two things whose times are to be compared: the second's over the first's.
public struct Comparison {
  public let first: Repeated
  public let second: Repeated
}

/// A comparison by name, with what it takes to set it up.
public struct ComparisonCase: Sendable {
  /// Without spaces, which the benchmark plugin's thresholds cannot take.
  public let name: String
  /// What the two sides are called in a table.
  public let labels: (first: String, second: String)
  /// The number of equal steps in one call, where the time of a step is wanted.
  public var stepCount = 1
  /// Makes plans and signals.
  public let prepare: @Sendable () throws -> Comparison
}
