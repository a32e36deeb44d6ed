import Fourier

/// A node of the computational graph: one value computed at one level, and the edges to what it was computed from.
///
/// Nodes are shared by reference and never change while anyone can see them, so a traced tensor may be sent to another
/// task like any other.
// @unchecked: edges change only in `deinit`, of nodes that nothing else references.
class Node: @unchecked Sendable {
  let level: Level
  /// The operation's name.
  let operation: StaticString
  /// The node's place in the order of computation.
  let slot: Int
  // Nearly all operations have one or two inputs: those need no array.
  private var first: Edge?
  private var second: Edge?
  private var others: [Edge]

  init(level: Level, operation: StaticString, first: Edge?, second: Edge?, others: [Edge]) {
    self.level = level
    self.operation = operation
    self.first = first
    self.second = second
    self.others = others
    slot = level.nextSlot()
  }

  /// Whether the node was computed from nothing that is traced at its level.
  final var isLeaf: Bool { first == nil && second == nil && others.isEmpty }

  @inline(__always)
  final func forEachEdge(_ body: (Edge) -> Void) {
    if let first { body(first) }
    if let second { body(second) }
    for edge in others { body(edge) }
  }

  /// Releases a chain of any length without recursion: nodes that nobody else holds hand over their edges first.
  deinit {
    guard !isLeaf else { return }
    var pending: [Node] = []
    detach(into: &pending)
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { node.detach(into: &pending) }
    }
  }

  private func detach(into pending: inout [Node]) {
    forEachEdge { pending.append($0.input) }
    first = nil
    second = nil
    others = []
  }
}

/// How a traced tensor came about: its node at the level; what it is at lower levels, which is how derivatives nest; and
/// in forward mode its tangent, in the place of edges.
///
/// The graph does not hold the value: one that no derivative needs is released as soon as the function itself has done
/// with it.
final class Trace<Element: TensorElement>: Node, @unchecked Sendable {
  /// The trace of the tensor's primal: the tensor as lower levels see it.
  let lower: Trace<Element>?
  /// The tangent of a value traced in forward mode.
  let tangent: Tensor<Element>?

  init(
    level: Level, operation: StaticString, lower: Trace<Element>?, tangent: Tensor<Element>? = nil,
    first: Edge? = nil, second: Edge? = nil, others: [Edge] = []
  ) {
    self.lower = lower
    self.tangent = tangent
    super.init(level: level, operation: operation, first: first, second: second, others: others)
  }
}

extension Tensor {
  /// What the tensor is at the level below its own.
  var primal: Tensor { Tensor(sharing: self, trace: trace?.lower) }

  /// The trace at `level`, if the tensor is traced there.
  func trace(at level: Level) -> Trace<Element>? {
    trace?.level === level ? trace : nil
  }

  /// A leaf of reverse mode at `level`.
  func leaf(at level: Level) -> Tensor { recorded(at: level, "leaf") }

  /// The value of an operation in reverse mode, with the edges to its inputs.
  func recorded(
    at level: Level, _ operation: StaticString, first: Edge? = nil, second: Edge? = nil, others: [Edge] = []
  ) -> Tensor {
    requireLower(than: level, operation)
    return Tensor(
      sharing: self,
      trace: Trace(
        level: level, operation: operation, lower: trace, first: first, second: second, others: others))
  }

  /// A value of forward mode, with its tangent.
  func moving(at level: Level, _ operation: StaticString, along tangent: Tensor) -> Tensor {
    requireLower(than: level, operation)
    require(
      tangent.shape == shape, "\(operation) gave a tangent of shape \(tangent.shape) for a value of shape \(shape)")
    return Tensor(
      sharing: self, trace: Trace(level: level, operation: operation, lower: trace, tangent: tangent))
  }

  /// An operation works on values of lower levels; only an operator that holds a tensor can bring in another.
  @inline(__always)
  private func requireLower(than level: Level, _ operation: StaticString) {
    guard let trace else { return }
    require(
      trace.level.rank < level.rank,
      "the operator \(operation) holds a tensor that is being differentiated, but a linear operator's parameters are "
        + "constants: take withoutDerivative(at:) of them, or write the operation with products")
  }
}
