/// What bounds a plan and the search for it, beside its ``PlanningEffort``.
public struct PlanningOptions: Sendable, Hashable {
  /// How long a search may take, roughly; FFTW then settles for the best plan that it has found, or for its estimate.
  public var timeLimit: Duration?
  /// How many threads a call may use at most. A plan uses as many as its size repays; 1 by default.
  public var threadCount: Int
  /// Whether the plan must come from wisdom, without any search.
  public var wisdomOnly: Bool

  /// Options for a plan.
  public init(timeLimit: Duration? = nil, threadCount: Int = 1, wisdomOnly: Bool = false) {
    self.timeLimit = timeLimit
    self.threadCount = threadCount
    self.wisdomOnly = wisdomOnly
  }

  var isDefault: Bool { timeLimit == nil && threadCount == 1 && !wisdomOnly }

  func check() throws(DFTError) {
    if threadCount < 1 { throw .invalidThreadCount(threadCount) }
    if let timeLimit, timeLimit <= .zero { throw .invalidTimeLimit(timeLimit) }
  }
}
