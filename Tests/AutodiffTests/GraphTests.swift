import Autodiff
import ComplexNumbers
import Foundation
import Synchronization
import TestSupport
import Testing

/// Graphs of any depth, on any thread, held as long as they are needed and no longer.
@Suite("Graphs")
struct GraphTests {
  static let loss: @Sendable (Tensor<Double>) -> Tensor<Double> = { x in
    mean(log(squaredModulus(rfft(x)) + 1e-3)) + sum(abs(x) * sin(x)) / (1.0 + sum(square(x)))
  }

  static func signal(count: Int, seed: UInt64) -> Tensor<Double> {
    var random = SeededRandom(seed: seed)
    return random.tensor(shape: [count])
  }

  // MARK: Pullbacks

  @Test("A pullback may be called again, and after everything else is gone")
  func repeated() {
    let pullback: @Sendable (Tensor<Double>) -> Tensor<Double> = {
      let x = Self.signal(count: 40, seed: 30)
      let weights = Self.signal(count: 21, seed: 31)
      return Autodiff.pullback(at: x) { x in weights * abs(rfft(x)) }
    }()
    let w = Self.signal(count: 21, seed: 32)
    let first = pullback(w)
    _ = pullback(-w)
    #expect(pullback(w) == first)
    let direct = gradient(at: Self.signal(count: 40, seed: 30)) { x in
      sum(w * (Self.signal(count: 21, seed: 31) * abs(rfft(x))))
    }
    #expect(euclideanNorm(first - direct) < 1e-14 * euclideanNorm(direct))
  }

