import Foundation

/// One diagram of a ``Figure``: lines over two axes, or an image.
struct Panel {
  var title: String
  var x: PlotAxis
  var y: PlotAxis
  var lines: [PlotLine] = []
  var image: PlotImage?
  /// In pixels.
  var height = 300

  /// gnuplot's commands for the panel between two heights of the picture, as parts of it.
  func script(name: String, top: Double, bottom: Double, pixels: Double) -> String {
    let data = lines.enumerated().map { Self.block("\(name)_\($0)", $1.x, $1.y) }
    var plots = lines.enumerated().map { index, line in
      let title = line.title.map { "title \"\($0.gnuplotQuoted)\"" } ?? "notitle"
      let points = line.isPoints || line.x.count == 1
      return "$\(name)_\(index) using 1:2 with \(points ? "points" : "lines") linestyle \(line.style.rawValue) \(title)"
    }
    if image != nil { plots.insert("$\(name)_image matrix using \(imageMapping) with image notitle", at: 0) }
    // An empty panel too has its axes.
    if plots.isEmpty { plots = ["NaN notitle"] }
    let keyTop = top + 0.0035 * 1400 / pixels
    return data.joined() + (image.map { $0.block("\(name)_image") } ?? "") + """
      set tmargin at screen \(top)
      set bmargin at screen \(bottom)
      set label 3 "\(title.gnuplotQuoted)" at screen 0.085,\(top + 18 / pixels) left font "Sans,14" textcolor "#202020"
      set label 4 "\(y.label.gnuplotQuoted)" at screen 0.02,\((top + bottom) / 2) center rotate textcolor "#303030"
      \(x.script(for: "x"))
      \(y.script(for: "y"))
      \(image?.palette ?? "unset colorbox")
      \(lines.contains { $0.title != nil }
        ? "set key at screen 0.965,\(keyTop) right bottom horizontal Left reverse samplen 1.5 width -1" : "unset key")
      plot \(plots.joined(separator: ", "))

      """
  }

  private var imageMapping: String {
    guard let image else { return "" }
    let (columns, rows) = (max(1, image.columns.count - 1), max(1, image.rows.count - 1))
    let (left, right) = (image.columns.first ?? 0, image.columns.last ?? 0)
    let (low, high) = (image.rows.first ?? 0, image.rows.last ?? 0)
    return "(\(left) + $1 * \((right - left) / Double(columns))):(\(low) + $2 * \((high - low) / Double(rows))):3"
  }

  private static func block(_ name: String, _ x: [Double], _ y: [Double]) -> String {
    // Where there is no finite value, gnuplot shall leave a gap.
    let rows = zip(x, y).map { "\($0) \($1.isFinite ? "\($1)" : "NaN")" }
    return "$\(name) << END\n" + (rows.isEmpty ? "NaN NaN" : rows.joined(separator: "\n")) + "\nEND\n"
  }
}

/// An axis of a ``Panel``.
struct PlotAxis {
  enum Scale {
    case linear, logarithmic
    /// Logarithmic, with tics at 1, 2 and 5 times the powers of ten and "k" for thousands.
    case frequency
    /// Linear, over whole numbers: steps, epochs.
    case counting
  }

  var label: String
  var scale = Scale.linear
  /// What is shown; what the data need when nil.
  var range: ClosedRange<Double>?

  func script(for axis: String) -> String {
    let limits = range.map { "[\($0.lowerBound):\(max($0.upperBound, $0.lowerBound.nextUp))]" } ?? "[*:*]"
    let label = axis == "x" ? "set xlabel \"\(self.label.gnuplotQuoted)\" offset 0,0.3" : "unset ylabel"
    let common = "set \(axis)range \(limits)\n\(label)\nset format \(axis) \"%g\"\n"
    switch scale {
    case .linear: return common + "unset logscale \(axis)\nset \(axis)tics autofreq\nunset m\(axis)tics"
    case .counting:
      let few = range.map { $0.upperBound - $0.lowerBound < 10 } ?? false
      return common + "unset logscale \(axis)\nset \(axis)tics \(few ? "1" : "autofreq")\nunset m\(axis)tics"
    case .logarithmic:
      return common + "set logscale \(axis)\nset \(axis)tics autofreq\nset m\(axis)tics 10\nset grid m\(axis)tics"
    case .frequency:
      return common + "set logscale \(axis)\nset \(axis)tics (\(frequencyTics.joined(separator: ", ")))"
    }
  }

