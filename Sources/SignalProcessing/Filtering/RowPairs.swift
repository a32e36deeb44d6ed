import Autodiff
import Fourier

// What operations on a signal and a short second row (taps, coefficients) share: a batch of pairs of rows.

/// Maps each pair of rows of two plain tensors of the same leading axes to a row of `width` elements. `body` gets both
/// rows and the place for its result, all of which it has to write.
func mapRowPairs<T: TensorScalar>(
  _ x: Tensor<T>, _ y: Tensor<T>, to width: Int,
  _ body: (UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>) -> Void
) -> Tensor<T> {
  let leading = Array(x.shape.dropLast()), shape = leading + [width]
  require(
    leading[...] == y.shape.dropLast()[...],
    "tensors of shapes \(x.shape) and \(y.shape) where all but the last axes should be the same")
  let length = x.shape.last ?? 1, other = y.shape.last ?? 1, rows = leading.reduce(1, *)
  // Of a row without elements every bilinear map makes zeros.
  if rows * length * other == 0 || width == 0 { return Tensor(repeating: 0, shape: shape) }
  let elements = x.values.withUnsafeBufferPointer { x in
    y.values.withUnsafeBufferPointer { y in
      filled(count: rows * width) { (target: UnsafeMutableBufferPointer<T>) in
        guard let x = x.baseAddress, let y = y.baseAddress, let target = target.baseAddress else { return }
        for row in 0..<rows { body(x + row * length, y + row * other, target + row * width) }
      }
    }
  }
  return Tensor(shape: shape, storage: elements)
}

/// Two tensors with their leading axes (all but the last of x, and the last `rowRank` of y) broadcast to common ones.
func broadcastLeading<T: TensorScalar>(
  _ x: Tensor<T>, _ y: Tensor<T>, rowRank otherRank: Int = 1
) -> (Tensor<T>, Tensor<T>) {
  let left = Array(x.shape.dropLast()), right = Array(y.shape.dropLast(otherRank))
  if left == right { return (x, y) }
  let rank = max(left.count, right.count)
  let common = (0..<rank).map { axis -> Int in
    let l = axis - (rank - left.count), r = axis - (rank - right.count)
    let a = l < 0 ? 1 : left[l], b = r < 0 ? 1 : right[r]
    require(
      a == b || a == 1 || b == 1,
      "the leading axes of shapes \(x.shape) and \(y.shape) do not broadcast: they differ and neither is 1")
    return a == 1 ? b : a
  }
  return (
    x.broadcast(to: common + x.shape.suffix(1)), y.broadcast(to: common + y.shape.suffix(otherRank))
  )
}
