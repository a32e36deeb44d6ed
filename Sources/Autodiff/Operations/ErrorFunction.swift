// The error function and its complement, of real tensors.

/// erf x = 2/√π ∫₀ˣ exp(−t²) dt.
@specialized(where T == Float)
@specialized(where T == Double)
public func erf<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("erf", evaluate: errorFunctions) { x, _ in .scaling { gaussian(x) * (2 / T.sqrt(.pi)) } }
}

/// erfc x = 1 − erf x, accurate where erf x is close to 1.
@specialized(where T == Float)
@specialized(where T == Double)
public func erfc<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("erfc", evaluate: complementaryErrorFunctions) { x, _ in .scaling { gaussian(x) * (-2 / T.sqrt(.pi)) } }
}

/// exp(−x²).
private func gaussian<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { exp(-square(x)) }

// MARK: Kernels

private func errorFunctions<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { .erf($0) } }

private func complementaryErrorFunctions<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { .erfc($0) } }
