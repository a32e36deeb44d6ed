import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Values, gradients and Hessian-vector products of spectral functions are JAX's.
@Suite("Agreement with JAX")
struct FixtureTests {
  typealias Vector = Tensor<Double>
  typealias ComplexVector = Tensor<Complex<Double>>

  static let cases = (try? GradientFixture.load().cases) ?? []
  static let tolerance = 1e-12

  static let realFunctions: [String: @Sendable (Vector, [GradientFixture.Vector]) throws -> Vector] = [
    "magnitude_loss": { x, c in mean(square(abs(rfft(x)) - (try c[0].real()))) },
    "log_power_loss": { x, c in mean(abs(log(squaredModulus(rfft(x)) + 1e-3) - (try c[0].real()))) },
    "spectral_convergence": { x, c in
      let target = try c[0].real()
      return sqrt(sum(square(abs(rfft(x)) - target))) / sqrt(sum(square(target)))
    },
    "flatness": { x, _ in
      let power = squaredModulus(rfft(x)) + 1e-2
      return exp(mean(log(power))) / mean(power)
    },
    "cepstrum": { x, c in
      let logarithm = log(squaredModulus(rfft(x)) + 1e-2)
      return sum(try c[0].real() * irfft(complex(logarithm), length: x.count))
    },
    "phase_correlation": { x, c in
      let spectrum = rfft(x)
      return sum(try c[0].real() * irfft(spectrum / abs(spectrum), length: x.count))
    },
    "padded_orthonormal": { x, _ in
      sum(log(1 + squaredModulus(rfft(x, length: 3 * x.count, normalization: .orthonormal))))
    },
    "cropped_forward": { x, _ in
      sum(square(squaredModulus(rfft(x, length: x.count / 2, normalization: .forward))))
    },
  ]

  static let complexFunctions: [String: @Sendable (ComplexVector, [GradientFixture.Vector]) throws -> Vector] = [
    "weighted_power": { z, c in sum(try c[0].real() * squaredModulus(fft(z))) },
    "filtered_quartic": { z, c in sum(square(squaredModulus(ifft(fft(z) * (try c[0].complex()))))) },
    "phases": { z, c in sum(try c[0].real() * phase(fft(z))) },
    "real_signal_cubed": { z, c in sum(pow(irfft(z, length: Int(try c[0].real()[0])), 3)) },
    "holomorphic": { z, _ in
      real(sum(exp(z) * sin(z) * conjugate(z) + tanh(z) / (3 + cos(z)) - pow(z, 3)))
    },
    "principal_values": { z, _ in imaginary(sum(sqrt(z + 3) * log(z + 3))) },
    "magnitude_of_inverse": { z, _ in mean(abs(ifft(z, normalization: .orthonormal))) },
  ]

  @Test("Every function of the fixture is here, and no other")
  func complete() {
    let here = Set(Self.realFunctions.keys).union(Self.complexFunctions.keys).union(["convolution"])
    #expect(Set(Self.cases.map(\.function)) == here)
    #expect(Self.cases.count == 31)
  }

  @Test("Real and complex vectors", arguments: cases.indices)
  func gradients(index: Int) throws {
    let expected = Self.cases[index]
    if let f = Self.realFunctions[expected.function] {
      try compare(expected, \.realVector) { try f($0, expected.constants) }
    } else if let f = Self.complexFunctions[expected.function] {
      try compare(expected, \.complexVector) { try f($0, expected.constants) }
    } else {
      try compareConvolution(expected)
    }
  }

  private func compare<Element: SampledElement>(
    _ expected: GradientFixture.Case, _ vector: KeyPath<GradientFixture.Vector, Tensor<Element>?>,
    of f: (Tensor<Element>) throws -> Vector
  ) throws {
    let x = try #require(expected.arguments[0][keyPath: vector])
    let direction = try #require(expected.directions[0][keyPath: vector])
    let (value, slope) = try valueWithGradient(at: x, of: f)
    expect(value, Tensor(expected.value), "value")
    expect(slope, try #require(expected.gradients[0][keyPath: vector]), "gradient")
    let product = try valueWithDerivative(at: x, along: direction) { try gradient(at: $0, of: f) }.derivative
    expect(product, try #require(expected.hessianVectorProducts[0][keyPath: vector]), "Hessian-vector product")
    // Forward mode.
    let along = try valueWithDerivative(at: x, along: direction, of: f).derivative.scalar
    let projected = realInnerProduct(try #require(expected.gradients[0][keyPath: vector]), direction)
    let scale = euclideanNorm(slope) * euclideanNorm(direction)
    #expect((along - projected).magnitude <= Self.tolerance * scale, "derivative \(along), JAX \(projected)")
  }

  /// The one function of two arguments. Its Hessian-vector product is along both.
  private func compareConvolution(_ expected: GradientFixture.Case) throws {
    let x = try expected.arguments[0].real(), h = try expected.arguments[1].real()
    let target = try expected.constants[0].real()
    let loss: (Vector, Vector) -> Vector = { x, h in
      let product = rfft(x) * rfft(h, length: x.count)
      return mean(square(irfft(product, length: x.count) - target))
    }
    let (value, slopes) = valueWithGradient(at: x, h, of: loss)
    expect(value, Tensor(expected.value), "value")
    expect(slopes.0, try expected.gradients[0].real(), "gradient by the signal")
    expect(slopes.1, try expected.gradients[1].real(), "gradient by the filter")
    // Along a line, both arguments are functions of one number.
    let v = try expected.directions[0].real(), w = try expected.directions[1].real()
    let first = valueWithDerivative(at: Tensor(0.0), along: 1) { t in gradient(at: x + t * v, h + t * w, of: loss).0 }
    let second = valueWithDerivative(at: Tensor(0.0), along: 1) { t in gradient(at: x + t * v, h + t * w, of: loss).1 }
    expect(first.derivative, try expected.hessianVectorProducts[0].real(), "Hessian-vector product, signal")
    expect(second.derivative, try expected.hessianVectorProducts[1].real(), "Hessian-vector product, filter")
  }

  private func expect<Element: SampledElement>(_ actual: Tensor<Element>, _ expected: Tensor<Element>, _ what: String) {
    #expect(actual.shape == expected.shape)
    let error = euclideanNorm(actual - expected), size = euclideanNorm(expected)
    #expect(error <= Self.tolerance * size, "\(what): \(actual), JAX \(expected), relative error \(error / size)")
  }
}

extension GradientFixture.Vector {
  fileprivate var realVector: Tensor<Double>? { try? real() }
  fileprivate var complexVector: Tensor<Complex<Double>>? { try? complex() }
}
