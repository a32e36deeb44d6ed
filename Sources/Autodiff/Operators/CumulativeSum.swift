import ComplexNumbers
import Fourier

/// Running sums along an axis, from the first element on or backward from the last. Each is the other's adjoint.
struct CumulativeSum<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "cumulative sum" }
  let axis: Int
  var isBackward = false

  func apply(_ x: Tensor<Element>) -> Tensor<Element> { sums(x, backward: isBackward) }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> { sums(y, backward: !isBackward) }

  private func sums(_ x: Tensor<Element>, backward: Bool) -> Tensor<Element> {
    let storage = runningSums(
      x.values, outer: elementCount(x.shape[..<axis]), length: x.shape[axis],
      block: elementCount(x.shape[(axis + 1)...]), backward: backward)
    return Tensor(shape: x.shape, storage: storage)
  }
}

extension Tensor {
  /// The running sums along `axis`: yₖ = x₀ + … + xₖ.
  ///
  /// - Source: NumPy's `cumsum`.
  public func cumulativeSum(axis: Int = -1) -> Tensor {
    CumulativeSum(axis: normalizedAxis(axis, shape: shape))(self)
  }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func runningSums<Element: TensorElement>(
  _ elements: [Element], outer: Int, length: Int, block: Int, backward: Bool
) -> [Element] {
  elements.withUnsafeBufferPointer { x in
    scanned(from: x, outer: outer, length: length, block: block, backward: backward) { $0 + x[$1] }
  }
}
