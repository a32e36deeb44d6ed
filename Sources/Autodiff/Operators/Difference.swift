import ComplexNumbers
import Fourier

/// The differences of neighbors along an axis: yₖ = xₖ₊₁ − xₖ. Its adjoint is xₖ = yₖ₋₁ − yₖ, with zeros beyond the ends.
struct Difference<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "difference" }
  let axis: Int
  /// At least 1.
  let length: Int

  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    var shape = x.shape
    shape[axis] = length - 1
    let storage = differences(
      x.values, outer: elementCount(shape[..<axis]), length: length, block: elementCount(shape[(axis + 1)...]))
    return Tensor(shape: shape, storage: storage)
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    var shape = y.shape
    shape[axis] = length
    let storage = adjointDifferences(
      y.values, outer: elementCount(shape[..<axis]), length: length, block: elementCount(shape[(axis + 1)...]))
    return Tensor(shape: shape, storage: storage)
  }
}

extension Tensor {
  /// The differences of neighbors along `axis`, yₖ = xₖ₊₁ − xₖ, taken `order` times over; each makes the axis one shorter, until
  /// nothing is left. Traps for a negative order.
  ///
  /// - Source: NumPy's `diff`.
  public func differences(order: Int = 1, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    require(order >= 0, "differences of order \(order) of a tensor of shape \(shape)")
    return (0..<Swift.min(order, shape[axis])).reduce(self) { x, _ in
      Difference(axis: axis, length: x.shape[axis])(x)
    }
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func differences<Element: TensorElement>(
  _ elements: [Element], outer: Int, length: Int, block: Int
) -> [Element] {
  let width = (length - 1) * block
  return elements.withUnsafeBufferPointer { source in
    filled(count: outer * width) { target in
      for row in 0..<outer {
        let from = row * length * block, to = row * width
        for i in 0..<width {
          target.initializeElement(at: to + i, to: source[from + block + i] - source[from + i])
        }
      }
    }
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func adjointDifferences<Element: TensorElement>(
  _ elements: [Element], outer: Int, length: Int, block: Int
) -> [Element] {
  let width = (length - 1) * block
  return elements.withUnsafeBufferPointer { source in
    filled(count: outer * length * block) { target in
      target.initialize(repeating: 0)
      for row in 0..<outer {
        let from = row * width, to = row * length * block
        for i in 0..<width { target[to + i] -= source[from + i] }
        for i in 0..<width { target[to + block + i] += source[from + i] }
      }
    }
  }
}
