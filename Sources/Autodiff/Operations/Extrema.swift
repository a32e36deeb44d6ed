import Fourier

// The largest and the smallest element along axes. Where several are tied, each of them has its share of the slope.

/// The largest element over some axes, counted from the end where negative; all for nil. They disappear, or stay with
/// extent 1.
///
/// NaN where one of the elements is NaN. The derivative goes to the largest element; where n are tied, 1/n of it goes
/// to each; where the value is NaN, to the elements that are NaN. Second derivatives are 0.
///
/// Traps if an axis is out of range or repeated, or if there are no elements over which to take it.
/// - Source: NumPy's and JAX's `max`, PyTorch's `amax`.
public func max<T: TensorScalar>(_ x: Tensor<T>, axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor<T> {
  extremum("max", of: x, axes: axes, keepingAxes: keepingAxes) { largest($0, $1) }
}

/// The smallest element over some axes, counted from the end where negative; all for nil. They disappear, or stay with
/// extent 1.
///
/// NaN where one of the elements is NaN. The derivative goes to the smallest element; where n are tied, 1/n of it goes
/// to each; where the value is NaN, to the elements that are NaN. Second derivatives are 0.
///
/// Traps if an axis is out of range or repeated, or if there are no elements over which to take it.
/// - Source: NumPy's and JAX's `min`, PyTorch's `amin`.
public func min<T: TensorScalar>(_ x: Tensor<T>, axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor<T> {
  extremum("min", of: x, axes: axes, keepingAxes: keepingAxes) { smallest($0, $1) }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func extremum<T: TensorScalar>(
  _ operation: StaticString, of x: Tensor<T>, axes: [Int]?, keepingAxes: Bool,
  evaluate: (Tensor<T>, ReducedAxes) -> Tensor<T>
) -> Tensor<T> {
  let reduced = ReducedAxes(axes, of: x.shape)
  reduced.requireElements(for: "the \(operation)")
  let result = x.applying(operation, evaluate: { evaluate($0, reduced) }) { x, y in
    // Constant between the kinks.
    let x = withoutDerivative(at: x), y = withoutDerivative(at: y)
    let shares: @Sendable () -> Tensor<T> = {
      let places = matches(x, y.broadcast(to: x.shape))
      return places / sum(places, axes: reduced.axes, keepingAxes: true)
    }
    return Linearization(
      apply: { sum(shares() * $0, axes: reduced.axes, keepingAxes: true) }, adjoint: { shares() * $0 })
  }
  return result.dropping(reduced, unless: keepingAxes)
}

// MARK: Kernels

/// The largest elements over the axes, which stay with extent 1; NaN where there is one.
@specialized(where T == Float)
@specialized(where T == Double)
func largest<T: TensorScalar>(_ x: Tensor<T>, _ reduced: ReducedAxes) -> Tensor<T> {
  x.extrema(reduced) { $0 > $1 || $0.isNaN ? $0 : $1 }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func smallest<T: TensorScalar>(_ x: Tensor<T>, _ reduced: ReducedAxes) -> Tensor<T> {
  x.extrema(reduced) { $0 < $1 || $0.isNaN ? $0 : $1 }
}

/// 1 where x is y, be it NaN.
private func matches<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { $0 == $1 || ($0.isNaN && $1.isNaN) ? 1 : 0 }
}

extension Tensor where Element: TensorScalar {
  /// Each slice of `reduced` as the one element that `choose` leaves of a new element and the one kept so far.
  @inline(__always)
  fileprivate func extrema(_ reduced: ReducedAxes, _ choose: (Element, Element) -> Element) -> Tensor {
    if isUniform { return Tensor(repeating: uniformElement, shape: reduced.keptShape) }
    var shape = shape
    var elements = values
    for run in reduced.runs.reversed() {
      let outer = elementCount(shape[..<run.lowerBound]), block = elementCount(shape[run.upperBound...])
      elements = extremaOfAxis(elements, outer, elementCount(shape[run]), block, choose)
      for axis in run { shape[axis] = 1 }
    }
    return Tensor(shape: shape, storage: elements)
  }
}

/// Over the middle axis of an array of extents (`outer`, `extent`, `block`).
@inline(__always)
private func extremaOfAxis<T: TensorScalar>(
  _ elements: [T], _ outer: Int, _ extent: Int, _ block: Int, _ choose: (T, T) -> T
) -> [T] {
  elements.withUnsafeBufferPointer { source in
    filled(count: outer * block) { target in
      if block == 1 {
        for row in 0..<outer {
          let start = row * extent, end = start + extent
          // Four at a time, so that the processor need not wait for each comparison.
          var (a, b, c, d) = (source[start], source[start], source[start], source[start])
          var i = start
          while i + 4 <= end {
            a = choose(source[i], a)
            b = choose(source[i + 1], b)
            c = choose(source[i + 2], c)
            d = choose(source[i + 3], d)
            i += 4
          }
          while i < end {
            a = choose(source[i], a)
            i += 1
          }
          target.initializeElement(at: row, to: choose(choose(a, b), choose(c, d)))
        }
      } else {
        for row in 0..<outer {
          for i in 0..<block { target.initializeElement(at: row * block + i, to: source[row * extent * block + i]) }
          for k in 1..<max(extent, 1) {
            let start = (row * extent + k) * block
            for i in 0..<block { target[row * block + i] = choose(source[start + i], target[row * block + i]) }
          }
        }
      }
    }
  }
}
