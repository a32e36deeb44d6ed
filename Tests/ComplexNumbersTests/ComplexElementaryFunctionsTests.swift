// The elementary functions against mpmath: Fixtures/complex/elementary.csv and powers.csv, whose rows include both
// sides of every cut, the neighborhoods of 0 and of the unit circle, and the ends of the range of Double.

import ComplexNumbers
import Testing

/// An elementary function of one argument, by its name in the fixture.
enum Elementary: String, CaseIterable, Sendable {
  case exp, expMinusOne, cosh, sinh, tanh, cos, sin, tan
  case log, logOnePlus, sqrt, acos, asin, atan, acosh, asinh, atanh

  func callAsFunction<F: ElementaryFunctions>(_ z: F) -> F {
    switch self {
    case .exp: .exp(z)
    case .expMinusOne: .expMinusOne(z)
    case .cosh: .cosh(z)
    case .sinh: .sinh(z)
    case .tanh: .tanh(z)
    case .cos: .cos(z)
    case .sin: .sin(z)
    case .tan: .tan(z)
    case .log: .log(z)
    case .logOnePlus: .log(onePlus: z)
    case .sqrt: .sqrt(z)
    case .acos: .acos(z)
    case .asin: .asin(z)
    case .atan: .atan(z)
    case .acosh: .acosh(z)
    case .asinh: .asinh(z)
    case .atanh: .atanh(z)
    }
  }

  /// Those with f(−z) = −f(z).
  static let odd: [Elementary] = [.sinh, .tanh, .sin, .tan, .asin, .atan, .asinh, .atanh]
}

struct ComplexElementaryFunctionsTests {
  // MARK: - Against mpmath

  // Each function is a chain of at most eight operations of about half an ulp; the larger part of the result is the
  // unit.
  func expectFixture<T: Precision>(_ function: Elementary, _ type: T.Type, atLeast count: Int) throws {
    var checked = 0
    for row in try fixture("elementary.csv") where row.name == function.rawValue {
      let truth = Complex(row.numbers[2], row.numbers[3])
      guard let z = exactly(row.numbers[0], row.numbers[1], as: type) else { continue }
      guard max(abs(truth.real), abs(truth.imaginary)) <= Double(T.greatestFiniteMagnitude) else { continue }
      let value = function(z)
      #expect(ulps(from: value, to: truth) <= 4, "\(T.self) \(row): \(value.real), \(value.imaginary)")
      checked += 1
    }
    #expect(checked >= count)
  }

  @Test(arguments: Elementary.allCases)
  func matchesMpmath(function: Elementary) throws {
    try expectFixture(function, Double.self, atLeast: 70)
    try expectFixture(function, Float.self, atLeast: 65)
  }

  // MARK: - Symmetry and the real axis

  func expectConjugateSymmetry<T: Precision>(_ function: Elementary, _ type: T.Type) {
    for z in edges(type) {
      #expect(same(function(z.conjugate), function(z).conjugate), "\(T.self) \(z)")
      if Elementary.odd.contains(function) {
        #expect(same(function(-z), -function(z)), "\(T.self) \(z)")
      }
    }
  }

  @Test(arguments: Elementary.allCases)
  func conjugatesAndOddFunctionsAreExactMirrorImages(function: Elementary) {
    expectConjugateSymmetry(function, Float.self)
    expectConjugateSymmetry(function, Double.self)
  }

  func expectRealAxis<T: Precision>(_ function: Elementary, _ type: T.Type) {
    let arguments: [T] = [0, 0.25, 0.75, 1, 1.5, 40, 200, 1e30, .greatestFiniteMagnitude, .infinity]
    for x in arguments + arguments.map({ -$0 }) {
      let truth = function(x)
      guard !truth.isNaN else { continue }
      let value = function(Complex(x, 0))
      #expect(value.imaginary == 0, "\(T.self) \(x): \(value)")
      let isClose = truth.isInfinite ? value.real == truth : (value.real - truth).magnitude <= 4 * truth.ulp
      #expect(isClose, "\(T.self) \(x): \(value), not \(truth)")
    }
  }

  @Test(arguments: Elementary.allCases)
  func onTheRealAxisIsTheRealFunction(function: Elementary) {
    expectRealAxis(function, Float.self)
    expectRealAxis(function, Double.self)
  }

  // f(x ± i0) = f(x) ± i0·f′(x), where f is analytic.
  @Test(arguments: Elementary.allCases.filter { $0 != .acosh })
  func aZeroImaginaryPartTakesTheSignOfTheSlope(function: Elementary) {
    let isFalling = function == .cos || function == .acos
    #expect(function(Complex(0.25, 0.0)).imaginary.sign == (isFalling ? .minus : .plus))
    #expect(function(Complex(0.25, -0.0)).imaginary.sign == (isFalling ? .plus : .minus))
    #expect(function(Complex<Float>(0.75, -0.0)).imaginary.sign == (isFalling ? .plus : .minus))
  }

