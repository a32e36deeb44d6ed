import ArgumentParser
import BenchmarkSupport
import Parseval

/// Prints how the library's plans compare to FFTW itself, and gradients to values, in two tables.
@main
struct Ratios: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ratios",
    abstract: "Compares the library's plans with FFTW called directly, and gradients with values.",
    discussion: """
      Both sides of a comparison take turns on the same buffers. Times are minima; "ratio" is the median of the ratios \
      within rounds, "of minima" the ratio of the two times shown. Where the two agree, trust them.

        ratios
        ratios --effort estimate 'f32-4096'
        ratios --rounds 501 'c2c-.*-64$'
      """)

  @Argument(help: "Only the cases whose names contain a match of this regular expression.")
  var filter = ""

  @Option(help: "How long FFTW plans, on both sides: estimate or measure. By default measure up to 65536 points.")
  var effort: Effort?

  @Option(help: "Rounds of each comparison, 15 or more; fewer if they take more than half a second.")
  var rounds = 151

  enum Effort: String, ExpressibleByArgument {
    case estimate, measure
  }

  func validate() throws {
    if rounds < 15 { throw ValidationError("--rounds is \(rounds), but a median takes 15 or more.") }
    do { _ = try Regex(filter) } catch { throw ValidationError("'\(filter)' is not a regular expression.") }
  }

  func run() throws {
    let filter = try Regex(filter)
    let effort: PlanningEffort? =
      switch effort {
      case .estimate: .estimate
      case .measure: .measure
      case nil: nil
      }
    try printTable(of: ComparisonCase.transforms(effort: effort).filter { $0.name.contains(filter) })
    try printTable(of: ComparisonCase.gradients.filter { $0.name.contains(filter) })
  }

  /// A line as soon as its comparison is done.
  private func printTable(of cases: [ComparisonCase]) throws {
    for (index, item) in cases.enumerated() {
      if index == 0 { print(ComparisonRow.header(first: item.labels.first, second: item.labels.second)) }
      print(ComparisonRow(name: item.name, duel: try Duel(item, maximumRounds: rounds)))
    }
    if !cases.isEmpty { print() }
  }
}
