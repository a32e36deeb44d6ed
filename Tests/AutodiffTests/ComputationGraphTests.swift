import Autodiff
import ComplexNumbers
import Foundation
import TestSupport
import Testing

/// The graph made visible: what it consists of, and that it is the derivative that is shown.
@Suite("Computational graphs")
struct ComputationGraphTests {
  typealias Real = Tensor<Double>

  static let productAndSine: @Sendable (Real, Real) -> Real = { x1, x2 in x1 * x2 + sin(x1) }
  static let valley: @Sendable (Real, Real) -> Real = { x1, x2 in square(x2 - square(x1)) + square(1 - x1) }

  private func number(_ tensor: AnyTensor?) -> Double? {
    if case .double(let tensor)? = tensor { tensor.scalar } else { nil }
  }

  // MARK: The lecture's examples

  @Test("The lecture's first example, as it is printed")
  func productAndSine() {
    let graph = ComputationGraph(of: Self.productAndSine, at: Tensor(2.0), Tensor(5.0))
    // sin 2 = 0.90929743, cos 2 = −0.41614684.
    let text = """
      forward phase
        v₁ = x₁      = 2
        v₂ = x₂      = 5
        v₃ = v₁ · v₂ = 10
        v₄ = sin(v₁) = 0.909297
        v₅ = v₃ + v₄ = 10.9093
      reverse phase
        v̄₅                           = 1
        v̄₄ = v̄₅·∂v₅/∂v₄              = 1
        v̄₃ = v̄₅·∂v₅/∂v₃              = 1
        v̄₂ = v̄₃·∂v₃/∂v₂              = 2
        v̄₁ = v̄₃·∂v₃/∂v₁ + v̄₄·∂v₄/∂v₁ = 5 + (-0.416147) = 4.58385
      5 nodes, 3 operations, 40 bytes
      """
    #expect(graph.description == text)
    #expect(graph.forwardPhase.map(\.description)[2...3] == ["v₃ = v₁ · v₂ = 10", "v₄ = sin(v₁) = 0.909297"])
    #expect(graph.reversePhase.last?.description.hasSuffix("= 5 + (-0.416147) = 4.58385") == true)
    #expect(number(graph.leaves[0].adjoint) == 5 + .cos(2) && number(graph.leaves[1].adjoint) == 2)
    #expect(graph.operationCount == 3 && graph.operationCounts == ["·": 1, "sin": 1, "+": 1])
    #expect(graph.nodes.map(\.role) == [.leaf, .leaf, .intermediate, .intermediate, .root])
    #expect(graph.edges.map { [$0.source, $0.target] } == [[0, 2], [1, 2], [0, 3], [2, 4], [3, 4]])
    #expect(graph.edges.map { number($0.contribution) } == [5, 2, .cos(2), 1, 1])
  }

  @Test("The lecture's second example, as it is printed")
  func valley() {
    let graph = ComputationGraph(of: Self.valley, at: Tensor(-1.0), Tensor(2.0))
    let text = """
      forward phase
        v₁ = x₁      = -1
        v₂ = x₂      = 2
        v₃ = v₁²     = 1
        v₄ = v₂ − v₃ = 1
        v₅ = v₄²     = 1
        v₆ = 1 − v₁  = 2
        v₇ = v₆²     = 4
        v₈ = v₅ + v₇ = 5
      reverse phase
        v̄₈                           = 1
        v̄₇ = v̄₈·∂v₈/∂v₇              = 1
        v̄₆ = v̄₇·∂v₇/∂v₆              = 4
        v̄₅ = v̄₈·∂v₈/∂v₅              = 1
        v̄₄ = v̄₅·∂v₅/∂v₄              = 2
        v̄₃ = v̄₄·∂v₄/∂v₃              = -2
        v̄₂ = v̄₄·∂v₄/∂v₂              = 2
        v̄₁ = v̄₃·∂v₃/∂v₁ + v̄₆·∂v₆/∂v₁ = 4 + (-4) = 0
      9 nodes, 6 operations, 72 bytes
      """
    #expect(graph.description == text)
    #expect(graph.constants.map(\.name) == ["c₁"] && graph.constants.map { number($0.value) } == [1])
  }