  // MARK: - Infinity and zero, where C's Annex G gives numbers

  static let annexG: [(Elementary, Z, Z)] = [
    (Elementary.exp, Z(-.infinity, 2.0), Z(0.0, 0.0)),
    (.exp, Z(-.infinity, .infinity), Z(0.0, 0.0)),
    (.exp, Z(-.infinity, .nan), Z(0.0, 0.0)),
    (.exp, Z(.infinity, 2.0), Z(-.infinity, .infinity)),
    (.exp, Z(1.0, .infinity), Z(.nan, .nan)),
    (.exp, Z(1000.0, 0.0), Z(.infinity, 0.0)),
    (.cosh, Z(-.infinity, 2.0), Z(-.infinity, -.infinity)),
    (.sinh, Z(-.infinity, 2.0), Z(.infinity, .infinity)),
    (.tanh, Z(.infinity, 2.0), Z(1.0, 0.0)),
    (.tanh, Z(-.infinity, .nan), Z(-1.0, 0.0)),
    (.tanh, Z(1.0, .infinity), Z(.nan, .nan)),
    (.log, Z(0.0, 0.0), Z(-.infinity, 0.0)),
    (.log, Z(-0.0, 0.0), Z(-.infinity, 0.0)),
    (.log, Z(-.infinity, 1.0), Z(.infinity, .pi)),
    (.log, Z(1.0, -.infinity), Z(.infinity, -.pi / 2)),
    (.log, Z(.nan, 1.0), Z(.nan, .nan)),
    (.logOnePlus, Z(-1.0, 0.0), Z(-.infinity, 0.0)),
    (.sqrt, Z(.infinity, 1.0), Z(.infinity, 0.0)),
    (.sqrt, Z(-.infinity, 1.0), Z(0.0, .infinity)),
    (.sqrt, Z(-.infinity, -1.0), Z(0.0, -.infinity)),
    (.sqrt, Z(.nan, .infinity), Z(.infinity, .infinity)),
    (.sqrt, Z(.nan, 1.0), Z(.nan, .nan)),
    (.acos, Z(-.infinity, 1.0), Z(.pi, -.infinity)),
    (.acos, Z(1.0, .infinity), Z(.pi / 2, -.infinity)),
    (.asin, Z(.infinity, .infinity), Z(.pi / 4, .infinity)),
    (.atan, Z(0.0, 1.0), Z(0.0, .infinity)),
    (.atan, Z(.infinity, .infinity), Z(.pi / 2, 0.0)),
    (.acosh, Z(-.infinity, 1.0), Z(.infinity, .pi)),
    (.asinh, Z(.infinity, -.infinity), Z(.infinity, -.pi / 4)),
    (.atanh, Z(1.0, 0.0), Z(.infinity, 0.0)),
    (.atanh, Z(-1.0, 0.0), Z(-.infinity, 0.0)),
    (.atanh, Z(1.0, .infinity), Z(0.0, .pi / 2)),
    (.atanh, Z(.nan, 1.0), Z(.nan, .nan)),
  ]

  @Test(arguments: annexG)
  func limits(function: Elementary, z: Complex<Double>, limit: Complex<Double>) {
    #expect(same(function(z), limit))
    let float = function(Complex(Float(z.real), Float(z.imaginary)))
    for (part, expected) in [(float.real, limit.real), (float.imaginary, limit.imaginary)] {
      #expect(expected.isFinite ? abs(part - Float(expected)) <= 2 * Float(expected).ulp : same(part, Float(expected)))
    }
  }

  // MARK: - Roots

  @Test func perfectSquaresHaveExactRoots() {
    for (x, y) in [(2, 1), (3, -2), (0, 5), (7, 0), (12, 35), (1, -1000)] as [(Double, Double)] {
      #expect(Complex.sqrt(Complex(x * x - y * y, 2 * x * y)) == Complex(x, y))
    }
    #expect(identical(Complex.sqrt(Complex(-4.0, -0.0)), Complex(0, -2)))
    #expect(identical(Complex.sqrt(Complex(-0.0, -0.0)), Complex(0, -0.0)))
  }

  @Test func principalRoots() {
    #expect(ulps(from: Complex<Double>.root(8, 3), to: 2) <= 2)
    #expect(ulps(from: Complex<Double>.root(-8, 3), to: Complex(1, 1.7320508075688772)) <= 2)
    #expect(ulps(from: Complex<Float>.root(.i, -2), to: Complex(0.7071067811865476, -0.7071067811865476)) <= 2)
    #expect(Complex<Double>.root(0, 5) == 0)
  }
}
