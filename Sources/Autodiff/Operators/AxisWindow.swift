import ComplexNumbers
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
    let first = min(max(0, -offset), newLength)
    let end = max(first, min(newLength, length - offset))
    let block = elementCount(shape[(axis + 1)...])
    let storage = stretches(
      of: x.values, count: elementCount(shape[..<axis]), length: length * block, newLength: newLength * block,
      kept: (first * block)..<(end * block), offset: offset * block)
    return Tensor(shape: shape, storage: storage)
  }
}

/// From each of `count` rows of `length` elements one of `newLength`: the elements at `kept` shifted by `offset`, and
/// zeros around them.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func stretches<Element: TensorElement>(
  of elements: [Element], count: Int, length: Int, newLength: Int, kept: Range<Int>, offset: Int
) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    filled(count: count * newLength) { target in
      for row in 0..<count {
        let start = row * newLength, end = start + newLength
        let first = start + kept.lowerBound, last = start + kept.upperBound
        target[start..<first].initialize(repeating: 0)
        if !kept.isEmpty {
          let from = row * length + kept.lowerBound + offset
          _ = target[first..<last].initialize(fromContentsOf: source[from..<(from + kept.count)])
        }
        target[last..<end].initialize(repeating: 0)
      }
    }
  }
}

extension Tensor {
  /// The part of the tensor where the index along `axis` lies in `range`. Traps if the range leaves the axis.
  public func slice(_ range: Range<Int>, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    require(
      range.lowerBound >= 0 && range.upperBound <= shape[axis],
      "the range \(range) leaves axis \(axis) of a tensor of shape \(shape)")
    return AxisWindow(axis: axis, inputLength: shape[axis], outputLength: range.count, offset: range.lowerBound)(self)
  }

  /// The tensor with `before` zeros added before and `after` behind along `axis`. Traps for negative counts.
  public func padded(before: Int = 0, after: Int = 0, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    require(
      before >= 0 && after >= 0,
      "axis \(axis) of a tensor of shape \(shape) cannot be padded by \(before) and \(after); counts are not negative")
    return AxisWindow(
      axis: axis, inputLength: shape[axis], outputLength: before + shape[axis] + after, offset: -before)(self)
  }

  /// The tensor cut off at, or filled with zeros to, `length` elements along `axis`: NumPy's rule for `fft(x, n)`.
  public func resized(to length: Int, axis: Int = -1) -> Tensor {
    let axis = normalizedAxis(axis, shape: shape)
    require(length >= 0, "axis \(axis) of a tensor of shape \(shape) cannot be resized to the length \(length)")
    if shape[axis] == length { return self }
    return AxisWindow(axis: axis, inputLength: shape[axis], outputLength: length, offset: 0)(self)
  }
}
