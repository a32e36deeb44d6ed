/// The plans behind the one-line functions and the tensors' transforms: bounded, the least recently used go first.
///
/// Planning happens outside the lock, so a new length never holds up the lengths already planned. Two threads that
/// need the same new plan at once both make it; one is kept.
final class PlanCache: Sendable {
  private static let shared = PlanCache(capacity: 256, pointCapacity: 1 << 22)

  /// A plan for `problem`: shared if it is estimated; made anew, for its owner alone, if it is measured, since what is
  /// measured may come out differently each time.
  static func handle(for problem: TransformProblem) throws(DFTError) -> PlanHandle {
    problem.effort == .estimate && !problem.options.wisdomOnly
      ? try shared.handle(for: problem) : try PlanHandle(problem)
  }

  private struct Entry {
    let handle: PlanHandle
    var lastUse: UInt64
  }
  private struct State {
    var entries: [TransformProblem: Entry] = [:]
    var points = 0
    var clock: UInt64 = 0
  }
  private let capacity: Int
  // A plan holds some tens of bytes for each point of its length, so a few hundred long ones would fill a machine.
  private let pointCapacity: Int
  private let state = Guarded(State())

  /// Keeps up to `capacity` plans whose lengths sum up to at most `pointCapacity`, and in any case the newest.
  init(capacity: Int, pointCapacity: Int) {
    self.capacity = capacity
    self.pointCapacity = pointCapacity
  }

  func handle(for problem: TransformProblem) throws(DFTError) -> PlanHandle {
    let known: PlanHandle? = state.withLock { state in
      guard let index = state.entries.index(forKey: problem) else { return nil }
      state.clock += 1
      state.entries.values[index].lastUse = state.clock
      return state.entries.values[index].handle
    }
    if let known { return known }

    let made = try PlanHandle(problem)
    // What is dropped is returned, so that its deinit runs outside the lock.
    let (kept, _): (PlanHandle, [PlanHandle]) = state.withLock { state in
      if let other = state.entries[problem]?.handle { return (other, [made]) }
      state.clock += 1
      state.entries[problem] = Entry(handle: made, lastUse: state.clock)
      state.points += problem.length
      var dropped: [PlanHandle] = []
      while state.entries.count > 1 && (state.entries.count > capacity || state.points > pointCapacity),
        let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })
      {
        state.entries[oldest.key] = nil
        state.points -= oldest.key.length
        dropped.append(oldest.value.handle)
      }
      return (made, dropped)
    }
    return kept
  }
}
