public import ComplexNumbers

// Arithmetic, element by element. Shapes that differ broadcast as in NumPy: see `Tensor.broadcast(to:)`.

extension Tensor: AdditiveArithmetic {
  public static var zero: Tensor { Tensor(0) }

  /// x + y.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    guard left.hasShape(of: right) else { return broadcast(left, right, to: +) }
    return left.combining(
      "+", right, evaluate: sums, linearizeLeft: { _, _, _ in .identity }, linearizeRight: { _, _, _ in .identity })
  }

  /// x − y.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func - (left: Tensor, right: Tensor) -> Tensor {
    guard left.hasShape(of: right) else { return broadcast(left, right, to: -) }
    return left.combining(
      "−", right, evaluate: differences, linearizeLeft: { _, _, _ in .identity },
      linearizeRight: { _, _, _ in .negation })
  }
}

extension Tensor {
  /// x · y.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    guard left.hasShape(of: right) else { return broadcast(left, right, to: *) }
    return left.combining(
      "·", right, evaluate: products, linearizeLeft: { _, y, _ in .scaling(by: y) },
      linearizeRight: { x, _, _ in .scaling(by: x) })
  }

  /// x / y.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static func / (left: Tensor, right: Tensor) -> Tensor {
    guard left.hasShape(of: right) else { return broadcast(left, right, to: /) }
    return left.combining(
      "/", right, evaluate: quotients,
      linearizeLeft: { _, y, _ in Linearization(apply: { $0 / y }, adjoint: { $0 / Autodiff.conjugate(y) }) },
      linearizeRight: { _, y, quotient in .scaling { -quotient / y } })
  }

  /// −x.
  @specialized(where Element == Float)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Complex<Double>)
  public static prefix func - (x: Tensor) -> Tensor {
    x.applying("negate", evaluate: negatives) { _, _ in .negation }
  }

  // With a number on either side. Disfavored, since a literal can be a number or a tensor, and an expression with a few
  // of them would be ambiguous.

  /// x + c.
  @_disfavoredOverload
  public static func + (left: Tensor, right: Element) -> Tensor { left + Tensor(right) }

  /// c + x.
  @_disfavoredOverload
  public static func + (left: Element, right: Tensor) -> Tensor { Tensor(left) + right }

  /// x − c.
  @_disfavoredOverload
  public static func - (left: Tensor, right: Element) -> Tensor { left - Tensor(right) }

  /// c − x.
  @_disfavoredOverload
  public static func - (left: Element, right: Tensor) -> Tensor { Tensor(left) - right }

  /// x · c.
  @_disfavoredOverload
  public static func * (left: Tensor, right: Element) -> Tensor { left * Tensor(right) }

  /// c · x.
  @_disfavoredOverload
  public static func * (left: Element, right: Tensor) -> Tensor { Tensor(left) * right }

  /// x / c.
  @_disfavoredOverload
  public static func / (left: Tensor, right: Element) -> Tensor { left / Tensor(right) }

  /// c / x.
  @_disfavoredOverload
  public static func / (left: Element, right: Tensor) -> Tensor { Tensor(left) / right }

  /// An operation on two tensors at the shape to which both broadcast.
  private static func broadcast(
    _ left: Tensor, _ right: Tensor, to operation: (Tensor, Tensor) -> Tensor
  ) -> Tensor {
    let (left, right) = left.broadcasting(with: right)
    return operation(left, right)
  }
}

/// x², element by element: for complex elements the square itself, not that of the modulus.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func square<Element>(_ x: Tensor<Element>) -> Tensor<Element> {
  x.applying("square", evaluate: Tensor.squares) { x, _ in .scaling { 2 * x } }
}

// MARK: Real and complex

extension Tensor {
  /// r · z, a real tensor times a complex one.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public static func * <T>(left: Tensor<T>, right: Tensor) -> Tensor where Element == Complex<T> {
    let (left, right) = left.broadcasting(with: right)
    return left.combining(
      "·", right, evaluate: realProducts,
      linearizeLeft: { _, z, _ in
        // Under the real inner product: the real part of conj(z)·w.
        Linearization(apply: { $0 * z }, adjoint: { realProduct($0, z) })
      },
      linearizeRight: { r, _, _ in Linearization(apply: { r * $0 }, adjoint: { r * $0 }) })
  }

  /// z · r, a complex tensor times a real one.
  public static func * <T>(left: Tensor, right: Tensor<T>) -> Tensor where Element == Complex<T> { right * left }

  /// z / r, a complex tensor divided by a real one.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public static func / <T>(left: Tensor, right: Tensor<T>) -> Tensor where Element == Complex<T> {
    let (left, right) = left.broadcasting(with: right)
    return left.combining(
      "/", right, evaluate: realQuotients,
      linearizeLeft: { _, r, _ in Linearization(apply: { $0 / r }, adjoint: { $0 / r }) },
      linearizeRight: { _, r, quotient in
        Linearization(apply: { -$0 / r * quotient }, adjoint: { -realProduct(quotient, $0) / r })
      })
  }

  /// r · z.
  @_disfavoredOverload
  public static func * <T>(left: T, right: Tensor) -> Tensor where Element == Complex<T> { Tensor<T>(left) * right }

  /// z · r.
  @_disfavoredOverload
  public static func * <T>(left: Tensor, right: T) -> Tensor where Element == Complex<T> { Tensor<T>(right) * left }

  /// z / r.
  @_disfavoredOverload
  public static func / <T>(left: Tensor, right: T) -> Tensor where Element == Complex<T> { left / Tensor<T>(right) }
}

/// Re(conj(z)·w), element by element: the real inner product of two complex numbers as vectors of the plane.
@specialized(where T == Float)
@specialized(where T == Double)
func realProduct<T>(_ z: Tensor<Complex<T>>, _ w: Tensor<Complex<T>>) -> Tensor<T> {
  z.combining(
    "Re z̄w", w, evaluate: planeProducts,
    linearizeLeft: { _, w, _ in Linearization(apply: { realProduct($0, w) }, adjoint: { $0 * w }) },
    linearizeRight: { z, _, _ in Linearization(apply: { realProduct(z, $0) }, adjoint: { $0 * z }) })
}

// MARK: Kernels

extension Tensor {
  fileprivate static func sums(_ x: Tensor, _ y: Tensor) -> Tensor { x.zipElements(y) { $0 + $1 } }

  fileprivate static func differences(_ x: Tensor, _ y: Tensor) -> Tensor { x.zipElements(y) { $0 - $1 } }

  fileprivate static func products(_ x: Tensor, _ y: Tensor) -> Tensor { x.zipElements(y) { $0 * $1 } }

  fileprivate static func quotients(_ x: Tensor, _ y: Tensor) -> Tensor { x.zipElements(y) { $0 / $1 } }

  fileprivate static func negatives(_ x: Tensor) -> Tensor { x.mapElements { -$0 } }

  fileprivate static func squares(_ x: Tensor) -> Tensor { x.mapElements { $0 * $0 } }
}

private func realProducts<T>(_ r: Tensor<T>, _ z: Tensor<Complex<T>>) -> Tensor<Complex<T>> {
  r.zipElements(z) { $0 * $1 }
}

private func realQuotients<T>(_ z: Tensor<Complex<T>>, _ r: Tensor<T>) -> Tensor<Complex<T>> {
  z.zipElements(r) { $0 / $1 }
}

private func planeProducts<T>(_ z: Tensor<Complex<T>>, _ w: Tensor<Complex<T>>) -> Tensor<T> {
  z.zipElements(w) { $0.real * $1.real + $0.imaginary * $1.imaginary }
}
