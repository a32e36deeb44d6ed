import ComplexNumbers
import Foundation
import Testing

struct ComplexCodableTests {
  @Test func encodesAsAnArrayOfTwo() throws {
    let data = try JSONEncoder().encode([Complex(3.0, -4.5), .i])
    #expect(String(decoding: data, as: UTF8.self) == "[[3,-4.5],[0,1]]")
  }

  @Test(arguments: [
    Complex(0.1, -1e-308), Complex(.greatestFiniteMagnitude, .leastNonzeroMagnitude), Complex(1.0 / 3.0, -0.0),
  ])
  func comesBackToTheBit(z: Complex<Double>) throws {
    let data = try JSONEncoder().encode(z)
    #expect(identical(try JSONDecoder().decode(Complex<Double>.self, from: data), z))
  }

  @Test(arguments: ["[]", "[1]", "[1,2,3]", "1", "[\"1\",2]", "{\"real\":1,\"imaginary\":2}"])
  func refusesAnythingElse(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Complex<Double>.self, from: Data(json.utf8))
    }
  }
}
