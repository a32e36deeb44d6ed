import BenchmarkSupport

/// A line of the table of comparisons.
struct ComparisonRow: CustomStringConvertible {
  let item: ComparisonCase
  let duel: Duel

  static func header(first: String, second: String) -> String {
    tableRow("case", ["\(first) ns", "\(second) ns", "ratio", "of minima", "difference ns"])
  }

  var description: String {
    let nanoseconds = [duel.firstMinimum, duel.secondMinimum].map { $0 * 1e9 / Double(item.stepCount) }
    return tableRow(
      item.name,
      [
        decimal(nanoseconds[0], digits: 1), decimal(nanoseconds[1], digits: 1), decimal(duel.ratio, digits: 3),
        decimal(duel.ratioOfMinima, digits: 3), decimal(nanoseconds[1] - nanoseconds[0], digits: 1),
      ])
  }
}

/// Makes comparisons and prints a table, each line as soon as its comparison is done.
func printTable(of cases: [ComparisonCase], title: String? = nil, rounds: Int) throws {
  guard let first = cases.first else { return }
  if let title { print(title) }
  print(ComparisonRow.header(first: first.labels.first, second: first.labels.second))
  for item in cases { print(ComparisonRow(item: item, duel: try Duel(item, maximumRounds: rounds))) }
  print()
}
