/// The second phase of reverse mode: from the root to the leaves, each node hands its cotangent through its edges.
///
/// A node's cotangent is complete when the sweep reaches it, since everything computed from it has a higher slot.
/// - Complexity: one application of each recorded adjoint; O(nodes) besides. Memory for the cotangents that wait.
struct ReverseSweep {
  // Of a long chain one page at a time is needed: what the sweep has passed is not kept.
  private var pages: [CotangentPage?]
  private let pageLength: Int

  /// Sweeps from `root`, whose cotangent is `seed`, down to the leaves.
  init(from root: Node, seed: AnyTensor) {
    pageLength = min(root.slot + 1, 256)
    pages = Array(repeating: nil, count: root.slot / pageLength + 1)
    accumulate(seed, at: root)
    for index in pages.indices.reversed() {
      guard let page = pages[index] else { continue }
      var isFinished = true
      for place in (0..<pageLength).reversed() {
        guard let node = page.node(at: place) else { continue }
        guard !node.isLeaf else {
          isFinished = false
          continue
        }
        // Only the leaves' cotangents are asked for in the end; the others make room as soon as they are used.
        let cotangent = page.take(at: place)
        node.forEachEdge { accumulate($0.pullback(cotangent), at: $0.input) }
      }
      if isFinished { pages[index] = nil }
    }
  }

  /// The cotangent of a leaf, if the root depends on it.
  func cotangent<Element>(of leaf: Trace<Element>) -> Tensor<Element>? {
    let (index, place) = leaf.slot.quotientAndRemainder(dividingBy: pageLength)
    guard index < pages.count, let cotangent = pages[index]?.cotangent(at: place) else { return nil }
    return Element.recover(cotangent)
  }

  @inline(__always)
  private mutating func accumulate(_ cotangent: AnyTensor, at node: Node) {
    let (index, place) = node.slot.quotientAndRemainder(dividingBy: pageLength)
    let page = pages[index] ?? CotangentPage(count: pageLength)
    if pages[index] == nil { pages[index] = page }
    page.add(cotangent, of: node, at: place)
  }
}

/// The cotangents of nodes in neighboring slots.
// Its own memory: arrays of optional cotangents are filled and emptied through the type's witnesses, which takes longer than
// the arithmetic of a scalar program.
// @unchecked: a page changes only while the sweep that made it runs, on one task.
private final class CotangentPage: @unchecked Sendable {
  private typealias Entry = (node: Node, cotangent: AnyTensor)?
  private let entries: UnsafeMutablePointer<Entry>
  private let count: Int

  init(count: Int) {
    self.count = count
    entries = .allocate(capacity: count)
    for place in 0..<count { (entries + place).initialize(to: nil) }
  }

  deinit {
    for place in 0..<count where entries[place] != nil { entries[place] = nil }
    entries.deallocate()
  }

  func node(at place: Int) -> Node? { entries[place]?.node }

  func cotangent(at place: Int) -> AnyTensor? { entries[place]?.cotangent }

  func take(at place: Int) -> AnyTensor {
    guard let entry = (entries + place).move() else { fatalError("a node without a cotangent was swept") }
    (entries + place).initialize(to: nil)
    return entry.cotangent
  }

  func add(_ cotangent: AnyTensor, of node: Node, at place: Int) {
    if let (_, sum) = entries[place] {
      entries[place] = (node, sum + cotangent)
    } else {
      (entries + place).initialize(to: (node, cotangent))
    }
  }
}
