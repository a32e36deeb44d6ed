// Division: the textbook quotient z·w̄/|w|² where nothing in it can over- or underflow, else Baudin and Smith's.
//
// Goals, in order:
// 1. No spurious overflow, underflow or NaN: a quotient that `T` can hold is found, in each part.
// 2. A relative error of a few ulps in the modulus. Small relative errors in each part are not promised where the parts
//    of the numerator cancel; no formula without extended precision does.
// 3. Speed: a well-scaled divisor costs two real divisions and one well-predicted branch.
//
// Division by zero and by an infinity give what C's Annex G gives; an infinite numerator is treated as in the product,
// without recovery.
//
// Source: M. Baudin, R. L. Smith, "A Robust Complex Division in Scilab", arXiv:1210.4539 (2012).

extension Complex: AlgebraicField {
  /// The quotient z/w, with a relative error of a few ulps in the modulus and no spurious overflow or underflow.
  ///
  /// A divisor with a zero part divides part by part: z/c = (x/c, y/c), so z/0 has infinite and NaN parts. z/∞ is 0 for
  /// finite z.
  @inlinable
  public static func / (z: Complex, w: Complex) -> Complex {
    let square = w.squaredModulus
    // The reciprocal of w is a − ib. A part of it that underflows would, times a large z, lose a part of the quotient.
    let a = w.real / square
    let b = w.imaginary / square
    let smaller = a.magnitude < b.magnitude ? a.magnitude : b.magnitude
    let quotient = Complex(z.real * a + z.imaginary * b, z.imaginary * a - z.real * b)
    // Each comparison is false for NaN.
    let isSafe =
      square >= .leastNormalMagnitude && smaller >= .leastNormalMagnitude
      && quotient.real.magnitude + quotient.imaginary.magnitude <= .greatestFiniteMagnitude
    return isSafe ? quotient : robustQuotient(z, w)
  }

  @inlinable
  public static func /= (z: inout Complex, w: Complex) {
    z = z / w
  }

  /// 1/z, or nil where it overflows, or underflows so far that multiplying by it is worse than dividing by z.
  ///
  /// This is the protocol's question "may I multiply instead?"; the reciprocal itself is `1 / z`.
  @inlinable
  public var reciprocal: Complex? {
    let quotient = 1 / self
    return quotient.isFinite && (quotient.real.isNormal || quotient.imaginary.isNormal) ? quotient : nil
  }
}

extension Complex {
  @inlinable
  @inline(never)
  internal static func robustQuotient(_ z: Complex, _ w: Complex) -> Complex {
    if w.imaginary.isZero { return z / w.real }
    if w.real.isZero { return Complex(z.imaginary / w.imaginary, -z.real / w.imaginary) }
    guard z.isFinite && w.isFinite else { return exceptionalQuotient(z, w) }
    // Both operands are brought, by powers of two, to where one ulp below their larger part is still a normal number.
    let half = T.greatestFiniteMagnitude / 2
    let tiny = T.leastNormalMagnitude * 2 / T.ulpOfOne
    let lift = T.minimum(2 / T.ulpOfOne / T.ulpOfOne, 1 / T.leastNormalMagnitude)
    var (z, w, scale) = (z, w, T(1))
    let numerator = T.maximum(z.real.magnitude, z.imaginary.magnitude)
    let denominator = T.maximum(w.real.magnitude, w.imaginary.magnitude)
    if numerator >= half { (z, scale) = (z / 2, scale * 2) }
    if denominator >= half { (w, scale) = (w / 2, scale / 2) }
    if numerator <= tiny { (z, scale) = (z * lift, scale / lift) }
    if denominator <= tiny { (w, scale) = (w * lift, scale * lift) }
    if w.imaginary.magnitude <= w.real.magnitude {
      return smithQuotient(z, w) * scale
    }
    // z/w = conj(iz̄/iw̄), and multiplying a conjugate by i swaps the two parts.
    let swapped = smithQuotient(Complex(z.imaginary, z.real), Complex(w.imaginary, w.real))
    return swapped.conjugate * scale
  }

  /// Smith's quotient for |Im w| ≤ |Re w|, with the products ordered so that none underflows that matters.
  @inlinable
  internal static func smithQuotient(_ z: Complex, _ w: Complex) -> Complex {
    let ratio = w.imaginary / w.real
    let inverse = 1 / (w.real + w.imaginary * ratio)
    func part(_ a: T, _ b: T) -> T {
      guard !ratio.isZero else { return (a + w.imaginary * (b / w.real)) * inverse }
      let product = b * ratio
      return product.isZero ? a * inverse + (b * inverse) * ratio : (a + product) * inverse
    }
    return Complex(part(z.real, z.imaginary), part(z.imaginary, -z.real))
  }

  @inlinable
  internal static func exceptionalQuotient(_ z: Complex, _ w: Complex) -> Complex {
    if w.isInfinite && z.isFinite {
      let c = T(signOf: w.real, magnitudeOf: w.real.isInfinite ? 1 : 0)
      let d = T(signOf: w.imaginary, magnitudeOf: w.imaginary.isInfinite ? 1 : 0)
      let half = z / 2
      return 0 * Complex(half.real * c + half.imaginary * d, half.imaginary * c - half.real * d)
    }
    guard w.isFinite else { return Complex(.nan, .nan) }
    // An infinite or NaN numerator: only the direction of w matters, so scale it to where its square is safe.
    let unit = w / T.maximum(w.real.magnitude, w.imaginary.magnitude)
    let inverse = unit.conjugate / unit.squaredModulus
    return z * inverse
  }
}
