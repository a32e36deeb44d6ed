#if canImport(_Differentiation)
  import Autodiff
  import ComplexNumbers
  import DifferentiableFourier
  import Fourier
  import TestSupport
  import Testing
  import _Differentiation

  /// Losses on spectra, differentiated by the compiler: against this library's own reverse mode, and against difference
  /// quotients.
  @Suite("Spectral losses by the compiler's differentiation")
  struct SpectralLossTests {
    @Test("The log-spectral distance", arguments: [16, 17, 100, 101, 1024])
    func logSpectral(count: Int) {
      func check<T: SampledScalar>(_ type: T.Type) {
        var random = SeededRandom(seed: UInt64(count))
        let x: [T] = random.signal(count: count), y: [T] = random.signal(count: count)
        let target = log(squaredModulus(rfft(y)), offset: 1)
        let (loss, slope) = _Differentiation.valueWithGradient(at: x) { x in
          mean(square(log(squaredModulus(rfft(x)), offset: 1) - target))
        }
        let level = Tensor(target)
        func same(_ x: Tensor<T>) -> Tensor<T> { mean(square(log(squaredModulus(rfft(x)) + 1) - level)) }
        expect(loss, slope.base, of: same, at: Tensor(x), "log-spectral distance of \(count)")
      }
      check(Float.self)
      check(Double.self)
    }

    @Test("The distance of orthonormal magnitudes, filled up", arguments: [15, 64])
    func magnitudes(count: Int) {
      func check<T: SampledScalar>(_ type: T.Type) {
        var random = SeededRandom(seed: UInt64(count))
        let x: [T] = random.signal(count: count)
        let target: [T] = random.signal(count: count + 1)
        let (loss, slope) = _Differentiation.valueWithGradient(at: x) { x in
          sum(square(abs(rfft(x, length: 2 * withoutDerivative(at: x.count), normalization: .orthonormal)) - target))
        }
        let magnitudes = Tensor(target)
        func same(_ x: Tensor<T>) -> Tensor<T> {
          sum(square(abs(rfft(x, length: 2 * count, normalization: .orthonormal)) - magnitudes))
        }
        expect(loss, slope.base, of: same, at: Tensor(x), "magnitudes of \(count)")
      }
      check(Float.self)
      check(Double.self)
    }

    @Test("From spectrum to samples and back", arguments: [5, 8])
    func composition(bins: Int) {
      func check<T: SampledScalar>(_ type: T.Type) {
        var random = SeededRandom(seed: UInt64(bins))
        let z: [Complex<T>] = random.complexSignal(count: bins)
        let (loss, slope) = _Differentiation.valueWithGradient(at: z) { z in
          sum([sum(squaredModulus(fft(ifft(z), length: 12)))] - [mean(square(irfft(z, length: 2 * bins - 1)))])
        }
        func same(_ z: Tensor<Complex<T>>) -> Tensor<T> {
          sum(squaredModulus(fft(ifft(z), length: 12))) - mean(square(irfft(z, length: 2 * bins - 1)))
        }
        expect(loss, slope.base, of: same, at: Tensor(z), "composition of \(bins) bins")
      }
      check(Float.self)
      check(Double.self)
    }

    /// yₙ = gain · signalₙ, and a loss of it.
    struct Model: Differentiable {
      var gain: Double
      var signal: [Double]

      @differentiable(reverse)
      func loss(_ target: [Double]) -> Double { mean(square(gain * dct(signal) - target)) }
    }

    @Test("A function and a type that are marked as differentiable")
    func marked() {
      let model = Model(gain: 2, signal: [1, -2, 0.5]), target = [1.0, 2, 3]
      let slope = _Differentiation.gradient(at: model) { $0.loss(target) }
      // 2 Σ xₙ cos(π(n+½)k/3), term by term.
      let rows = (0..<3).map { k in
        Tensor((0..<3).map { n -> Double in 2 * Double.cos(Double.pi * (Double(n) + 0.5) * Double(k) / 3) })
      }
      func loss(_ gain: Tensor<Double>, _ signal: Tensor<Double>) -> Tensor<Double> {
        var total = Tensor(0.0)
        for (row, target) in zip(rows, target) { total = total + square(gain * sum(signal * row) - Tensor(target)) }
        return total / 3
      }
      let other = Autodiff.gradient(at: Tensor(2.0), Tensor(model.signal), of: loss)
      #expect((slope.gain - other.0.scalar).magnitude < 1e-14 * other.0.scalar.magnitude)
      #expect(euclideanNorm(Tensor(slope.signal.base) - other.1) < 1e-14 * euclideanNorm(other.1))
    }

    /// The loss and its gradient, against Autodiff's, and along a direction against difference quotients.
    private func expect<Input: DifferentiableElement, T: SampledScalar>(
      _ loss: T, _ slope: [Input], of function: (Tensor<Input>) -> Tensor<T>, at x: Tensor<Input>, _ name: String
    ) where Input.RealPart == T {
      let (value, gradient) = Autodiff.valueWithGradient(at: x, of: function)
      // Two evaluations of one formula: a transform, a few operations on a spectrum whose least bin is a hundredth of
      // it or more, and a transform back.
      let rounding = 16 * Double(Tolerances.dft(length: max(x.count, 2), T.self))
      #expect((Double(loss) - Double(value.scalar)).magnitude <= rounding * Double(loss.magnitude), "\(name): the loss")
      let distance = euclideanNorm(Tensor(slope) - gradient)
      #expect(distance <= rounding * euclideanNorm(gradient), "\(name): \(distance / euclideanNorm(gradient)) apart")

      var random = SeededRandom(seed: 9)
      let v: Tensor<Input> = random.tensor(shape: x.shape)
      let (quotient, error) = numericalDerivativeWithError(at: x, along: v, of: function)
      let along = realInnerProduct(Tensor(slope), v)
      let scale = Double(value.scalar.magnitude) + euclideanNorm(gradient) * euclideanNorm(v)
      // The estimate is that for values to an ulp; a loss is a composition with a few.
      let bound = 4 * Double(error.scalar) + rounding * scale
      #expect((Double(quotient.scalar) - along).magnitude <= bound, "\(name): \(quotient.scalar) and \(along)")
      #expect(bound <= (T.self == Float.self ? 1e-2 : 1e-8) * scale, "\(name): too vague to judge: \(bound / scale)")
    }
  }
#endif
