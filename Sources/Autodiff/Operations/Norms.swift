public import ComplexNumbers
import Fourier

/// Which length of a vector is meant.
public enum VectorNorm: Sendable, Hashable {
  /// Σ|xᵢ|.
  case l1
  /// √Σ|xᵢ|², the Euclidean norm; of a matrix, over both its axes, the Frobenius norm.
  case l2
  /// max |xᵢ|.
  case infinity
  /// (Σ|xᵢ|ᵖ)^(1/p) for p ≥ 1.
  case p(Double)
}

/// A norm over some axes, counted from the end where negative; all for nil. They disappear, or stay with extent 1.
///
/// Neither over- nor underflows before the result does. The norm of no elements is 0.
///
/// Derivatives: x/‖x‖₂ and, for p, (|xᵢ|/‖x‖)ᵖ⁻¹·sign xᵢ; 0 at the zero vector. In the others and for p = 1 that of
/// |xᵢ| is 0 at 0, and elements tied for the maximum share. A second derivative at a kink is 0, also that of |xᵢ|ᵖ with
/// p < 2 at 0.
///
/// Traps if an axis is out of range or repeated, or unless p ≥ 1.
/// - Source: NumPy's `linalg.vector_norm`.
public func norm<T: TensorScalar>(
  _ x: Tensor<T>, _ norm: VectorNorm = .l2, axes: [Int]? = nil, keepingAxes: Bool = false
) -> Tensor<T> {
  let reduced = ReducedAxes(axes, of: x.shape)
  return (norm == .l2 || norm == .p(2) ? euclideanNorm(x, reduced) : normOfModuli(abs(x), norm, reduced))
    .dropping(reduced, unless: keepingAxes)
}

/// A norm of complex numbers, that of their moduli.
///
/// As ``norm(_:_:axes:keepingAxes:)`` of real ones.
/// - Source: NumPy's `linalg.vector_norm`.
public func norm<T>(
  _ z: Tensor<Complex<T>>, _ norm: VectorNorm = .l2, axes: [Int]? = nil, keepingAxes: Bool = false
) -> Tensor<T> {
  let reduced = ReducedAxes(axes, of: z.shape)
  if norm == .l2 || norm == .p(2) {
    // That of the real and imaginary parts: |zᵢ| has a kink at 0, where ‖z‖₂ has none.
    let parts = PlaneParts()(z)
    return euclideanNorm(parts, ReducedAxes(reduced.axes + [z.rank], of: parts.shape))
      .reshaped(to: keepingAxes ? reduced.keptShape : reduced.remainingShape)
  }
  return normOfModuli(abs(z), norm, reduced).dropping(reduced, unless: keepingAxes)
}

private func normOfModuli<T: TensorScalar>(_ a: Tensor<T>, _ norm: VectorNorm, _ reduced: ReducedAxes) -> Tensor<T> {
  switch norm {
  case .l1, .p(1): return sum(a, axes: reduced.axes, keepingAxes: true)
  case .l2: return euclideanNorm(a, reduced)
  case .infinity, .p(.infinity):
    if reduced.count == 0 { return Tensor(repeating: 0, shape: reduced.keptShape) }
    return max(a, axes: reduced.axes, keepingAxes: true)
  case .p(let p):
    require(p >= 1, "a norm has an exponent of at least 1, but \(p) was given")
    return powerNorm(a, T(p), reduced)
  }
}

/// ‖x‖₂ over the axes, which stay with extent 1.
@specialized(where T == Float)
@specialized(where T == Double)
private func euclideanNorm<T: TensorScalar>(_ x: Tensor<T>, _ reduced: ReducedAxes) -> Tensor<T> {
  x.applying("‖x‖₂", evaluate: { scaledRootOfSquares($0, reduced) }) { x, norm in
    .functional(over: reduced.axes) { quotientOrZero(x, norm) }
  }
}

/// ‖a‖ₚ over the axes, which stay with extent 1, for a ≥ 0.
@specialized(where T == Float)
@specialized(where T == Double)
private func powerNorm<T: TensorScalar>(_ a: Tensor<T>, _ p: T, _ reduced: ReducedAxes) -> Tensor<T> {
  a.applying(
    "‖x‖ₚ",
    evaluate: { a in
      scaled(a, reduced) { powers(sum(powers($0, p), axes: reduced.axes, keepingAxes: true), 1 / p) }
    },
    linearize: { a, norm in .functional(over: reduced.axes) { power(quotientOrZero(a, norm), p - 1) } })
}

