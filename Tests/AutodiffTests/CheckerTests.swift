import Autodiff
import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// The checkers reject what is wrong: without that, what they accept would say nothing.
@Suite("The checkers")
struct CheckerTests {
  // MARK: Wrong adjoints of the Fourier operators

  enum Mistake: CaseIterable {
    case droppedConjugate, missingWeight, halvedEdges, factorTwo, missingScale, wrongScale, oneSample
  }

  @Test("A wrong adjoint of a Fourier operator is rejected", arguments: [5, 8, 64], Mistake.allCases)
  func wrongAdjoint(length: Int, mistake: Mistake) {
    let bins = length / 2 + 1, n = Double(length)
    let failures: [CheckFailure]
    switch mistake {
    case .droppedConjugate:
      // The transpose in place of the conjugate transpose: a forward transform again.
      failures = checkAdjoint(
        of: Claim<Complex<Double>, Complex<Double>>(apply: { fft($0) }, adjoint: { fft($0) }), inputShape: [length])
    case .missingWeight:
      // Every bin counted as a pair.
      failures = checkAdjoint(
        of: Claim<Double, Complex<Double>>(
          apply: { rfft($0) }, adjoint: { n / 2 * irfft($0, length: length) }), inputShape: [length])
    case .halvedEdges:
      // The weights of rfft's adjoint, but with DC halved as well.
      failures = checkAdjoint(
        of: Claim<Double, Complex<Double>>(
          apply: { rfft($0) },
          adjoint: { g in
            var halved = g.elements.map { $0 / 2.0 }
            if length.isMultiple(of: 2) { halved[bins - 1] = g.elements[bins - 1] }
            return n * irfft(Tensor(halved), length: length)
          }), inputShape: [length])
    case .factorTwo:
      failures = checkAdjoint(
        of: Claim<Double, Complex<Double>>(
          apply: { rfft($0) },
          adjoint: { 2.0 * gradientOfRFFT($0, length: length) }), inputShape: [length])
    case .missingScale:
      failures = checkAdjoint(
        of: Claim<Complex<Double>, Complex<Double>>(apply: { ifft($0) }, adjoint: { fft($0) }), inputShape: [length])
    case .wrongScale:
      // The inverse in place of the adjoint.
      failures = checkAdjoint(
        of: Claim<Complex<Double>, Complex<Double>>(apply: { fft($0) }, adjoint: { ifft($0) }), inputShape: [length])
    case .oneSample:
      // Right but for one sample in its last digits.
      failures = checkAdjoint(
        of: Claim<Double, Complex<Double>>(
          apply: { rfft($0) },
          adjoint: { g in
            var x = gradientOfRFFT(g, length: length).elements
            x[length / 2] *= 1 + 1e-11
            return Tensor(x)
          }), inputShape: [length])
    }
    #expect(failures.contains { $0.property == .adjoint }, "\(failures)")
    #expect(failures.allSatisfy { $0.description.contains("worst at output entry [") }, "\(failures)")
  }

  @Test("The same claims without a mistake are accepted", arguments: [5, 8, 64])
  func rightAdjoint(length: Int) {
    let n = Double(length)
    expectNone(
      checkAdjoint(
        of: Claim<Complex<Double>, Complex<Double>>(apply: { fft($0) }, adjoint: { n * ifft($0) }),
        inputShape: [length]))
    expectNone(
      checkAdjoint(
        of: Claim<Complex<Double>, Complex<Double>>(apply: { ifft($0) }, adjoint: { fft($0) / n }),
        inputShape: [length]))
    expectNone(
      checkAdjoint(
        of: Claim<Double, Complex<Double>>(
          apply: { rfft($0) }, adjoint: { gradientOfRFFT($0, length: length) }), inputShape: [length]))
  }

