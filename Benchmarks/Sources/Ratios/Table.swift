import ArgumentParser
import BenchmarkSupport
import Foundation
import Parseval

/// The table of kinds in the module's README.
struct Table: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the table of errors and ratios in Sources/Fourier/README.md, as Markdown.",
    discussion: """
      Of every size in `ratios` whose definition can be summed in seconds. A cell of ratios has the median of the sizes, \
      and in parentheses the least and the greatest. Progress goes to standard error. Takes a minute or two.

        ratios table --into Sources/Fourier/README.md
      """)

  @Option(help: "Seconds for each comparison.")
  var budget = 0.3

  @Option(help: "A file in which to put the table between its marks, the lines <!-- table --> and <!-- end -->.")
  var into: String?

  func validate() throws {
    if let into { _ = try marked(in: String(contentsOfFile: into, encoding: .utf8)) }
  }

  func run() throws {
    let cases = TransformCase.all().filter { $0.definitionTerms <= 200_000_000 }
    var rows: [Line: Measurements] = [:]
    var definitions: [Definition: [ExtendedReal]] = [:]
    // Estimates first, as they come: FFTW is made to forget what it has measured when one is compared.
    for (index, item) in cases.enumerated() {
      let key = Definition(kind: item.kind, size: item.size)
      let exact = try definitions[key] ?? item.definition()
      definitions[key] = exact
      var row = rows[Line(item)] ?? Measurements()
      row.errors.append(try item.errors(against: exact))
      row.ratios[item.effort, default: []].append(
        try Duel(item.comparison, preparations: 3, maximumRounds: 61, budget: budget).ratio)
      row.sizes.insert(item.size)
      rows[Line(item)] = row
      note("\r\(index + 1)/\(cases.count) \(item.name)        ")
    }
    note("\n")
    let table = table(rows, order: cases.map(Line.init))
    guard let into else { return print(table) }
    var text = try String(contentsOfFile: into, encoding: .utf8)
    try text.replaceSubrange(marked(in: text), with: "\n\(table)\n")
    try text.write(toFile: into, atomically: true, encoding: .utf8)
  }

  private func table(_ rows: [Line: Measurements], order: [Line]) -> String {
    var text = """
      Measured on \(Date().formatted(.iso8601.year().month().day())) with \(directVersion).

      | transform | sizes | scalar | error | FFTW's error | time / FFTW's, estimated | time / FFTW's, measured |
      | --- | --- | --- | --- | --- | --- | --- |

      """
    var seen: Set<Line> = []
    for line in order where seen.insert(line).inserted {
      guard let row = rows[line] else { continue }
      let cells = [
        line.kind.name, row.sizes.sorted { $0.points < $1.points }.map(words).joined(separator: ", "),
        line.precision.scalar, decimal(row.errors.map(\.byPlan).max() ?? .nan, digits: 2),
        decimal(row.errors.map(\.byFFTW).max() ?? .nan, digits: 2), spread(row.ratios[.estimate] ?? []),
        spread(row.ratios[.measure] ?? []),
      ]
      text += "| \(cells.joined(separator: " | ")) |\n"
    }
    return text
  }

  private func words(_ size: TransformSize) -> String {
    let extents = size.extents.map(String.init).joined(separator: "×")
    return size.rows == 1 ? extents : "\(size.rows) rows of \(extents)"
  }

  /// What is between the marks.
  private func marked(in text: String) throws -> Range<String.Index> {
    guard let start = text.firstRange(of: "<!-- table -->\n"),
      let end = text[start.upperBound...].firstRange(of: "<!-- end -->")
    else { throw ValidationError("There is no line <!-- table --> with a line <!-- end --> after it.") }
    return start.upperBound..<end.lowerBound
  }

  /// The median, and the range around it.
  private func spread(_ ratios: [Double]) -> String {
    let sorted = ratios.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return "–" }
    let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    return "\(decimal(median, digits: 2)) (\(decimal(least, digits: 2))–\(decimal(greatest, digits: 2)))"
  }

  private func note(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// A line of the table: along one axis, along two, or in rows.
private struct Line: Hashable {
  let kind: TransformKind
  let precision: Precision
  let rank: Int
  let isBatch: Bool

  init(_ item: TransformCase) {
    (kind, precision) = (item.kind, item.precision)
    (rank, isBatch) = (item.size.extents.count, item.size.rows > 1)
  }
}

extension Precision {
  fileprivate var scalar: String {
    switch self {
    case .single: "`Float`"
    case .double: "`Double`"
    case .extended: "`Float80`"
    }
  }
}

private struct Definition: Hashable {
  let kind: TransformKind
  let size: TransformSize
}

private struct Measurements {
  var errors: [(byPlan: Double, byFFTW: Double)] = []
  var ratios: [PlanningEffort: [Double]] = [:]
  var sizes: Set<TransformSize> = []
}
