import Synchronization

/// One call of a differentiating function: the level at which its tensors are traced.
///
/// Every call takes a fresh level, higher than all before it. An operation works at the highest level among its
/// inputs, so an inner derivative never mistakes an outer variable for its own.
final class Level: Sendable {
  private static let last = Atomic<Int>(0)
  private let lastSlot = Atomic<Int>(-1)

  /// The height: greater than that of every level made before.
  let rank: Int
  /// Whether tensors of the level carry tangents, instead of being recorded in a graph.
  let isForward: Bool
  /// Who is told of what happens at the level.
  let observer: (any GraphObserver)?
  /// Whether there is an observer, which is asked at every operation.
  let isObserved: Bool

  init(isForward: Bool = false, observer: (any GraphObserver)? = nil) {
    self.isForward = isForward
    self.observer = observer ?? NonFiniteSearch.ofThisTask
    isObserved = self.observer != nil
    rank = Level.last.add(1, ordering: .relaxed).newValue
  }

  /// A place for a node in the reverse sweep: greater than those of all nodes before, hence of its inputs.
  func nextSlot() -> Int { lastSlot.add(1, ordering: .relaxed).newValue }
}
