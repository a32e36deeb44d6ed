import Parseval

/// What a design achieves, as text.
struct FilterReport {
  private let comparison: FilterComparison
  private let written: [WrittenFile]

  init(_ comparison: FilterComparison, written: [WrittenFile]) {
    self.comparison = comparison
    self.written = written
  }

  var text: String {
    var lines = [headline, ""] + figures.lines(indent: 0)
    if let missing = comparison.missing { lines += ["", missing] }
    lines += ["", "descent"] + descent.lines(indent: 2)
    if !written.isEmpty { lines += [""] + WrittenFile.lines(written) }
    return lines.joined(separator: "\n")
  }

  var headline: String {
    let error = comparison.descent.evaluation.peakError
    let verdict =
      comparison.descent.evaluation.meetsSpecification
      ? "meets the specification" : "misses the specification by a factor of \(error.formatted(significantDigits: 3))"
    return "\(comparison.kind): \(verdict)"
  }

  private var designs: [FilterComparison.Design] { [comparison.descent] + [comparison.reference].compactMap(\.self) }

  private var figures: TextTable {
    func row(_ title: String, _ figure: (FilterComparison.Design) -> String) -> [String] {
      [title] + designs.map(figure)
    }
    var rows = [
      row("") { $0.name },
      row("largest error (1 is allowed)") { $0.evaluation.peakError.formatted(decimals: 4) },
    ]
    if comparison.descent.evaluation.ripple != nil {
      rows.append(row("ripple (dB)") { ($0.evaluation.ripple ?? .nan).formatted(decimals: 4) })
    }
    if comparison.descent.evaluation.attenuation != nil {
      rows.append(row("attenuation (dB)") { ($0.evaluation.attenuation ?? .nan).formatted(decimals: 2) })
    }
    for (index, band) in comparison.specification.bands.enumerated() where band.lowerGain != band.upperGain {
      let range = [band.frequencies.lowerBound, band.frequencies.upperBound]
        .map { $0.formatted(significantDigits: 6) }.joined(separator: "–")
      rows.append(
        row("deviation at \(range) Hz") { $0.evaluation.bands[index].deviation.formatted(significantDigits: 4) })
    }
    rows.append(row("alternations") { "\($0.evaluation.alternations)" })
    rows.append(row("seconds") { $0.seconds.formatted(decimals: 2) })
    return TextTable(rows: rows)
  }

  private var descent: TextTable {
    TextTable(
      rows: [["temperature", "iterations", "evaluations", "largest error"]]
        + comparison.history.map {
          [
            $0.temperature.formatted(significantDigits: 3), "\($0.iterations)", "\($0.evaluations)",
            $0.peakError.formatted(decimals: 4),
          ]
        })
  }
}
