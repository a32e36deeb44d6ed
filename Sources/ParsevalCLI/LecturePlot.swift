import Foundation

/// The picture of the lecture: losses after epochs, after updates, above the least one, and with a ReLU.
struct LecturePlot {
  private let fits: LectureFits
  private let name: String

  init(_ fits: LectureFits, name: String) {
    self.fits = fits
    self.name = name
  }

  var figure: Figure {
    Figure(
      title: "One neuron on \(name): gradient descent and SGD",
      subtitle:
        "Mean squared error over the training set. An update of gradient descent (GD) sees all frames, one of SGD sees one.",
      panels: [epochPanel, updatePanel, excessPanel, rectifiedPanel])
  }

  private var epochs: PlotAxis {
    PlotAxis(label: "epochs: passes through the training set", scale: .counting, range: 0...Double(max(fits.epochs, 1)))
  }

  private func line(_ fit: LectureFit, _ style: LineStyle, title: String? = nil) -> PlotLine {
    PlotLine(
      x: fit.epochLosses.indices.map(Double.init), y: fit.epochLosses, style: style, title: title ?? Self.key(fit))
  }

  /// A name that leaves room for others beside it.
  private static func key(_ fit: LectureFit) -> String {
    fit.name.replacingOccurrences(of: "gradient descent", with: "GD")
      .replacingOccurrences(of: "η = 0.01/(1 + epoch)", with: "η falls")
  }

  private func leastLine(over range: ClosedRange<Double>) -> [PlotLine] {
    fits.least.map {
      [
        PlotLine(
          x: [range.lowerBound, range.upperBound], y: [$0.training, $0.training], style: .guide, title: "least squares")
      ]
    } ?? []
  }

  private var epochPanel: Panel {
    let lines =
      leastLine(over: 0...Double(fits.epochs))
      + [line(fits.descent, .single), line(fits.sameRate, .before), line(fits.sgd, .after)]
    return Panel(
      title: "Linear layer, by epochs", x: epochs, y: PlotAxis(lossOver: lines.flatMap(\.y)), lines: lines,
      height: 330)
  }

  private var updatePanel: Panel {
    func line(_ fit: LectureFit, _ style: LineStyle) -> PlotLine {
      let order = fit.updates.indices.dropFirst().sorted { fit.updates[$0] < fit.updates[$1] }
      return PlotLine(
        x: order.map { Double(fit.updates[$0]) }, y: order.map { fit.trainingLosses[$0] }, style: style,
        title: Self.key(fit)
      )
    }
    let last = Double(max(fits.sgd.updates.last ?? 1, 2))
    let lines =
      leastLine(over: 1...last)
      + [line(fits.descent, .single), line(fits.sameRate, .before), line(fits.sgd, .after)]
    return Panel(
      title: "Linear layer, by updates",
      x: PlotAxis(label: "updates (logarithmic scale)", scale: .logarithmic, range: 1...last),
      y: PlotAxis(lossOver: lines.flatMap(\.y)), lines: lines, height: 330)
  }

  private var excessPanel: Panel {
    let least = fits.least?.training ?? 0
    let lines = [
      (fits.descent, LineStyle.single), (fits.sgd, .after), (fits.fine, .third), (fits.falling, .fourth),
    ].map { fit, style in
      var line = line(fit, style)
      // Only what is above can be shown on this scale.
      line.y = line.y.map { $0 > least ? $0 - least : .nan }
      return line
    }
    return Panel(
      title: "Above the least loss", x: epochs,
      y: PlotAxis(label: "difference (logarithmic scale)", scale: .logarithmic), lines: lines, height: 330)
  }

  private var rectifiedPanel: Panel {
    let lines = [
      line(fits.sgd, .before, title: "linear, SGD"), line(fits.rectifiedDescent, .single),
      line(fits.rectifiedSGD, .after),
    ]
    let losses = lines.flatMap(\.y).filter { $0.isFinite && $0 > 0 }
    let range = 0.8 * (losses.min() ?? 0.1)...1.25 * (losses.max() ?? 1)
    return Panel(
      title: "With a ReLU, by epochs", x: epochs,
      y: PlotAxis(label: "loss (logarithmic scale)", scale: .logarithmic, range: range), lines: lines, height: 330)
  }
}
