import ComplexNumbers
import Testing

struct ComplexPowerTests {
  // The exponent w·log z carries three roundings, which the exponential turns into relative errors of its modulus.
  func expectFixture<T: Precision>(_ type: T.Type, atLeast count: Int) throws {
    var checked = 0
    for row in try fixture("powers.csv") {
      let n = row.numbers
      let truth = Complex(n[4], n[5])
      guard let z = exactly(n[0], n[1], as: type), let w = exactly(n[2], n[3], as: type) else { continue }
      guard (T.leastNormalMagnitude...T.greatestFiniteMagnitude).contains(T(truth.modulus)) else { continue }
      let exponent = Double((w * .log(z)).modulus)
      #expect(ulps(from: Complex.pow(z, w), to: truth) <= 2 * (1 + exponent), "\(T.self) \(row)")
      checked += 1
    }
    #expect(checked >= count)
  }

  @Test func complexPowersMatchMpmath() throws {
    try expectFixture(Double.self, atLeast: 220)
    try expectFixture(Float.self, atLeast: 215)
  }

  static let exceptions: [(Z, Z, Z)] = [
    (Z(0.0, 0.0), Z(0.0, 0.0), Z(1.0, 0.0)),
    (Z(3.0, -4.0), Z(-0.0, 0.0), Z(1.0, 0.0)),
    (Z(.nan, 0.0), Z(0.0, 0.0), Z(1.0, 0.0)),
    (Z(0.0, 0.0), Z(0.5, -7.0), Z(0.0, 0.0)),
    (Z(0.0, 0.0), Z(-1.0, 0.0), Z(.infinity, .nan)),
    (Z(0.0, 0.0), Z(0.0, 1.0), Z(.nan, .nan)),
    (Z(.infinity, 0.0), Z(2.0, 0.0), Z(.infinity, 0.0)),
    (Z(.infinity, 0.0), Z(-2.0, 0.0), Z(0.0, 0.0)),
  ]

  @Test(arguments: exceptions)
  func powersOfZeroAndInfinity(z: Z, w: Z, power: Z) {
    #expect(same(Complex.pow(z, w), power))
  }

  // MARK: - Integer exponents

  @Test(arguments: [(1, 1), (2, -1), (-3, 2), (0, 1), (-1, 0), (3, 4)])
  func integerPowersOfGaussianIntegersAreExact(x: Int, y: Int) {
    var (a, b) = (1, 0)
    for n in 0...20 {
      let z = Complex(Double(x), Double(y))
      #expect(Complex.pow(z, n) == Complex(Double(a), Double(b)), "power \(n)")
      (a, b) = (a * x - b * y, a * y + b * x)
    }
  }

  @Test func negativePowersAreReciprocals() {
    #expect(Complex.pow(Complex(1.0, 1.0), -2) == Complex(0, -0.5))
    #expect(Complex.pow(Complex<Float>(0, 2), -3) == Complex(0, 0.125))
    #expect(Complex.pow(Complex(0x1p520, 0), -2) == Complex(0x1p-1040, 0), "the positive power overflows")
    #expect(Complex.pow(Complex(0, 0x1p-530), 2) == Complex(-0x1p-1060, 0))
    #expect(Complex.pow(Complex(0x1p-510, 0), -2) == Complex(0x1p1020, 0))
  }

  @Test func hugeExponentsTurnTheUnitCircle() {
    for (n, power) in [(Int.max, Complex(0.0, -1.0)), (.min, 1), (.max - 1, -1), (.max - 2, .i)] {
      #expect(Complex.pow(Z.i, n) == power)
    }
    #expect(Complex.pow(Complex(-1.0, 0.0), Int.min + 1) == -1)
  }

  @Test func edgesOfIntegerPowers() {
    #expect(Complex.pow(Z.zero, 0) == 1)
    #expect(Complex.pow(Z.zero, 3) == 0)
    #expect(same(Complex.pow(Z.zero, -1), Complex(.infinity, .nan)))
    #expect(identical(Complex.pow(Complex(.infinity, -0.0), 1), Complex(.infinity, -0.0)))
    #expect(Complex.pow(Complex(.infinity, 1.0), -3).isZero)
  }
}
