import Parseval

/// What one method of phase retrieval found, and when.
struct TimedRetrieval {
  let name: String
  let found: RetrievedSignal<Double>
  /// In seconds since its start, at each step of the history.
  let times: [Double]

  var decibels: Double { found.history.last?.decibels ?? 0 }

  var channels: [[Double]] {
    let length = found.signal.shape[1], elements = found.signal.elements
    return (0..<found.signal.shape[0]).map { Array(elements[($0 * length)..<(($0 + 1) * length)]) }
  }
}

/// Methods of phase retrieval side by side, as text and as a picture.
struct RetrievalComparison {
  let title: String
  let settings: String
  let source: AudioFile
  let methods: [TimedRetrieval]

  /// The method whose signal is nearest.
  var best: TimedRetrieval { methods.min { $0.decibels < $1.decibels } ?? methods[0] }

  var lines: [String] {
    let table = TextTable(
      rows: [["", "transforms", "time (s)", "spectral convergence (dB)"]]
        + methods.map { method in
          [
            method.name, "\(method.found.transformCount)", (method.times.last ?? 0).formatted(decimals: 1),
            method.decibels.formatted(decimals: 2),
          ]
        })
    return table.lines(indent: 0) + ["", summary]
  }

  private var summary: String {
    let others = methods.filter { $0.name != best.name }.map(\.decibels)
    let lead = (others.min() ?? best.decibels) - best.decibels
    return "\(best.name) came \(lead.formatted(decimals: 2)) dB nearer; its signal is kept"
  }

  var figure: Figure {
    let lines = zip(methods, [LineStyle.target, .after])
    let axis = PlotAxis(label: "spectral convergence (dB)", range: range)
    return Figure(
      title: title,
      subtitle: settings + "; "
        + methods.map { "\($0.decibels.formatted(decimals: 1)) dB" }.joined(separator: " against "),
      panels: [
        Panel(
          title: "Convergence by transforms",
          x: PlotAxis(
            label: "short-time Fourier transforms", range: 0...Double(methods.map(\.found.transformCount).max() ?? 1)),
          y: axis,
          lines: lines.map { method, style in
            PlotLine(
              x: method.found.history.map { Double($0.transformCount) }, y: method.found.history.map(\.decibels),
              style: style, title: method.name)
          }, height: 400),
        Panel(
          title: "Convergence by time", x: PlotAxis(label: "time (s)"), y: axis,
          lines: lines.map { method, style in
            PlotLine(x: method.times, y: method.found.history.map(\.decibels), style: style, title: method.name)
          }),
        excerpt,
      ])
  }

  /// From a step of 2 dB below the lowest to the level after the first few steps.
  private var range: ClosedRange<Double> {
    PlotAxis.range(of: methods.flatMap { $0.found.history.dropFirst(3).map(\.decibels) }, span: 6...120, step: 2)
  }

  /// A few cycles about the loudest sample. Magnitudes don't tell a signal from its negative: the found one is turned
  /// over where that fits better.
  private var excerpt: Panel {
    let samples = source.channels[0], found = best.channels[0]
    let loudest = samples.indices.max { samples[$0].magnitude < samples[$1].magnitude } ?? 0
    let reach = max(8, source.sampleRate / 125)
    let shown = max(0, loudest - reach)..<min(samples.count, loudest + reach)
    let isTurned = shown.reduce(0) { $0 + samples[$1] * found[$1] } < 0
    let times = shown.map { Double($0) / Double(source.sampleRate) }
    return Panel(
      title: "The first channel about its loudest sample" + (isTurned ? " (the found signal turned over)" : ""),
      x: PlotAxis(label: "time (s)", range: (times.first ?? 0)...(times.last ?? 1)), y: PlotAxis(label: "amplitude"),
      lines: [
        PlotLine(x: times, y: shown.map { samples[$0] }, style: .target, title: "recording"),
        PlotLine(x: times, y: shown.map { isTurned ? -found[$0] : found[$0] }, style: .after, title: "found"),
      ])
  }
}
