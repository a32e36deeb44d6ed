/// A picture: panels one below the other, as a script for gnuplot.
struct Figure {
  var title: String
  var subtitle: String
  var panels: [Panel]

  /// The PNG's size, in pixels.
  var size: (width: Int, height: Int) {
    let heights = panels.reduce(0) { $0 + $1.height }
    return (1200, Layout.head + heights + Layout.gap * (panels.count - 1) + Layout.foot)
  }

  /// The kind of output, for a picture of `size` pixels.
  static func terminal(_ size: (width: Int, height: Int) = (1200, 800)) -> String {
    """
    set terminal pngcairo noenhanced size \(size.width),\(size.height) font "Sans,13" linewidth 1.0 background "#ffffff"

    """
  }

  func script() -> String {
    let total = Double(size.height)
    let frame = """
      set border 3 linecolor "#606060"
      set tics nomirror out scale 0.6,0.3 textcolor "#303030"
      set lmargin at screen 0.085
      set rmargin at screen 0.965
      set grid xtics mxtics ytics linestyle 8, linestyle 9
      set multiplot
      set label 1 "\(title.gnuplotQuoted)" at screen 0.085,\(1 - 35 / total) left font "Sans,19" textcolor "#202020"
      set label 2 "\(subtitle.gnuplotQuoted)" at screen 0.085,\(1 - 67 / total) left font "Sans,13" textcolor "#606060"

      """
    var script = Self.terminal(size) + LineStyle.definitions + frame
    var top = total - Double(Layout.head)
    for (index, panel) in panels.enumerated() {
      let bottom = top - Double(panel.height)
      script += panel.script(name: "panel\(index)", top: top / total, bottom: bottom / total, pixels: total)
      // The figure's title belongs to the first panel alone; gnuplot would draw it again over the others.
      if index == 0 { script += "unset label 1\nunset label 2\n" }
      top = bottom - Double(Layout.gap)
    }
    return script + "unset multiplot\n"
  }

  /// In pixels: above the first panel, between two, below the last.
  private enum Layout {
    static let head = 140
    static let gap = 105
    static let foot = 77
  }
}

extension String {
  /// Between gnuplot's double quotes.
  var gnuplotQuoted: String {
    map { $0.isNewline || $0 == "\t" ? " " : $0 == "\\" || $0 == "\"" ? "\\\($0)" : "\($0)" }.joined()
  }
}
