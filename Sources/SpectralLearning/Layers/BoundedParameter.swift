import Autodiff

// Numbers kept within bounds by what they are made from: any real number p stands for one between them.

/// lower + (upper − lower)·σ(p): the middle at 0.
func bounded<T: TensorScalar>(_ p: Tensor<T>, _ range: ClosedRange<Double>) -> Tensor<T> {
  T(range.lowerBound) + sigmoid(p) * T(range.upperBound - range.lowerBound)
}

/// lower·(upper/lower)^σ(p): the geometric mean at 0.
func boundedGeometrically<T: TensorScalar>(_ p: Tensor<T>, _ range: ClosedRange<Double>) -> Tensor<T> {
  exp(T(Double.log(range.lowerBound)) + sigmoid(p) * T(Double.log(range.upperBound / range.lowerBound)))
}

/// The p that stands for `value`, which is brought into the inner 98 % of the range, where p has a slope.
func unbounded(_ value: Double, _ range: ClosedRange<Double>) -> Double {
  let place = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  let inner = min(max(place, 0.01), 0.99)
  return Double.log(inner / (1 - inner))
}

/// The same on a logarithmic scale.
func unboundedGeometrically(_ value: Double, _ range: ClosedRange<Double>) -> Double {
  unbounded(Double.log(value), Double.log(range.lowerBound)...Double.log(range.upperBound))
}
