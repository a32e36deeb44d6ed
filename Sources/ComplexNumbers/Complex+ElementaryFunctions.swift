// exp, log, sqrt, pow and the rest of RealModule's `ElementaryFunctions`, with principal values.
//
// For finite arguments they are swift-numerics', which follow Kahan. The difference is at the edges: their type has
// one exceptional value, ours has IEEE parts, so what is infinite here has a direction, log 0 is −∞, and a function of
// a real number (imaginary part ±0) is the real function, however large.
//
// The inverse functions are in Complex+InverseFunctions.swift.

import ComplexModule

extension Complex: ElementaryFunctions {
  // MARK: - exp-like functions

  /// exp z = exp x·(cos y + i·sin y)
  ///
  /// 0 at x = −∞ whatever y is.
  @inlinable
  public static func exp(_ z: Complex) -> Complex {
    if z.imaginary.isZero { return Complex(T.exp(z.real), z.imaginary) }
    if z.isFinite { return Complex(ComplexModule.Complex.exp(.init(z))) }
    if z.real == -.infinity && !z.imaginary.isFinite { return .zero }
    return T.exp(z.real) * exp(i: z.imaginary)
  }

  /// exp z − 1, accurate near 0.
  @inlinable
  public static func expMinusOne(_ z: Complex) -> Complex {
    if z.imaginary.isZero { return Complex(T.expMinusOne(z.real), z.imaginary) }
    if z.isFinite { return Complex(ComplexModule.Complex.expMinusOne(.init(z))) }
    return exp(z) - 1
  }

  /// cosh z = cosh x·cos y + i·sinh x·sin y
  @inlinable
  public static func cosh(_ z: Complex) -> Complex {
    // cosh is even; theirs loses the sign of sinh x far to the left.
    if z.real.sign == .minus { return cosh(-z) }
    if z.imaginary.isZero { return Complex(T.cosh(z.real), z.imaginary) }
    if z.isFinite { return Complex(ComplexModule.Complex.cosh(.init(z))) }
    return Complex(T.cosh(z.real) * T.cos(z.imaginary), T.sinh(z.real) * T.sin(z.imaginary))
  }

  /// sinh z = sinh x·cos y + i·cosh x·sin y
  @inlinable
  public static func sinh(_ z: Complex) -> Complex {
    // sinh is odd; theirs turns the sign of the imaginary part too far to the left.
    if z.real.sign == .minus { return -sinh(-z) }
    if z.imaginary.isZero { return Complex(T.sinh(z.real), z.imaginary) }
    if z.isFinite { return Complex(ComplexModule.Complex.sinh(.init(z))) }
    return Complex(T.sinh(z.real) * T.cos(z.imaginary), T.cosh(z.real) * T.sin(z.imaginary))
  }

  /// tanh z = sinh z/cosh z
  ///
  /// ±1 at x = ±∞ whatever y is.
  @inlinable
  public static func tanh(_ z: Complex) -> Complex {
    let (x, y) = (z.real, z.imaginary)
    if y.isZero { return Complex(T.tanh(x), y) }
    guard x.magnitude >= -T.log(.ulpOfOne) else {
      return z.isFinite ? Complex(ComplexModule.Complex.tanh(.init(z))) : Complex(.nan, .nan)
    }
    // |tanh z ∓ 1| < ulp², so that what remains is the small imaginary part, sin 2y/(2 cosh²x).
    let small = y.isFinite ? 4 * T.exp(-2 * x.magnitude) * (T.sin(y) * T.cos(y)) : 0
    return Complex(T(signOf: x, magnitudeOf: 1), small)
  }

  /// cos z = cosh iz
  @inlinable
  public static func cos(_ z: Complex) -> Complex {
    cosh(Complex(-z.imaginary, z.real))
  }

  /// sin z = −i·sinh iz
  @inlinable
  public static func sin(_ z: Complex) -> Complex {
    let w = sinh(Complex(-z.imaginary, z.real))
    return Complex(w.imaginary, -w.real)
  }