  private var frequencyTics: [String] {
    [10.0, 100, 1000, 10_000, 100_000].flatMap { decade in
      (1...9).compactMap { digit in
        let frequency = decade * Double(digit)
        guard range?.contains(frequency) ?? true else { return nil }
        let label = frequency < 1000 ? "\(Int(frequency))" : "\(Int(frequency / 1000))k"
        return [1, 2, 5].contains(digit) ? "\"\(label)\" \(frequency)" : "\"\" \(frequency) 1"
      }
    }
  }

  /// From below the lowest to above the highest of `values`, on multiples of `step`, its length in `span`.
  static func range(of values: [Double], span: ClosedRange<Double>, step: Double) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    let highest = finite.max() ?? 0
    let lowest = max(finite.min() ?? 0, highest - span.upperBound)
    let missing = max(0, span.lowerBound - (highest - lowest)) / 2
    let low = ((lowest - missing) / step - 0.1).rounded(.down) * step
    let high = ((highest + missing) / step + 0.1).rounded(.up) * step
    return low...max(high, low + step)
  }
}

/// A line through points, or the points alone.
struct PlotLine {
  var x: [Double]
  var y: [Double]
  var style: LineStyle
  /// As the key names it; not there when nil.
  var title: String?
  var isPoints = false
}

/// How a line is drawn. Colors that remain distinct to color-blind eyes and in grey (Okabe and Ito, 2008).
enum LineStyle: Int, CaseIterable {
  /// Grey: where it started.
  case before = 1
  /// Light blue and wide, to be seen below another: what it should be.
  case target
  /// Vermilion: what was reached.
  case after
  /// Blue: a curve of its own.
  case single
  /// Dark and thin: zero, a bound.
  case guide
  /// Green and purple: further curves.
  case third, fourth
  static let definitions = """
    set style line 1 linecolor "#8c8c8c" linewidth 2 pointtype 7
    set style line 2 linecolor "#56b4e9" linewidth 5 pointtype 7
    set style line 3 linecolor "#c04a00" linewidth 2 pointtype 7
    set style line 4 linecolor "#0072b2" linewidth 2.5 pointtype 7
    set style line 5 linecolor "#404040" linewidth 1 pointtype 7
    set style line 6 linecolor "#009e73" linewidth 2 pointtype 7
    set style line 7 linecolor "#9a4f80" linewidth 2 pointtype 7
    set style line 8 linecolor "#d4d4d4" linewidth 1
    set style line 9 linecolor "#ececec" linewidth 1

    """
}

/// Values over a grid, as colors: a spectrogram.
struct PlotImage {
  /// The places of the columns along the x axis and of the rows along the y axis, evenly spaced.
  var columns: [Double]
  var rows: [Double]
  /// values[row][column].
  var values: [[Double]]
  /// The values of the darkest and the brightest color.
  var range: ClosedRange<Double>

  func block(_ name: String) -> String {
    let lines = values.map { row in
      row.map { $0.isFinite ? "\(Float(min(max($0, range.lowerBound), range.upperBound)))" : "NaN" }
        .joined(separator: " ")
    }
    return "$\(name) << END\n" + lines.joined(separator: "\n") + "\nEND\n"
  }

  /// Viridis's colors: their lightness grows evenly.
  var palette: String {
    """
    set cbrange [\(range.lowerBound):\(range.upperBound)]
    set palette defined (0 "#440154", 1 "#3b528b", 2 "#21918c", 3 "#5ec962", 4 "#fde725")
    unset colorbox
    """
  }
}
