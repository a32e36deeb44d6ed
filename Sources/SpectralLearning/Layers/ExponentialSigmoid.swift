public import Autodiff

/// 2σ(x)^ln 10 + 10⁻⁷: from just above 0 to 2, exponential below 0; what turns any real number into an amplitude.
///
/// - Source: J. Engel et al., "DDSP: Differentiable Digital Signal Processing", ICLR 2020; DDSP's `exp_sigmoid`.
public func exponentialSigmoid<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  exp(logSigmoid(x) * T.log(10)) * 2 + 1e-7
}
