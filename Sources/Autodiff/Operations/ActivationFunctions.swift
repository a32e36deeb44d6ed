// The activation functions of neural networks, of real tensors; none overflows within. `relu`, `leakyRelu` and `clamp`
// are in Piecewise.swift, `tanh` is in HyperbolicFunctions.swift.

/// σ(x) = 1/(1 + e⁻ˣ), the logistic function.
@specialized(where T == Float)
@specialized(where T == Double)
public func sigmoid<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  // σ(x)·σ(−x), as 1 − σ(x) is rounding where σ(x) is close to 1.
  x.applying("sigmoid", evaluate: sigmoids) { x, y in .scaling { y * sigmoid(-x) } }
}

/// ln σ(x) = −softplus(−x).
public func logSigmoid<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { -softplus(-x) }

/// ln(1 + eˣ), for x of any size.
@specialized(where T == Float)
@specialized(where T == Double)
public func softplus<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("softplus", evaluate: softplusses) { x, _ in .scaling { sigmoid(x) } }
}

/// x·σ(x), also known as swish. NaN at −∞, as in PyTorch.
///
/// - Source: D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", arXiv:1606.08415 (2016).
public func silu<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x * sigmoid(x) }

/// x·Φ(x) with the normal distribution function Φ(x) = erfc(−x/√2)/2: the exact form, not the one by tanh.
///
/// NaN at −∞, as in PyTorch.
/// - Source: D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units (GELUs)", arXiv:1606.08415 (2016).
public func gelu<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x * (erfc(x * -T.sqrt(0.5)) * 0.5) }

/// x where x > 0, else α(eˣ − 1). At 0 the derivative is α, as in PyTorch.
///
/// - Parameter alpha: α, minus the value at −∞.
/// - Source: D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and Accurate Deep Network Learning by Exponential
///   Linear Units (ELUs)", arXiv:1511.07289 (2015).
public func elu<T: TensorScalar>(_ x: Tensor<T>, alpha: T = 1) -> Tensor<T> {
  relu(x) + expm1(clamp(x, max: 0)) * alpha
}

// MARK: Kernels

private func sigmoids<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.mapElements { x in
    let small = T.exp(-x.magnitude)
    return (x < 0 ? small : 1) / (1 + small)
  }
}

private func softplusses<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.mapElements { .maximum($0, 0) + .log(onePlus: .exp(-$0.magnitude)) }
}
