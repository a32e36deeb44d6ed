import Fourier

/// Elliptic integrals and Jacobi's elliptic functions, by the complement m₁ = 1 − m of their parameter m = k²: in a
/// filter's equations it is m or m₁ that is tiny, and both are at hand.
enum EllipticFunctions {
  /// K(m) = π/(2 agm(1, √m₁)).
  ///
  /// - Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 17.6; SciPy's `ellipkm1`.
  static func completeIntegral(complement m1: Double) -> Double {
    var a = 1.0, b = m1.squareRoot()
    while (a - b).magnitude > 1e-15 * a { (a, b) = ((a + b) / 2, (a * b).squareRoot()) }
    return .pi / (a + b)
  }

  /// F(φ | m) for t = tan φ ≥ 0: t/√(1 + t²) · R_F(1/(1 + t²), (1 + m₁t²)/(1 + t²), 1).
  ///
  /// - Source: B. C. Carlson, Numer. Algorithms 10 (1995), 13; SciPy's `ellipkinc`.
  static func incompleteIntegral(tangent t: Double, complement m1: Double) -> Double {
    let secant = 1 + t * t
    var x = 1 / secant, y = (1 + m1 * t * t) / secant, z = 1.0
    let start = (x + y + z) / 3
    let spread = max((start - x).magnitude, (start - y).magnitude, (start - z).magnitude)
    var scale = 1.0
    // The remainder is of sixth order in the spread, which each duplication quarters.
    while spread * scale > 1e-3 * (x + y + z) / 3 {
      let (p, q, r) = (x.squareRoot(), y.squareRoot(), z.squareRoot())
      let shift = p * q + p * r + q * r
      (x, y, z) = ((x + shift) / 4, (y + shift) / 4, (z + shift) / 4)
      scale /= 4
    }
    let mean = (x + y + z) / 3
    let (u, v) = (1 - x / mean, 1 - y / mean)
    let w = -u - v
    let e2 = u * v - w * w, e3 = u * v * w
    let series = 1 - e2 / 10 + e3 / 14 + e2 * e2 / 24 - 3 * e2 * e3 / 44
    return t / secant.squareRoot() * series / mean.squareRoot()
  }

  /// sn, cn and dn of a real u, by descending Landen transformations.
  ///
  /// - Source: Abramowitz and Stegun, 16.4; SciPy's `ellipj`.
  static func jacobi(_ u: Double, complement m1: Double) -> (sn: Double, cn: Double, dn: Double) {
    var a = [1.0], c = [(1 - m1).squareRoot()], b = m1.squareRoot()
    while c[c.count - 1] > 1e-16 * a[a.count - 1] {
      let last = a[a.count - 1]
      a.append((last + b) / 2)
      c.append((last - b) / 2)
      b = (last * b).squareRoot()
    }
    var phi = Double(sign: .plus, exponent: a.count - 1, significand: 1) * a[a.count - 1] * u
    for n in stride(from: a.count - 1, to: 0, by: -1) { phi = (phi + .asin(c[n] / a[n] * .sin(phi))) / 2 }
    let sn = Double.sin(phi), cn = Double.cos(phi)
    return (sn, cn, (cn * cn + m1 * sn * sn).squareRoot())
  }

  /// The nome q = exp(−πK(m₁)/K(m)).
  static func nome(parameter m: Double, complement m1: Double) -> Double {
    .exp(-.pi * completeIntegral(complement: m) / completeIntegral(complement: m1))
  }

  /// m = (θ₂(q)/θ₃(q))⁴ and m₁ = (θ₄(q)/θ₃(q))⁴ of a nome q < 1.
  ///
  /// - Source: Abramowitz and Stegun, 16.38; SciPy's `ellip` solves its degree equation so.
  static func parameter(nome q: Double) -> (m: Double, complement: Double) {
    var two = 0.0, three = 1.0, four = 1.0
    var n = 0
    while true {
      let even = Double.pow(q, n * (n + 1)), square = Double.pow(q, (n + 1) * (n + 1))
      two += even
      three += 2 * square
      four += n.isMultiple(of: 2) ? -2 * square : 2 * square
      n += 1
      if even < 1e-18 { break }
    }
    let ratio = two / three, quotient = four / three
    return (16 * q * ratio * ratio * ratio * ratio, quotient * quotient * quotient * quotient)
  }
}
