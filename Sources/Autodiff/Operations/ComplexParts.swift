public import ComplexNumbers

// Between complex tensors and real ones. A complex number is a vector of the plane here, and adjoints are taken under
// the real inner product, so that the gradient of a real function is ∂/∂Re + i ∂/∂Im.

/// The complex conjugate, element by element; a real tensor is its own.
public func conjugate<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  if Element.self == Element.RealPart.self { return x }
  return Conjugation()(x)
}

/// The real part.
public func real<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> { RealPart()(z) }

/// The imaginary part.
public func imaginary<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> { ImaginaryPart()(z) }

/// x as a complex tensor with no imaginary part.
public func complex<T>(_ x: Tensor<T>) -> Tensor<Complex<T>> { RealPart<T>().adjoint(x) }

/// x + iy, by real and imaginary parts.
public func complex<T>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<Complex<T>> {
  complex(x) + ImaginaryPart<T>().adjoint(y)
}

/// |z|² = (Re z)² + (Im z)². The pullback of g is 2g·z.
@specialized(where T == Float)
@specialized(where T == Double)
public func squaredModulus<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> {
  z.applying("|z|²", evaluate: squaredModuli) { z, _ in
    Linearization(apply: { 2 * realProduct(z, $0) }, adjoint: { 2 * $0 * z })
  }
}

/// |z| = √((Re z)² + (Im z)²) without spurious over- or underflow. The pullback of g is g·z/|z|, and 0 where z is 0.
@specialized(where T == Float)
@specialized(where T == Double)
public func abs<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> {
  z.applying("|z|", evaluate: moduli) { z, modulus in
    Linearization(
      apply: { realProduct(direction(z), $0) },
      adjoint: { cotangent in
        if z.trace == nil && cotangent.trace == nil { return scaledDirections(z, modulus, cotangent) }
        return cotangent * direction(z)
      })
  }
}

/// √max(|z|², floor), a modulus that never gets so small that its logarithm or its direction is noise. The pullback of
/// g is g·z/|z|, and 0 where |z|² is below the floor.
///
/// - Parameter floor: in the unit of |z|². The square is taken as it is: it has to be a finite number.
/// - Source: the magnitudes of auraloss 0.4's `STFTLoss`.
@specialized(where T == Float)
@specialized(where T == Double)
public func modulus<T>(_ z: Tensor<Complex<T>>, powerFloor floor: T) -> Tensor<T> {
  z.applying("√max(|z|², ε)", evaluate: { flooredModuli($0, floor) }) { z, modulus in
    // The modulus is constant where the floor holds.
    let slope: @Sendable () -> Tensor<T> = {
      indicators(withoutDerivative(at: squaredModulus(z)), atLeast: floor) / modulus
    }
    return Linearization(
      apply: { slope() * realProduct(z, $0) },
      adjoint: { cotangent in
        if z.trace == nil && cotangent.trace == nil { return flooredDirections(z, modulus, cotangent, floor) }
        return (cotangent * slope()) * z
      })
  }
}

/// arg z in [−π, π] radians, 0 where z is 0. The pullback of g is g·iz/|z|², and 0 where z is 0.
///
/// Below |z| = 5.6·10⁻³⁰⁹ (2.9·10⁻³⁹ in single precision) 1/|z| is not a number of the type; its largest one takes its
/// place, so that the pullback stays finite.
@specialized(where T == Float)
@specialized(where T == Double)
public func phase<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> {
  z.applying("arg z", evaluate: phases) { z, _ in
    // d arg z = Re(conj(iz)·dz)/|z|² = Re(conj(iu)·dz)/|z| with the direction u = z/|z|, whose square never overflows.
    let turned: @Sendable () -> Tensor<Complex<T>> = {
      reciprocalOrZero(abs(z)) * (Complex<T>.i * direction(z))
    }
    return Linearization(apply: { realProduct(turned(), $0) }, adjoint: { $0 * turned() })
  }
}

