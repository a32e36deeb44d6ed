/// The second phase of reverse mode: from the root to the leaves, each node hands its cotangent through its edges.
///
/// A node's cotangent is complete when the sweep reaches it, since everything computed from it has a higher slot.
/// - Complexity: one application of each recorded adjoint; O(nodes) besides.
struct ReverseSweep {
  private var cotangents: [(node: Node, cotangent: AnyTensor)?]

  /// Sweeps from `root`, whose cotangent is `seed`, down to the leaves.
  init(from root: Node, seed: AnyTensor) {
    cotangents = Array(repeating: nil, count: root.slot + 1)
    cotangents[root.slot] = (root, seed)
    for slot in stride(from: root.slot, through: 0, by: -1) {
      guard let (node, cotangent) = cotangents[slot], !node.edges.isEmpty else { continue }
      // Only the leaves' cotangents are asked for in the end; the others make room as soon as they are used.
      cotangents[slot] = nil
      for edge in node.edges { accumulate(edge.pullback(cotangent), at: edge.input) }
    }
  }

  /// The cotangent of a leaf, if the root depends on it.
  func cotangent<Element>(of leaf: Trace<Element>) -> Tensor<Element>? {
    guard let slot = leaf.node?.slot, slot < cotangents.count, let (_, cotangent) = cotangents[slot] else {
      return nil
    }
    return Element.recover(cotangent)
  }

  private mutating func accumulate(_ cotangent: AnyTensor, at node: Node) {
    if let (_, sum) = cotangents[node.slot] {
      cotangents[node.slot] = (node, sum + cotangent)
    } else {
      cotangents[node.slot] = (node, cotangent)
    }
  }
}