extension Linearization where Output == Input {
  /// v ↦ Σ cv over the axes, which stay with extent 1; its adjoint is g ↦ g·c.
  fileprivate static func functional(
    over axes: [Int], _ coefficient: @escaping @Sendable () -> Tensor<Input>
  ) -> Linearization {
    Linearization(
      apply: { sum(coefficient() * $0, axes: axes, keepingAxes: true) }, adjoint: { $0 * coefficient() })
  }
}

/// x/r, and 0, with no derivative, where the norm r is 0.
private func quotientOrZero<T: TensorScalar>(_ x: Tensor<T>, _ r: Tensor<T>) -> Tensor<T> {
  let isZero = zeros(withoutDerivative(at: r))
  if isZero.elements.allSatisfy({ $0 == 0 }) { return x / r }
  return (x / (r + isZero)) * (1 - isZero)
}

/// aᵠ for a ≥ 0, with the derivative 0 where its slope is infinite.
@specialized(where T == Float)
@specialized(where T == Double)
private func power<T: TensorScalar>(_ a: Tensor<T>, _ q: T) -> Tensor<T> {
  a.applying("aᵠ", evaluate: { powers($0, q) }) { a, _ in .scaling { q * power(a, q - 1) } }
}

/// ‖x‖₂ of plain slices. The squares themselves, unless one of their sums left the range of numbers or came near to it.
private func scaledRootOfSquares<T: TensorScalar>(_ x: Tensor<T>, _ reduced: ReducedAxes) -> Tensor<T> {
  func sumsOfSquares(_ x: Tensor<T>) -> Tensor<T> { sum(square(x), axes: reduced.axes, keepingAxes: true) }
  let sums = sumsOfSquares(x)
  // Below, squares that underflowed would be missing from the sum.
  let least = T.leastNormalMagnitude / T.ulpOfOne
  if sums.values.allSatisfy({ $0 >= least && $0.isFinite }) { return sqrt(sums) }
  return scaled(x, reduced) { sqrt(sumsOfSquares($0)) }
}

/// m·f(x/m) of plain slices with their largest moduli m, where these are finite and not 0.
private func scaled<T: TensorScalar>(
  _ x: Tensor<T>, _ reduced: ReducedAxes, _ f: (Tensor<T>) -> Tensor<T>
) -> Tensor<T> {
  if x.count == 0 { return Tensor(repeating: 0, shape: reduced.keptShape) }
  let scales = usableScales(largest(abs(x), reduced))
  return scales * f(x / scales)
}

// MARK: Linear parts

/// z ↦ its real and imaginary parts, along a new last axis: the plane as ℝ².
private struct PlaneParts<T: TensorScalar>: LinearOperator {
  static var name: StaticString { "Re, Im" }
  func apply(_ z: Tensor<Complex<T>>) -> Tensor<T> { partsOfElements(z) }
  func applyAdjoint(_ x: Tensor<T>) -> Tensor<Complex<T>> { elementsOfParts(x) }
}

// MARK: Kernels

@specialized(where T == Float)
@specialized(where T == Double)
private func zeros<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { x.mapElements { $0 == 0 ? 1 : 0 } }

/// m, or 1 where m is 0, infinite or NaN.
@specialized(where T == Float)
@specialized(where T == Double)
private func usableScales<T: TensorScalar>(_ m: Tensor<T>) -> Tensor<T> {
  m.mapElements { $0 > 0 && $0.isFinite ? $0 : 1 }
}

/// aᵠ for a ≥ 0; 0⁰ is 1, and 0 to a negative power is 0.
private func powers<T: TensorScalar>(_ a: Tensor<T>, _ q: T) -> Tensor<T> {
  a.mapElements { a in q == 0 ? 1 : a == 0 ? 0 : q == 1 ? a : T.pow(a, q) }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func partsOfElements<T: TensorScalar>(_ z: Tensor<Complex<T>>) -> Tensor<T> {
  let storage: [T] = z.values.withUnsafeBufferPointer { z in
    filled(count: 2 * z.count) { parts in
      for i in z.indices {
        parts.initializeElement(at: 2 * i, to: z[i].real)
        parts.initializeElement(at: 2 * i + 1, to: z[i].imaginary)
      }
    }
  }
  return Tensor(shape: z.shape + [2], storage: storage)
}

@specialized(where T == Float)
@specialized(where T == Double)
private func elementsOfParts<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<Complex<T>> {
  let storage: [Complex<T>] = x.values.withUnsafeBufferPointer { parts in
    filled(count: parts.count / 2) { z in
      for i in z.indices { z.initializeElement(at: i, to: Complex(parts[2 * i], parts[2 * i + 1])) }
    }
  }
  return Tensor(shape: Array(x.shape.dropLast()), storage: storage)
}
