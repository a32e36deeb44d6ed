/// The computational graph of a function at a point: every intermediate value, and every adjoint, as reverse mode finds
/// them.
///
/// What ``valueWithGradient(at:of:)`` builds and sweeps, kept and made visible. The variables are v₁, v₂, … in the
/// order in which they were computed, the arguments first; v̄ᵢ is the adjoint of vᵢ, the derivative of the root by it:
///
///     v̄ᵢ = Σⱼ v̄ⱼ · ∂vⱼ/∂vᵢ, over the edges from i to the variables j that were computed from it.
///
/// ```swift
/// let graph = ComputationGraph(of: { x1, x2 in x1 * x2 + sin(x1) }, at: Tensor(2.0), Tensor(5.0))
/// print(graph)                 // both phases, as a table
/// let picture = graph.dot      // for Graphviz; graph.svg() draws it
/// ```
/// For tensors, v̄ⱼ · ∂vⱼ/∂vᵢ stands for the adjoint of the operation's linearization, applied to v̄ⱼ. The graph shows
/// what the root depends on, and all arguments. A value, independent of the function from then on; derivatives that the
/// function takes inside appear as the operations of which they consist.
/// - Source: A. Griewank and A. Walther, "Evaluating Derivatives" (2008), ch. 2 and 3, for the two phases.
public struct ComputationGraph: Sendable {
  /// A value in the graph.
  public struct Node: Sendable, Identifiable {
    /// What a node is to the graph.
    public enum Role: Sendable, Hashable {
      /// An argument of the function.
      case leaf
      /// A number, or a tensor, by which no derivative is taken.
      case constant
      /// A value between the arguments and the function's.
      case intermediate
      /// The function's value, unless that is an argument or a constant itself.
      case root
    }

    /// The node's place among ``ComputationGraph/nodes``.
    public let index: Int
    /// v₁, v₂, …; c₁, c₂, … for constants.
    public let name: String
    public let role: Role
    /// What computed the value: "+", "sin", "DFT", …; "x" or "x₁", "x₂", … for arguments, "constant" for constants.
    public let operation: String
    /// The indices of the nodes that the value was computed from, in the operation's order.
    public let inputs: [Int]
    public let value: AnyTensor
    /// The derivative of the root by the value; nil for constants, and where no derivative was taken.
    public let adjoint: AnyTensor?

    public var id: Int { index }
    /// The shape of the value.
    public var shape: [Int] { value.shape }
    /// The memory of the value: that of its elements, or of one where it is known to repeat one number.
    public var byteCount: Int { value.memory.byteCount }
  }

  /// An input of a value.
  public struct Edge: Sendable {
    /// The index of the input.
    public let source: Int
    /// The index of the value computed from it.
    public let target: Int
    /// v̄ⱼ · ∂vⱼ/∂vᵢ for the edge from i to j: what the edge adds to the adjoint of its source. Nil for constants, and
    /// where no derivative was taken.
    public let contribution: AnyTensor?
  }

  /// Inputs come before what is computed from them.
  public let nodes: [Node]
  /// Ordered by target, then as the operation's inputs are.
  public let edges: [Edge]
  /// The function's value.
  public let root: Node

  /// The arguments.
  public var leaves: [Node] { nodes.filter { $0.role == .leaf } }
  /// The numbers and tensors by which no derivative is taken.
  public var constants: [Node] { nodes.filter { $0.role == .constant } }

  /// The graph of a function of one tensor.
  ///
  /// - Parameters:
  ///   - f: the function, which runs once.
  ///   - x: the point.
  ///   - cotangent: the adjoint of the root, of its shape. When left out it is 1 for a value of one real element; for
  ///     others there is no reverse phase.
  public init<Input, Output>(
    of f: (Tensor<Input>) throws -> Tensor<Output>, at x: Tensor<Input>, cotangent: Tensor<Output>? = nil
  ) rethrows {
    let recorder = GraphRecorder(), level = Level(observer: recorder)
    defer { recorder.finish() }
    let leaf = x.leaf(at: level)
    self.init(recorder, level, value: try f(leaf), arguments: ["x"], cotangent: cotangent)
  }

  /// The graph of a function of two tensors.
  public init<First, Second, Output>(
    of f: (Tensor<First>, Tensor<Second>) throws -> Tensor<Output>, at x: Tensor<First>, _ y: Tensor<Second>,
    cotangent: Tensor<Output>? = nil
  ) rethrows {
    let recorder = GraphRecorder(), level = Level(observer: recorder)
    defer { recorder.finish() }
    let first = x.leaf(at: level), second = y.leaf(at: level)
    self.init(recorder, level, value: try f(first, second), arguments: ["x₁", "x₂"], cotangent: cotangent)
  }

  /// The graph of a function of a value made of tensors, such as a model. Its leaves have the names that the value
  /// gives to its tensors: "weight", "layers.0.bias".
  public init<Input: Parameterized, Output>(
    of f: (Input) throws -> Tensor<Output>, at x: Input, cotangent: Tensor<Output>? = nil
  ) rethrows {
    let recorder = GraphRecorder(), level = Level(observer: recorder)
    defer { recorder.finish() }
    var names = ParameterNames(), leaves = x.leaves(at: level)
    leaves.visitParameters(with: &names)
    self.init(recorder, level, value: try f(leaves), arguments: names.names, cotangent: cotangent)
  }

  init<Output>(
    _ recorder: GraphRecorder, _ level: Level, value: Tensor<Output>, arguments: [String], cotangent: Tensor<Output>?
  ) {
    let (value, trace) = value.untraced(at: level)
    let isNumber = value.count == 1 && Output.self == Output.RealPart.self
    let seed = cotangent ?? (isNumber ? Tensor(repeating: 1, shape: value.shape) : nil)
    if let seed { _ = sweep(from: trace, seed: seed, shape: value.shape) }
    var builder = GraphBuilder(recorder.recorded, arguments: arguments, isDifferentiated: seed != nil)
    let root = builder.add(root: trace, value: Output.erase(value).untraced)
    nodes = builder.nodes
    edges = builder.edges
    self.root = nodes[root]
  }

  // MARK: Counts

  /// The number of values that were computed: of nodes without leaves and constants.
  public var operationCount: Int { operationCounts.values.reduce(0, +) }

  /// How often each operation occurs, by its name.
  public var operationCounts: [String: Int] {
    let computed = nodes.lazy.filter { $0.role != .leaf && $0.role != .constant }
    return computed.reduce(into: [:]) { $0[$1.operation, default: 0] += 1 }
  }

  /// The memory of all values, that which several share counted once: what a graph that keeps every value takes.
  public var byteCount: Int {
    var addresses: Set<UnsafeRawPointer> = []
    return nodes.reduce(0) { sum, node in
      let (byteCount, address) = node.value.memory
      if let address, !addresses.insert(address).inserted { return sum }
      return sum + byteCount
    }
  }
}

/// Collects the names of a value's tensors, those of parts behind those of what they are parts of.
private struct ParameterNames: ParameterVisitor {
  private(set) var names: [String] = []
  private var path: [String] = []

  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    names.append((path + [name]).filter { !$0.isEmpty }.joined(separator: "."))
  }
  mutating func enter(_ name: String) { path.append(name) }
  mutating func leave() { path.removeLast() }
}
