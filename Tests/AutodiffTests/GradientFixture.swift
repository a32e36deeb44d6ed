import Autodiff
import ComplexNumbers
import Foundation

/// A file of `Fixtures/autodiff`: values and derivatives by JAX; its README tells where they come from.
struct GradientFixture: Decodable {
  struct Case: Decodable, Sendable {
    let function: String
    let arguments, constants: [Vector]
    let value: Double
    let gradients, directions, hessianVectorProducts: [Vector]
  }

  /// A vector of real or complex numbers.
  struct Vector: Decodable, Sendable {
    private let realElements: [Double]?
    private let complexElements: [Complex<Double>]?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      realElements = try? container.decode([Double].self)
      complexElements = try? container.decode([[Double]].self).map { Complex($0[0], $0[1]) }
    }

    func real() throws -> Tensor<Double> {
      guard let realElements else { throw WrongElements() }
      return Tensor(realElements)
    }

    func complex() throws -> Tensor<Complex<Double>> {
      guard let complexElements else { throw WrongElements() }
      return Tensor(complexElements)
    }
  }

  struct WrongElements: Error {}

  let cases: [Case]

  /// Reads the file of this name.
  static func load(_ name: String = "gradients") throws -> GradientFixture {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Fixtures/autodiff/\(name).json")
    return try JSONDecoder().decode(GradientFixture.self, from: Data(contentsOf: file))
  }
}