  @Test("The adjoints are the gradient, bit for bit", arguments: LectureTests.points)
  func gradients(x1: Double, x2: Double) {
    for f in [Self.productAndSine, Self.valley] {
      let graph = ComputationGraph(of: f, at: Tensor(x1), Tensor(x2))
      let slopes = gradient(at: Tensor(x1), Tensor(x2), of: f)
      #expect(graph.leaves.map { number($0.adjoint) } == [slopes.0.scalar, slopes.1.scalar])
      #expect(number(graph.root.value) == f(Tensor(x1), Tensor(x2)).scalar)
    }
  }

  // MARK: Structure

  @Test("Every adjoint is the sum of what its outgoing edges hand on")
  func sums() {
    var random = SeededRandom(seed: 90)
    let x: Real = random.tensor(shape: [12])
    let graph = ComputationGraph(of: GraphTests.loss, at: x)
    for node in graph.nodes where node.role == .leaf || node.role == .intermediate {
      let parts = graph.edges.filter { $0.source == node.index }.compactMap(\.contribution)
      #expect(!parts.isEmpty)
      switch node.adjoint {
      case .double(let adjoint)?:
        let sum = parts.reduce(Tensor(repeating: 0.0, shape: node.shape)) { sum, part in
          if case .double(let part) = part { sum + part } else { sum }
        }
        #expect(euclideanNorm(sum - adjoint) <= 1e-15 * euclideanNorm(adjoint))
      case .complexDouble(let adjoint)?:
        let sum = parts.reduce(Tensor(repeating: Complex(0.0, 0), shape: node.shape)) { sum, part in
          if case .complexDouble(let part) = part { sum + part } else { sum }
        }
        #expect(euclideanNorm(sum - adjoint) <= 1e-15 * euclideanNorm(adjoint))
      default: Issue.record("no adjoint of \(node)")
      }
    }
    let slope = gradient(at: x, of: GraphTests.loss)
    #expect(graph.leaves.first?.adjoint?.elements == slope)
    #expect(graph.edges.allSatisfy { $0.source < $0.target })
    #expect(graph.nodes.indices.allSatisfy { graph.nodes[$0].index == $0 })
  }

  @Test("Both edges of x · x have their own part")
  func twice() {
    let graph = ComputationGraph(of: { x in x * x }, at: Tensor(3.0))
    #expect(graph.edges.map { [$0.source, $0.target] } == [[0, 1], [0, 1]])
    #expect(graph.edges.map { number($0.contribution) } == [3, 3])
    #expect(graph.reversePhase.map(\.description) == ["v̄₂ = 1", "v̄₁ = v̄₂·∂v₂/∂v₁ + v̄₂·∂v₂/∂v₁ = 3 + 3 = 6"])
  }

  @Test("Transforms, broadcasts and constants appear by name, with their shapes")
  func spectrum() {
    let x = Tensor([1.0, 2, 3, 4, 5, 6, 7, 8]), weights = Tensor([1.0, 2, 3, 4, 5])
    let f: (Real) -> Real = { x in
      let spectrum = rfft(x), weighted = weights * rfft(x)
      return sum(weights * abs(spectrum) + abs(weighted))
    }
    let graph = ComputationGraph(of: f, at: x)
    #expect(graph.operationCounts == ["DFT": 2, "|z|": 2, "·": 2, "+": 1, "sum": 1])
    let transform = graph.nodes.first { $0.operation == "DFT" }
    #expect(transform?.shape == [5] && transform?.byteCount == 80)
    // One tensor used twice is one constant.
    #expect(graph.constants.count == 1 && graph.constants.first?.shape == [5])
    let text = graph.description
    #expect(text.contains("c₁           = [1, 2, 3, …] of shape [5]"))
    #expect(text.contains("v₂ = DFT(v₁) = [36, "))
    let row = ComputationGraph(of: { x in sum(x * Tensor([[1.0, 2], [3, 4]])) }, at: Tensor([1.0, -1]))
    #expect(row.operationCounts == ["broadcast": 1, "·": 1, "sum": 1])
    #expect(row.forwardPhase[1].description == "v₂ = broadcast(v₁) = [1, -1, 1, -1] of shape [2, 2]")
  }

