import ComplexNumbers
import Testing

struct ComplexPolarTests {
  // MARK: - Modulus

  func expectPythagoras<T: Precision>(_ type: T.Type) {
    let least = Int(T.leastNonzeroMagnitude.exponent)
    let greatest = Int(T.greatestFiniteMagnitude.exponent) - 6
    for exponent in least...greatest {
      let unit = T(sign: .plus, exponent: T.Exponent(exponent), significand: 1)
      for (x, y, r) in [(3, 4, 5), (5, -12, 13), (-8, 15, 17), (-20, -21, 29), (0, 7, 7), (-6, 0, 6)] as [(T, T, T)] {
        let modulus = Complex(x * unit, y * unit).modulus
        #expect(modulus == r * unit, "\(x) + \(y)i times 2^\(exponent)")
      }
    }
  }

  @Test func modulusIsExactForPythagoreanTriplesAtEveryScale() {
    expectPythagoras(Float.self)
    expectPythagoras(Double.self)
  }

  func expectFixture<T: Precision>(_ name: String, _ value: (Complex<T>) -> T) throws {
    for row in try fixture("elementary.csv") where row.name == name {
      let (x, y, truth) = (row.numbers[0], row.numbers[1], row.numbers[2])
      guard let z = exactly(x, y, as: T.self) else { continue }
      #expect(ulps(from: value(z), to: truth, ofScale: truth) <= 1.5, "\(T.self) \(row)")
    }
  }

  @Test func modulusAndPhaseMatchMpmath() throws {
    try expectFixture("modulus") { (z: Z) in z.modulus }
    try expectFixture("modulus") { (z: Complex<Float>) in z.modulus }
    try expectFixture("phase") { (z: Z) in z.phase }
    try expectFixture("phase") { (z: Complex<Float>) in z.phase }
  }

  func expectOtherNames<T: Precision>(_ type: T.Type) {
    for z in edges(type) {
      #expect(identical(z.magnitude, z.modulus))
      #expect(identical(abs(z), z.modulus))
      #expect(identical(z.polar.modulus, z.modulus))
      #expect(identical(z.polar.phase, z.phase))
    }
  }

  @Test func modulusHasItsOtherNames() {
    expectOtherNames(Float.self)
    expectOtherNames(Double.self)
    #expect(abs(-2.5) == 2.5, "abs of a real number is still there")
  }

  @Test func modulusIsInfiniteIfEitherPartIs() {
    for z in edges(Double.self) where z.isInfinite {
      #expect(z.modulus == .infinity)
    }
    for z in edges(Double.self) where z.isNaN && !z.isInfinite {
      #expect(z.modulus.isNaN)
    }
    #expect(Complex(Float.greatestFiniteMagnitude, .greatestFiniteMagnitude).modulus == .infinity)
  }

  @Test func squaredModulusIsAPlainSquare() {
    #expect(Complex(3.0, -4.0).squaredModulus == 25)
    #expect(Complex<Float>(-0.5, 0.25).squaredModulus == 0.3125)
    #expect(Complex(1e200, 0).squaredModulus == .infinity)
    #expect(Complex(1e-200, 1e-200).squaredModulus == 0)
  }

  // MARK: - Phase

  static let phases: [(Z, Double)] = [
    (Z(1.0, 0.0), 0.0), (Z(1.0, -0.0), -0.0), (Z(0.0, 1.0), .pi / 2), (Z(-0.0, -1.0), -.pi / 2),
    (Z(-1.0, 0.0), .pi), (Z(-1.0, -0.0), -.pi),
    (Z(2.0, 2.0), .pi / 4), (Z(-2.0, 2.0), 3 * .pi / 4),
    (Z(-2.0, -2.0), -3 * .pi / 4), (Z(2.0, -2.0), -.pi / 4),
    (Z(0.0, 0.0), 0.0), (Z(-0.0, 0.0), 0.0), (Z(0.0, -0.0), 0.0), (Z(-0.0, -0.0), 0.0),
    (Z(.infinity, 1.0), 0.0), (Z(-.infinity, -1.0), -.pi), (Z(.infinity, .infinity), .pi / 4),
    (Z(.nan, 1.0), .nan), (Z(0.0, .nan), .nan),
  ]

  @Test(arguments: phases)
  func phaseInAllQuadrantsAndOnTheAxes(z: Z, phase: Double) {
    #expect(identical(z.phase, phase))
    #expect(
      z.isNaN || ulps(from: Complex<Float>(Float(z.real), Float(z.imaginary)).phase, to: phase, ofScale: phase) <= 1)
  }

  // MARK: - Conjugate and polar form

  @Test func conjugateTurnsTheSignOfTheImaginaryPart() {
    #expect(identical(Complex(3.0, -4.0).conjugate, Complex(3, 4)))
    #expect(identical(Complex(-0.0, 0.0).conjugate, Complex(-0.0, -0.0)))
    #expect(identical(Z(.nan, .infinity).conjugate, Z(.nan, -.infinity)))
  }

  func expectRoundTrip<T: Precision>(_ type: T.Type) {
    for z in edges(type) where z.isFinite && z.modulus.isFinite {
      let (r, phi) = z.polar
      // Half an ulp of the phase moves the number by up to π/2 ulps; cosine, sine, product and modulus add theirs.
      let back = Complex(modulus: r, phase: phi)
      #expect(ulps(from: back, to: Complex(Double(z.real), Double(z.imaginary))) <= 4, "\(z)")
    }
  }

  @Test func polarFormComesBack() {
    expectRoundTrip(Float.self)
    expectRoundTrip(Double.self)
  }

  @Test func phaseZeroIsExact() {
    #expect(identical(Z(modulus: 2.5, phase: 0), Z(2.5, 0)))
    #expect(identical(Z(modulus: .infinity, phase: 0), Z(.infinity, 0)))
    #expect(identical(Z(modulus: 0, phase: 0), Z.zero))
    #expect(Z(modulus: 0, phase: 1.0).isZero)
  }

  // MARK: - The unit circle

  @Test func eulersIdentity() {
    // cos π_T = −1 to working precision, and sin π_T is what π_T lacks to π: 1.2246467991473532e-16 for Double.
    #expect(Z.exp(i: .pi) == Complex(-1, 1.2246467991473532e-16))
    #expect(Complex<Float>.exp(i: .pi).real == -1)
    #expect(abs(Z.exp(i: .pi) + 1) < .ulpOfOne)
  }

  func expectUnitCircle<T: Precision>(_ type: T.Type) {
    for step in -1000...1000 {
      let theta = T(step) / 100
      let z = Complex<T>.exp(i: theta)
      #expect((z.modulus - 1).magnitude <= 2 * .ulpOfOne)
      let turned = z * .exp(i: -theta)
      #expect((turned - 1).modulus <= 2 * .ulpOfOne)
    }
  }

  @Test func expOfAnImaginaryNumberIsOnTheUnitCircle() {
    expectUnitCircle(Float.self)
    expectUnitCircle(Double.self)
    #expect(ulps(from: Z.exp(i: 1), to: Complex(0.5403023058681398, 0.8414709848078965)) <= 1)
  }
}
