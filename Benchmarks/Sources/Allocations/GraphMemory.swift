import BenchmarkSupport
import CAllocationCount
import Parseval

/// What an operation of a chain takes while it is differentiated.
struct GraphMemory {
  /// Allocations, per operation, of the forward phase, which records the graph.
  let forwardAllocations: Double
  /// Bytes, per operation, that the graph keeps until its pullback is gone.
  let graphBytes: Double
  /// Allocations, per operation, of the reverse phase.
  let reverseAllocations: Double
  /// Bytes, per operation, that are not given back when the pullback is gone.
  let remainingBytes: Double

  /// Per operation: what a chain of 2000 takes beyond one of 1000, so that what both take once does not count.
  init<T: TensorScalar>(_ chain: OperationChain, _ type: T.Type, shape: [Int]) {
    let count = 1000
    // Of two runs the second, which finds what is made once in a process.
    let (_, short) = (
      Totals(chain, T.self, shape: shape, count: count), Totals(chain, T.self, shape: shape, count: count)
    )
    let (_, long) = (
      Totals(chain, T.self, shape: shape, count: 2 * count), Totals(chain, T.self, shape: shape, count: 2 * count)
    )
    func perOperation(_ total: KeyPath<Totals, Int>) -> Double {
      Double(long[keyPath: total] - short[keyPath: total]) / Double(count)
    }
    forwardAllocations = perOperation(\.forwardAllocations)
    graphBytes = perOperation(\.graphBytes)
    reverseAllocations = perOperation(\.reverseAllocations)
    remainingBytes = perOperation(\.remainingBytes)
  }
}

/// What a whole chain takes.
private struct Totals {
  let forwardAllocations: Int
  let graphBytes: Int
  let reverseAllocations: Int
  let remainingBytes: Int

  init<T: TensorScalar>(_ chain: OperationChain, _ type: T.Type, shape: [Int], count: Int) {
    let x = OperationChain.point(T.self, shape: shape), seed = Tensor<T>(repeating: 1, shape: shape)
    let bytes = allocated_bytes(), allocations = allocation_count()
    do {
      let (value, pullback) = valueWithPullback(at: x) { chain.value(at: $0, count: count) }
      (graphBytes, forwardAllocations) = (allocated_bytes() - bytes, allocation_count() - allocations)
      let beforePullback = allocation_count()
      _ = pullback(seed)
      reverseAllocations = allocation_count() - beforePullback
      withExtendedLifetime((value, pullback)) {}
    }
    remainingBytes = allocated_bytes() - bytes
  }
}
