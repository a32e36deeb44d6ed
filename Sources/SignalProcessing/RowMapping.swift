import Autodiff
import Fourier

/// Applies `body` to each row along the last axis of a plain tensor: […, length] to […, shape]. `body` gets a row and
/// the place for its result, all of which it has to write.
func mapRows<Input, Output>(
  of x: Tensor<Input>, length: Int, to shape: [Int],
  _ body: (UnsafePointer<Input>, UnsafeMutablePointer<Output>) -> Void
) -> Tensor<Output> {
  require(x.shape.last == length, "a tensor of shape \(x.shape) where rows of \(length) elements are taken")
  let rows = length == 0 ? 0 : x.count / length
  let width = shape.reduce(1, *)
  let elements = x.elements.withUnsafeBufferPointer { source in
    Array<Output>(unsafeUninitializedCapacity: rows * width) { target, count in
      if let source = source.baseAddress, let target = target.baseAddress {
        for row in 0..<rows { body(source + row * length, target + row * width) }
      }
      count = rows * width
    }
  }
  return Tensor(elements, shape: x.shape.dropLast() + shape)
}

/// Lends uninitialized memory that starts at a multiple of 16 bytes, where FFTW is fastest.
func withScratch<Element: BitwiseCopyable>(
  of type: Element.Type, count: Int, _ body: (UnsafeMutablePointer<Element>) -> Void
) {
  withUnsafeTemporaryAllocation(byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 16) { bytes in
    guard let start = bytes.baseAddress else { return }
    body(start.bindMemory(to: Element.self, capacity: count))
  }
}
