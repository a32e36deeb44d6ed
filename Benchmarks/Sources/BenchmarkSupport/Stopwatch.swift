/// Times an action in batches long enough for the clock's resolution and its own cost not to matter.
public struct Stopwatch {
  /// Calls in a batch.
  public let batchSize: Int
  private let run: Repeated

  /// Finds out how many calls fill `batchDuration` seconds, after one call that warms up.
  public init(batchDuration: Double = 100e-6, _ run: @escaping Repeated) {
    run(1)
    let first = Stopwatch.seconds { run(1) }
    var batchSize = max(1, Int(batchDuration / max(first, 1e-8)))
    if batchSize > 5 {
      let warm = Stopwatch.seconds { run(batchSize) } / Double(batchSize)
      batchSize = Int(batchDuration / max(warm, 1e-9)) + 1
    }
    self.batchSize = batchSize
    self.run = run
  }

  /// Seconds per call, over one batch.
  public func lap() -> Double { Stopwatch.seconds { run(batchSize) } / Double(batchSize) }

  /// Seconds per call over as many batches as `budget` seconds hold, one at least, in ascending order.
  public func laps(budget: Double) -> [Double] {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(budget)
    var laps: [Double] = []
    repeat { laps.append(lap()) } while clock.now < end
    return laps.sorted()
  }

  private static func seconds(_ body: () -> Void) -> Double { ContinuousClock().measure(body) / .seconds(1) }
}
