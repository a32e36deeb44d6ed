import Fourier

/// A node of the computational graph: one value computed at one level, and the edges to what it was computed from.
///
/// Nodes are shared by reference and never change while anyone can see them, so a traced tensor may be sent to another
/// task like any other.
// @unchecked: `edges` changes only in `deinit`, of nodes that nothing else references.
class Node: @unchecked Sendable {
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
  final fileprivate(set) var edges: [Edge]

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
/// The value is itself a tensor, perhaps traced at lower levels: that is how derivatives nest.
// @unchecked as its superclass is; what it adds is constant.
final class Trace<Element: TensorElement>: Node, @unchecked Sendable {
  let primal: Tensor<Element>
  let tangent: Tensor<Element>?

  init(
    level: Level, operation: StaticString, primal: Tensor<Element>, edges: [Edge] = [],
    tangent: Tensor<Element>? = nil
  ) {
    // An operation works on values of lower levels; only an operator that holds a tensor can bring in another.
    if let lower = primal.trace {
      require(
        lower.level.rank < level.rank,
        "the operator \(operation) holds a tensor that is being differentiated, but a linear operator's parameters are "
          + "constants: take withoutDerivative(at:) of them, or write the operation with products")
    }
    if let tangent {
      require(
        tangent.shape == primal.shape,
        "\(operation) gave a tangent of shape \(tangent.shape) for a value of shape \(primal.shape)")
    }
    self.primal = primal
    self.tangent = tangent
    super.init(level: level, operation: operation, edges: edges)
  }
}

extension Tensor {
  /// `primal` as a value traced by `trace`.
  init(trace: Trace<Element>) {
    self.init(shape: trace.primal.shape, storage: trace.primal.storage, trace: trace)
  }

  /// The trace at `level`, if the tensor is traced there.
  func trace(at level: Level) -> Trace<Element>? {
    trace?.level === level ? trace : nil
  }
}
