import ComplexNumbers
import Testing

struct ComplexHashableTests {
  @Test func equalityAsksBothParts() {
    #expect(Complex(1.0, 2.0) == Complex(1.0, 2.0))
    #expect(Complex(1.0, 2.0) != Complex(1.0, -2.0))
    #expect(Complex(1.0, 2.0) != Complex(-1.0, 2.0))
    #expect(Complex(1.0, 2.0) != Complex(2.0, 1.0))
    #expect(Complex(1.0, .infinity) != Complex(2.0, .infinity))
  }

  @Test func nanEqualsNothing() {
    for z in [Complex(.nan, 1.0), Complex(1.0, .nan), Complex(.nan, .nan)] {
      let copy = z
      #expect(z != copy)
    }
  }

  @Test func zerosAreEqualAndHashAlike() {
    let zeros = [Complex(0.0, 0.0), Complex(-0.0, 0.0), Complex(0.0, -0.0), Complex(-0.0, -0.0)]
    for z in zeros {
      #expect(z == .zero)
      #expect(z.hashValue == Complex<Double>.zero.hashValue)
    }
    #expect(Set(zeros).count == 1)
  }

  @Test func setsTellNumbersApart() {
    let numbers = (-5...5).flatMap { x in (-5...5).map { y in Complex(Float(x), Float(y)) } }
    #expect(Set(numbers + numbers).count == 121)
  }
}
