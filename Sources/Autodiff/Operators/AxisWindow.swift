import Fourier

/// A stretch of one axis, with zeros where it leaves the tensor: yₙ = x₍n+offset₎, n < outputLength.
///
/// Slicing, zero-padding and truncation are all of this kind. The adjoint is the stretch that undoes the offset.
struct AxisWindow<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "window of axis" }
  let axis: Int
  let inputLength: Int
  let outputLength: Int
  let offset: Int

  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    stretch(of: x, from: inputLength, to: outputLength, offset: offset)
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    stretch(of: y, from: outputLength, to: inputLength, offset: -offset)
  }

  private func stretch(of x: Tensor<Element>, from length: Int, to newLength: Int, offset: Int) -> Tensor<Element> {
    require(x.shape[axis] == length, "axis \(axis) of a tensor of shape \(x.shape) should have extent \(length)")
    var shape = x.shape
    shape[axis] = newLength
    let block = elementCount(shape[(axis + 1)...])
    let outer = elementCount(shape[..<axis])
    let first = min(max(0, -offset), newLength)
    let inside = first..<max(first, min(newLength, length - offset))
    let storage: [Element] = x.elements.withUnsafeBufferPointer { source in
      filled(count: elementCount(shape)) { target in
        target.initialize(repeating: 0)
        for row in 0..<outer where !inside.isEmpty {
          let from = (row * length + inside.lowerBound + offset) * block
          let to = (row * newLength + inside.lowerBound) * block
          for i in 0..<(inside.count * block) { target[to + i] = source[from + i] }
        }
      }
    }
    return Tensor(shape: shape, storage: storage)
  }
}

extension Tensor {
  /// The part of the tensor where the index along `axis` lies in `range`. Traps if the range leaves the axis.
  public func slice(_ range: Range<Int>, axis: Int = -1) -> Tensor {
    let axis = normalizedAxes([axis], rank: rank)[0]
    require(
      range.lowerBound >= 0 && range.upperBound <= shape[axis],
      "the range \(range) leaves axis \(axis) of a tensor of shape \(shape)")
    return AxisWindow(axis: axis, inputLength: shape[axis], outputLength: range.count, offset: range.lowerBound)(self)
  }

  /// The tensor with zeros added before and after along `axis`. Traps for negative counts.
  public func padded(before: Int = 0, after: Int = 0, axis: Int = -1) -> Tensor {
    require(before >= 0 && after >= 0, "padding by \(before) before and \(after) after; counts are not negative")
    let axis = normalizedAxes([axis], rank: rank)[0]
    return AxisWindow(
      axis: axis, inputLength: shape[axis], outputLength: before + shape[axis] + after, offset: -before)(self)
  }

  /// The tensor cut off at, or filled with zeros to, `length` elements along `axis`: NumPy's rule for `fft(x, n)`.
  public func resized(to length: Int, axis: Int = -1) -> Tensor {
    require(length >= 0, "a tensor cannot be resized to the negative length \(length)")
    let axis = normalizedAxes([axis], rank: rank)[0]
    if shape[axis] == length { return self }
    return AxisWindow(axis: axis, inputLength: shape[axis], outputLength: length, offset: 0)(self)
  }
}