  @Test("Memory that several values share is counted once")
  func memory() {
    let x = Tensor(repeating: 1.0, shape: [100]) + Tensor((0..<100).map { Double($0) })
    let graph = ComputationGraph(of: { x in sum(square(x.reshaped(to: [10, 10]))) }, at: x)
    #expect(graph.nodes.map(\.byteCount) == [800, 800, 800, 8])
    #expect(graph.byteCount == 1608)
  }

  @Test("What the root does not depend on is left out, but an argument is not")
  func unused() {
    let graph = ComputationGraph(
      of: { x, y in
        _ = exp(x)
        return square(x)
      }, at: Tensor(3.0), Tensor([1.0, 2]))
    #expect(graph.nodes.map(\.operation) == ["x₁", "x₂", "square"])
    #expect(graph.leaves[1].adjoint?.elements == Tensor([0.0, 0]))
    #expect(graph.reversePhase.map(\.description) == ["v̄₃ = 1", "v̄₂ = [0, 0]", "v̄₁ = v̄₃·∂v₃/∂v₁ = 6"])
    let constant = ComputationGraph(of: { (_: Real) in Tensor(4.0) }, at: Tensor(3.0))
    #expect(constant.root.role == .constant && number(constant.root.value) == 4)
    #expect(number(constant.leaves[0].adjoint) == 0)
    let identity = ComputationGraph(of: { (x: Real) in x }, at: Tensor(3.0))
    #expect(identity.root.role == .leaf && identity.nodes.count == 1 && number(identity.root.adjoint) == 1)
  }

  @Test("A value of several elements, or a complex one, takes a cotangent")
  func cotangents() {
    let x = Tensor([1.0, 2])
    let without = ComputationGraph(of: { x in square(x) }, at: x)
    #expect(without.reversePhase.isEmpty && without.leaves[0].adjoint == nil)
    #expect(!without.description.contains("reverse phase"))
    let with = ComputationGraph(of: { x in square(x) }, at: x, cotangent: Tensor([1.0, -1]))
    #expect(with.leaves[0].adjoint?.elements == Tensor([2.0, -4]))
    let z = Tensor(Complex(3.0, -4))
    #expect(ComputationGraph(of: { z in square(z) }, at: z).reversePhase.isEmpty)
    let power = ComputationGraph(of: { z in squaredModulus(z) }, at: z)
    #expect(power.description.contains("v₁ = x     = 3 - 4i"))
    #expect(power.description.contains("v₂ = |v₁|² = 25"))
    #expect(power.description.contains("v̄₁ = v̄₂·∂v₂/∂v₁ = 6 - 8i"))
  }

  @Test("A graph inside a derivative, and of a derivative")
  func nested() {
    let slope = gradient(at: Tensor(2.0)) { x in
      let graph = ComputationGraph(of: { y in y * x }, at: x)
      // A picture is a value: what it shows is constant.
      #expect(number(graph.leaves[0].adjoint) == 2)
      return square(x)
    }
    #expect(slope == Tensor(4.0))
    let second = ComputationGraph(of: { x in gradient(at: x) { x in x * square(x) } }, at: Tensor(5.0))
    #expect(number(second.root.value) == 75 && number(second.leaves[0].adjoint) == 30)
  }

  struct Failure: Error {}

  @Test("A graph keeps nothing alive, whether it is finished, fails, or lets a tensor escape")
  func released() {
    weak var witness: GraphTests.Witness?
    var escaped: Real?
    for isFailing in [false, true] {
      let graph = try? ComputationGraph(
        of: { x throws -> Real in
          let watched = GraphTests.Watched(witness: GraphTests.Witness())
          witness = watched.witness
          let y = square(watched(x))
          escaped = sum(y)
          if isFailing { throw Failure() }
          return sum(y)
        }, at: Tensor([1.0, 2]))
      #expect((graph == nil) == isFailing)
      #expect(witness != nil)
      // What is computed from it afterwards is not recorded any more.
      escaped = escaped.map { $0 * 2 }
      #expect(graph?.operationCount ?? 3 == 3)
      escaped = nil
      #expect(witness == nil)
    }
  }

