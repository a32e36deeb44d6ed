import Parseval

/// What it costs to get a plan that the cache has.
public enum CacheHit {
  /// Wall-clock seconds for each of all the calls of so many tasks at once, the least of some rounds.
  ///
  /// - Parameter plans: how many plans the tasks ask for in turn.
  public static func seconds(tasks: Int, plans: Int) async throws -> Double {
    let calls = 100_000 / tasks
    var least = Double.infinity
    for _ in 0..<20 {
      let clock = ContinuousClock()
      let start = clock.now
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<tasks {
          group.addTask { for call in 0..<calls { _ = try DFTPlan<Double>(length: 16 + call % plans) } }
        }
        try await group.waitForAll()
      }
      least = min(least, (clock.now - start) / .seconds(1) / Double(calls * tasks))
    }
    return least
  }
}
