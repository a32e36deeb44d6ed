public import ComplexNumbers

// Reciprocals, roots and powers, element by element, with principal values on complex tensors. `square` is beside the
// product, in Arithmetic.swift.

/// 1/x, with an infinity and an infinite slope at 0.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func reciprocal<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("1/x", evaluate: reciprocals) { _, y in
    // Factor by factor, as 1/x² overflows at every |x| < 10⁻¹⁵⁴.
    Linearization(apply: { -($0 * y) * y }, adjoint: { -($0 * conjugate(y)) * conjugate(y) })
  }
}

/// √x, with the infinite slope at 0 kept.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func sqrt<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("sqrt", evaluate: squareRoots) { _, y in .division { 2 * y } }
}

/// xⁿ for a whole n; x⁰ is 1, of 0 too.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func pow<Element>(_ x: Tensor<Element>, _ n: Int) -> Tensor<Element> {
  x.applying("pow", evaluate: { powers($0, n) }) { x, _ in
    .scaling { n == 0 ? Tensor(repeating: 0, shape: x.shape) : pow(x, n - 1) * Element(realPart: .init(n)) }
  }
}

/// xᶜ for a real constant c; x⁰ is 1, of 0 too. Of a negative x it is real for whole c, else NaN.
///
/// The slope is c·xᶜ⁻¹: 0 for c = 0, infinite at 0 for other c < 1.
/// - Source: the values and slopes of PyTorch's `pow`.
public func pow<T: TensorScalar>(_ x: Tensor<T>, _ c: T) -> Tensor<T> { power(x, c, realPowers) }

/// zᶜ = exp(c·log z) for a real constant c; z⁰ is 1, of 0 too.
///
/// The slope is c·zᶜ⁻¹: 0 for c = 0, infinite at 0 for other c < 1.
public func pow<T>(_ z: Tensor<Complex<T>>, _ c: T) -> Tensor<Complex<T>> { power(z, c, complexPowers) }

/// xʸ; x⁰ is 1, of 0 too. Of a negative x it is real for whole y, else NaN. Shapes broadcast.
///
/// The slopes are y·xʸ⁻¹, 0 where x and y are 0, and xʸ·ln x, 0 where x is 0 and y ≥ 0, and NaN for x < 0.
/// - Source: the values and slopes of PyTorch's `pow`.
public func pow<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> { power(x, y, realPowers) }

/// zʷ = exp(w·log z); z⁰ is 1, of 0 too. Shapes broadcast.
///
/// The slopes are w·zʷ⁻¹, 0 where z and w are 0, and zʷ·log z, 0 where z is 0 and Re w ≥ 0.
public func pow<T>(_ z: Tensor<Complex<T>>, _ w: Tensor<Complex<T>>) -> Tensor<Complex<T>> {
  power(z, w, complexPowers)
}

/// cʸ for a real constant c.
@_disfavoredOverload
public func pow<T: TensorScalar>(_ c: T, _ y: Tensor<T>) -> Tensor<T> { pow(Tensor(c), y) }

/// xᶜ by `raise`, whose rule is the same for real and complex numbers while its values are not.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func power<Element>(
  _ x: Tensor<Element>, _ c: Element.RealPart,
  _ raise: @escaping @Sendable (Tensor<Element>, Tensor<Element>) -> Tensor<Element>
) -> Tensor<Element> {
  x.applying("pow", evaluate: { raise($0, Tensor(repeating: Element(realPart: c), shape: $0.shape)) }) { x, _ in
    .scaling {
      c == 0 ? Tensor(repeating: 0, shape: x.shape) : power(x, c - 1, raise) * Element(realPart: c)
    }
  }
}

/// xʸ by `raise`.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func power<Element>(
  _ x: Tensor<Element>, _ y: Tensor<Element>,
  _ raise: @escaping @Sendable (Tensor<Element>, Tensor<Element>) -> Tensor<Element>
) -> Tensor<Element> {
  let (x, y) = x.broadcasting(with: y)
  return x.combining(
    "pow", y, evaluate: raise,
    linearizeLeft: { x, y, _ in
      .scaling {
        // 0·x⁻¹ is NaN where 1/x is not a number. There 1 stands in for x, so that no derivative of this is NaN either.
        let singular = y .== 0 .& .!isFinite(reciprocal(withoutDerivative(at: x)))
        return select(where: singular, 0, y * power(select(where: singular, 1, x), y - 1, raise))
      }
    },
    linearizeRight: { x, y, power in
      .scaling {
        let singular = vanishingPowers(withoutDerivative(at: x), withoutDerivative(at: y))
        return select(where: singular, 0, power * log(select(where: singular, 1, x)))
      }
    })
}

// MARK: Kernels

private func reciprocals<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { 1 / $0 } }

private func squareRoots<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .sqrt($0) } }

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func powers<Element>(_ x: Tensor<Element>, _ n: Int) -> Tensor<Element> { x.mapElements { .pow($0, n) } }

@specialized(where T == Float)
@specialized(where T == Double)
private func realPowers<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { x, y in
    if y == 0 || x == 1 { return 1 }
    if x.sign == .plus || x.isNaN { return .pow(x, y) }
    // Of negative numbers, negative zero and −∞, `Real.pow` has NaN.
    let power = T.pow(x.magnitude, y)
    if y.isInfinite { return power }
    guard y == y.rounded(.towardZero) else { return x == 0 || x.isInfinite ? power : .nan }
    return y.truncatingRemainder(dividingBy: 2) == 0 ? power : -power
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func complexPowers<T: TensorScalar>(_ z: Tensor<Complex<T>>, _ w: Tensor<Complex<T>>) -> Tensor<Complex<T>> {
  z.zipElements(w) { .pow($0, $1) }
}

/// Where x is 0 and Re y ≥ 0.
private func vanishingPowers<Element>(_ x: Tensor<Element>, _ y: Tensor<Element>) -> Mask {
  x.maskOfPairs(y) { $0 == 0 && $1.realPart >= 0 }
}