  @Test("Numbers are written with six significant digits")
  func numbers() {
    let texts: [(Double, String)] = [
      (0, "0"), (-0.0, "0"), (1, "1"), (-2.5, "-2.5"), (123456, "123456"), (999_999.7, "1e+06"),
      (1_234_567, "1.23457e+06"),
      (0.1, "0.1"), (1.0 / 3, "0.333333"), (9.9999996, "10"), (0.00012345678, "0.000123457"), (1.5e-7, "1.5e-07"),
      (1000, "1000"), (1e300, "1e+300"), (-1.25e-300, "-1.25e-300"), (.leastNonzeroMagnitude, "4.94066e-324"),
      (.greatestFiniteMagnitude, "1.79769e+308"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
    ]
    for (number, text) in texts {
      let graph = ComputationGraph(of: { (x: Real) in x }, at: Tensor(number))
      #expect(graph.forwardPhase[0].description == "v₁ = x = \(text)")
    }
  }

  struct Layer: Parameterized {
    var weight: Tensor<Double>
    var bias: Tensor<Double>

    mutating func visitParameters(with visitor: inout some ParameterVisitor) {
      visitor.visit("weight", &weight)
      visitor.visit("bias", &bias)
    }
  }

  @Test("The leaves of a model have the names of its tensors")
  func parameters() {
    let layers = [Layer(weight: Tensor([0.5, -1]), bias: 3), Layer(weight: Tensor(2.0), bias: 1)]
    let graph = ComputationGraph(
      of: { (layers: [Layer]) in layers[1].weight * sum(layers[0].weight * layers[0].weight) + layers[1].bias },
      at: layers)
    #expect(graph.leaves.map(\.operation) == ["0.weight", "0.bias", "1.weight", "1.bias"])
    let slopes: [Real?] = [Tensor([2.0, -4]), Tensor(0.0), Tensor(1.25), Tensor(1.0)]
    #expect(graph.leaves.map(\.adjoint?.elements) == slopes)
    #expect(graph.forwardPhase.first?.description == "v₁ = 0.weight = [0.5, -1]")
    let single = ComputationGraph(of: { (layer: Layer) in sum(layer.weight) }, at: layers[0])
    #expect(single.leaves.map(\.operation) == ["weight", "bias"])
  }

  @Test("Operations of many tensors, and recomputation, are nodes like others")
  func many() {
    let x = Tensor([1.0, 2]), y = Tensor([3.0])
    let joined = ComputationGraph(of: { x, y in sum(square(concatenate([x, Tensor([5.0]), y, x]))) }, at: x, y)
    let node = joined.nodes.first { $0.inputs.count == 4 }
    #expect(node?.value.elements == Tensor([1.0, 2, 5, 3, 1, 2]))
    #expect(node?.inputs.map { joined.nodes[$0].role } == [.leaf, .constant, .leaf, .leaf])
    let parts = joined.edges.filter { $0.target == node?.index }.map(\.contribution?.elements)
    let expected: [Real?] = [Tensor([2.0, 4]), nil, Tensor([6.0]), Tensor([2.0, 4])]
    #expect(parts == expected)
    let slopes: [Real?] = [Tensor([4.0, 8]), Tensor([6.0])]
    #expect(joined.leaves.map(\.adjoint?.elements) == slopes)
    let scale = Tensor(3.0)
    let recomputed = ComputationGraph(
      of: { x, scale in sum(withRecomputationInPullback(at: x) { scale * square($0) }) }, at: x, scale)
    #expect(recomputed.operationCounts["recomputation"] == 1)
    let recomputedSlopes: [Real?] = [Tensor([6.0, 12]), Tensor(5.0)]
    #expect(recomputed.leaves.map(\.adjoint?.elements) == recomputedSlopes)
  }

  // MARK: Pictures

  @Test("DOT distinguishes the kinds of nodes and escapes what HTML would take for itself")
  func dot() {
    let graph = ComputationGraph(of: { x in sum(Angle()(2 * x)) }, at: Tensor([1.0, 2]))
    let lines = graph.dot.split(separator: "\n")
    #expect(lines.first == "digraph computation {" && lines.last == "}")
    func line(_ fragment: String) -> Substring { lines.first { $0.contains(fragment) } ?? "" }
    #expect(line("<b>x</b>").contains("shape=box, fillcolor=\"#d7e6f7\""))
    #expect(line("<b>2</b>").contains("dashed") && line("<b>2</b>").contains("shape [2]"))
    #expect(line("<b>sum</b>").contains("peripheries=2"))
    #expect(line("<b>a&lt;b&gt;&amp;&quot;</b>").contains("v₃ = [2, 4]"))
    #expect(lines.filter { $0.contains("->") }.count == graph.edges.count)
    #expect(line("n1 -> n2").contains("style=dashed"))
    #expect(line("n0 -> n2").contains("label=<[2, 2]>"))
    let long = ComputationGraph(of: { x in sum(x) }, at: Tensor(repeating: 1.0, shape: [64]))
    #expect(long.dot.contains("v₁ = [1, 1, 1, …]<br/><i>shape [64]</i>") && long.dot.contains("n0 -> n1;"))
  }

  struct Angle: LinearOperator {
    static var name: StaticString { "a<b>&\"" }
    func apply(_ x: Tensor<Double>) -> Tensor<Double> { x }
    func applyAdjoint(_ y: Tensor<Double>) -> Tensor<Double> { y }
  }

  static let hasGraphviz = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/dot") }

  @Test("SVG by Graphviz", .enabled(if: hasGraphviz, "Graphviz's program 'dot' is not installed"))
  func svg() throws {
    for graph in [
      ComputationGraph(of: Self.productAndSine, at: Tensor(2.0), Tensor(5.0)),
      ComputationGraph(of: { x in sum(Angle()(abs(rfft(x)))) }, at: Tensor([1.0, 2, 3])),
    ] {
      let svg = try graph.svg()
      #expect(svg.contains("<svg") && svg.contains("</svg>"))
      #expect(svg.components(separatedBy: "class=\"node\"").count - 1 == graph.nodes.count)
      #expect(svg.components(separatedBy: "class=\"edge\"").count - 1 == graph.edges.count)
      for node in graph.nodes { #expect(svg.contains("\(node.name) = ")) }
    }
  }

  @Test("Without Graphviz the error says how to install it; its complaints are passed on")
  func noGraphviz() throws {
    let graph = ComputationGraph(of: Self.productAndSine, at: Tensor(2.0), Tensor(5.0))
    let missing = #expect(throws: GraphvizError.notInstalled) { try graph.svg(searchPath: "/nowhere:/neither") }
    #expect(missing?.description.contains("apt-get install graphviz") == true)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("graphviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appendingPathComponent("dot")
    try Data("#!/bin/sh\necho \"out of  ink\" >&2\nexit 3\n".utf8).write(to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    let refused = #expect(throws: GraphvizError.self) { try graph.svg(searchPath: folder.path) }
    #expect(refused == .failed(reason: "out of ink"))
    #expect(refused?.description == "Graphviz could not draw the graph: out of ink")
  }

  @Test("A long chain is pictured on a small stack")
  func deep() throws {
    try GraphTests.onSmallStack {
      let count = 20_000
      let graph = ComputationGraph(of: { x in (0..<count).reduce(x) { y, _ in y + 1.0 } }, at: Tensor(1.0))
      #expect(graph.operationCount == count && graph.reversePhase.count == count + 1)
      #expect(graph.reversePhase.last?.value.elements == Tensor(1.0))
    }
  }
}

extension AnyTensor {
  /// The tensor within, of doubles.
  fileprivate var elements: Tensor<Double>? {
    if case .double(let tensor) = self { tensor } else { nil }
  }
}
