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
  /// The same elements, in row-major order, under another shape.
  ///
  /// One extent may be −1, and then is what the others leave for it. Traps unless the shape has as many places.
  /// - Source: NumPy's `reshape`.
  public func reshaped(to shape: [Int]) -> Tensor {
    if shape == self.shape { return self }
    let shape = shape.contains(-1) ? completed(shape) : shape
    require(
      elementCount(shape) == count,
      "a tensor of shape \(self.shape) has \(count) elements and cannot take the shape \(shape)")
    return Reshape(from: self.shape, to: shape)(self)
  }

  /// `shape` with a number in the place of its −1.
  private func completed(_ shape: [Int]) -> [Int] {
    let known = shape.filter { $0 != -1 }
    require(known.count == shape.count - 1, "only one extent of a shape may be left open, but \(shape) was given")
    let product = elementCount(known)
    require(
      product > 0 && count.isMultiple(of: product),
      "a tensor of shape \(self.shape) has \(count) elements and cannot take the shape \(shape)")
    return shape.map { $0 == -1 ? count / product : $0 }
  }
}
