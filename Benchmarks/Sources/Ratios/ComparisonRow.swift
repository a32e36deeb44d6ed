import BenchmarkSupport

/// A line of the table of comparisons.
struct ComparisonRow: CustomStringConvertible {
  let name: String
  let duel: Duel

  static func header(first: String, second: String) -> String {
    tableRow("case", ["\(first) ns", "\(second) ns", "ratio", "of minima", "difference ns"])
  }

  var description: String {
    let nanoseconds = [duel.firstMinimum, duel.secondMinimum].map { $0 * 1e9 }
    return tableRow(
      name,
      [
        decimal(nanoseconds[0], digits: 1), decimal(nanoseconds[1], digits: 1), decimal(duel.ratio, digits: 3),
        decimal(duel.ratioOfMinima, digits: 3), decimal(nanoseconds[1] - nanoseconds[0], digits: 1),
      ])
  }
}

/// A name and cells, in columns.
func tableRow(_ name: String, _ cells: [String]) -> String {
  let name = name + String(repeating: " ", count: max(0, 34 - name.count))
  return name + cells.map { String(repeating: " ", count: max(1, 20 - $0.count)) + $0 }.joined()
}

/// `value` with so many digits after the point.
func decimal(_ value: Double, digits: Int) -> String {
  let scale = (0..<digits).reduce(1.0) { scale, _ in 10 * scale }
  let units = Int((abs(value) * scale).rounded())
  let fraction = String(units % Int(scale))
  let padding = String(repeating: "0", count: digits - fraction.count)
  return (value < 0 && units > 0 ? "−" : "") + "\(units / Int(scale)).\(padding)\(fraction)"
}