  /// tan z = −i·tanh iz
  @inlinable
  public static func tan(_ z: Complex) -> Complex {
    let w = tanh(Complex(-z.imaginary, z.real))
    return Complex(w.imaginary, -w.real)
  }

  // MARK: - log-like functions

  /// log z = log|z| + iφ with the phase φ in [−π, π]; log 0 = −∞.
  ///
  /// The cut is the negative real axis; on it the sign of the zero imaginary part tells the side.
  @inlinable
  public static func log(_ z: Complex) -> Complex {
    guard z.isFinite && !z.isZero else { return Complex(T.log(z.modulus), z.phase) }
    return Complex(ComplexModule.Complex.log(.init(z)))
  }

  /// log(1 + z), accurate near 0.
  @inlinable
  public static func log(onePlus z: Complex) -> Complex {
    guard z.real.magnitude < 1 / 2 && z.imaginary.magnitude < 1 else { return log(1 + z) }
    let w = ComplexModule.Complex.log(onePlus: .init(z))
    return Complex(w.rawStorage.x, T.atan2(y: z.imaginary, x: 1 + z.real))
  }

  // MARK: - pow-like functions

  /// The principal square root, in the right half-plane.
  ///
  /// The cut is the negative real axis; on it the sign of the zero imaginary part tells the side.
  @inlinable
  public static func sqrt(_ z: Complex) -> Complex {
    if z.isFinite { return Complex(ComplexModule.Complex.sqrt(.init(z))) }
    // √ of a number with |y| = ∞ counts as infinite in both parts, as in C.
    if z.imaginary.isInfinite { return Complex(.infinity, z.imaginary) }
    if z.imaginary.isNaN || z.real.isNaN { return Complex(.nan, .nan) }
    return z.real > 0
      ? Complex(z.real, T(signOf: z.imaginary, magnitudeOf: 0))
      : Complex(0, T(signOf: z.imaginary, magnitudeOf: .infinity))
  }

  /// z to the power w: exp(w·log z), the principal value.
  ///
  /// 0 to the power w is 1 for w = 0, 0 in the right half-plane, infinite in the left, and else NaN.
  @inlinable
  public static func pow(_ z: Complex, _ w: Complex) -> Complex {
    if w.isZero { return .one }
    if z.isZero {
      if w.real > 0 { return .zero }
      return w.real < 0 ? 1 / Complex.zero : Complex(.nan, .nan)
    }
    return exp(w.imaginary.isZero ? w.real * log(z) : w * log(z))
  }

  /// z to the integer power n, by repeated squaring: exact wherever the products are.
  ///
  /// z⁰ is 1, and a negative power is the reciprocal of the positive one.
  ///
  /// - Complexity: O(log |n|).
  @inlinable
  public static func pow(_ z: Complex, _ n: Int) -> Complex {
    let positive = power(z, n.magnitude)
    guard n < 0 else { return positive }
    // Where the positive power overflows or underflows, the negative one may still be a number.
    let isSafe = positive.squaredModulus.isNormal || !z.isFinite || z.isZero
    return isSafe ? 1 / positive : power(1 / z, n.magnitude)
  }

  @inlinable
  internal static func power(_ z: Complex, _ n: UInt) -> Complex {
    guard n > 0 else { return .one }
    var (remaining, square) = (n, z)
    while remaining & 1 == 0 {
      square *= square
      remaining >>= 1
    }
    var product = square
    remaining >>= 1
    while remaining > 0 {
      square *= square
      if remaining & 1 == 1 { product *= square }
      remaining >>= 1
    }
    return product
  }

  /// The principal n-th root: exp(log(z)/n), for n ≠ 0.
  @inlinable
  public static func root(_ z: Complex, _ n: Int) -> Complex {
    exp(log(z) / T(n))
  }
}
