extension ComputationGraph {
  /// The graph in the DOT language of Graphviz, from the arguments on the left to the root on the right.
  ///
  /// Arguments are blue boxes, constants gray ones, the root has a double line. Each node shows its operation, its
  /// value, its shape unless it is a scalar, and, in red, its adjoint; each edge what it adds to the adjoint of its
  /// source. Of tensors with more than four elements the first three are shown in nodes, and nothing at edges.
  /// - Source: https://graphviz.org/doc/info/lang.html
  public var dot: String {
    var lines = [
      "digraph computation {", "  rankdir=LR;", "  nodesep=0.35;", "  ranksep=0.6;",
      "  node [fontname=\"Helvetica\", fontsize=12, style=filled, fillcolor=white, color=\"#4a4a4a\"];",
      "  node [margin=\"0.14,0.07\"];",
      "  edge [fontname=\"Helvetica\", fontsize=10, fontcolor=\"\(Self.adjointColor)\"];",
      "  edge [color=\"#4a4a4a\", arrowsize=0.7];",
    ]
    lines += nodes.map { "  n\($0.index) [\(style(of: $0)), label=<\(label(of: $0))>];" }
    lines += edges.map { edge in
      let arrow = "  n\(edge.source) -> n\(edge.target)"
      if nodes[edge.source].role == .constant { return "\(arrow) [style=dashed];" }
      // Long tensors would push the nodes apart.
      guard let text = edge.contribution?.elementsText, !text.hasSuffix("…]") else { return "\(arrow);" }
      return "\(arrow) [label=<\(escaped(text))>];"
    }
    return (lines + ["}", ""]).joined(separator: "\n")
  }

  private static let adjointColor = "#b03020"

  private func style(of node: Node) -> String {
    switch node.role {
    case .leaf: "shape=box, fillcolor=\"#d7e6f7\""
    case .constant: "shape=box, style=\"filled,rounded,dashed\", fillcolor=\"#efefef\""
    case .intermediate: "shape=ellipse"
    case .root: "shape=ellipse, peripheries=2, fillcolor=\"#fbf1d3\""
    }
  }

  private func label(of node: Node) -> String {
    let value = escaped(node.value.elementsText)
    var lines =
      switch (node.role, node.value.uniformNumber) {
      case (.constant, let number?): ["<b>\(escaped(graphText(number)))</b>"]
      case (.constant, nil): ["\(node.name) = \(value)"]
      default: ["<font point-size=\"15\"><b>\(escaped(node.operation))</b></font>", "\(node.name) = \(value)"]
      }
    if !node.shape.isEmpty { lines.append("<i>shape \(node.shape)</i>") }
    if let adjoint = node.adjoint {
      lines.append(
        "<font color=\"\(Self.adjointColor)\">\(node.adjointName) = \(escaped(adjoint.elementsText))</font>")
    }
    return lines.joined(separator: "<br/>")
  }

  /// For Graphviz's labels, which are written as HTML.
  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
  }
}
