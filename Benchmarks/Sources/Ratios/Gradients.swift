import ArgumentParser
import BenchmarkSupport

/// What derivatives cost, beside the values.
struct Gradients: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Derivatives with values: chains of scalars, operations on vectors, spectral losses.",
    discussion: """
      Chains are 1000 operations on scalars, differentiated by forward mode and by reverse mode with both its phases; \
      times are those of one operation. Operations f act on 4096 numbers; compared are the value of Σ|f(x)|², and its \
      value with its gradient by all arguments.

        ratios gradients
        ratios gradients 'sine-f64|rosenbrock'
        ratios gradients 'magnitudes|log-powers'
      """)

  @Argument(help: "Only the cases whose names contain a match of this regular expression.")
  var filter = ""

  @Option(help: "Rounds of each comparison, 15 or more; fewer if they take more than half a second.")
  var rounds = 151

  func validate() throws {
    if rounds < 15 { throw ValidationError("--rounds is \(rounds), but a median takes 15 or more.") }
    do { _ = try Regex(filter) } catch { throw ValidationError("'\(filter)' is not a regular expression.") }
  }

  func run() throws {
    let filter = try Regex(filter)
    let tables: [(title: String, cases: [ComparisonCase])] = [
      ("Scalars: one operation in a chain of 1000", ComparisonCase.chains),
      ("Scalars: (b − a²)² + (1 − a)²", ComparisonCase.rosenbrock),
      ("Σ|f(x)|² of 4096 numbers", ComparisonCase.operations),
      ("Losses of spectra", ComparisonCase.gradients),
    ]
    for (title, cases) in tables {
      try printTable(of: cases.filter { $0.name.contains(filter) }, title: title, rounds: rounds)
    }
  }
}
