import Fourier

/// A node of the computational graph: one value computed at one level, and the edges to what it was computed from.
///
/// Nodes are shared by reference and never change while anyone can see them, so a traced tensor may be sent to another
/// task like any other.
// @unchecked: only `ownsInputs` ever changes, and only in `deinit`, of nodes that nothing else references.
class Node: @unchecked Sendable {
  // Retained by leaves alone: every other node holds one of its level, through its inputs.
  private let levelReference: Unmanaged<Level>
  /// The operation's name.
  let operation: StaticString
  private var ownsInputs = true
  /// The node's place in the order of computation.
  let slot: Int
  // Nearly all operations have one or two inputs: those need no array.
  private let first: Edge?
  private let second: Edge?
  private let others: [Edge]?

  init(level: Level, operation: StaticString, first: Edge?, second: Edge?, others: [Edge]) {
    levelReference = .passUnretained(level)
    self.operation = operation
    self.first = first
    self.second = second
    self.others = others.isEmpty ? nil : others
    slot = level.nextSlot()
    if isLeaf { _ = levelReference.retain() }
  }

  final var level: Level { levelReference.takeUnretainedValue() }
  /// The level's rank.
  final var rank: Int { levelReference._withUnsafeGuaranteedRef { $0.rank } }
  /// Whether the level is one of forward mode.
  final var isForward: Bool { levelReference._withUnsafeGuaranteedRef { $0.isForward } }
  /// Whether somebody is told of what happens at the level.
  final var isObserved: Bool { levelReference._withUnsafeGuaranteedRef { $0.isObserved } }

  /// Whether the node was computed from nothing that is traced at its level.
  final var isLeaf: Bool { first == nil && second == nil && others == nil }

  @inline(__always)
  final func forEachEdge(_ body: (Edge) -> Void) {
    if let first { body(first) }
    if let second { body(second) }
    if let others { for edge in others { body(edge) } }
  }

  /// Releases a chain of any length without recursion: nodes that nobody else holds hand over their inputs first.
  deinit {
    guard !isLeaf else { return levelReference.release() }
    guard ownsInputs else { return }
    var pending: [Unmanaged<Node>] = []
    releaseInputs(keepingLast: &pending)
    while let node = pending.popLast() {
      node._withUnsafeGuaranteedRef { $0.releaseInputs(keepingLast: &pending) }
      node.release()
    }
  }

  private func releaseInputs(keepingLast pending: inout [Unmanaged<Node>]) {
    ownsInputs = false
    forEachEdge { edge in
      if let input = edge.releaseInput() { pending.append(input) }
    }
  }
}

/// How a traced tensor came about: its node at the level; and what it is at lower levels, by which derivatives nest.
///
/// The graph does not hold the value: one that no derivative needs is released as soon as the function itself has done
/// with it.
class Trace<Element: TensorElement>: Node, @unchecked Sendable {
  // Of a type that doesn't depend on the element's, so that releasing a trace need not look that up.
  private let lowerNode: Node?

  /// The trace of the tensor's primal: the tensor as lower levels see it.
  final var lower: Trace<Element>? { lowerNode.map { unsafeDowncast($0, to: Trace<Element>.self) } }
  /// The tangent of a value traced in forward mode.
  var tangent: Tensor<Element>? { nil }

  init(
    level: Level, operation: StaticString, lower: Trace<Element>?,
    first: Edge? = nil, second: Edge? = nil, others: [Edge] = []
  ) {
    lowerNode = lower
    super.init(level: level, operation: operation, first: first, second: second, others: others)
  }
}

/// How a value of forward mode came about, which has a tangent in the place of edges.
final class MovingTrace<Element: TensorElement>: Trace<Element>, @unchecked Sendable {
  private let anyTangent: AnyTensor

  override var tangent: Tensor<Element>? { Element.recover(anyTangent) }

  init(level: Level, operation: StaticString, lower: Trace<Element>?, tangent: Tensor<Element>) {
    anyTangent = Element.erase(tangent)
    super.init(level: level, operation: operation, lower: lower)
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
  func leaf(at level: Level) -> Tensor { recorded(at: level, "leaf").observed(at: level) }

  /// The value of an operation in reverse mode, with the edges to its inputs.
  func recorded(
    at level: Level, _ operation: StaticString, first: consuming Edge? = nil, second: consuming Edge? = nil,
    others: [Edge] = []
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
      tangent.hasShape(of: self), "\(operation) gave a tangent of shape \(tangent.shape) for a value of shape \(shape)")
    return Tensor(
      sharing: self, trace: MovingTrace(level: level, operation: operation, lower: trace, tangent: tangent))
  }

  /// An operation works on values of lower levels; only an operator that holds a tensor can bring in another.
  @inline(__always)
  private func requireLower(than level: Level, _ operation: StaticString) {
    guard let trace else { return }
    require(
      trace.rank < level.rank,
      "the operator \(operation) holds a tensor that is being differentiated, but a linear operator's parameters are "
        + "constants: take withoutDerivative(at:) of them, or write the operation with products")
  }
}
