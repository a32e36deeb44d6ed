import ComplexNumbers
import Fourier

/// The sum over some axes, which disappear. Its adjoint repeats the sum's cotangent along them.
struct Summation<Element: TensorElement>: LinearOperator {
  typealias Input = Element
  typealias Output = Element
  static var name: StaticString { "sum" }
  let reduced: ReducedAxes

  func apply(_ x: Tensor<Element>) -> Tensor<Element> {
    let axes = reduced.axes
    if axes.isEmpty { return x }
    if x.isUniform {
      let terms = Element(realPart: Element.RealPart(reduced.count))
      return Tensor(uniform: x.uniformElement * terms, shape: reduced.remainingShape)
    }
    if axes.count == reduced.shape.count {
      return Tensor(x.values.withUnsafeBufferPointer { pairwiseSum($0) })
    }
    var shape = reduced.shape
    var storage = x.values
    for axis in axes.reversed() {
      storage = sumAxis(
        storage, outer: elementCount(shape[..<axis]), extent: shape[axis], block: elementCount(shape[(axis + 1)...]))
      shape.remove(at: axis)
    }
    return Tensor(shape: shape, storage: storage)
  }

  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> {
    let kept = reduced.keptShape
    return Broadcast(from: kept, to: reduced.shape).apply(Tensor(sharing: y, shape: kept))
  }
}

/// The sum over the middle axis of an array of extents (`outer`, `extent`, `block`).
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func sumAxis<Element: TensorElement>(
  _ elements: [Element], outer: Int, extent: Int, block: Int
) -> [Element] {
  elements.withUnsafeBufferPointer { source in
    filled(count: outer * block) { target in
      if block == 1 {
        for row in 0..<outer {
          let terms = source[(row * extent)..<((row + 1) * extent)]
          target.initializeElement(at: row, to: pairwiseSum(UnsafeBufferPointer(rebasing: terms)))
        }
      } else {
        target.initialize(repeating: 0)
        for row in 0..<outer {
          for k in 0..<extent {
            let start = (row * extent + k) * block
            for i in 0..<block { target[row * block + i] += source[start + i] }
          }
        }
      }
    }
  }
}

/// A sum whose rounding error grows with the logarithm of the number of terms.
///
/// - Source: N. J. Higham, "The accuracy of floating point summation", SIAM J. Sci. Comput. 14 (1993), 783.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
func pairwiseSum<Element: TensorElement>(_ terms: UnsafeBufferPointer<Element>) -> Element {
  let count = terms.count
  if count > 512 {
    let half = (count / 2) & ~7
    return pairwiseSum(UnsafeBufferPointer(rebasing: terms[..<half]))
      + pairwiseSum(UnsafeBufferPointer(rebasing: terms[half...]))
  }
  return plainSum(over: 0..<count) { terms[$0] }
}

/// Σ term(i), added up as it comes: the short sums at the bottom of a pairwise one.
@inline(__always)
func plainSum<Element: TensorElement>(over range: Range<Int>, _ term: (Int) -> Element) -> Element {
  // Eight independent sums, so that the processor need not wait for each addition.
  var (a, b, c, d): (Element, Element, Element, Element) = (0, 0, 0, 0)
  var (e, f, g, h): (Element, Element, Element, Element) = (0, 0, 0, 0)
  var i = range.lowerBound
  while i + 8 <= range.upperBound {
    a += term(i)
    b += term(i + 1)
    c += term(i + 2)
    d += term(i + 3)
    e += term(i + 4)
    f += term(i + 5)
    g += term(i + 6)
    h += term(i + 7)
    i += 8
  }
  var rest: Element = 0
  while i < range.upperBound {
    rest += term(i)
    i += 1
  }
  return (((a + e) + (b + f)) + ((c + g) + (d + h))) + rest
}

/// The sum over all axes, a scalar.
public func sum<Element>(_ x: Tensor<Element>) -> Tensor<Element> { sum(x, axes: nil) }

/// The sum over some axes, counted from the end where negative; all for nil. They disappear, or stay with extent 1.
///
/// Traps if an axis is out of range or repeated.
/// - Source: NumPy's `sum`.
public func sum<Element>(_ x: Tensor<Element>, axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor<Element> {
  let reduced = ReducedAxes(axes, of: x.shape)
  let result = Summation(reduced: reduced)(x)
  return keepingAxes ? result.reshaped(to: reduced.keptShape) : result
}

/// The arithmetic mean of all elements, a scalar. Traps if there are none.
public func mean<Element>(_ x: Tensor<Element>) -> Tensor<Element> { mean(x, axes: nil) }

/// The arithmetic mean over some axes, counted from the end where negative; all for nil.
///
/// Traps if an axis is out of range or repeated, or if there are no elements over which to take it.
/// - Source: NumPy's `mean`.
public func mean<Element>(_ x: Tensor<Element>, axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor<Element> {
  let reduced = ReducedAxes(axes, of: x.shape)
  reduced.requireElements(for: "the mean")
  return sum(x, axes: axes, keepingAxes: keepingAxes) * Element(realPart: 1 / Element.RealPart(reduced.count))
}

/// The axes of a tensor of `shape` counted from the start, ascending. Traps if one is out of range or repeated.
func normalizedAxes(_ axes: [Int], shape: [Int]) -> [Int] {
  let counted = axes.map { normalizedAxis($0, shape: shape) }.sorted()
  for (axis, next) in zip(counted, counted.dropFirst()) {
    require(axis != next, "axis \(axis) of a tensor of shape \(shape) is repeated in \(axes)")
  }
  return counted
}

/// The axis of a tensor of `shape` counted from the start. Traps if it is out of range.
func normalizedAxis(_ axis: Int, shape: [Int]) -> Int {
  let rank = shape.count
  require(axis >= -rank && axis < rank, "axis \(axis) is out of range for a tensor of shape \(shape)")
  return axis < 0 ? axis + rank : axis
}
