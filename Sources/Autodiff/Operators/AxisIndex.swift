import Fourier

/// The part of a tensor at one index of an axis, which disappears. Its adjoint puts the part there, among zeros.
struct AxisIndex<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "index of axis" }
  let axis: Int
  let length: Int
  let index: Int

  private var window: AxisWindow<Element> {
    AxisWindow(axis: axis, inputLength: length, outputLength: 1, offset: index)
  }

  func apply(_ x: Tensor<Element>) -> Tensor<Element> { window.apply(x).squeezed(axis: axis) }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> { window.applyAdjoint(y.expandingAxis(at: axis)) }
}

extension Tensor {
  /// The part of the tensor at an index of `axis`, without that axis. Traps unless the index is in range.
  ///
  /// - Complexity: O(count of the part); in reverse mode each use costs O(count).
  /// - Source: NumPy's `take` with one index; PyTorch's `select`.
  public func at(_ index: Int, axis: Int) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    require(
      index >= 0 && index < shape[axis], "the index \(index) is outside axis \(axis) of a tensor of shape \(shape)")
    return AxisIndex(axis: axis, length: shape[axis], index: index)(self)
  }

  /// The part of the tensor at an index of the first axis: a matrix's row, a batch's example.
  public func row(_ index: Int) -> Tensor { at(index, axis: 0) }
}
