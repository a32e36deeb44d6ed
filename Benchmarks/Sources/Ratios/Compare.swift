import ArgumentParser
import BenchmarkSupport

/// Plans against FFTW, one-line functions against plans.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plans of every kind with FFTW; one-line functions with plans.")

  @Argument(help: "Only the cases whose names contain a match of this regular expression.")
  var filter = ""

  @Option(help: "Rounds of each comparison, 15 or more; fewer if they take more than half a second.")
  var rounds = 151

  @Option(
    help: "Transforms of these sizes instead: '16,480x640,8*100' are 16 points, two axes, and 8 rows of 100 points.",
    transform: { text in
      try text.split(separator: ",").map {
        guard let size = TransformSize($0) else { throw ValidationError("'\($0)' is not a size.") }
        return size
      }
    })
  var sizes: [TransformSize]?

  func validate() throws {
    if rounds < 15 { throw ValidationError("--rounds is \(rounds), but a median takes 15 or more.") }
    do { _ = try Regex(filter) } catch { throw ValidationError("'\(filter)' is not a regular expression.") }
  }

  func run() throws {
    let filter = try Regex(filter)
    for cases in [TransformCase.all(sizes: sizes).map(\.comparison), ComparisonCase.oneLiners] {
      try printTable(of: cases.filter { $0.name.contains(filter) }, rounds: rounds)
    }
  }
}
