import ComplexNumbers
import Testing

struct ComplexDescriptionTests {
  static let texts: [(Z, String)] = [
    (Z(3.0, -4.0), "3 - 4i"),
    (Z(-1.0, 0.0), "-1"),
    (Z(0.0, 2.0), "2i"),
    (Z(0.0, -2.5), "-2.5i"),
    (Z(0.0, 1.0), "i"),
    (Z(0.0, -1.0), "-i"),
    (Z(1.5, 1.0), "1.5 + i"),
    (Z(-1.5, -1.0), "-1.5 - i"),
    (Z(0.0, 0.0), "0"),
    (Z(-0.0, -0.0), "0"),
    (Z(-0.0, 3.0), "3i"),
    (Z(1e-300, 1e300), "1e-300 + 1e+300i"),
    (Z(0.1, -0.2), "0.1 - 0.2i"),
    (Z(.infinity, 0.0), "inf"),
    (Z(1.0, -.infinity), "1 - inf i"),
    (Z(.nan, .nan), "nan + nan i"),
    (Z(0.0, .infinity), "inf i"),
  ]

  @Test(arguments: texts)
  func readsLikeMathematics(z: Complex<Double>, text: String) {
    #expect(z.description == text)
  }

  @Test func printsEachPrecisionInItsOwnDigits() {
    #expect("\(Complex<Float>(0.1, 0.3))" == "0.1 + 0.3i")
    #expect("\(Complex<Double>.exp(i: .pi))" == "-1 + 1.2246467991473532e-16i")
  }
}
