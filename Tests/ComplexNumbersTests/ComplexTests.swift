import ComplexNumbers
import Testing

struct ComplexTests {
  @Test func partsAreWhatWasGiven() {
    let z = Complex(3.0, -4.0)
    #expect(z.real == 3 && z.imaginary == -4)
    #expect(identical(Complex(2.5), Complex(2.5, 0)))
    #expect(identical(Complex(imaginary: -2.5), Complex(0, -2.5)))
    #expect(identical(Complex<Float>.zero, Complex(0, 0)))
    #expect(identical(Complex<Float>.one, Complex(1, 0)))
    #expect(Complex<Double>.i * .i == -1)
  }

  @Test func partsCanBeSet() {
    var z = Complex<Float>.zero
    z.real = 3
    z.imaginary = -4
    #expect(z == Complex(3, -4))
  }

  @Test func integerLiteralsAreReal() {
    let integer: Complex<Double> = -7
    #expect(identical(integer, Complex(-7.0, 0.0)))
    let numbers: [Complex<Float>] = [1, .i, -2]
    #expect(numbers == [Complex(1, 0), Complex(0, 1), Complex(-2, 0)])
  }

  @Test func integersConvert() {
    #expect(Complex<Float>(16_777_217 as Int64) == Complex(16_777_216, 0))
    #expect(Complex<Float>(exactly: 16_777_217) == nil)
    #expect(Complex<Double>(exactly: 16_777_217) == Complex(16_777_217, 0))
  }

  static let kinds: [(Z, Bool, Bool, Bool)] = [
    (Z(1.0, -2.0), true, false, false),
    (Z(.infinity, 0), false, true, false),
    (Z(0, -.infinity), false, true, false),
    (Z(.nan, 0), false, false, true),
    (Z(.infinity, .nan), false, true, true),
    (Z(.greatestFiniteMagnitude, .leastNonzeroMagnitude), true, false, false),
  ]

  @Test(arguments: kinds)
  func predicatesAskEachPart(z: Complex<Double>, isFinite: Bool, isInfinite: Bool, isNaN: Bool) {
    #expect(z.isFinite == isFinite)
    #expect(z.isInfinite == isInfinite)
    #expect(z.isNaN == isNaN)
  }

  @Test func zeroHasFourSigns() {
    for x in [0.0, -0.0] {
      for y in [0.0, -0.0] {
        #expect(Complex(x, y).isZero)
        #expect(!Complex(x, .leastNonzeroMagnitude).isZero)
        #expect(!Complex(-.leastNonzeroMagnitude, y).isZero)
      }
    }
  }
}

// MARK: - Layout

struct ComplexLayoutTests {
  func expectLayout<T: Precision>(_ type: T.Type, size: Int, alignment: Int) {
    #expect(MemoryLayout<Complex<T>>.size == size)
    #expect(MemoryLayout<Complex<T>>.stride == size)
    #expect(MemoryLayout<Complex<T>>.alignment == alignment)
    // C: "an array type containing exactly two elements of the corresponding real type", the real part first.
    let numbers: [Complex<T>] = [Complex(1, 2), Complex(3, 4), Complex(5, 6)]
    let parts = numbers.withUnsafeBytes { Array($0.bindMemory(to: T.self)) }
    #expect(parts == [1, 2, 3, 4, 5, 6])
  }

  @Test func equalsThatOfC() {
    expectLayout(Float.self, size: 8, alignment: 4)
    expectLayout(Double.self, size: 16, alignment: 8)
    #if arch(x86_64) && !os(Windows) && !os(Android)
      #expect(MemoryLayout<Complex<Float80>>.size == 32)
      #expect(MemoryLayout<Complex<Float80>>.stride == 32)
      #expect(MemoryLayout<Complex<Float80>>.alignment == 16)
      let numbers: [Complex<Float80>] = [Complex(1, 2), Complex(3, 4)]
      #expect(numbers.withUnsafeBytes { Array($0.bindMemory(to: Float80.self)) } == [1, 2, 3, 4])
    #endif
  }

  @Test func copiesBitwiseFromAnyAddress() {
    // `loadUnaligned` is for bitwise-copyable types only.
    let bytes = [UInt8](unsafeUninitializedCapacity: 17) { buffer, count in
      buffer.initialize(repeating: 0)
      UnsafeMutableRawBufferPointer(buffer).storeBytes(of: 1.5, toByteOffset: 1, as: Double.self)
      UnsafeMutableRawBufferPointer(buffer).storeBytes(of: -2.5, toByteOffset: 9, as: Double.self)
      count = 17
    }
    let z = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 1, as: Complex<Double>.self) }
    #expect(z == Complex(1.5, -2.5))
  }
}
