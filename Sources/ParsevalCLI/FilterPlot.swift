import Foundation
import Parseval

/// The picture of a design: gains in dB, errors in units of what is allowed, the descent.
struct FilterPlot {
  private let comparison: FilterComparison
  private let rate: Double

  init(_ comparison: FilterComparison) {
    self.comparison = comparison
    rate = comparison.specification.sampleRate
  }

  var figure: Figure {
    let summary = designs.map { "\($0.design.name) \($0.design.evaluation.peakError.formatted(decimals: 4))" }
    return Figure(
      title: FilterReport(comparison, written: []).headline,
      subtitle: "Largest errors, of 1 allowed: " + summary.joined(separator: ", "),
      panels: [gainPanel, errorPanel, descentPanel])
  }

  /// The reference below, as it is wider, the descent above it.
  private var designs: [(design: FilterComparison.Design, style: LineStyle)] {
    [comparison.reference].compactMap { $0.map { ($0, .target) } } + [(comparison.descent, .after)]
  }

  private var frequencies: PlotAxis { PlotAxis(label: "frequency (Hz)", range: 0...(rate / 2)) }

  private var gainPanel: Panel {
    let grid = (0...3000).map { rate / 2 * Double($0) / 3000 }
    let lines = designs.map { design, style in
      PlotLine(x: grid, y: design.gain(grid).map { 20 * log10(abs($0)) }, style: style, title: design.name)
    }
    let floor = comparison.specification.bands.map { 20 * log10($0.tolerance) }.min() ?? -60
    let top = 20 * log10(comparison.specification.bands.reduce(0) { max($0, abs($1.lowerGain), abs($1.upperGain)) })
    return Panel(
      title: "Gain", x: frequencies, y: PlotAxis(label: "gain (dB)", range: (floor - 30)...(top + 6)), lines: lines,
      height: 400)
  }

  private var errorPanel: Panel {
    let peak = designs.map(\.design.evaluation.peakError).max() ?? 1
    let limit = max(peak, 1) * 1.1
    var lines: [PlotLine] = []
    for (index, band) in comparison.specification.bands.enumerated() {
      let ends = [band.frequencies.lowerBound, band.frequencies.upperBound]
      for bound in [-1.0, 1] { lines.append(PlotLine(x: ends, y: [bound, bound], style: .guide)) }
      let grid = (0...1500).map { ends[0] + (ends[1] - ends[0]) * Double($0) / 1500 }
      for (design, style) in designs {
        let errors = zip(grid, design.gain(grid)).map { ($1 - band.gain(at: $0)) / band.tolerance }
        lines.append(PlotLine(x: grid, y: errors, style: style, title: index == 0 ? design.name : nil))
      }
    }
    return Panel(
      title: "Error in the bands, in units of what is allowed", x: frequencies,
      y: PlotAxis(label: "error", range: -limit...limit), lines: lines, height: 300)
  }

  private var descentPanel: Panel {
    var evaluations = 0.0
    let steps = comparison.history.map { stage -> Double in
      evaluations += Double(stage.evaluations)
      return evaluations
    }
    var lines = [
      PlotLine(x: steps, y: comparison.history.map(\.peakError), style: .after, title: "descent"),
      PlotLine(x: steps, y: comparison.history.map(\.peakError), style: .after, isPoints: true),
    ]
    let range = 0...max(evaluations, 1)
    if let reference = comparison.reference {
      let peak = reference.evaluation.peakError
      lines.insert(
        PlotLine(x: [0, range.upperBound], y: [peak, peak], style: .target, title: reference.name), at: 0)
    }
    return Panel(
      title: "Largest error after each temperature of the descent",
      x: PlotAxis(label: "gradients computed", scale: .counting, range: range),
      y: PlotAxis(label: "largest error (logarithmic scale)", scale: .logarithmic), lines: lines, height: 240)
  }
}