  @Test("The report of a wrong adjoint names the entry that is off")
  func worstEntry() {
    let failures = checkAdjoint(
      of: Claim<Double, Double>(
        apply: { $0 },
        adjoint: { y in
          var x = y.elements
          x[4] *= 3
          return Tensor(x, shape: y.shape)
        }), inputShape: [2, 3], named: "identity")
    let report = failures.map(\.description).joined()
    #expect(report.hasPrefix("identity: adjoint: "), "\(report)")
    let worst = "worst at output entry [1, 1] and input entry [1, 1]: A has 1.0, the adjoint 3.0"
    #expect(report.contains(worst), "\(report)")
  }

  @Test("A map that is not linear, or of the wrong shape, is rejected")
  func notLinear() {
    let affine = checkAdjoint(of: Claim<Double, Double>(apply: { $0 + 1.0 }, adjoint: { $0 }), inputShape: [4])
    #expect(affine.contains { $0.property == .linearity }, "\(affine)")
    let even = checkAdjoint(
      of: Claim<Complex<Double>, Double>(apply: { abs($0) }, adjoint: { complex($0) }), inputShape: [4])
    #expect(even.contains { $0.property == .linearity }, "\(even)")
    let shape = checkAdjoint(of: Claim<Double, Double>(apply: { $0 }, adjoint: { sum($0) }), inputShape: [4])
    #expect(shape.map(\.property) == [.shape], "\(shape)")
    let nan = checkAdjoint(of: Claim<Double, Double>(apply: { $0 }, adjoint: { $0 * .nan }), inputShape: [4])
    #expect(nan.contains { $0.property == .adjoint }, "\(nan)")
  }

  // MARK: Wrong derivatives

  /// The value of f with the derivative of g.
  private func graft<Input, Output>(
    _ f: @escaping (Tensor<Input>) -> Tensor<Output>, _ g: @escaping (Tensor<Input>) -> Tensor<Output>
  ) -> (Tensor<Input>) -> Tensor<Output> {
    { x in withoutDerivative(at: f(x) - g(x)) + g(x) }
  }

  @Test("A wrong first derivative is rejected, with its worst entry")
  func wrongGradient() {
    var random = SeededRandom(seed: 7)
    let x: Tensor<Double> = random.tensor(shape: [2, 3], in: .positive)
    let sign = checkGradient(of: graft({ cos($0) }, { -cos($0) }), at: x)
    #expect(sign.contains { $0.property == .firstDerivative }, "\(sign)")
    let small = checkGradient(of: graft({ exp($0) }, { 1.0000001 * exp($0) }), at: x)
    #expect(small.contains { $0.property == .firstDerivative }, "\(small)")
    // One entry only.
    let one = Tensor([0.0, 0, 0, 0, 0, 1], shape: [2, 3])
    let entry = checkGradient(of: graft({ square($0) }, { square($0) + one * $0 }), at: x, named: "square")
    #expect(entry.contains { $0.description.hasPrefix("square: firstDerivative: worst at entry [1, 2]: ") }, "\(entry)")
  }

  @Test("A wrong complex gradient is rejected")
  func wrongComplexGradient() {
    var random = SeededRandom(seed: 8)
    let z: Tensor<Complex<Double>> = random.tensor(shape: [5], in: .awayFromZero)
    // |z|² whose gradient is the conjugate, as JAX has it.
    let other = checkGradient(of: graft({ squaredModulus($0) }, { squaredModulus(conjugate($0)) }), at: z)
    expectNone(other)
    let conjugated = checkGradient(of: graft({ squaredModulus($0) }, { real($0 * $0) }), at: z)
    #expect(conjugated.contains { $0.property == .firstDerivative }, "\(conjugated)")
    let realOnly = checkGradient(of: graft({ abs($0) }, { abs(real($0)) }), at: z, named: "|z|")
    #expect(realOnly.contains { $0.description.contains(", imaginary part: the gradient has 0.0") }, "\(realOnly)")
    let half = checkGradient(of: graft({ squaredModulus($0) }, { squaredModulus($0) / 2 }), at: z)
    #expect(half.contains { $0.property == .firstDerivative }, "\(half)")
  }

