#if canImport(_Differentiation)
  import Autodiff
  import ComplexNumbers
  import DifferentiableFourier
  import Fourier
  import TestSupport
  import Testing
  import _Differentiation

  /// The compiler's derivative of each operation against difference quotients, and what it is where those fail.
  @Suite("Derivatives of the operations")
  struct OperationDerivativeTests {
    @Test("Against difference quotients")
    func quotients() {
      func check<T: SampledScalar>(_ type: T.Type) {
        expectSlope(T.self, Complex<T>.self, T.self, "squaredModulus") { squaredModulus($0) }
        expectSlope(T.self, Complex<T>.self, T.self, "abs") { abs($0) }
        expectSlope(T.self, T.self, T.self, "log", in: .positive) { log($0) }
        expectSlope(T.self, T.self, T.self, "log with an offset", in: .positive) { log($0, offset: 2) }
        expectSlope(T.self, T.self, T.self, "square") { square($0) }
        expectSlope(T.self, T.self, T.self, "sum") { 3 * [sum($0), mean($0)] }
        expectSlope(T.self, T.self, T.self, "difference") { square($0) - $0 }
        expectSlope(T.self, T.self, T.self, "product") { mean($0) * square($0) }
      }
      check(Float.self)
      check(Double.self)
    }

    @Test("Moduli have the derivative 0 at 0, and finite ones from subnormal to huge")
    func moduli() {
      func check<T: SampledScalar>(_ type: T.Type) {
        let tiny = T.leastNonzeroMagnitude, huge = T.greatestFiniteMagnitude / 2
        let z: [Complex<T>] = [
          .zero, Complex(-0, 0), Complex(tiny, 0), Complex(0, -tiny), Complex(huge, 0), Complex(3, -4),
        ]
        let slope = _Differentiation.gradient(at: z) { sum(abs($0)) }
        let expected: [Complex<T>] = [.zero, .zero, 1, Complex(0, -1), 1, Complex(3 / 5, -4 / 5)]
        #expect(zip(slope.base, expected).allSatisfy { ($0 - $1).modulus <= T.ulpOfOne })
      }
      check(Float.self)
      check(Double.self)
    }

    @Test("The logarithm keeps its infinite slope at 0")
    func logarithm() {
      #expect(_Differentiation.gradient(at: [0.0, 4]) { sum(log($0)) }.base == [.infinity, 0.25])
      #expect(_Differentiation.gradient(at: [0.0, 4]) { sum(log($0, offset: 0.5)) }.base == [2, 1 / 4.5])
    }

    @Test("A sum of many numbers is accurate to a few ulps, and has one derivative for all of them")
    func summation() {
      let x = [Float](repeating: 0.1, count: 1_000_000)
      #expect((sum(x) - 100_000).magnitude <= 8 * Float(100_000).ulp)
      #expect((mean(x) - 0.1).magnitude <= 8 * Float(0.1).ulp)
      #expect(_Differentiation.gradient(at: x) { mean($0) }.base == [Float](repeating: 1e-6, count: 1_000_000))
    }

    @Test("Empty cotangents are carried to zero")
    func zeroCotangent() {
      let x = [1.0, 2], z = [Complex(1.0, 2), 3]
      #expect(_Differentiation.pullback(at: z, of: { squaredModulus($0) })(.zero) == .zero)
      #expect(_Differentiation.pullback(at: z, of: { abs($0) })(.zero) == .zero)
      #expect(_Differentiation.pullback(at: x, of: { log($0) })(.zero) == .zero)
      #expect(_Differentiation.pullback(at: x, of: { square($0) })(.zero) == .zero)
      let difference = _Differentiation.pullback(at: x, x, of: { $0 - $1 })(.zero)
      #expect(difference.0 == .zero && difference.1 == .zero)
      let product = _Differentiation.pullback(at: 2.0, x, of: { $0 * $1 })(.zero)
      #expect(product.0 == 0 && product.1 == .zero)
    }

    @Test("Arrays that do not match trap")
    func mismatch() async {
      let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = [1.0, 2] - [3.0]
      }
      let message = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
      #expect(message.contains("a difference of arrays of 2 and 1 elements"))
    }

    /// Re⟨w, Jv⟩ by the pullback, and by difference quotients with an estimate of their error.
    private func expectSlope<T: SampledScalar, Input: DifferentiableElement, Output: DifferentiableElement>(
      _ scalar: T.Type, _ inputType: Input.Type, _ outputType: Output.Type, _ name: String,
      in domain: SampleDomain = .awayFromZero, _ map: @differentiable(reverse) ([Input]) -> [Output]
    ) where Input.RealPart == T, Output.RealPart == T {
      var random = SeededRandom(seed: 5)
      for count in [1, 6] {
        let x: Tensor<Input> = random.tensor(shape: [count], in: domain)
        let v: Tensor<Input> = random.tensor(shape: [count])
        let (value, pullback) = _Differentiation.valueWithPullback(at: x.elements, of: map)
        #expect(value == map(x.elements), "\(name): the value")
        let w: Tensor<Output> = random.tensor(shape: [value.count])
        let slope = realInnerProduct(Tensor(pullback(.init(w.elements)).base), v)
        let (quotient, error) = numericalDerivativeWithError(at: x, along: v, of: { Tensor(map($0.elements)) })
        let expected = realInnerProduct(quotient, w)
        // The points x + tv are rounded too, as much as the values are: twice the estimate, and an ulp for each term.
        let bound =
          2 * euclideanNorm(error) * euclideanNorm(w) + 4 * Double(T.ulpOfOne) * euclideanNorm(quotient)
          * euclideanNorm(w)
        #expect((slope - expected).magnitude <= bound, "\(name): \(slope), but quotients give \(expected) ± \(bound)")
        let vague = 4 * Double(T.ulpOfOne / 2).squareRoot()
        #expect(bound < vague * (1 + euclideanNorm(quotient)), "\(name): too vague to judge: \(bound)")
      }
    }
  }
#endif
