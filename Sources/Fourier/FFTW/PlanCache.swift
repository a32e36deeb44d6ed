import Synchronization

/// The estimated plans of the process, behind the one-line functions and every plan that is made without measuring:
/// bounded, the least recently used go first.
///
/// Planning happens outside the lock, so a new length never holds up the lengths already planned. Two threads that
/// need the same new plan at once both make it; one is kept. A plan in use outlives its place here.
public final class PlanCache: Sendable {
  /// The one that all use.
  public static let shared = PlanCache(capacity: 256, byteCapacity: 1 << 28)

  /// What the cache holds and how it has served.
  public struct Statistics: Sendable, Hashable {
    /// The plans in it.
    public var planCount = 0
    /// About the memory that they keep, in bytes.
    public var byteCount = 0
    /// Plans that were found.
    public var hits = 0
    /// Plans that had to be made.
    public var misses = 0
    /// Plans that were dropped to make room.
    public var evictions = 0
  }

  private struct State {
    var plans: [TransformProblem: PlanHandle] = [:]
    /// Plans of single rows, in places that their keys tell without hashing: some of those above.
    var rows = [(key: RowKey, handle: PlanHandle)?](repeating: nil, count: RowKey.placeCount)
    var statistics = Statistics()
    var clock: UInt64 = 0

    mutating func use(_ handle: PlanHandle) {
      clock += 1
      statistics.hits += 1
      handle.lastUse.store(clock, ordering: .relaxed)
    }

    mutating func remove(_ problem: TransformProblem) -> PlanHandle? {
      guard let handle = plans.removeValue(forKey: problem) else { return nil }
      statistics.planCount -= 1
      statistics.byteCount -= handle.byteCount
      for place in rows.indices where rows[place]?.handle === handle { rows[place] = nil }
      return handle
    }
  }
  /// The plans that it keeps at most.
  public let capacity: Int
  /// About the memory that they may keep together, in bytes: a plan holds tables and scratch of some times its length.
  public let byteCapacity: Int
  private let state = Guarded(State())

  init(capacity: Int, byteCapacity: Int) {
    self.capacity = capacity
    self.byteCapacity = byteCapacity
  }

  /// What the cache holds and how it has served.
  public var statistics: Statistics { state.withLock { $0.statistics } }

  /// Drops all plans; those in use live on with their users.
  public func removeAll() {
    // What is dropped is returned, so that its deinit runs outside the lock.
    let _: [PlanHandle] = state.withLock { state in
      let dropped = Array(state.plans.values)
      state.plans = [:]
      state.rows = Array(repeating: nil, count: RowKey.placeCount)
      state.statistics.planCount = 0
      state.statistics.byteCount = 0
      return dropped
    }
  }

  /// A plan for `problem`: shared if it is estimated; made anew, for its owner alone, if it is measured, since what is
  /// measured may come out differently each time.
  static func handle(for problem: TransformProblem) throws(DFTError) -> PlanHandle {
    if problem.effort == .estimate && !problem.options.wisdomOnly { return try shared.handle(for: problem) }
    return try PlanHandle(problem)
  }

  /// A plan for rows without gaps.
  @specialized(where T == Float)
  @specialized(where T == Double)
  static func handle<T: TransformScalar>(
    _ kind: TransformKind, _ type: T.Type, length: Int, batchCount: Int, effort: PlanningEffort,
    options: PlanningOptions
  ) throws(DFTError) -> PlanHandle {
    guard batchCount == 1, effort == .estimate, options.isDefault,
      let key = RowKey(kind, precision: T.checkedPrecision, length: length)
    else {
      return try handle(
        for: .rows(kind, T.self, length: length, batchCount: batchCount, effort: effort, options: options))
    }
    let known: PlanHandle? = shared.state.withLock { state in
      guard let row = state.rows[key.place], row.key == key else { return nil }
      state.use(row.handle)
      return row.handle
    }
    if let known { return known }
    let problem = try TransformProblem.rows(
      kind, T.self, length: length, batchCount: 1, effort: effort, options: options)
    let made = try shared.handle(for: problem)
    shared.state.withLock { state in
      // Unless it has been dropped in the meantime.
      if state.plans[problem] === made { state.rows[key.place] = (key, made) }
    }
    return made
  }

  private func handle(for problem: TransformProblem) throws(DFTError) -> PlanHandle {
    let known: PlanHandle? = state.withLock { state in
      guard let handle = state.plans[problem] else { return nil }
      state.use(handle)
      return handle
    }
    if let known { return known }

    let made = try PlanHandle(problem)
    // What is dropped is returned, so that its deinit runs outside the lock.
    let (kept, _): (PlanHandle, [PlanHandle]) = state.withLock { state in
      state.statistics.misses += 1
      if let other = state.plans[problem] { return (other, [made]) }
      state.clock += 1
      made.lastUse.store(state.clock, ordering: .relaxed)
      state.plans[problem] = made
      state.statistics.planCount += 1
      state.statistics.byteCount += made.byteCount
      var dropped: [PlanHandle] = []
      while state.plans.count > 1 && (state.plans.count > capacity || state.statistics.byteCount > byteCapacity),
        let oldest = state.plans.min(by: { $0.value.age < $1.value.age }), let handle = state.remove(oldest.key)
      {
        state.statistics.evictions += 1
        dropped.append(handle)
      }
      return (made, dropped)
    }
    return kept
  }
}

/// A single row's transform as one number.
private struct RowKey: Equatable {
  static let placeCount = 64
  private let bits: UInt64

  init?(_ kind: TransformKind, precision: Precision, length: Int) {
    guard length > 0, length < 1 << 48 else { return nil }
    let what: UInt64
    switch kind {
    case .complex(.forward): what = 0
    case .complex(.inverse): what = 1
    case .realToComplex: what = 2
    case .complexToReal(overwritesInput: false): what = 3
    case .complexToReal(overwritesInput: true), .realToReal: return nil
    }
    bits = UInt64(length) << 8 | what << 6 | UInt64(precision.bytes)
  }

  /// Fibonacci hashing.
  var place: Int { Int((bits &* 0x9E37_79B9_7F4A_7C15) >> 58) }
}
