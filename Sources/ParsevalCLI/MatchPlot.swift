/// The picture of a match: three long-term spectra, the fitted response, the loss.
struct MatchPlot {
  var title: String
  var subtitle: String
  /// The upper end of the frequency axis, in Hz.
  var nyquist: Double
  /// In dB at the frequencies (Hz).
  var source: Curve
  var target: Curve
  var equalized: Curve
  var response: Curve
  /// One for each step.
  var loss: [Double]
  var lossTitle = "Loss before each step of the descent"

  private static let lowest = 20.0

  var figure: Figure {
    Figure(title: title, subtitle: subtitle, panels: [spectraPanel, responsePanel, lossPanel])
  }

  private var frequencies: PlotAxis {
    PlotAxis(label: "frequency (Hz)", scale: .frequency, range: Self.lowest...max(nyquist, 2 * Self.lowest))
  }

  private var spectraPanel: Panel {
    let axis = frequencies
    let spectra = [source, target, equalized].map { $0.smoothed(over: axis.range ?? 20...40, octaves: 1 / 12) }
    let levels = PlotAxis.range(of: spectra.flatMap(\.decibels), span: 20...100, step: 10)
    let lines = zip(spectra, [(LineStyle.before, "source"), (.target, "target"), (.after, "equalized")]).map {
      PlotLine(x: $0.frequencies, y: $0.decibels, style: $1.0, title: $1.1)
    }
    return Panel(
      title: "Long-term spectra, smoothed over 1/12 octave", x: axis, y: PlotAxis(label: "level (dB)", range: levels),
      lines: lines, height: 490)
  }

  private var responsePanel: Panel {
    let axis = frequencies, ends = axis.range ?? 20...40
    let shown = response.within(ends)
    let gains = PlotAxis.range(of: shown.decibels + [0], span: 6...80, step: 2)
    return Panel(
      title: "Response of the equalizer", x: axis, y: PlotAxis(label: "gain (dB)", range: gains),
      lines: [
        PlotLine(x: [ends.lowerBound, ends.upperBound], y: [0, 0], style: .guide),
        PlotLine(x: shown.frequencies, y: shown.decibels, style: .single),
      ], height: 245)
  }

  private var lossPanel: Panel {
    let steps = PlotAxis(label: "step", scale: .counting, range: 1...Double(max(loss.count, 2)))
    return Panel(
      title: lossTitle, x: steps, y: PlotAxis(lossOver: loss),
      lines: [PlotLine(x: (1...max(loss.count, 1)).map(Double.init), y: loss, style: .single)], height: 238)
  }
}

extension PlotAxis {
  /// For a loss that falls: logarithmic if it spans more than a decade, else from 0.
  init(lossOver values: [Double]) {
    let finite = values.filter(\.isFinite)
    let low = finite.min() ?? 0, high = finite.max() ?? 1
    if low > 0 && high / low >= 10 {
      self.init(label: "loss (logarithmic scale)", scale: .logarithmic)
    } else {
      self.init(label: "loss", range: min(0, low)...(high > 0 ? 1.05 * high : 1))
    }
  }
}
