import ComplexNumbers
import Fourier

extension Tensor {
  /// The running products along `axis`: yₖ = x₀ · … · xₖ.
  ///
  /// ẏₖ = xₖ·ẏₖ₋₁ + yₖ₋₁·ẋₖ: a recurrence, so derivatives of any order are right where factors are 0, too.
  /// - Source: NumPy's `cumprod`.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public func cumulativeProduct(axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape), length = shape[axis]
    if length < 2 { return self }
    return applying("cumulative product", evaluate: { runningProducts($0, axis: axis) }) { x, products in
      let before = products.slice(0..<(length - 1), axis: axis).padded(before: 1, axis: axis, mode: .constant(1))
      let next = AxisWindow<Element>(axis: axis, inputLength: length, outputLength: length, offset: 1)
      return Linearization(
        apply: { linearRecurrence(x, before * $0, axis: axis) },
        adjoint: { conjugate(before) * linearRecurrence(conjugate(next(x)), $0, axis: axis, backward: true) })
    }
  }
}

private func runningProducts<Element: TensorElement>(_ x: Tensor<Element>, axis: Int) -> Tensor<Element> {
  let length = x.shape[axis], outer = elementCount(x.shape[..<axis])
  let block = elementCount(x.shape[(axis + 1)...])
  let storage = x.values.withUnsafeBufferPointer { x in
    scanned(from: x, outer: outer, length: length, block: block, backward: false) { $0 * x[$1] }
  }
  return Tensor(shape: x.shape, storage: storage)
}
