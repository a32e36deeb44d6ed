public import ComplexNumbers

// Exponentials and logarithms, element by element, with principal values on complex tensors.

/// eˣ.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func exp<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("exp", evaluate: exponentials) { _, y in .scaling { y } }
}

/// eˣ − 1, accurate near 0; NumPy's `expm1`.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func expm1<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  // Not y + 1 for the slope: far to the left that is rounding.
  x.applying("expm1", evaluate: exponentialsMinusOne) { x, _ in .scaling { exp(x) } }
}

/// 2ˣ.
@specialized(where T == Float)
@specialized(where T == Double)
public func exp2<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("exp2", evaluate: powersOfTwo) { _, y in .scaling { y * T.log(2) } }
}

/// 2ᶻ = exp(z·ln 2).
public func exp2<T>(_ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> { exp(z * T.log(2)) }

/// exp(iθ) = cos θ + i sin θ, the points of the unit circle at the angles θ.
///
/// The pullback of g is Re(conj(i·exp(iθ))·g).
///
/// - Parameter theta: θ in radians.
@specialized(where T == Float)
@specialized(where T == Double)
public func exp<T: TensorScalar>(i theta: Tensor<T>) -> Tensor<Complex<T>> {
  theta.applying("exp(iθ)", evaluate: circlePoints) { _, y in
    Linearization(apply: { $0 * QuarterTurn()(y) }, adjoint: { realProduct(QuarterTurn()(y), $0) })
  }
}

/// ln x, with the infinite slope at 0 kept.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func log<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("log", evaluate: logarithms) { x, _ in .division { x } }
}

/// ln(1 + x), accurate near 0; NumPy's `log1p`. The infinite slope at −1 is kept.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func log1p<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("log1p", evaluate: logarithmsOnePlus) { x, _ in .division { 1 + x } }
}

/// log₂ x, with the infinite slope at 0 kept.
@specialized(where T == Float)
@specialized(where T == Double)
public func log2<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("log2", evaluate: binaryLogarithms) { x, _ in .quotient(of: 1 / T.log(2)) { x } }
}

/// log₂ z = ln z/ln 2, with the infinite slope at 0 kept.
public func log2<T>(_ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> { log(z) / T.log(2) }

/// log₁₀ x, with the infinite slope at 0 kept.
@specialized(where T == Float)
@specialized(where T == Double)
public func log10<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("log10", evaluate: decimalLogarithms) { x, _ in .quotient(of: 1 / T.log(10)) { x } }
}

/// log₁₀ z = ln z/ln 10, with the infinite slope at 0 kept.
public func log10<T>(_ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> { log(z) / T.log(10) }

extension Linearization where Input == Output {
  /// Element by element v ↦ v/d, as of every elementwise function with the derivative 1/d; d is computed when needed.
  static func division(by divisor: @escaping @Sendable () -> Tensor<Input>) -> Linearization {
    Linearization(apply: { $0 / divisor() }, adjoint: { $0 / conjugate(divisor()) })
  }

  /// Element by element v ↦ c·v/d with a real constant c.
  static func quotient(
    of factor: Input.RealPart, by divisor: @escaping @Sendable () -> Tensor<Input>
  ) -> Linearization {
    let factor = Input(realPart: factor)
    return Linearization(apply: { $0 * factor / divisor() }, adjoint: { $0 * factor / conjugate(divisor()) })
  }
}

// MARK: Kernels

private func exponentials<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .exp($0) } }

private func exponentialsMinusOne<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.mapElements { .expMinusOne($0) }
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func logarithms<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .log($0) } }

private func logarithmsOnePlus<Element>(_ x: Tensor<Element>) -> Tensor<Element> { x.mapElements { .log(onePlus: $0) } }

private func powersOfTwo<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { .exp2($0) } }

private func binaryLogarithms<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { .log2($0) } }

private func decimalLogarithms<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { .log10($0) } }

private func circlePoints<T: TensorScalar>(_ theta: Tensor<T>) -> Tensor<Complex<T>> {
  theta.mapElements { .exp(i: $0) }
}
