public import Autodiff
import Fourier

/// The soft threshold: sign(x)·max(|x| − τ, 0), element by element; the nearest point at which τ‖·‖₁ is paid for,
/// argmin ½(z − x)² + τ|z|. The derivative is 1 where |x| > τ, else 0.
///
/// - Parameter threshold: τ, in the unit of x. Traps unless it is not negative.
/// - Source: D. L. Donoho, "De-noising by soft-thresholding", IEEE Trans. Inf. Theory 41 (1995), 613; PyTorch's
///   `softshrink`.
public func softThreshold<T: TensorScalar>(_ x: Tensor<T>, _ threshold: T) -> Tensor<T> {
  require(threshold >= 0, "a soft threshold of \(threshold), which must not be negative")
  return x.applying("soft threshold", evaluate: { thresholded($0, threshold) }) { _, y in
    .scaling { square(sign(y)) }
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func thresholded<T: TensorScalar>(_ x: Tensor<T>, _ threshold: T) -> Tensor<T> {
  let elements: [T] = x.values.withUnsafeBufferPointer { x in
    filled(count: x.count) { target in
      for i in 0..<x.count {
        // NaN stays NaN.
        let value = x[i] > threshold ? x[i] - threshold : x[i] < -threshold ? x[i] + threshold : 0 * x[i]
        target.initializeElement(at: i, to: value)
      }
    }
  }
  return Tensor(shape: x.shape, storage: elements)
}
