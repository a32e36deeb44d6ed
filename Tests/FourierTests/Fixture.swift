import ComplexNumbers
import Foundation

/// The files of `Fixtures/fourier`, whose README tells where they come from.
enum Fixture {
  static func load<Contents: Decodable>(_ name: String) throws -> Contents {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Fixtures/fourier/\(name).json")
    return try JSONDecoder().decode(Contents.self, from: Data(contentsOf: file))
  }
}

/// `reference_dft.json`: DFTs by mpmath, as decimals that no binary precision has cut.
struct ReferenceFixture: Decodable {
  struct Case: Decodable {
    let length: Int
    let complexInput, complexForward, complexInverse: [[String]]
    let realInput: [String]
    let realForward: [[String]]
    let halfSpectrum: [[String]]
    let realInverse: [String]
  }
  let cases: [Case]
}

/// `conventions.json`: what SciPy and NumPy say.
struct ConventionsFixture: Decodable {
  struct Transform: Decodable {
    let length: Int
    let normalization: String
    let complexInput, fft, ifft: [[Double]]
    let realInput: [Double]
    let rfft, halfSpectrum: [[Double]]
    let irfft: [Double]
  }
  struct Frequencies: Decodable {
    let length: Int
    let sampleRate: Double
    let fftfreq, rfftfreq: [Double]
    let fftshift, ifftshift: [Int]
  }
  let transforms: [Transform]
  let frequencies: [Frequencies]
  let fastLengths: [[Int]]
}

/// A decimal of a fixture, correctly rounded.
func number<T: LosslessStringConvertible>(_ text: String) throws -> T {
  guard let number = T(text) else { throw MalformedFixture(text: text) }
  return number
}

struct MalformedFixture: Error {
  let text: String
}

func complex<T: Real & LosslessStringConvertible>(_ parts: [[String]]) throws -> [Complex<T>] {
  try parts.map { Complex(try number($0[0]), try number($0[1])) }
}

func complex(_ parts: [[Double]]) -> [Complex<Double>] {
  parts.map { Complex($0[0], $0[1]) }
}
