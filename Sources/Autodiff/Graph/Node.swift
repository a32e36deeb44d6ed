import Fourier

/// A node of the computational graph: one value computed at one level, and the edges to what it was computed from.
///
/// Nodes are shared by reference and never change while anyone can see them, so a traced tensor may be sent to another
/// task like any other.
// @unchecked: `edges` changes only in `deinit`, of nodes that nothing else references.
final class Node: @unchecked Sendable {
  /// An edge from a value to one of its inputs.
  struct Edge: Sendable {
    let input: Node
    /// The adjoint of the operation's linearization: the value's cotangent to the input's.
    let pullback: @Sendable (AnyTensor) -> AnyTensor
  }

  let level: Level
  /// The operation's name.
  let operation: StaticString
  /// The node's place in the order of computation.
  let slot: Int
  private(set) var edges: [Edge]

  init(level: Level, operation: StaticString, edges: [Edge]) {
    self.level = level
    self.operation = operation
    self.edges = edges
    slot = level.nextSlot()
  }

  /// Releases a chain of any length without recursion: nodes that nobody else holds hand over their edges first.
  deinit {
    var pending = edges
    edges = []
    while let edge = pending.popLast() {
      var input = edge.input
      _ = consume edge
      if isKnownUniquelyReferenced(&input) {
        pending += input.edges
        input.edges = []
      }
    }
  }
}

/// How a traced tensor came about: its value at this level, and either its node in the graph (reverse mode) or its
/// tangent (forward mode).
///
/// The value is itself a tensor, perhaps traced at lower levels: that is how derivatives nest. The graph does not hold
/// it: a value that no derivative needs is released as soon as the function itself has done with it.
final class Trace<Element: TensorElement>: Sendable {
  let level: Level
  let primal: Tensor<Element>
  /// The node of a value traced in reverse mode.
  let node: Node?
  /// The tangent of a value traced in forward mode.
  let tangent: Tensor<Element>?

  /// A value of reverse mode, computed along `edges`; a leaf if there are none.
  init(level: Level, operation: StaticString, primal: Tensor<Element>, edges: [Node.Edge] = []) {
    Trace.requireLower(primal, than: level, operation)
    self.level = level
    self.primal = primal
    node = Node(level: level, operation: operation, edges: edges)
    tangent = nil
  }

  /// A value of forward mode.
  init(level: Level, operation: StaticString, primal: Tensor<Element>, tangent: Tensor<Element>) {
    Trace.requireLower(primal, than: level, operation)
    require(
      tangent.shape == primal.shape,
      "\(operation) gave a tangent of shape \(tangent.shape) for a value of shape \(primal.shape)")
    self.level = level
    self.primal = primal
    self.tangent = tangent
    node = nil
  }

  /// An operation works on values of lower levels; only an operator that holds a tensor can bring in another.
  private static func requireLower(
    _ primal: Tensor<Element>, than level: Level, _ operation: StaticString
  ) {
    guard let lower = primal.trace else { return }
    require(
      lower.level.rank < level.rank,
      "the operator \(operation) holds a tensor that is being differentiated, but a linear operator's parameters are "
        + "constants: take withoutDerivative(at:) of them, or write the operation with products")
  }
}

extension Tensor {
  /// `primal` as a value traced by `trace`.
  init(trace: Trace<Element>) {
    self.init(shape: trace.primal.shape, memory: trace.primal.memory, trace: trace)
  }

  /// The trace at `level`, if the tensor is traced there.
  func trace(at level: Level) -> Trace<Element>? {
    trace?.level === level ? trace : nil
  }
}
