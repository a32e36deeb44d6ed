import ComplexNumbers
import Testing

struct ComplexRootOfUnityTests {
  static let orders = Array(1...64) + [100, 441, 1000, 1024, 4096, 1 << 40, 3 << 60, 1 << 62, Int.max - 3, Int.max]

  static func indices(of n: Int) -> [Int] {
    n <= 64
      ? Array(0..<n) : [0, 1, 2, 3, n / 16, n / 12, n / 8, n / 8 + 1, n / 5, n / 4 - 1, n / 4, n / 3, n / 2, n - 1]
  }

  func expectAxes<T: Precision>(_ type: T.Type, _ n: Int) {
    #expect(identical(Complex<T>.rootOfUnity(0, of: n), Complex(1, 0)))
    if n.isMultiple(of: 2) { #expect(Complex<T>.rootOfUnity(n / 2, of: n) == Complex(-1, 0)) }
    if n.isMultiple(of: 4) {
      #expect(Complex<T>.rootOfUnity(n / 4, of: n) == Complex(0, 1))
      #expect(Complex<T>.rootOfUnity(n / 2 + n / 4, of: n) == Complex(0, -1))
    }
    if n.isMultiple(of: 8) {
      let diagonal = T(0.5).squareRoot()
      #expect(Complex<T>.rootOfUnity(n / 8, of: n) == Complex(diagonal, diagonal))
      #expect(Complex<T>.rootOfUnity(n / 2 - n / 8, of: n) == Complex(-diagonal, diagonal))
      #expect(Complex<T>.rootOfUnity(-(n / 8), of: n) == Complex(diagonal, -diagonal))
    }
  }

  @Test(arguments: orders)
  func exactOnAxesAndDiagonals(n: Int) {
    expectAxes(Float.self, n)
    expectAxes(Double.self, n)
    #if arch(x86_64) && !os(Windows) && !os(Android)
      expectAxes(Float80.self, n)
    #endif
  }

  func expectSymmetry<T: Precision>(_ type: T.Type, _ n: Int) {
    for k in Self.indices(of: n) {
      let w = Complex<T>.rootOfUnity(k, of: n)
      #expect(Complex<T>.rootOfUnity(n - k, of: n) == w.conjugate, "\(k) of \(n)")
      #expect(Complex<T>.rootOfUnity(-k, of: n) == w.conjugate, "\(k) of \(n)")
      if n.isMultiple(of: 2) {
        #expect(Complex<T>.rootOfUnity(n / 2 - k, of: n) == -w.conjugate, "\(k) of \(n)")
        #expect(Complex<T>.rootOfUnity(k - n / 2, of: n) == -w, "\(k) of \(n)")
      }
      if n.isMultiple(of: 4) {
        #expect(Complex<T>.rootOfUnity(n / 4 - k, of: n) == Complex(w.imaginary, w.real), "\(k) of \(n)")
      }
    }
  }

  @Test(arguments: orders)
  func symmetricToTheLastBit(n: Int) {
    expectSymmetry(Float.self, n)
    expectSymmetry(Double.self, n)
    #if arch(x86_64) && !os(Windows) && !os(Android)
      expectSymmetry(Float80.self, n)
    #endif
  }

  @Test(arguments: [1, 2, 7, 12, 1000])
  func indexCountsModuloTheOrder(n: Int) {
    for k in 0..<n {
      let w = Complex<Double>.rootOfUnity(k, of: n)
      #expect(identical(.rootOfUnity(k + n, of: n), w))
      #expect(identical(.rootOfUnity(k - 5 * n, of: n), w))
      #expect(identical(.rootOfUnity(k + 1_000_000 * n, of: n), w))
    }
    #expect(Complex<Double>.rootOfUnity(.min, of: 8) == 1)
    #expect(Complex<Double>.rootOfUnity(.max, of: 4) == -.i)
  }

  @Test func reducedFractionsAreTheSameRoot() {
    for (k, n) in [(1, 3), (2, 7), (3, 16), (5, 12), (11, 100)] {
      let w = Complex<Double>.rootOfUnity(k, of: n)
      #expect(identical(.rootOfUnity(16 * k, of: 16 * n), w))
      #expect(ulps(from: Complex<Double>.rootOfUnity(3 * k, of: 3 * n), to: w) <= 1)
    }
  }

  // The fixture holds cosine and sine as unevaluated sums of two doubles.
  @Test func withinOneUlpOfMpmath() throws {
    for row in try fixture("roots.csv") {
      let n = row.numbers
      let (k, order) = (try #require(Int(row.name)), try #require(Int(row.description.split(separator: ",")[1])))
      let double = Complex<Double>.rootOfUnity(k, of: order)
      #expect((double.real - n[1] - n[2]).magnitude <= n[1].ulp, "\(row)")
      #expect((double.imaginary - n[3] - n[4]).magnitude <= n[3].ulp, "\(row)")
      let float = Complex<Float>.rootOfUnity(k, of: order)
      #expect(ulps(from: float.real, to: n[1], ofScale: n[1]) <= 1, "\(row)")
      #expect(ulps(from: float.imaginary, to: n[3], ofScale: n[3]) <= 1, "\(row)")
    }
  }

  @Test(arguments: [0, -1, .min])
  func anOrderBelowOneTraps(n: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [n] in
      _ = Complex<Double>.rootOfUnity(1, of: n)
    }
    let message = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) }
    #expect(message?.contains("rootOfUnity(1, of: \(n)): the order must be at least 1") == true)
  }
}
