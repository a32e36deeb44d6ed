import Autodiff
import Foundation

/// `Fixtures/autodiff/structure.json`: arrays and what NumPy makes of them; its README tells where they come from.
struct StructureFixture: Decodable, Sendable {
  let function: String
  let inputShape: [Int]
  let outputShape: [Int]
  private let input: [Double]
  private let output: [Double]

  var argument: Tensor<Double> { Tensor(input, shape: inputShape) }
  var value: Tensor<Double> { Tensor(output, shape: outputShape) }

  static func load() throws -> [StructureFixture] {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Fixtures/autodiff/structure.json")
    return try JSONDecoder().decode([StructureFixture].self, from: Data(contentsOf: file))
  }
}
