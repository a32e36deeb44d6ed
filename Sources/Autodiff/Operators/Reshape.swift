import Fourier

/// The same elements under another shape. Its adjoint is the reshape back.
struct Reshape<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "reshape" }
  let from: [Int]
  let to: [Int]

  func apply(_ x: Tensor<Element>) -> Tensor<Element> { Tensor(shape: to, memory: x.memory) }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> { Tensor(shape: from, memory: y.memory) }
}

extension Tensor {
  /// The same elements, in row-major order, under another shape. Traps unless it has as many places.
  public func reshaped(to shape: [Int]) -> Tensor {
    if shape == self.shape { return self }
    require(
      elementCount(shape) == count,
      "a tensor of shape \(self.shape) has \(count) elements and cannot take the shape \(shape)")
    return Reshape(from: self.shape, to: shape)(self)
  }
}