/// z/|z|, a complex number of modulus 1; 0 where z is 0.
@specialized(where T == Float)
@specialized(where T == Double)
private func direction<T>(_ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> {
  z.applying("z/|z|", evaluate: { scaledDirections($0, moduli($0), Tensor(repeating: 1, shape: $0.shape)) }) { z, u in
    // A change of z turns its direction by the part at right angles to it: (v − u·Re(ūv))/|z|, which is symmetric.
    let turn: @Sendable (Tensor<Complex<T>>) -> Tensor<Complex<T>> = { v in
      reciprocalOrZero(abs(z)) * (v - realProduct(u, v) * u)
    }
    return Linearization(apply: turn, adjoint: turn)
  }
}

/// 1/r for a modulus r, and 0 where r is 0. Where r is so small that 1/r overflows, the largest number: an infinity
/// times a direction's zero part would be NaN.
@specialized(where T == Float)
@specialized(where T == Double)
private func reciprocalOrZero<T: TensorScalar>(_ r: Tensor<T>) -> Tensor<T> {
  r.applying("1/r", evaluate: reciprocals) { _, reciprocal in .scaling { -square(reciprocal) } }
}

// MARK: Linear parts

/// z ↦ z̄. Linear over the reals, and its own adjoint.
struct Conjugation<Element: TensorElement>: LinearOperator {
  static var name: StaticString { "conjugate" }
  func apply(_ x: Tensor<Element>) -> Tensor<Element> { conjugates(x) }
  func applyAdjoint(_ y: Tensor<Element>) -> Tensor<Element> { conjugates(y) }
}

/// z ↦ Re z; adjoint x ↦ x + 0i.
struct RealPart<T: TensorScalar>: LinearOperator {
  static var name: StaticString { "Re" }
  func apply(_ z: Tensor<Complex<T>>) -> Tensor<T> { realParts(z) }
  func applyAdjoint(_ x: Tensor<T>) -> Tensor<Complex<T>> { complexFromReal(x) }
}

/// z ↦ Im z; adjoint y ↦ 0 + yi.
struct ImaginaryPart<T: TensorScalar>: LinearOperator {
  static var name: StaticString { "Im" }
  func apply(_ z: Tensor<Complex<T>>) -> Tensor<T> { imaginaryParts(z) }
  func applyAdjoint(_ y: Tensor<T>) -> Tensor<Complex<T>> { complexFromImaginary(y) }
}

// MARK: Kernels

@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func conjugates<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { $0.conjugate } }

@specialized(where T == Float)
@specialized(where T == Double)
private func realParts<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> { z.mapElements { $0.real } }

@specialized(where T == Float)
@specialized(where T == Double)
private func imaginaryParts<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> { z.mapElements { $0.imaginary } }

@specialized(where T == Float)
@specialized(where T == Double)
private func complexFromReal<T>(_ x: Tensor<T>) -> Tensor<Complex<T>> { x.mapElements { Complex($0, 0) } }

@specialized(where T == Float)
@specialized(where T == Double)
private func complexFromImaginary<T>(_ y: Tensor<T>) -> Tensor<Complex<T>> { y.mapElements { Complex(0, $0) } }

private func squaredModuli<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> { z.mapElements { $0.squaredModulus } }

private func moduli<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> { z.mapElements { $0.modulus } }

private func phases<T>(_ z: Tensor<Complex<T>>) -> Tensor<T> { z.mapElements { $0.phase } }

private func reciprocals<T: TensorScalar>(_ r: Tensor<T>) -> Tensor<T> {
  r.mapElements { $0 == 0 ? 0 : min(1 / $0, .greatestFiniteMagnitude) }
}

/// g·z/|z|, and 0 where z is 0: in one pass, since a magnitude spectrum's backward pass is this.
private func scaledDirections<T>(_ z: Tensor<Complex<T>>, _ modulus: Tensor<T>, _ g: Tensor<T>) -> Tensor<Complex<T>> {
  // z/|z| first: its parts are at most 1, however small or large z is.
  z.zipElements(modulus, g) { z, modulus, g in
    modulus == 0 ? 0 : Complex(z.real / modulus * g, z.imaginary / modulus * g)
  }
}

private func flooredModuli<T>(_ z: Tensor<Complex<T>>, _ floor: T) -> Tensor<T> {
  z.mapElements { z in
    let power = z.squaredModulus
    // NaN stays NaN.
    return (power < floor ? floor : power).squareRoot()
  }
}

/// g·z/|z| in one pass, and 0 where |z|² is below the floor.
private func flooredDirections<T>(
  _ z: Tensor<Complex<T>>, _ modulus: Tensor<T>, _ g: Tensor<T>, _ floor: T
) -> Tensor<Complex<T>> {
  z.zipElements(modulus, g) { z, modulus, g in
    let scale = z.squaredModulus < floor ? 0 : g / modulus
    return Complex(z.real * scale, z.imaginary * scale)
  }
}
