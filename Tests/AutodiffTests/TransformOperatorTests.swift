import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// Transforms of any path, as operators on tensors, are linear and know their adjoints.
@Suite("Transforms as operators")
struct TransformOperatorTests {
  static let lengths = [1, 2, 3, 4, 5, 8, 9, 15, 16, 31, 64]

  @Test("Complex plans", arguments: lengths, Normalization.allCases)
  func complexPlans(length: Int, normalization: Normalization) throws {
    try checkComplex(Double.self, length: length, normalization: normalization)
    try checkComplex(Float.self, length: length, normalization: normalization)
  }

  @Test("Plans of real transforms", arguments: lengths, Normalization.allCases)
  func realPlans(length: Int, normalization: Normalization) throws {
    try checkReal(Double.self, length: length, normalization: normalization)
    try checkReal(Float.self, length: length, normalization: normalization)
  }

  private func checkComplex<T: TensorScalar & SampledElement>(
    _ type: T.Type, length: Int, normalization: Normalization
  ) throws {
    for direction in [Direction.forward, .inverse] {
      let plan = try DFTPlan<T>(length: length, direction: direction, normalization: normalization)
      check(plan, shape: [length])
      check(try ReferenceDFT<T>(length: length, direction: direction, normalization: normalization), shape: [length])
      let batch = try DFTPlan<T>(length: length, batchCount: 6, direction: direction, normalization: normalization)
      check(batch, shape: [2, 3, length])
    }
  }

  private func checkReal<T: TensorScalar & SampledElement>(
    _ type: T.Type, length: Int, normalization: Normalization
  ) throws {
    let bins = length / 2 + 1
    check(try RealDFTPlan<T>(length: length, normalization: normalization), shape: [length])
    check(try ReferenceRealDFT<T>(length: length, normalization: normalization), shape: [length])
    check(try RealDFTPlan<T>(length: length, batchCount: 6, normalization: normalization), shape: [3, 2, length])
    check(try InverseRealDFTPlan<T>(length: length, normalization: normalization), shape: [bins])
    check(try ReferenceInverseRealDFT<T>(length: length, normalization: normalization), shape: [bins])
    check(
      try InverseRealDFTPlan<T>(length: length, batchCount: 6, normalization: normalization), shape: [1, 6, bins])
  }

  private func check<Transform: FourierTransform>(_ transform: Transform, shape: [Int])
  where
    Transform.Input: SampledElement, Transform.Output: SampledElement,
    Transform.Input.RealPart == Transform.Output.RealPart
  {
    let name = "\(Transform.self) \(shape)"
    expectNone(checkAdjoint(of: TransformOperator(transform), inputShape: shape, named: name))
  }

  @Test("A measured plan differentiates as the plan that rfft takes")
  func measured() throws {
    var random = SeededRandom(seed: 3)
    let x: Tensor<Double> = random.tensor(shape: [4, 24])
    let measured = TransformOperator(try RealDFTPlan<Double>(length: 24, batchCount: 4, effort: .measure))
    expectNone(checkAdjoint(of: measured, inputShape: [4, 24]))
    expectNone(checkGradient(of: { x in mean(square(abs(measured(x) + 2))) }, at: x))
    let difference =
      gradient(at: x) { sum(log(1 + squaredModulus(measured($0)))) }
      - gradient(at: x) { sum(log(1 + squaredModulus(rfft($0)))) }
    #expect(euclideanNorm(difference) < 1e-13)
  }

  @Test("A function through the reference path is differentiated, too")
  func reference() throws {
    var random = SeededRandom(seed: 4)
    let forward = TransformOperator(try ReferenceRealDFT<Double>(length: 9, batchCount: 2))
    let backward = TransformOperator(try ReferenceInverseRealDFT<Double>(length: 9, batchCount: 2))
    let f: (Tensor<Double>) -> Tensor<Double> = { x in square(backward(square(forward(x)))) }
    expectNone(checkGradient(of: f, at: random.tensor(shape: [2, 9])))
  }

  @Test("Tensor functions give what the array functions give")
  func values() {
    var random = SeededRandom(seed: 5)
    for length in Self.lengths {
      let z: [Complex<Double>] = random.complexSignal(count: length), x: [Double] = random.signal(count: length)
      for normalization in Normalization.allCases {
        #expect(fft(Tensor(z), normalization: normalization).elements == fft(z, normalization: normalization))
        #expect(ifft(Tensor(z), normalization: normalization).elements == ifft(z, normalization: normalization))
        #expect(rfft(Tensor(x), normalization: normalization).elements == rfft(x, normalization: normalization))
        let half = Array(z.prefix(length / 2 + 1))
        #expect(
          irfft(Tensor(half), length: length, normalization: normalization).elements
            == irfft(half, length: length, normalization: normalization))
      }
    }
  }

  @Test("A length cuts off or adds zeros, as in NumPy")
  func cutOrExtended() {
    let z: [Complex<Double>] = [1, 2, .i, 4, 5], x: [Double] = [1, 2, 3, 4, 5]
    #expect(fft(Tensor(z), length: 3).elements == fft([1, 2, Complex.i] as [Complex<Double>]))
    #expect(fft(Tensor(z), length: 7).elements == fft(z + [0, 0]))
    #expect(ifft(Tensor(z), length: 2).elements == ifft([1, 2] as [Complex<Double>]))
    #expect(rfft(Tensor(x), length: 4).elements == rfft([1, 2, 3, 4] as [Double]))
    #expect(rfft(Tensor(x), length: 6).elements == rfft(x + [0]))
    #expect(irfft(Tensor(z), length: 3).elements == irfft([1, 2] as [Complex<Double>], length: 3))
    #expect(irfft(Tensor(z), length: 11).elements == irfft(z + [0], length: 11))
    #expect(irfft(Tensor(z)).shape == [8])
    #expect(rfft(Tensor(repeating: 2.0, shape: [2, 4])) == Tensor([[8, 0, 0], [8, 0, 0]]))
  }
}
