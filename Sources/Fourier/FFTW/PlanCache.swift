import Synchronization

/// The plans behind the one-line functions and the tensors' transforms: bounded, the least recently used go first.
///
/// Planning happens outside the lock, so a new length never holds up the lengths already planned. Two threads that
/// need the same new plan at once both make it; one is kept.
final class PlanCache: Sendable {
  private static let shared = PlanCache(capacity: 256)

  /// A plan for `problem`: shared if it is estimated; made anew, for its owner alone, if it is measured, since what is
  /// measured may come out differently each time.
  static func handle(for problem: TransformProblem) throws(DFTError) -> PlanHandle {
    problem.effort == .estimate ? try shared.handle(for: problem) : try Planner.plan(problem)
  }

  private struct Entry {
    let handle: PlanHandle
    var lastUse: UInt64
  }
  private struct State {
    var entries: [TransformProblem: Entry] = [:]
    var clock: UInt64 = 0
  }
  private let capacity: Int
  private let state = Mutex(State())

  init(capacity: Int) { self.capacity = capacity }

  func handle(for problem: TransformProblem) throws(DFTError) -> PlanHandle {
    let known: PlanHandle? = state.withLock { state in
      guard let index = state.entries.index(forKey: problem) else { return nil }
      state.clock += 1
      state.entries.values[index].lastUse = state.clock
      return state.entries.values[index].handle
    }
    if let known { return known }

    let made = try Planner.plan(problem)
    // What is dropped is returned, so that its deinit runs outside the lock.
    let (kept, _): (PlanHandle, PlanHandle?) = state.withLock { state in
      if let other = state.entries[problem]?.handle { return (other, made) }
      state.clock += 1
      state.entries[problem] = Entry(handle: made, lastUse: state.clock)
      guard state.entries.count > capacity,
        let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
      else { return (made, nil) }
      return (made, state.entries.removeValue(forKey: oldest)?.handle)
    }
    return kept
  }
}
