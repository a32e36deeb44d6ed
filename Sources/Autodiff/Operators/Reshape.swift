import Fourier

/// The same elements under another shape. Its adjoint is the reshape back.
struct Reshape<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "reshape" }
  let from: [Int]
  let to: [Int]

  func apply(_ x: Tensor<Element>) -> Tensor<Element> { Tensor(sharing: x, shape: to) }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> { Tensor(sharing: y, shape: from) }
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
