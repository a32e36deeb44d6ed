public import ComplexNumbers
import Fourier

/// The variance over some axes, counted from the end where negative; all for nil: Σ(x − x̄)²/(N − c), x̄ being the
/// mean.
///
/// Taken in two passes, of the differences from the mean, so that a large mean costs no digits. Its unit is that of x².
/// - Parameters:
///   - correction: c; 0 for the variance of the numbers at hand, 1 for the unbiased estimate from a sample.
///   - keepingAxes: whether the axes stay, with extent 1.
///
/// Traps if an axis is out of range or repeated, or unless N > c.
/// - Source: NumPy's `var`.
public func variance<T: TensorScalar>(
  _ x: Tensor<T>, axes: [Int]? = nil, correction: Int = 0, keepingAxes: Bool = false
) -> Tensor<T> {
  let reduced = degreesOfFreedom("the variance", x.shape, axes, correction)
  return sum(square(centered(x, reduced.axes)), axes: axes, keepingAxes: keepingAxes) * (1 / T(reduced.count))
}

/// The variance of complex numbers, Σ|z − z̄|²/(N − c), z̄ being the mean: the sum of the variances of the two parts.
///
/// As ``variance(_:axes:correction:keepingAxes:)`` of real ones.
/// - Source: NumPy's `var`.
public func variance<T>(
  _ z: Tensor<Complex<T>>, axes: [Int]? = nil, correction: Int = 0, keepingAxes: Bool = false
) -> Tensor<T> {
  let reduced = degreesOfFreedom("the variance", z.shape, axes, correction)
  return sum(squaredModulus(centered(z, reduced.axes)), axes: axes, keepingAxes: keepingAxes) * (1 / T(reduced.count))
}

/// The standard deviation over some axes, counted from the end where negative; all for nil: √(Σ(x − x̄)²/(N − c)).
///
/// Neither over- nor underflows before the result does. At a constant signal, where it has a kink, the derivative is 0.
/// - Parameters:
///   - correction: c; 0 for the deviation of the numbers at hand, 1 for the usual estimate from a sample.
///   - keepingAxes: whether the axes stay, with extent 1.
///
/// Traps if an axis is out of range or repeated, or unless N > c.
/// - Source: NumPy's `std`.
public func standardDeviation<T: TensorScalar>(
  _ x: Tensor<T>, axes: [Int]? = nil, correction: Int = 0, keepingAxes: Bool = false
) -> Tensor<T> {
  let reduced = degreesOfFreedom("the standard deviation", x.shape, axes, correction)
  return norm(centered(x, reduced.axes), .l2, axes: axes, keepingAxes: keepingAxes)
    * (1 / T(reduced.count).squareRoot())
}

/// The standard deviation of complex numbers, √(Σ|z − z̄|²/(N − c)).
///
/// As ``standardDeviation(_:axes:correction:keepingAxes:)`` of real ones.
/// - Source: NumPy's `std`.
public func standardDeviation<T>(
  _ z: Tensor<Complex<T>>, axes: [Int]? = nil, correction: Int = 0, keepingAxes: Bool = false
) -> Tensor<T> {
  let reduced = degreesOfFreedom("the standard deviation", z.shape, axes, correction)
  return norm(centered(z, reduced.axes), .l2, axes: axes, keepingAxes: keepingAxes)
    * (1 / T(reduced.count).squareRoot())
}

/// The axes, counted from the start, and N − c.
private func degreesOfFreedom(
  _ name: String, _ shape: [Int], _ axes: [Int]?, _ correction: Int
) -> (axes: [Int], count: Int) {
  let reduced = ReducedAxes(axes, of: shape)
  require(correction >= 0, "the correction of \(name) is not negative, but \(correction) was given")
  reduced.requireElements(for: name, moreThan: correction)
  return (reduced.axes, reduced.count - correction)
}

/// x less its mean over the axes.
private func centered<Element>(_ x: Tensor<Element>, _ axes: [Int]) -> Tensor<Element> {
  // From the first element, so that the deviation of equal numbers is 0 and not what rounding leaves of it. A common
  // shift does not move the differences from the mean: it has no derivative.
  let first = axes.reduce(withoutDerivative(at: x)) { $0.slice(0..<1, axis: $1) }
  let shifted = x - first
  return shifted - mean(shifted, axes: axes, keepingAxes: true)
}
