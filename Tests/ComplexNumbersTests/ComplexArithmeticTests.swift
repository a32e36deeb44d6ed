// The oracle of exact arithmetic is integer arithmetic: products of Gaussian integers below 2^11 are exact in Float.

import ComplexNumbers
import Testing

struct ComplexArithmeticTests {
  static func gaussianIntegers(count: Int) -> [(Int, Int)] {
    var generator = SplitMix(state: 20121)
    return (0..<count).map { _ in
      (Int.random(in: -999...999, using: &generator), Int.random(in: -999...999, using: &generator))
    }
  }

  func expectIntegerArithmetic<T: Precision>(_ type: T.Type) {
    let pairs = zip(Self.gaussianIntegers(count: 400), Self.gaussianIntegers(count: 400).reversed())
    for ((a, b), (c, d)) in pairs {
      let (z, w) = (Complex(T(a), T(b)), Complex(T(c), T(d)))
      #expect(z + w == Complex(T(a + c), T(b + d)))
      #expect(z - w == Complex(T(a - c), T(b - d)))
      #expect(z * w == Complex(T(a * c - b * d), T(a * d + b * c)))
      #expect(-z == Complex(T(-a), T(-b)))
      #expect(T(c) + z == Complex(T(c + a), T(b)) && z + T(c) == T(c) + z)
      #expect(T(c) - z == Complex(T(c - a), T(-b)) && z - T(c) == Complex(T(a - c), T(b)))
      #expect(T(c) * z == Complex(T(c * a), T(c * b)) && z * T(c) == T(c) * z)
      #expect(c + z == T(c) + z && z + c == z + T(c) && c - z == T(c) - z && z - c == z - T(c))
      #expect(c * z == T(c) * z && z * c == z * T(c))
      #expect(z / 4 == Complex(T(a) / 4, T(b) / 4) && z / T(4) == z / 4)
    }
  }

  @Test func matchesIntegerArithmetic() {
    expectIntegerArithmetic(Float.self)
    expectIntegerArithmetic(Double.self)
  }

  func expectCompoundAssignment<T: Precision>(_ type: T.Type) {
    let (z, w, x) = (Complex<T>(3, -4), Complex<T>(0.5, 2), 0.25 as T)
    func updated(_ update: (inout Complex<T>) -> Void) -> Complex<T> {
      var copy = z
      update(&copy)
      return copy
    }
    #expect(updated { $0 += w } == Complex(3.5, -2))
    #expect(updated { $0 -= w } == Complex(2.5, -6))
    #expect(updated { $0 *= w } == Complex(9.5, 4))
    #expect(updated { $0 /= Complex(0, 2) } == Complex(-2, -1.5))
    #expect(updated { $0 += x } == Complex(3.25, -4))
    #expect(updated { $0 -= x } == Complex(2.75, -4))
    #expect(updated { $0 *= x } == Complex(0.75, -1))
    #expect(updated { $0 /= x } == Complex(12, -16))
    #expect(updated { $0 += 2 } == Complex(5, -4))
    #expect(updated { $0 -= 2 } == Complex(1, -4))
    #expect(updated { $0 *= 2 } == Complex(6, -8))
    #expect(updated { $0 /= 2 } == Complex(1.5, -2))
    #expect(updated { $0.negate() } == Complex(-3, 4))
  }

  @Test func compoundAssignmentUpdatesInPlace() {
    expectCompoundAssignment(Float.self)
    expectCompoundAssignment(Double.self)
  }

  // MARK: - Real operands

  @Test func aRealOperandInventsNoZeroPart() {
    let z = Complex(.infinity, 1.0)
    #expect(identical(2.0 * z, Complex(.infinity, 2)))
    #expect(identical(z * 2.0, Complex(.infinity, 2)))
    #expect(identical(z / 2.0, Complex(.infinity, 0.5)))
    #expect(identical(1.0 + Complex(1.0, -0.0), Complex(2, -0.0)))
    #expect(identical(Complex(1.0, -0.0) - 1.0, Complex(0, -0.0)))
    #expect(identical(1.0 - Complex(2.0, 0.0), Complex(-1, -0.0)))
    #expect(identical(-1.0 * Complex(0.0, 3.0), Complex(-0.0, -3)))
  }

  @Test func anIntegerLiteralBesideAComplexNumberIsReal() {
    let z = Complex(.infinity, 1.0)
    #expect(identical(2 * z, Complex(.infinity, 2)))
    #expect(identical(z * 2, Complex(.infinity, 2)))
    #expect(identical(z / 2, Complex(.infinity, 0.5)))
    #expect(identical(1 - Complex(2.0, 0.0), Complex(-1, -0.0)))
    #expect(identical(1 + 2 * Z.i, Complex(1, 2)))
    let sum: Complex<Float> = 3 - 4 * .i
    #expect(sum == Complex(3, -4))
  }

  @Test func aDecimalLiteralBesideAComplexNumberIsReal() {
    let (z, w) = (Complex(.infinity, 1.0), Complex<Float>(.infinity, 1))
    #expect([z, z].map { 0.5 * $0 + 1.5 }.allSatisfy { identical($0, Complex(.infinity, 0.5)) })
    #expect([w, w].map { $0 * 0.5 - 1.5 }.allSatisfy { identical($0, Complex(.infinity, 0.5)) })
    let sum: Complex<Float> = 1.5 - 2.5 * .i
    #expect(sum == Complex(1.5, -2.5))
  }

  func halves<T: Real>(_ x: T) -> (Any, Any, Any) {
    let (half, product, difference) = (x / 2, 3 * x / 4, (1 - x) * (1 - x) / 4)
    return (half, product, difference)
  }

  @Test func genericRealArithmeticStaysReal() {
    let (half, product, difference) = halves(3.0)
    #expect(half as? Double == 1.5)
    #expect(product as? Double == 2.25)
    #expect(difference as? Double == 1)
  }

  // MARK: - Generic code and IEEE

  func sumOfSquares<N: Numeric>(_ numbers: [N]) -> N {
    numbers.reduce(0) { $0 + $1 * $1 }
  }

  func mean<F: AlgebraicField>(_ numbers: [F], count: F) -> F {
    numbers.reduce(.zero, +) / count
  }

  @Test func worksInGenericCode() {
    #expect(sumOfSquares([Complex(1.0, 2.0), Complex(3.0, -1.0)]) == Complex(5, -2))
    #expect(mean([Complex<Float>(1, 2), Complex(3, -4)], count: 2) == Complex(2, -1))
    #expect([Complex(1.0, 2.0), .i, 4].reduce(0, +) == Complex(5, 3))
  }

  @Test func productRecoversNoInfinity() {
    let product = Complex(.infinity, .infinity) * Complex(1.0, 1.0)
    #expect(identical(product, Complex(.nan, .infinity)))
    #expect(product.modulus == .infinity)
    #expect(identical(Z(.infinity, .infinity) * .i, Z(.nan, .nan)))
  }
}

/// Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators" (2014), for tests that repeat.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
