/// The second phase of reverse mode: from the root to the leaves, each node hands its cotangent through its edges.
///
/// A node's cotangent is complete when the sweep reaches it, since everything computed from it has a higher slot.
/// - Complexity: one application of each recorded adjoint; O(nodes) besides. Memory for the cotangents that wait.
struct ReverseSweep {
  private let cotangents: CotangentTable

  /// Sweeps from `root`, whose cotangent is `seed`, down to the leaves.
  init(from root: Node, seed: AnyTensor) {
    let cotangents = CotangentTable(slots: root.slot + 1)
    cotangents.add(seed, at: .passUnretained(root))
    if let observer = root.level.observer {
      cotangents.sweep(from: root, seed: seed, under: observer)
    } else {
      cotangents.forEachFromLast { node, cotangent in
        node.forEachEdge { cotangents.add($0.pullback(cotangent), at: $0.reference) }
      }
    }
    // The table refers to nodes that the root keeps.
    withExtendedLifetime(root) {}
    self.cotangents = cotangents
  }

  /// The cotangent of a leaf, if the root depends on it.
  func cotangent<Element>(of leaf: Trace<Element>) -> Tensor<Element>? {
    cotangents.cotangent(at: leaf.slot).flatMap(Element.recover)
  }
}

/// The cotangents that a sweep has met, by slot.
// @unchecked: changes only while the sweep that made it runs, on one task.
private final class CotangentTable: @unchecked Sendable {
  /// The places of neighboring slots. Of a long chain one page at a time is needed: what the sweep has passed goes.
  // Plain memory: arrays of optional cotangents are filled and emptied through the type's witnesses, which takes longer
  // than the arithmetic of a scalar program.
  private struct Page {
    /// The nodes that have a cotangent.
    let nodes: UnsafeMutablePointer<Unmanaged<Node>?>
    let cotangents: UnsafeMutablePointer<AnyTensor>
  }
  private static let pageLength = 256

  private let pages: UnsafeMutablePointer<Page?>
  private let pageCount: Int
  /// The places of a page: not more than there are slots.
  private let length: Int

  init(slots: Int) {
    length = min(slots, Self.pageLength)
    pageCount = (slots - 1) / Self.pageLength + 1
    pages = .allocate(capacity: pageCount)
    pages.initialize(repeating: nil, count: pageCount)
  }

  deinit {
    for index in 0..<pageCount { removePage(index) }
    pages.deallocate()
  }

  @inline(__always)
  func add(_ cotangent: consuming AnyTensor, at node: Unmanaged<Node>) {
    let slot = node._withUnsafeGuaranteedRef { $0.slot }
    let page = pages[slot / Self.pageLength] ?? makePage(slot / Self.pageLength)
    let place = slot % Self.pageLength
    if page.nodes[place] != nil {
      page.cotangents[place].add(cotangent)
    } else {
      page.nodes[place] = node
      (page.cotangents + place).initialize(to: cotangent)
    }
  }

  func cotangent(at slot: Int) -> AnyTensor? {
    let index = slot / Self.pageLength, place = slot % Self.pageLength
    guard index < pageCount, place < length, let page = pages[index], page.nodes[place] != nil else { return nil }
    return page.cotangents[place]
  }

  /// Gives each node that has a cotangent to `body`, the last first; `body` may add to lower slots.
  ///
  /// Only the leaves' cotangents stay, which are asked for in the end; the others make room as soon as they are used.
  @inline(__always)
  func forEachFromLast(_ body: (Node, AnyTensor) -> Void) {
    for index in (0..<pageCount).reversed() {
      guard let page = pages[index] else { continue }
      var isFinished = true
      for place in (0..<length).reversed() {
        page.nodes[place]?._withUnsafeGuaranteedRef { node in
          if node.isLeaf {
            isFinished = false
          } else {
            page.nodes[place] = nil
            body(node, (page.cotangents + place).move())
          }
        }
      }
      if isFinished { removePage(index) }
    }
  }

  /// The same sweep, step by step for an observer.
  func sweep(from root: Node, seed: AnyTensor, under observer: any GraphObserver) {
    observer.willSweep(from: root, seed: seed)
    forEachFromLast { node, cotangent in
      observer.didComplete(cotangent, of: node)
      node.forEachEdge { edge in
        let contribution = edge.pullback(cotangent)
        observer.didHandOn(contribution, to: edge.input, from: node, of: cotangent)
        add(contribution, at: edge.reference)
      }
    }
    for index in (0..<pageCount).reversed() {
      guard let page = pages[index] else { continue }
      for place in (0..<length).reversed() {
        page.nodes[place]?._withUnsafeGuaranteedRef { observer.didComplete(page.cotangents[place], of: $0) }
      }
    }
  }

  private func makePage(_ index: Int) -> Page {
    let page = Page(nodes: .allocate(capacity: length), cotangents: .allocate(capacity: length))
    page.nodes.initialize(repeating: nil, count: length)
    pages[index] = page
    return page
  }

  private func removePage(_ index: Int) {
    guard let page = pages[index] else { return }
    for place in 0..<length where page.nodes[place] != nil { (page.cotangents + place).deinitialize(count: 1) }
    page.nodes.deallocate()
    page.cotangents.deallocate()
    pages[index] = nil
  }
}