  @Test("A wrong derivative in single precision is rejected")
  func wrongSingle() {
    var random = SeededRandom(seed: 9)
    let x: Tensor<Float> = random.tensor(shape: [6], in: .positive)
    let failures = checkGradient(of: graft({ log($0) }, { 1.01 * log($0) }), at: x)
    #expect(failures.contains { $0.property == .firstDerivative }, "\(failures)")
  }

  @Test("A first derivative that is right, but is no function of the point, is rejected at second order")
  func wrongSecondDerivative() {
    var random = SeededRandom(seed: 10)
    let x: Tensor<Double> = random.tensor(shape: [4])
    let constantSlope: (Tensor<Double>) -> Tensor<Double> = { x in
      withoutDerivative(at: -square(x)) + 2 * withoutDerivative(at: x) * x
    }
    expectNone(checkGradient(of: constantSlope, at: x, order: 1))
    let failures = checkGradient(of: constantSlope, at: x)
    #expect(failures.map(\.property) == [.secondDerivative], "\(failures)")
  }

  @Test("Modes that disagree are rejected")
  func disagreement() {
    var random = SeededRandom(seed: 11)
    let x: Tensor<Double> = random.tensor(shape: [4])
    let twice = Claim<Double, Double>(apply: { $0 }, adjoint: { 2.0 * $0 })
    let failures = checkGradient(of: { twice($0) }, at: x)
    #expect(failures.contains { $0.property == .forwardAgainstReverse }, "\(failures)")
    let lopsided = checkGradient(of: { square($0) + Claim(apply: { 0.0 * $0 }, adjoint: { $0 })(square($0)) }, at: x)
    #expect(lopsided.contains { $0.property == .firstDerivative }, "\(lopsided)")
  }

  @Test("An asymmetric second derivative is rejected")
  func asymmetry() {
    var random = SeededRandom(seed: 12)
    let x: Tensor<Double> = random.tensor(shape: [2])
    // Σ x₀·x₁ whose gradient (x₁, x₀) has its second entry cut off from x₀.
    let f: (Tensor<Double>) -> Tensor<Double> = { x in
      let first = x.slice(0..<1), second = x.slice(1..<2)
      return first * second - withoutDerivative(at: first) * second + withoutDerivative(at: first) * second
        - (first - withoutDerivative(at: first)) * (second - withoutDerivative(at: second))
        + (first - withoutDerivative(at: first)) * second - (first - withoutDerivative(at: first)) * second
    }
    expectNone(checkGradient(of: f, at: x, order: 1))
    let failures = checkGradient(of: f, at: x)
    #expect(failures.contains { $0.property == .secondDerivative }, "\(failures)")
  }

  @Test("Where finite differences cannot judge, the check says so")
  func oracle() {
    let kink = checkGradient(of: { abs($0) }, at: Tensor([1e-9, 1, 2]))
    #expect(kink.contains { $0.property == .oracle || $0.property == .firstDerivative }, "\(kink)")
    let rough = checkGradient(of: { sin(1e5 * $0) }, at: Tensor([0.3, 1, 2]))
    #expect(rough.contains { $0.property == .oracle }, "\(rough)")
  }
}

/// An operator made of two claims, right or wrong.
struct Claim<Input: TensorElement, Output: TensorElement>: LinearOperator {
  let forward: @Sendable (Tensor<Input>) -> Tensor<Output>
  let backward: @Sendable (Tensor<Output>) -> Tensor<Input>

  init(
    apply: @escaping @Sendable (Tensor<Input>) -> Tensor<Output>,
    adjoint: @escaping @Sendable (Tensor<Output>) -> Tensor<Input>
  ) {
    forward = apply
    backward = adjoint
  }

  func apply(_ x: Tensor<Input>) -> Tensor<Output> { forward(x) }
  func applyAdjoint(_ y: Tensor<Output>) -> Tensor<Input> { backward(y) }
}

/// The adjoint of rfft, from the definition of the complex DFT: the real part of Σₖ gₖ exp(+2πi kn/N) over the half-spectrum.
private func gradientOfRFFT(_ g: Tensor<Complex<Double>>, length: Int) -> Tensor<Double> {
  Double(length) * real(ifft(g.resized(to: length)))
}
