// Division against exact quotients: Fixtures/complex/quotients.csv holds the ten hard cases of Baudin and Smith
// (2012), moderate operands that are exact in Float, operands anywhere in the range of Double, subnormal ones, and
// numbers whose parts are powers of two or zero, far apart.

import ComplexNumbers
import Testing

struct ComplexDivisionTests {
  @Test(arguments: [("hard", 10), ("powers", 401)])
  func badlyScaledPartsAreRightInEachPart(kind: String, count: Int) throws {
    let rows = try fixture("quotients.csv").filter { $0.name == kind }
    #expect(rows.count == count)
    for row in rows {
      let n = row.numbers
      let quotient = Complex(n[0], n[1]) / Complex(n[2], n[3])
      #expect(ulps(from: quotient.real, to: n[4], ofScale: n[4]) <= 2, "\(row)")
      #expect(ulps(from: quotient.imaginary, to: n[5], ofScale: n[5]) <= 2, "\(row)")
    }
  }

  // Five roundings of the quick quotient, or eight of Smith's, of half an ulp each.
  @Test func quotientsAreAccurateAtEveryScale() throws {
    var floats = 0
    for row in try fixture("quotients.csv") {
      let n = row.numbers
      let truth = Complex(n[4], n[5])
      #expect(ulps(from: Complex(n[0], n[1]) / Complex(n[2], n[3]), to: truth) <= 4, "\(row)")
      if let z = exactly(n[0], n[1], as: Float.self), let w = exactly(n[2], n[3], as: Float.self) {
        #expect(ulps(from: z / w, to: truth) <= 4, "Float \(row)")
        floats += 1
      }
    }
    #expect(floats >= 100)
  }

  func expectExactQuotients<T: Precision>(_ type: T.Type) {
    // (3 − 4i)·(1 + i) = 7 − i, scaled by powers of two from end to end of the range, where the quotient is in it.
    let (low, high) = (Int(T.leastNormalMagnitude.exponent), Int(T.greatestFiniteMagnitude.exponent) - 3)
    let exponents = stride(from: low, through: high, by: (high - low) / 50)
    func power(_ exponent: Int) -> T {
      T(sign: .plus, exponent: T.Exponent(exponent), significand: 1)
    }
    for e in exponents {
      for f in exponents where (low...high).contains(e - f) {
        let (z, w) = (power(e) * Complex<T>(7, -1), power(f) * Complex<T>(1, 1))
        #expect(z / w == power(e - f) * Complex<T>(3, -4), "2^\(e), 2^\(f)")
      }
    }
  }

  @Test func powersOfTwoScaleExactly() {
    expectExactQuotients(Float.self)
    expectExactQuotients(Double.self)
  }

  func expectNoSpuriousNaN<T: Precision>(_ type: T.Type) {
    for z in edges(type) where z.isFinite {
      for w in edges(type) where w.isFinite && !w.isZero {
        let quotient = z / w
        #expect(!quotient.isNaN, "(\(z)) / (\(w))")
        #expect(quotient.isZero || !z.isZero)
      }
      if !z.isZero {
        #expect(ulps(from: z / z, to: 1) <= 2, "\(z)")
      }
    }
  }

  @Test func finiteQuotientsAreNeverNaN() {
    expectNoSpuriousNaN(Float.self)
    expectNoSpuriousNaN(Double.self)
  }

  @Test func realNumeratorsDivideToo() {
    #expect(1 / Z.i == Complex(0, -1))
    #expect(25 / Complex(3.0, -4.0) == Complex(3, 4))
    #expect(2.5 / Complex(0.0, 2.0) == Complex(0, -1.25))
    #expect(1.0 / Complex(1e-308, 1e-308) == Complex(5e307, -5e307))
  }

  static let exceptions: [(Z, Z, Z)] = [
    (Z(1.0, 0.0), Z(0.0, 0.0), Z(.infinity, .nan)),
    (Z(1.0, -2.0), Z(0.0, 0.0), Z(.infinity, -.infinity)),
    (Z(1.0, -2.0), Z(-0.0, 0.0), Z(-.infinity, .infinity)),
    (Z(0.0, 0.0), Z(0.0, 0.0), Z(.nan, .nan)),
    (Z(3.0, -4.0), Z(.infinity, 1.0), Z(0.0, 0.0)),
    (Z(3.0, -4.0), Z(.infinity, .nan), Z(0.0, 0.0)),
    (Z(3.0, -4.0), Z(-.infinity, .infinity), Z(0.0, 0.0)),
    (Z(.greatestFiniteMagnitude, .greatestFiniteMagnitude), Z(.infinity, .infinity), Z(0.0, 0.0)),
    (Z(.infinity, 1.0), Z(2.0, 0.0), Z(.infinity, 0.5)),
    (Z(.infinity, 1.0), Z(0.0, 2.0), Z(0.5, -.infinity)),
    (Z(.infinity, 1.0), Z(1e-200, 1e-200), Z(.infinity, -.infinity)),
    (Z(.infinity, 1.0), Z(1e200, 1e200), Z(.infinity, -.infinity)),
    (Z(.infinity, 1.0), Z(.infinity, 1.0), Z(.nan, .nan)),
    (Z(.nan, 1.0), Z(1.0, 1.0), Z(.nan, .nan)),
    (Z(1.0, 1.0), Z(.nan, 1.0), Z(.nan, .nan)),
  ]

  @Test(arguments: exceptions)
  func zeroAndInfinity(z: Z, w: Z, quotient: Z) {
    #expect(same(z / w, quotient))
    let (zFloat, wFloat) = (Complex(Float(z.real), Float(z.imaginary)), Complex(Float(w.real), Float(w.imaginary)))
    if zFloat.isFinite == z.isFinite && wFloat.isFinite == w.isFinite && wFloat.isZero == w.isZero {
      #expect(same(zFloat / wFloat, Complex(Float(quotient.real), Float(quotient.imaginary))))
    }
  }

  @Test func reciprocalIsNilWhereMultiplyingByItIsWorse() {
    #expect(Complex(0.0, 2.0).reciprocal == Complex(0, -0.5))
    #expect(Complex(3.0, -4.0).reciprocal.map { ulps(from: $0, to: Complex(0.12, 0.16)) <= 2 } == true)
    #expect(Complex(0x1p-1030, 0).reciprocal == nil)
    #expect(Z.zero.reciprocal == nil)
    #expect(Complex(1.5e308, 1.5e308).reciprocal == nil)
    #expect(Complex(.infinity, 0.0).reciprocal == nil)
    #expect(Complex(.nan, 0.0).reciprocal == nil)
  }
}
