// The inverse trigonometric and hyperbolic functions, with principal values.
//
// Kahan's formulas, written out because they stand and fall with 1 − z keeping the sign of a zero imaginary part,
// which tells the sides of the cuts apart: swift-numerics promotes the 1 to 1 + 0i, and lands on the wrong side of
// half of them (its acosh(−2 − 0i) has a negative real part). Our 1 − z is a real minus a complex number.
//
// Sources: W. Kahan, "Branch Cuts for Complex Elementary Functions; or: Much Ado About Nothing's Sign Bit" (1987);
// atanh as in CPython's cmathmodule.c, whose case beside ±1 spares an underflow.

extension Complex {
  /// acos z, with Re in [0, π]; the cuts are the real axis beyond ±1.
  @inlinable
  public static func acos(_ z: Complex) -> Complex {
    if z.isBeyondSquares {
      let w = logOfTwice(z)
      return Complex(w.imaginary.magnitude, z.imaginary.sign == .minus ? w.real : -w.real)
    }
    let (minus, plus) = (sqrt(1 - z), sqrt(1 + z))
    return Complex(
      2 * T.atan2(y: minus.real, x: plus.real),
      T.asinh((plus.conjugate * minus).imaginary))
  }

  /// asin z, with Re in [−π/2, π/2]; the cuts are the real axis beyond ±1.
  @inlinable
  public static func asin(_ z: Complex) -> Complex {
    if z.isBeyondSquares {
      return Complex(
        T.atan2(y: z.real, x: z.imaginary.magnitude),
        T(signOf: z.imaginary, magnitudeOf: logOfTwice(z).real))
    }
    let (minus, plus) = (sqrt(1 - z), sqrt(1 + z))
    return Complex(
      T.atan2(y: z.real, x: (minus * plus).real),
      T.asinh((minus.conjugate * plus).imaginary))
  }

  /// atan z = −i·atanh iz, with Re in [−π/2, π/2]; the cuts are the imaginary axis beyond ±i.
  @inlinable
  public static func atan(_ z: Complex) -> Complex {
    let w = atanh(Complex(-z.imaginary, z.real))
    return Complex(w.imaginary, -w.real)
  }

  /// acosh z, with Re ≥ 0 and Im in [−π, π]; the cut is the real axis below 1.
  @inlinable
  public static func acosh(_ z: Complex) -> Complex {
    if z.isBeyondSquares { return logOfTwice(z) }
    let (minus, plus) = (sqrt(z - 1), sqrt(z + 1))
    return Complex(
      T.asinh((minus.conjugate * plus).real),
      2 * T.atan2(y: minus.imaginary, x: plus.real))
  }

  /// asinh z = −i·asin iz, with Im in [−π/2, π/2]; the cuts are the imaginary axis beyond ±i.
  @inlinable
  public static func asinh(_ z: Complex) -> Complex {
    let w = asin(Complex(-z.imaginary, z.real))
    return Complex(w.imaginary, -w.real)
  }

  /// atanh z, with Im in [−π/2, π/2]; the cuts are the real axis beyond ±1.
  @inlinable
  public static func atanh(_ z: Complex) -> Complex {
    if z.real.sign == .minus { return -atanh(-z) }
    let (x, y) = (z.real, z.imaginary)
    if z.isBeyondSquares {
      // atanh z = ±iπ/2 + 1/z
      if z.isNaN && !z.isInfinite { return Complex(.nan, .nan) }
      return Complex(z.isInfinite ? 0 : (1 / z).real.magnitude, T(signOf: y, magnitudeOf: .pi / 2))
    }
    if x == 1 && !y.isZero && y.magnitude < T.leastNormalMagnitude.squareRoot() {
      return Complex(
        -T.log(y.magnitude.squareRoot() / T(2).squareRoot()),
        T(signOf: y, magnitudeOf: T.atan2(y: 2, x: -y.magnitude) / 2))
    }
    return Complex(
      T.log(onePlus: 4 * x / ((1 - x) * (1 - x) + y * y)) / 4,
      T.atan2(y: 2 * y, x: (1 - x) * (1 + x) - y * y) / 2)
  }

  /// Whether z² ± 1 = z² to working precision, or z is not finite: where the inverse functions are logarithms.
  @inlinable
  internal var isBeyondSquares: Bool {
    !(T.maximum(real.magnitude, imaginary.magnitude) < 4 / T.ulpOfOne)
  }

  /// log 2z, which must not overflow where z does not.
  @inlinable
  internal static func logOfTwice(_ z: Complex) -> Complex {
    log(z) + T.log(2)
  }
}
