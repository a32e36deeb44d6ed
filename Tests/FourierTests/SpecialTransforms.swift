import ComplexNumbers
import Foundation
import Fourier
import TestSupport
import Testing

/// `special_transforms.json`: what SciPy and FINUFFT say.
struct SpecialTransformsFixture: Decodable {
  struct Chirp: Decodable {
    let ratio, start: [Double]
    let input, output: [[Double]]
  }
  struct Zoom: Decodable {
    let from, to, sampleRate: Double
    let includesEnd: Bool
    let input, output: [[Double]]
  }
  struct Nonuniform: Decodable {
    let points: [Double]
    let modeOrder: String
    let sign: Int
    let strengths, modes, type1, type2: [[Double]]
  }
  let chirps: [Chirp]
  let zooms: [Zoom]
  let nonuniform: [Nonuniform]
}

/// ⟨Ax, y⟩ = ⟨x, Aᴴy⟩, relative to ‖Ax‖·‖y‖, for random x and y.
func checkAdjoint<T: TransformScalar, Transform: FourierTransform<Complex<T>, Complex<T>>>(
  _ transform: Transform, within tolerance: T, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var random = SeededRandom(seed: 7)
  let x: [Complex<T>] = random.complexSignal(count: transform.inputCount)
  let y: [Complex<T>] = random.complexSignal(count: transform.outputCount)
  func product(_ a: [Complex<T>], _ b: [Complex<T>]) -> Complex<Double> {
    zip(a, b).reduce(.zero) { sum, pair in
      sum + Complex(Double(pair.0.real), Double(pair.0.imaginary))
        * Complex(Double(pair.1.real), -Double(pair.1.imaginary))
    }
  }
  let image = transform(x)
  let scale = Double.sqrt(product(image, image).real * product(y, y).real)
  let difference = product(image, y) - product(x, transform.adjoint(y))
  #expect(difference.modulus <= Double(tolerance) * scale, "\(Transform.self)", sourceLocation: sourceLocation)
}

/// With `PARSEVAL_PRINT_ACCURACY` set, prints an error.
func measured<T: Real>(_ name: String, _ error: T) {
  if ProcessInfo.processInfo.environment["PARSEVAL_PRINT_ACCURACY"] != nil { print("accuracy \(name): \(error)") }
}
