import Autodiff
import Foundation

/// `Fixtures/autodiff/functions.json`: functions of tensors by JAX and PyTorch; its README tells where they come from.
struct FunctionFixture: Decodable {
  /// A function y of some tensors in the loss Σ wₖ|yₖ − tₖ|², the output being in row-major order.
  struct Case: Decodable, Sendable {
    typealias Vector = GradientFixture.Vector

    let function: String
    /// The libraries that computed it and agree; one if they differ by convention or the other lacks the function.
    let by: [String]
    let shapes: [[Int]]
    let arguments: [Vector]
    let weights, targets: Vector
    let value: Double
    let gradients, directions, hessianVectorProducts: [Vector]
  }

  let cases: [Case]

  static func load() throws -> FunctionFixture {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Fixtures/autodiff/functions.json")
    return try JSONDecoder().decode(FunctionFixture.self, from: Data(contentsOf: file))
  }
}
