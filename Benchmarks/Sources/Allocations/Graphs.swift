import ArgumentParser
import BenchmarkSupport
import Parseval

/// What a node of a graph takes.
struct Graphs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What an operation takes while it is differentiated by reverse mode.",
    discussion: """
      Per operation, in chains of them: the bytes that the graph keeps while its pullback is there, by the blocks' usable \
      sizes; those that are not given back when it is gone; and the allocations of both phases.
      """)

  func run() {
    print(
      tableRow(
        "y·x, sin y, y + x", ["bytes of y", "bytes kept", "bytes not returned", "allocations", "in the pullback"]))
    for shape in [[], [4096]] {
      for chain in OperationChain.allCases {
        show(chain, Double.self, shape: shape)
        show(chain, Float.self, shape: shape)
      }
    }
  }

  private func show<T: TensorScalar>(_ chain: OperationChain, _ type: T.Type, shape: [Int]) {
    let memory = GraphMemory(chain, T.self, shape: shape)
    print(
      tableRow(
        "\(chain.rawValue) \(shape) \(T.self)",
        [
          "\(shape.reduce(MemoryLayout<T>.stride, *))", decimal(memory.graphBytes, digits: 1),
          decimal(memory.remainingBytes, digits: 1), decimal(memory.forwardAllocations, digits: 2),
          decimal(memory.reverseAllocations, digits: 2),
        ]))
  }
}
