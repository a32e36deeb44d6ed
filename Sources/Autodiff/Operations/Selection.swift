import ComplexNumbers
import Fourier

/// x where the mask is true and y where it is false, element by element; NumPy's `where`. Shapes broadcast.
///
/// The derivative of the tensor that is not taken is exactly 0, whatever its value is there. An operation behind it may
/// still have an infinite slope at that place, whose product with 0 is NaN: keep its argument away from there, too, as
/// in `select(where: x .> 0, log(select(where: x .> 0, x, 1)), 0)`.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func select<Element>(where mask: Mask, _ x: Tensor<Element>, _ y: Tensor<Element>) -> Tensor<Element> {
  let shape = Broadcast<Element>.commonShape(mask.shape, Broadcast<Element>.commonShape(x.shape, y.shape))
  let mask = mask.broadcast(to: shape)
  return x.broadcast(to: shape).combining(
    "select", y.broadcast(to: shape), evaluate: { selected(mask, $0, $1) },
    linearizeLeft: { _, _, _ in Linearization(Masking(mask: mask)) },
    linearizeRight: { _, _, _ in Linearization(Masking(mask: .!mask)) })
}

/// x where the mask is true, else c.
@_disfavoredOverload
public func select<Element>(where mask: Mask, _ x: Tensor<Element>, _ c: Element) -> Tensor<Element> {
  select(where: mask, x, Tensor(c))
}

/// c where the mask is true, else x.
@_disfavoredOverload
public func select<Element>(where mask: Mask, _ c: Element, _ x: Tensor<Element>) -> Tensor<Element> {
  select(where: mask, Tensor(c), x)
}

/// x where the mask is true, else 0. Its own adjoint.
private struct Masking<Element: TensorElement>: LinearOperator {
  static var name: StaticString { "masking" }
  let mask: Mask

  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    selected(mask, x, Tensor(repeating: 0, shape: x.shape))
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> { apply(y) }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func selected<Element>(_ mask: Mask, _ x: Tensor<Element>, _ y: Tensor<Element>) -> Tensor<Element> {
  let storage: [Element] = mask.elements.withUnsafeBufferPointer { mask in
    x.values.withUnsafeBufferPointer { x in
      y.values.withUnsafeBufferPointer { y in
        filled(count: mask.count) { result in
          for i in 0..<mask.count { result.initializeElement(at: i, to: mask[i] ? x[i] : y[i]) }
        }
      }
    }
  }
  return Tensor(shape: mask.shape, storage: storage)
}
