import ArgumentParser
import BenchmarkSupport
import Parseval

/// Answers a benchmark driver's lines, so that the library is timed beside others in one run.
@main
struct PeerWorker: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peer-worker",
    abstract: "Times cases that a driver names on standard input; answers on standard output.",
    discussion: """
      prep CASE       sets a case up          ok V1 V2 plan_s=S | skip REASON
      run CASE SECS   times it                t MEDIAN MIN CALLS (seconds per call)
      drop CASE       forgets it              ok
      quit
      """)

  @Argument(help: "Threads that may be used. With more than one, only the cases fft and grad:L3 are offered.")
  var threads = 1

  @Argument(help: "How the fft cases are planned: measure or estimate; or function, to time the one-line functions.")
  var effort = Effort.measure

  enum Effort: String, ExpressibleByArgument {
    case measure, estimate, function
  }

  func validate() throws {
    if threads < 1 { throw ValidationError("\(threads) threads cannot do anything.") }
    if threads > 1 && effort == .function { throw ValidationError("The one-line functions use one thread.") }
  }

  func run() {
    let planning: PlanningEffort? =
      switch effort {
      case .measure: .measure
      case .estimate: .estimate
      case .function: nil
      }
    let calls = TransformCalls(effort: planning, threadCount: threads)
    var driver = DriverConnection { name in try PreparedCase(name, calls: calls) }
    driver.serve(greeting: #"{"library": "Parseval", "threads": \#(threads), "effort": "\#(effort)"}"#)
  }
}
