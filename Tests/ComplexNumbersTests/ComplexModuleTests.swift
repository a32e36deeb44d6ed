import ComplexModule
import ComplexNumbers
import Testing

struct ComplexModuleTests {
  func expectRenaming<T: Precision>(_ type: T.Type) {
    #expect(MemoryLayout<ComplexNumbers.Complex<T>>.size == MemoryLayout<ComplexModule.Complex<T>>.size)
    #expect(MemoryLayout<ComplexNumbers.Complex<T>>.alignment == MemoryLayout<ComplexModule.Complex<T>>.alignment)
    for z in edges(type) {
      let theirs = ComplexModule.Complex(z)
      #expect(identical(theirs.rawStorage.x, z.real))
      #expect(identical(theirs.rawStorage.y, z.imaginary))
      #expect(identical(ComplexNumbers.Complex(theirs), z))
    }
  }

  @Test func convertsBothWaysToTheBit() {
    expectRenaming(Float.self)
    expectRenaming(Double.self)
  }
}
