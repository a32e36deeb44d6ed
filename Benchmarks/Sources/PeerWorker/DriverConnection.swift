import BenchmarkSupport

/// The line protocol between a benchmark's driver and the process that it times: one case at a time.
struct DriverConnection {
  /// Sets the case of a name up; nil if it is not offered.
  let prepare: (_ name: Substring) throws -> PreparedCase?
  private var current: PreparedCase?
  private var stopwatch: Stopwatch?

  init(prepare: @escaping (_ name: Substring) throws -> PreparedCase?) { self.prepare = prepare }

  /// Answers lines until `quit` or the end of the input.
  mutating func serve(greeting: String) {
    answer("ready \(greeting)")
    while let line = readLine() {
      let words = line.split(separator: " ")
      switch words.first {
      case "prep" where words.count == 2: answer(setUp(words[1]))
      case "run" where words.count == 3: answer(time(budget: Double(words[2]) ?? 0))
      case "drop":
        (current, stopwatch) = (nil, nil)
        answer("ok")
      case "quit": return
      case nil: continue
      default: answer("skip ?")
      }
    }
  }

  private mutating func setUp(_ name: Substring) -> String {
    (current, stopwatch) = (nil, nil)
    do {
      let duration = try ContinuousClock().measure { current = try prepare(name) }
      guard let current else { return "skip not offered" }
      return "ok \(current.check.0) \(current.check.1) plan_s=\(duration / .seconds(1))"
    } catch {
      return "skip \(error)"
    }
  }

  private mutating func time(budget: Double) -> String {
    guard let current else { return "skip no case is set up" }
    let stopwatch = stopwatch ?? Stopwatch(current.run)
    self.stopwatch = stopwatch
    current.run(1)
    let laps = stopwatch.laps(budget: budget)
    return "t \(laps[laps.count / 2]) \(laps[0]) \(laps.count * stopwatch.batchSize)"
  }

  private func answer(_ line: String) {
    print(line)
    // The driver waits for the line, and a pipe is buffered in blocks.
    flushStandardOutput()
  }
}
