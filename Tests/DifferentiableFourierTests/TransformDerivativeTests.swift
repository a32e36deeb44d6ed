#if canImport(_Differentiation)
  import Autodiff
  import ComplexNumbers
  import DifferentiableFourier
  import Fourier
  import TestSupport
  import Testing
  import _Differentiation

  /// The compiler's derivative of every transform is its adjoint: Re⟨Av, w⟩ = Re⟨v, Aᴴw⟩, with A applied by the
  /// transform itself, and Aᴴ by the pullback that the compiler calls.
  @Suite("Derivatives of the transforms")
  struct TransformDerivativeTests {
    /// Lengths of the input, and of the transform: as it is, odd, filled up and cut off.
    static let lengths: [(Int, Int?)] = [(8, nil), (9, nil), (7, 12), (13, 6), (2, nil)]

    @Test("Complex transforms", arguments: lengths, Normalization.allCases)
    func complex(lengths: (Int, Int?), normalization: Normalization) {
      func check<T: SampledScalar>(_ type: T.Type) {
        expectAdjoint(T.self, Complex<T>.self, Complex<T>.self, "fft", lengths.0) {
          fft($0, length: lengths.1, normalization: normalization)
        }
        expectAdjoint(T.self, Complex<T>.self, Complex<T>.self, "ifft", lengths.0) {
          ifft($0, length: lengths.1, normalization: normalization)
        }
      }
      check(Float.self)
      check(Double.self)
    }

    @Test("Real transforms", arguments: lengths, Normalization.allCases)
    func real(lengths: (Int, Int?), normalization: Normalization) {
      func check<T: SampledScalar>(_ type: T.Type) {
        expectAdjoint(T.self, T.self, Complex<T>.self, "rfft", lengths.0) {
          rfft($0, length: lengths.1, normalization: normalization)
        }
        expectAdjoint(T.self, T.self, Complex<T>.self, "ihfft", lengths.0) {
          ihfft($0, length: lengths.1, normalization: normalization)
        }
        expectAdjoint(T.self, Complex<T>.self, T.self, "irfft", lengths.0) {
          irfft($0, length: lengths.1, normalization: normalization)
        }
        expectAdjoint(T.self, Complex<T>.self, T.self, "hfft", lengths.0) {
          hfft($0, length: lengths.1, normalization: normalization)
        }
        // All bins of an odd length, which has to be said.
        expectAdjoint(T.self, Complex<T>.self, T.self, "irfft", lengths.0) {
          irfft($0, length: 2 * lengths.0 - 1, normalization: normalization)
        }
      }
      check(Float.self)
      check(Double.self)
    }

    @Test("Cosine, sine and Hartley transforms", arguments: lengths, TrigonometricType.allCases)
    func trigonometric(lengths: (Int, Int?), type: TrigonometricType) {
      func check<T: SampledScalar>(_ scalar: T.Type, _ normalization: Normalization, _ orthogonalizes: Bool?) {
        expectAdjoint(T.self, T.self, T.self, "dct", lengths.0) {
          dct($0, type: type, length: lengths.1, normalization: normalization, orthogonalizes: orthogonalizes)
        }
        expectAdjoint(T.self, T.self, T.self, "idct", lengths.0) {
          idct($0, type: type, length: lengths.1, normalization: normalization, orthogonalizes: orthogonalizes)
        }
        expectAdjoint(T.self, T.self, T.self, "dst", lengths.0) {
          dst($0, type: type, length: lengths.1, normalization: normalization, orthogonalizes: orthogonalizes)
        }
        expectAdjoint(T.self, T.self, T.self, "idst", lengths.0) {
          idst($0, type: type, length: lengths.1, normalization: normalization, orthogonalizes: orthogonalizes)
        }
        expectAdjoint(T.self, T.self, T.self, "dht", lengths.0) {
          dht($0, length: lengths.1, normalization: normalization)
        }
        expectAdjoint(T.self, T.self, T.self, "idht", lengths.0) {
          idht($0, length: lengths.1, normalization: normalization)
        }
      }
      for normalization in Normalization.allCases {
        check(Float.self, normalization, nil)
        check(Double.self, normalization, nil)
      }
      check(Double.self, .backward, true)
      check(Double.self, .orthonormal, false)
    }

    @Test("Plans, also of several axes")
    func plans() throws {
      let image = try DFTPlan<Double>(shape: [3, 4, 5], axes: [1, 2])
      expectAdjoint(Double.self, Complex<Double>.self, Complex<Double>.self, "DFTPlan", image.inputCount) { image($0) }
      let rows = try RealDFTPlan<Float>(length: 9, batchCount: 2)
      expectAdjoint(Float.self, Float.self, Complex<Float>.self, "RealDFTPlan", rows.inputCount) { rows($0) }
      let reference = try ReferenceRealDFT<Double>(length: 7)
      expectAdjoint(Double.self, Double.self, Complex<Double>.self, "ReferenceRealDFT", 7) { reference($0) }
    }

    @Test("An empty cotangent, the zero of all arrays, is carried to zero")
    func zeroCotangent() throws {
      let plan = try RealDFTPlan<Double>(length: 4)
      let x = [1.0, 2, 3, 4], z = [Complex(1.0, 2), 3]
      #expect(_Differentiation.pullback(at: x, of: { rfft($0) })(.zero) == .zero)
      #expect(_Differentiation.pullback(at: z, of: { irfft($0) })(.zero) == .zero)
      #expect(_Differentiation.pullback(at: x, of: { dct($0) })(.zero) == .zero)
      #expect(_Differentiation.pullback(at: x, of: { plan($0) })(.zero) == .zero)
    }

    /// The dot-product test of a linear map on arrays of `count` elements.
    private func expectAdjoint<T: SampledScalar, Input: DifferentiableElement, Output: DifferentiableElement>(
      _ scalar: T.Type, _ inputType: Input.Type, _ outputType: Output.Type, _ name: String, _ count: Int,
      _ map: @differentiable(reverse) ([Input]) -> [Output]
    ) where Input.RealPart == T, Output.RealPart == T {
      var random = SeededRandom(seed: UInt64(count))
      let x: Tensor<Input> = random.tensor(shape: [count]), v: Tensor<Input> = random.tensor(shape: [count])
      let (value, pullback) = _Differentiation.valueWithPullback(at: x.elements, of: map)
      #expect(value == map(x.elements), "\(name): the value")
      let w: Tensor<Output> = random.tensor(shape: [value.count])
      let gradient = Tensor(pullback(.init(w.elements)).base), image = Tensor(map(v.elements))
      #expect(gradient.shape == x.shape, "\(name): the shape of the gradient")
      guard gradient.shape == x.shape else { return }

      let left = realInnerProduct(image, w), right = realInnerProduct(v, gradient)
      let rounding = Double(Tolerances.normalizedDFT(length: 2 * max(count, value.count), T.self))
      let scale = euclideanNorm(image) * euclideanNorm(w) + euclideanNorm(v) * euclideanNorm(gradient)
      #expect(
        (left - right).magnitude <= rounding * scale, "\(name) of \(count): ⟨Av, w⟩ = \(left), ⟨v, Aᴴw⟩ = \(right)")
    }
  }
#endif
