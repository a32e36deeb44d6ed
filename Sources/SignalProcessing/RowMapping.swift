import Autodiff
import Fourier

/// Applies a linear map to each row of a plain tensor: […, rowShape] to […, shape]. `body` gets a row and the place for
/// its result, all of which it has to write.
func mapRows<Input, Output>(
  of x: Tensor<Input>, shaped rowShape: [Int], to shape: [Int],
  _ body: (UnsafePointer<Input>, UnsafeMutablePointer<Output>) -> Void
) -> Tensor<Output> {
  require(
    x.shape.suffix(rowShape.count) == rowShape[...],
    "a tensor of shape \(x.shape) where the last axes should be \(rowShape)")
  let leading = Array(x.shape.dropLast(rowShape.count))
  let rows = leading.reduce(1, *), length = rowShape.reduce(1, *), width = shape.reduce(1, *)
  // Of a row without elements every linear map makes zeros.
  if rows * length == 0 || width == 0 { return Tensor(repeating: 0, shape: leading + shape) }
  let elements = x.values.withUnsafeBufferPointer { source in
    filled(count: rows * width) { (target: UnsafeMutableBufferPointer<Output>) in
      if let source = source.baseAddress, let target = target.baseAddress {
        for row in 0..<rows { body(source + row * length, target + row * width) }
      }
    }
  }
  return Tensor(shape: leading + shape, storage: elements)
}
