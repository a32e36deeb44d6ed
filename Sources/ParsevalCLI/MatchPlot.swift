/// The picture of a match: three long-term spectra, the fitted response, the loss; as a script for gnuplot.
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

  static let terminal = """
    set terminal pngcairo noenhanced size 1200,1400 font "Sans,13" linewidth 1.0 background "#ffffff"

    """
  private static let lowest = 20.0

  func script() -> String {
    let axis = Self.lowest...max(nyquist, 2 * Self.lowest)
    let spectra = [source, target, equalized].map { $0.smoothed(over: axis, octaves: 1 / 12) }
    let levels = Self.range(of: spectra.flatMap(\.decibels), span: 20...100, step: 10)
    let shown = response.within(axis)
    let gains = Self.range(of: shown.decibels + [0], span: 6...80, step: 2)
    let data =
      Self.block("source", spectra[0].frequencies, spectra[0].decibels)
      + Self.block("target", spectra[1].frequencies, spectra[1].decibels)
      + Self.block("equalized", spectra[2].frequencies, spectra[2].decibels)
      + Self.block("response", shown.frequencies, shown.decibels)
      + Self.block("loss", (1...max(loss.count, 1)).map(Double.init), loss)
    return Self.terminal + Self.style + data + """
      set multiplot
      set label 1 "\(title.gnuplotQuoted)" at screen 0.085,0.975 left font "Sans,19" textcolor "#202020"
      set label 2 "\(subtitle.gnuplotQuoted)" at screen 0.085,0.952 left font "Sans,13" textcolor "#606060"

      \(Self.frequencyAxis(axis))
      \(Self.panel(
            top: 0.9, bottom: 0.55, title: "Long-term spectra, smoothed over 1/12 octave", label: "level (dB)"))
      set yrange [\(levels.lowerBound):\(levels.upperBound)]
      set key at screen 0.965,0.9035 right bottom horizontal Left reverse samplen 1.5 width -1
      plot $source using 1:2 with lines linestyle 1 title "source", \
        $target using 1:2 with lines linestyle 2 title "target", \
        $equalized using 1:2 with lines linestyle 3 title "equalized"
      unset label
      unset key

      \(Self.panel(top: 0.475, bottom: 0.3, title: "Response of the equalizer", label: "gain (dB)"))
      set yrange [\(gains.lowerBound):\(gains.upperBound)]
      plot 0 with lines linestyle 5, $response using 1:2 with lines linestyle 4

      \(lossAxis)
      \(Self.panel(top: 0.225, bottom: 0.055, title: lossTitle, label: lossLabel))
      plot $loss using 1:2 with \(loss.count > 1 ? "lines" : "points") linestyle 4
      unset multiplot

      """
  }

  /// Colors that remain distinct to color-blind eyes and in grey (Okabe and Ito, 2008).
  private static let style = """
    set style line 1 linecolor "#8c8c8c" linewidth 2
    set style line 2 linecolor "#56b4e9" linewidth 5
    set style line 3 linecolor "#c04a00" linewidth 2
    set style line 4 linecolor "#0072b2" linewidth 2.5 pointtype 7
    set style line 5 linecolor "#404040" linewidth 1
    set style line 8 linecolor "#d4d4d4" linewidth 1
    set style line 9 linecolor "#ececec" linewidth 1
    set border 3 linecolor "#606060"
    set tics nomirror out scale 0.6,0.3 textcolor "#303030"
    set lmargin at screen 0.085
    set rmargin at screen 0.965
    set grid xtics mxtics ytics linestyle 8, linestyle 9

    """

  private static func frequencyAxis(_ range: ClosedRange<Double>) -> String {
    var tics: [String] = []
    for decade in [10.0, 100, 1000, 10_000, 100_000] {
      for digit in 1...9 {
        let frequency = decade * Double(digit)
        guard range.contains(frequency) else { continue }
        let label = frequency < 1000 ? "\(Int(frequency))" : "\(Int(frequency / 1000))k"
        tics.append([1, 2, 5].contains(digit) ? "\"\(label)\" \(frequency)" : "\"\" \(frequency) 1")
      }
    }
    return """
      set logscale x
      set xrange [\(range.lowerBound):\(range.upperBound)]
      set xtics (\(tics.joined(separator: ", ")))
      set xlabel "frequency (Hz)" offset 0,0.3
      """
  }

  /// A panel between two heights of the picture: heading above, label of the vertical axis at its left, all aligned.
  private static func panel(top: Double, bottom: Double, title: String, label: String) -> String {
    """
    set tmargin at screen \(top)
    set bmargin at screen \(bottom)
    set label 3 "\(title)" at screen 0.085,\(top + 0.013) left font "Sans,14" textcolor "#202020"
    set label 4 "\(label)" at screen 0.02,\((top + bottom) / 2) center rotate textcolor "#303030"
    """
  }

  private var lossRange: (low: Double, high: Double) {
    let finite = loss.filter(\.isFinite)
    return (finite.min() ?? 0, finite.max() ?? 1)
  }

  private var lossSpansDecades: Bool { lossRange.low > 0 && lossRange.high / lossRange.low >= 10 }

  private var lossLabel: String { lossSpansDecades ? "loss (logarithmic scale)" : "loss" }

  private var lossAxis: String {
    """
    unset logscale x
    set xrange [1:\(max(loss.count, 2))]
    set xtics \(loss.count <= 10 ? "1" : "autofreq")
    set xlabel "step" offset 0,0.3
    set yrange [\(lossSpansDecades ? "*:*" : "\(min(0, lossRange.low)):*")]
    \(lossSpansDecades ? "set logscale y\nset mytics 10\nset format y \"%g\"\nset grid mytics" : "unset logscale y")
    """
  }

  private static func block(_ name: String, _ x: [Double], _ y: [Double]) -> String {
    // Where there is no finite value, gnuplot shall leave a gap.
    let rows = zip(x, y).map { "\($0) \($1.isFinite ? "\($1)" : "NaN")" }
    return "$\(name) << END\n" + rows.joined(separator: "\n") + "\nEND\n"
  }

  /// From below the lowest to above the highest value, on multiples of `step`, its length in `span`.
  private static func range(of values: [Double], span: ClosedRange<Double>, step: Double) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    let highest = finite.max() ?? 0
    let lowest = max(finite.min() ?? 0, highest - span.upperBound)
    let missing = max(0, span.lowerBound - (highest - lowest)) / 2
    let low = ((lowest - missing) / step - 0.1).rounded(.down) * step
    let high = ((highest + missing) / step + 0.1).rounded(.up) * step
    return low...max(high, low + step)
  }
}

extension String {
  /// Between gnuplot's double quotes.
  fileprivate var gnuplotQuoted: String {
    map { $0.isNewline || $0 == "\t" ? " " : $0 == "\\" || $0 == "\"" ? "\\\($0)" : "\($0)" }.joined()
  }
}
