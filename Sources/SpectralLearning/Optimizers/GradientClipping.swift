public import Autodiff
import Fourier

extension Parameterized {
  /// √Σ|xᵢ|² over all elements of all tensors, as if they were one vector. It neither over- nor underflows.
  public var globalNorm: Double { scaledNorm(ParameterVector.numbers(of: self)) }

  /// A gradient as it is if its norm over all tensors is no larger than `norm`, else scaled down to that.
  ///
  /// One that is not finite has no direction, and comes out with elements that are not numbers. Traps unless norm > 0.
  /// - Source: R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.
  ///   PyTorch's `clip_grad_norm_`, without the 10⁻⁶ that it adds to the norm.
  public func clipped(toNorm norm: Double) -> Self {
    require(norm > 0, "a gradient was to be clipped to the norm \(norm)")
    let numbers = ParameterVector.numbers(of: self), length = scaledNorm(numbers)
    if length <= norm { return self }
    // Divided first: the square of a large norm's inverse might underflow.
    return ParameterVector.model(like: self, numbers.map { $0 / length * norm })
  }

  /// A gradient with each of its elements clamped to −limit … limit; of complex ones, both parts.
  ///
  /// Traps unless limit > 0.
  /// - Source: PyTorch's `clip_grad_value_`.
  public func clipped(toValue limit: Double) -> Self {
    require(limit > 0, "a gradient was to be clipped to the values ±\(limit)")
    let numbers = ParameterVector.numbers(of: self)
    // What is not a number stays so.
    return ParameterVector.model(like: self, numbers.map { $0 > limit ? limit : $0 < -limit ? -limit : $0 })
  }
}

private func scaledNorm(_ numbers: [Double]) -> Double {
  let largest = maximumNorm(numbers)
  guard largest > 0, largest.isFinite else { return largest }
  return largest * euclideanNorm(numbers.map { $0 / largest })
}