  @Test("A pullback may be called from several tasks at once, with the same bits")
  func concurrent() async {
    let x = Self.signal(count: 256, seed: 33), w = Self.signal(count: 129, seed: 34)
    let pullback = pullback(at: x) { x in log(squaredModulus(rfft(x)) + 1e-3) * abs(rfft(x)) }
    let expected = pullback(w)
    await withTaskGroup { group in
      for _ in 0..<16 { group.addTask { pullback(w) } }
      for await result in group { #expect(result == expected) }
    }
  }

  @Test("Pullbacks of a derivative's pullback work from several tasks at once, too")
  func concurrentSecondOrder() async {
    let x = Self.signal(count: 64, seed: 35), v = Self.signal(count: 64, seed: 36)
    let second = pullback(at: x) { x in gradient(at: x, of: Self.loss) }
    let expected = second(v)
    await withTaskGroup { group in
      for _ in 0..<8 { group.addTask { second(v) } }
      for await result in group { #expect(result == expected) }
    }
  }

  @Test("Gradients have the same bits every time and on every task")
  func reproducible() async {
    let x = Self.signal(count: 500, seed: 37)
    let expected = gradient(at: x, of: Self.loss)
    await withTaskGroup { group in
      for _ in 0..<16 { group.addTask { gradient(at: x, of: Self.loss) } }
      for await result in group { #expect(result == expected) }
    }
  }

  // MARK: Threads

  @Test("A traced tensor may be used on other threads within the closure")
  func traced() {
    let slope = gradient(at: Tensor([1.0, 2, 3])) { x in
      // A contended Mutex hides its hand-over from the thread sanitizer on Linux.
      let lock = NSLock()
      nonisolated(unsafe) var parts: [Int: Tensor<Double>] = [:]
      DispatchQueue.concurrentPerform(iterations: 8) { k in
        let part = sum(pow(x, k + 1))
        lock.withLock { parts[k] = part }
      }
      return lock.withLock { (0..<8).compactMap { parts[$0] }.reduce(Tensor(0.0), +) }
    }
    let expected = [1.0, 2, 3].map { x in (1...8).reduce(0) { $0 + Double($1) * Double.pow(x, $1 - 1) } }
    #expect(slope == Tensor(expected))
  }

  @Test("A traced tensor may be sent to a task, and be used there after its derivative is over")
  func sent() async {
    let sent = Mutex(Tensor(0.0))
    _ = gradient(at: Tensor(3.0)) { x in
      let y = square(x)
      sent.withLock { $0 = y }
      return y
    }
    let traced = sent.withLock { $0 }
    let results = await withTaskGroup { group in
      for k in 0..<8 { group.addTask { (traced * Double(k), gradient(at: Tensor(2.0)) { x in x * traced }) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(results.map(\.0.scalar)) == Set((0..<8).map { 9 * Double($0) }))
    #expect(results.allSatisfy { result in result.1.scalar == 9 })
  }

  // MARK: Depth

  #if DEBUG
    static let depth = 100_000
  #else
    static let depth = 1_000_000
  #endif

  @Test("A chain of a million nodes is differentiated and released on a small stack", arguments: [1, 2, 3])
  func deep(kind: Int) throws {
    try Self.onSmallStack {
      let x = Tensor(1.0)
      switch kind {
      case 1:
        let slope = gradient(at: x) { x in
          (0..<Self.depth).reduce(x) { y, _ in y + 1e-6 }
        }
        #expect(slope == Tensor(1.0))
      case 2:
        // Two edges to each node, and values that the derivative needs.
        let slope = gradient(at: x) { x in (0..<Self.depth).reduce(x) { y, _ in y * 0.5 + y * 0.5 } }
        #expect(slope == Tensor(1.0))
      default:
        // Forward over reverse and reverse over reverse: chains of two levels.
        let depth = Self.depth / 4
        let slope: (Tensor<Double>) -> Tensor<Double> = { x in
          gradient(at: x) { x in (0..<depth).reduce(square(x)) { y, _ in -y } }
        }
        #expect(
          valueWithDerivative(at: x, along: 1, of: slope).derivative == Tensor(depth.isMultiple(of: 2) ? 2.0 : -2))
        #expect(gradient(at: x, of: slope) == Tensor(depth.isMultiple(of: 2) ? 2.0 : -2))
      }
    }
  }

  @Test("A chain that was never differentiated, or that fans out, is released on a small stack")
  func released() throws {
    try Self.onSmallStack {
      _ = valueWithPullback(at: Tensor(1.0)) { x in (0..<Self.depth).reduce(x) { y, _ in y + 1.0 } }
      _ = valueWithPullback(at: Tensor(1.0)) { x in
        var y = x
        for _ in 0..<(Self.depth / 4) {
          let left = sin(y), right = cos(y)
          y = left * right
        }
        return y
      }
      // Dropped before the closure is left, while its leaf lives on.
      let slope = gradient(at: Tensor(1.0)) { x in
        var y = (0..<Self.depth).reduce(x) { y, _ in y + 1.0 }
        y = x
        return y
      }
      #expect(slope == Tensor(1.0))
    }
  }

  @Test("A leaf used a million times, and a balanced tree of sums")
  func wide() throws {
    try Self.onSmallStack {
      let x = Tensor(2.0)
      // One node with a million edges to it: every part reaches the same cotangent.
      let slope = gradient(at: x) { x in
        (0..<Self.depth).reduce(Tensor(0.0)) { sum, _ in sum + x }
      }
      #expect(slope == Tensor(Double(Self.depth)))
      let levels = Self.depth == 1_000_000 ? 19 : 15
      let products = gradient(at: x) { x in
        var layer = (0..<(1 << levels)).map { k in x * Double(k & 3) }
        while layer.count > 1 {
          layer = stride(from: 0, to: layer.count, by: 2).map { layer[$0] + layer[$0 + 1] }
        }
        return layer[0]
      }
      // 0 + 1 + 2 + 3 for each four leaves of the tree.
      #expect(products == Tensor(6 * Double(1 << (levels - 2))))
    }
  }

  @Test("A graph whose paths double at each step takes time in proportion to its nodes")
  func diamonds() {
    // 2⁶⁰ paths from the root to the leaf.
    let slope = gradient(at: Tensor(1.0)) { x in (0..<60).reduce(x) { y, _ in y + y } }
    #expect(slope == Tensor(Double(1 << 60)))
  }

  /// Runs `body` on a thread with 128 KiB of stack.
  static func onSmallStack(_ body: @escaping @Sendable () -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      body()
      done.signal()
    }
    thread.stackSize = 128 << 10
    try #require(thread.stackSize == 128 << 10)
    thread.start()
    done.wait()
  }

  // MARK: Memory

  /// Tells, through the operator that holds it, whether the graph is alive.
  final class Witness: Sendable {}

  struct Watched: LinearOperator {
    let witness: Witness
    func apply(_ x: Tensor<Double>) -> Tensor<Double> { x }
    func applyAdjoint(_ y: Tensor<Double>) -> Tensor<Double> { y }
  }

  @Test("The graph lives as long as its pullback")
  func lifetime() {
    weak var witness: Witness?
    var pullback: (@Sendable (Tensor<Double>) -> Tensor<Double>)?
    do {
      let watched = Watched(witness: Witness())
      witness = watched.witness
      pullback = Autodiff.pullback(at: Tensor([1.0, 2])) { x in square(watched(square(x))) }
    }
    #expect(witness != nil)
    #expect(pullback?(Tensor([1.0, 1])) == Tensor([4.0, 32]))
    #expect(witness != nil)
    pullback = nil
    #expect(witness == nil)
  }

  @Test("A gradient, a derivative and a closure that throws leave no graph behind")
  func nothingLeft() {
    struct Failure: Error {}
    weak var witness: Witness?
    func watched() -> Watched {
      let new = Watched(witness: Witness())
      witness = new.witness
      return new
    }
    let x = Tensor([1.0, 2])
    let slope = gradient(at: x) { x in sum(watched()(x) * x) }
    #expect(slope == Tensor([2.0, 4]) && witness == nil)
    let second = gradient(at: x) { x in sum(gradient(at: x) { y in sum(watched()(y) * square(y)) }) }
    #expect(second == Tensor([6.0, 12]) && witness == nil)
    let forward = valueWithDerivative(at: x, along: x) { x in watched()(x) * x }
    #expect(forward.derivative == Tensor([2.0, 8]) && witness == nil)
    #expect(throws: Failure.self) {
      try gradient(at: x) { x -> Tensor<Double> in
        _ = sum(watched()(x) * x)
        throw Failure()
      }
    }
    #expect(witness == nil)
  }
}
