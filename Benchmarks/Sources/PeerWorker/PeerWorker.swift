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

  @Argument(help: "Threads that a transform may use. The library uses one, so more of them are offered no case.")
  var threads = 1

  @Argument(help: "How long FFTW plans the fft cases: measure or estimate.")
  var effort = Effort.measure

  enum Effort: String, ExpressibleByArgument {
    case measure, estimate
  }

  func run() {
    let effort: PlanningEffort = effort == .measure ? .measure : .estimate
    var driver = DriverConnection { name in
      threads == 1 ? try PreparedCase(name, effort: effort) : nil
    }
    driver.serve(greeting: #"{"library": "Parseval", "threads": \#(threads), "effort": "\#(effort)"}"#)
  }
}
