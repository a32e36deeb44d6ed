// The two phases of reverse mode, as one does them by hand.

extension ComputationGraph {
  /// One line of a phase: a variable, how it is computed, and what comes out.
  public struct Step: Sendable, CustomStringConvertible {
    /// The index of the node whose value or adjoint is computed.
    public let node: Int
    /// v₃, or v̄₃.
    public let variable: String
    /// v₁ · v₂, or v̄₃·∂v₃/∂v₁ + v̄₄·∂v₄/∂v₁; empty for what is given: a constant, the root's adjoint.
    public let formula: String
    /// Of an adjoint, the terms of the sum, one for each outgoing edge.
    public let terms: [AnyTensor]
    public let value: AnyTensor

    /// The line as it is written: v₃ = v₁ · v₂ = 1.5.
    public var description: String { "\(leftSide) = \(rightSide)" }

    var leftSide: String { formula.isEmpty ? variable : "\(variable) = \(formula)" }

    var rightSide: String {
      guard terms.count > 1 else { return value.graphText }
      return "\(terms.map { inParentheses($0.graphText) }.joined(separator: " + ")) = \(value.graphText)"
    }
  }

  /// The forward phase in order: the arguments, and each value from those before it.
  ///
  /// Constants that repeat one number are written in the formulas; others have lines of their own.
  public var forwardPhase: [Step] {
    nodes.compactMap { node in
      if node.role == .constant && node.value.uniformNumber != nil && node.index != root.index { return nil }
      return Step(node: node.index, variable: node.name, formula: formula(of: node), terms: [], value: node.value)
    }
  }

  /// The reverse phase in order: the root's adjoint, and each adjoint as the sum over the outgoing edges of
  /// v̄ⱼ · ∂vⱼ/∂vᵢ. Empty where no derivative was taken.
  public var reversePhase: [Step] {
    var outgoing: [Int: [(target: Int, contribution: AnyTensor)]] = [:]
    for edge in edges {
      if let contribution = edge.contribution { outgoing[edge.source, default: []].append((edge.target, contribution)) }
    }
    return nodes.reversed().compactMap { node in
      guard let adjoint = node.adjoint else { return nil }
      let parts = outgoing[node.index, default: []]
      let products = parts.map { part in
        "\(nodes[part.target].adjointName)·∂\(nodes[part.target].name)/∂\(node.name)"
      }
      return Step(
        node: node.index, variable: node.adjointName, formula: products.joined(separator: " + "),
        terms: parts.map(\.contribution), value: adjoint)
    }
  }

  private func formula(of node: Node) -> String {
    switch node.role {
    case .leaf: return node.operation
    case .constant: return ""
    case .intermediate, .root: break
    }
    let inputs = node.inputs.map { index in
      nodes[index].role == .constant
        ? nodes[index].value.uniformNumber.map { inParentheses(graphText($0)) } ?? nodes[index].name
        : nodes[index].name
    }
    switch (node.operation, inputs.count) {
    case ("+", 2), ("−", 2), ("·", 2), ("/", 2): return "\(inputs[0]) \(node.operation) \(inputs[1])"
    case ("negate", 1): return "−\(inputs[0])"
    case ("square", 1): return "\(inputs[0])²"
    case ("|x|", 1), ("|z|", 1): return "|\(inputs[0])|"
    case ("|z|²", 1): return "|\(inputs[0])|²"
    default: return "\(node.operation)(\(inputs.joined(separator: ", ")))"
    }
  }
}

extension ComputationGraph.Node {
  /// v̄₁, with a bar over the letter.
  var adjointName: String { name.prefix(1) + "\u{304}" + name.dropFirst() }
}

/// A text that begins with a sign, or that is a sum, as an operand.
private func inParentheses(_ text: String) -> String {
  text.hasPrefix("-") || (!text.hasPrefix("[") && text.contains(" ")) ? "(\(text))" : text
}

extension ComputationGraph: CustomStringConvertible {
  /// Both phases as a table, and the counts.
  public var description: String {
    var lines = ["forward phase"] + table(forwardPhase)
    let reversePhase = reversePhase
    if !reversePhase.isEmpty { lines += ["reverse phase"] + table(reversePhase) }
    lines.append("\(nodes.count) nodes, \(operationCount) operations, \(byteCount) bytes")
    return lines.joined(separator: "\n")
  }

  private func table(_ steps: [Step]) -> [String] {
    // A sum over very many edges should not push all values out of sight.
    let width = steps.map(\.leftSide.count).filter { $0 <= 60 }.max() ?? 0
    return steps.map { step in
      let padding = String(repeating: " ", count: max(0, width - step.leftSide.count))
      return "  \(step.leftSide)\(padding) = \(step.rightSide)"
    }
  }
}
