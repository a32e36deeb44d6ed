public import ComplexNumbers

// Between the Cartesian coordinates of the plane and polar ones. No square is taken, so that values and gradients are
// finite from the least to the largest numbers.

/// √(x² + y²), without spurious over- or underflow. At the origin the derivative is 0. Shapes broadcast.
///
/// The slopes are x/r and y/r. NumPy's `hypot`.
@specialized(where T == Float)
@specialized(where T == Double)
public func hypot<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  let (x, y) = x.broadcasting(with: y)
  return x.combining(
    "hypot", y, evaluate: distances, linearizeLeft: { x, y, _ in .scaling { directionCosine(x, y) } },
    linearizeRight: { x, y, _ in .scaling { directionCosine(y, x) } })
}

/// The angle of the point (x, y) in [−π, π] radians. At the origin the derivative is 0. Shapes broadcast.
///
/// The slopes are x/r² by y and −y/r² by x; where 1/r is not a number of the type, its largest one takes its place. At
/// the origin the value is the one of IEEE 754, 0 or ±π by the signs of the zeros. NumPy's `arctan2`.
@specialized(where T == Float)
@specialized(where T == Double)
public func atan2<T: TensorScalar>(_ y: Tensor<T>, _ x: Tensor<T>) -> Tensor<T> {
  let (y, x) = y.broadcasting(with: x)
  return y.combining(
    "atan2", x, evaluate: angles, linearizeLeft: { y, x, _ in .scaling { inversion(x, y) } },
    linearizeRight: { y, x, _ in .scaling { -inversion(y, x) } })
}

/// r·exp(iφ) = r·cos φ + i·r·sin φ, a complex tensor of moduli r and phases φ. Shapes broadcast.
///
/// The pullback of g is Re(conj(exp(iφ))·g) in r and Re(conj(iz)·g) in φ. PyTorch's `polar`.
///
/// - Parameters:
///   - modulus: r; a negative one turns the number by π.
///   - phase: φ in radians.
@specialized(where T == Float)
@specialized(where T == Double)
public func polar<T: TensorScalar>(_ modulus: Tensor<T>, _ phase: Tensor<T>) -> Tensor<Complex<T>> {
  let (modulus, phase) = modulus.broadcasting(with: phase)
  return modulus.combining(
    "polar", phase, evaluate: pointsFromPolar,
    linearizeLeft: { _, phase, _ in
      Linearization(apply: { polar($0, phase) }, adjoint: { realProduct(exp(i: phase), $0) })
    },
    linearizeRight: { _, _, z in
      Linearization(apply: { $0 * QuarterTurn()(z) }, adjoint: { realProduct(QuarterTurn()(z), $0) })
    })
}

/// The phases along an axis with multiples of 2π added, so that none differs from the one before it by more than π.
///
/// The derivative is the identity. A jump of π stays as it is, and so does a NaN, which has no part in what follows it.
///
/// - Parameters:
///   - phase: in radians.
///   - axis: the axis along which phases follow each other. Traps if it is out of range.
/// - Source: NumPy's `unwrap`. K. Itoh, "Analysis of the phase unwrapping algorithm", Appl. Opt. 21 (1982), 2470.
@specialized(where T == Float)
@specialized(where T == Double)
public func unwrap<T: TensorScalar>(_ phase: Tensor<T>, axis: Int = -1) -> Tensor<T> {
  let axis = normalizedAxis(axis, shape: phase.shape)
  return phase.applying("unwrap", evaluate: { unwrapped($0, axis: axis) }) { _, _ in .identity }
}

/// x/r with r = √(x² + y²), the cosine of the angle to the x axis; 0 at the origin.
@specialized(where T == Float)
@specialized(where T == Double)
private func directionCosine<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.combining(
    "x/r", y, evaluate: directionCosines,
    // With the sine s = y/r, the slopes are s²/r and −cs/r; and s/r is y/r².
    linearizeLeft: { x, y, _ in .scaling { directionCosine(y, x) * inversion(y, x) } },
    linearizeRight: { x, y, _ in .scaling { -(directionCosine(x, y) * inversion(y, x)) } })
}

/// x/r² with r = √(x² + y²), the coordinate of the point inverted in the unit circle; 0 at the origin. Where 1/r is
/// not a number of the type, its largest one takes its place.
@specialized(where T == Float)
@specialized(where T == Double)
private func inversion<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.combining(
    "x/r²", y, evaluate: inversions,
    // With p = x/r² and q = y/r², the slopes are (y² − x²)/r⁴ and −2xy/r⁴.
    linearizeLeft: { x, y, p in .scaling { (inversion(y, x) - p) * (inversion(y, x) + p) } },
    linearizeRight: { x, y, p in .scaling { -2 * p * inversion(y, x) } })
}

// MARK: Kernels

private func distances<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { Complex($0, $1).modulus }
}

private func angles<T: TensorScalar>(_ y: Tensor<T>, _ x: Tensor<T>) -> Tensor<T> {
  y.zipElements(x) { .atan2(y: $0, x: $1) }
}

private func pointsFromPolar<T: TensorScalar>(_ modulus: Tensor<T>, _ phase: Tensor<T>) -> Tensor<Complex<T>> {
  modulus.zipElements(phase) { Complex(modulus: $0, phase: $1) }
}

private func directionCosines<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { direction($0, $1).cosine }
}

private func inversions<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { x, y in
    let (cosine, inverse) = direction(x, y)
    return cosine * inverse
  }
}

/// x/r, and 1/r or the largest number; 0 and 0 at the origin.
@inline(__always)
private func direction<T: TensorScalar>(_ x: T, _ y: T) -> (cosine: T, inverse: T) {
  var (x, y, scale) = (x, y, T(1))
  // Where r is huge it would overflow, and where it is tiny it has few digits: either way a power of two goes first.
  let larger = Swift.max(x.magnitude, y.magnitude)
  if larger > T.greatestFiniteMagnitude / 4 && larger.isFinite {
    scale = 1 / 4
  } else if larger < T.leastNormalMagnitude / T.ulpOfOne {
    scale = 1 / (T.ulpOfOne * T.ulpOfOne)
  }
  (x, y) = (x * scale, y * scale)
  let r = Complex(x, y).modulus
  if r == 0 { return (0, 0) }
  return (x / r, Swift.min(scale / r, .greatestFiniteMagnitude))
}

private func unwrapped<T: TensorScalar>(_ phase: Tensor<T>, axis: Int) -> Tensor<T> {
  let shape = phase.shape, extent = shape[axis], block = elementCount(shape[(axis + 1)...])
  let storage: [T] = phase.values.withUnsafeBufferPointer { phases in
    filled(count: phases.count) { result in
      // The turns that are added are counted: corrections that are summed up would gather their roundings.
      for start in 0..<(extent == 0 ? 0 : phases.count / extent) {
        var place = start / block * extent * block + start % block
        var turns = T.zero
        result.initializeElement(at: place, to: phases[place])
        for _ in 1..<extent {
          let jump = (phases[place + block] - phases[place]) / (2 * .pi)
          turns -= T(signOf: jump, magnitudeOf: .maximum((jump.magnitude - 1 / 2).rounded(.up), 0))
          place += block
          result.initializeElement(at: place, to: phases[place] + turns * (2 * .pi))
        }
      }
    }
  }
  return Tensor(shape: shape, storage: storage)
}
