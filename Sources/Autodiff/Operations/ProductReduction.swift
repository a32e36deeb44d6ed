import Fourier

/// The product of the elements over some axes, counted from the end where negative; all for nil. They disappear, or
/// stay with extent 1. The product of no elements is 1.
///
/// ∂/∂xᵢ Π xⱼ = Π_{j≠i} xⱼ, without a division: exact with one zero among the elements, or several.
///
/// Traps if an axis is out of range or repeated.
/// - Complexity: O(n), with its derivatives.
/// - Source: NumPy's `prod`.
public func product<Element>(_ x: Tensor<Element>, axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor<Element> {
  let reduced = ReducedAxes(axes, of: x.shape)
  guard reduced.count > 0 else {
    return Tensor(repeating: 1, shape: keepingAxes ? reduced.keptShape : reduced.remainingShape)
  }
  var result = x
  for run in reduced.runs.reversed() {
    // The run as one axis.
    let extent = elementCount(result.shape[run])
    let shape = Array(result.shape[..<run.lowerBound]) + [extent] + Array(result.shape[run.upperBound...])
    result = halved(result.reshaped(to: shape), axis: run.lowerBound)
    result = result.reshaped(
      to: Array(x.shape[..<run.lowerBound]) + run.map { _ in 1 } + shape[(run.lowerBound + 1)...])
  }
  return result.dropping(reduced, unless: keepingAxes)
}

/// The product over an axis, by halves.
private func halved<Element>(_ x: Tensor<Element>, axis: Int) -> Tensor<Element> {
  var x = x
  // The product of those that were left over where an extent was odd.
  var rest: Tensor<Element>?
  while x.shape[axis] > 1 {
    let extent = x.shape[axis], half = extent / 2
    if extent > 2 * half {
      let last = x.slice((extent - 1)..<extent, axis: axis)
      rest = rest.map { $0 * last } ?? last
    }
    x = x.slice(0..<half, axis: axis) * x.slice(half..<(2 * half), axis: axis)
  }
  return rest.map { x * $0 } ?? x
}
