public import ComplexNumbers
import Fourier

// f(x + ih) = f(x) + ih·f′(x) − h²/2·f″(x) − … for an f that is real on the real axis and analytic around x. So
// Im f(x + ih) / h is f′(x) up to h²/6·f‴(x), and nothing is subtracted: h can be so small, u·max(|x|, scale), that the
// truncation, u²/6, is nothing beside the rounding of f itself.
//
// What is not analytic has no such derivative: |x|, conjugates, real and imaginary parts, comparisons of moduli.
//
// Source: W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40
// (1998), 110; J. N. Lyness and C. B. Moler, SIAM J. Numer. Anal. 4 (1967), 202.

/// The derivative of an analytic function, real on the real axis, by a complex step: Im f(x + ih) / h, to rounding.
///
/// ```swift
/// let slope = complexStepDerivative(at: 1.0) { .exp($0 * $0) }   // 2e, to a few ulps
/// ```
/// - Parameters:
///   - x: the point.
///   - f: a function of complex numbers, without |z|, conjugates, real or imaginary parts, for which the result is
///     wrong.
///   - scale: over which f changes by its own size near x = 0; h = u·max(|x|, scale). Traps unless it is positive and
///     finite.
/// - Complexity: one evaluation of f, in complex arithmetic.
/// - Source: W. Squire and G. Trapp, SIAM Review 40 (1998), 110.
public func complexStepDerivative<T: TensorScalar>(
  at x: T, of f: (Complex<T>) throws -> Complex<T>, scale: T = 1
) rethrows -> T {
  let step = complexStep(magnitude: x.magnitude, scale: scale)
  return try f(Complex(x, step)).imaginary / step
}

/// The derivative of an analytic function of a tensor along a tangent v, J · v, by a complex step.
///
/// - Parameters:
///   - x: the point.
///   - v: the tangent, of the shape of x; traps for another one.
///   - f: an analytic function of complex tensors, real where they are real.
///   - scale: over which f changes by its own size near 0.
/// - Complexity: one evaluation of f, in complex arithmetic.
/// - Source: W. Squire and G. Trapp, SIAM Review 40 (1998), 110.
public func complexStepDerivative<T: TensorScalar>(
  at x: Tensor<T>, along v: Tensor<T>, of f: (Tensor<Complex<T>>) throws -> Tensor<Complex<T>>, scale: T = 1
) rethrows -> Tensor<T> {
  require(v.shape == x.shape, "a tangent of shape \(v.shape) for an argument of shape \(x.shape)")
  let step = complexStep(magnitude: x.coordinateMagnitudes.max() ?? 0, scale: scale)
  let speed = v.coordinateMagnitudes.max() ?? 0
  // A tangent is as long as it likes, but the step is short.
  let time = speed == 0 ? step : step / speed
  let point = zip(x.coordinates, v.coordinates).map { Complex($0, time * $1) }
  let value = try f(Tensor(point, shape: x.shape))
  return Tensor(value.elements.map { $0.imaginary / time }, shape: value.shape)
}

/// The gradient of an analytic scalar function at a real x by complex steps.
///
/// - Parameters: those of ``complexStepDerivative(at:along:of:scale:)``; f has one element, of any rank, or traps.
/// - Complexity: one evaluation of f, in complex arithmetic, for each element of x.
/// - Source: W. Squire and G. Trapp, SIAM Review 40 (1998), 110.
public func complexStepGradient<T: TensorScalar>(
  at x: Tensor<T>, of f: (Tensor<Complex<T>>) throws -> Tensor<Complex<T>>, scale: T = 1
) rethrows -> Tensor<T> {
  let (_, columns) = try complexStepColumns(
    at: x,
    of: { z in
      let value = try f(z)
      requireScalar(value.shape)
      return value
    }, scale: scale)
  return Tensor(columns.map { $0[0] }, shape: x.shape)
}

/// The Jacobian of an analytic function at a real x by complex steps: ∂fᵢ/∂xⱼ, of the value's shape followed by that of
/// x.
///
/// - Parameters: those of ``complexStepDerivative(at:along:of:scale:)``.
/// - Complexity: one evaluation of f, in complex arithmetic, for each element of x; one where x has none.
/// - Source: W. Squire and G. Trapp, SIAM Review 40 (1998), 110.
public func complexStepJacobian<T: TensorScalar>(
  at x: Tensor<T>, of f: (Tensor<Complex<T>>) throws -> Tensor<Complex<T>>, scale: T = 1
) rethrows -> Tensor<T> {
  let (shape, columns) = try complexStepColumns(at: x, of: f, scale: scale)
  return jacobianTensor(columns: columns, shape: shape, inputShape: x.shape)
}

private func complexStepColumns<T: TensorScalar>(
  at x: Tensor<T>, of f: (Tensor<Complex<T>>) throws -> Tensor<Complex<T>>, scale: T
) rethrows -> (shape: [Int], columns: [[T]]) {
  let elements = x.elements
  let point = elements.map { Complex($0) }
  var shape = elements.isEmpty ? try f(Tensor(point, shape: x.shape)).shape : nil
  let columns = try elements.indices.map { place in
    var point = point
    let step = complexStep(magnitude: elements[place].magnitude, scale: scale)
    point[place].imaginary = step
    let value = try f(Tensor(point, shape: x.shape))
    let expected = shape ?? value.shape
    require(
      value.shape == expected,
      "the function's value has the shape \(expected) at one point and \(value.shape) at another")
    shape = expected
    return value.elements.map { $0.imaginary / step }
  }
  return (shape ?? [], columns)
}

private func complexStep<T: TensorScalar>(magnitude: T, scale: T) -> T {
  require(scale > 0 && scale.isFinite, "the scale of an argument is a positive finite number, but \(scale) was given")
  return T.ulpOfOne / 2 * .maximum(magnitude, scale)
}
