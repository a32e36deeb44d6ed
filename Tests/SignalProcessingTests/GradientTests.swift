import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

/// First and second derivatives against finite differences, and forward against reverse mode.
struct GradientTests {
  private static let modes: [ConvolutionMode] = [.full, .same, .valid, .causal]

  @Test(arguments: modes, [(8, 3), (9, 4), (5, 5), (12, 1), (1, 1)])
  func convolutionInBothArguments(mode: ConvolutionMode, lengths: (Int, Int)) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 6)
      let x = random.tensor(T.self, shape: [2, lengths.0]), h = random.tensor(T.self, shape: [lengths.1])
      #expect(checkGradient(of: { fftConvolve($0, h, mode: mode) }, at: x).isEmpty)
      #expect(checkGradient(of: { fftConvolve(x, $0, mode: mode) }, at: h).isEmpty)
      #expect(checkGradient(of: { fftConvolve($0, $0.slice(0..<lengths.1), mode: mode) }, at: x).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [(FramePadding.zeros, 12), (.reflection, 13)])
  func inverseSTFT(padding: FramePadding, length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 7)
      let stft = STFT(window: .hamming(5), hopLength: 2, fftLength: 6, padding: padding)
      let shape = [2, stft.frameCount(signalLength: length), stft.binCount]
      let spectra = random.tensor(Complex<T>.self, shape: shape)
      #expect(
        checkGradient(of: { (try? stft.inverse(square($0), length: length)) ?? 0 }, at: spectra).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [(16, 4), (15, 7)])
  func longTermSpectra(fftLength: Int, hop: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 8)
      for shape in [[3], [40], [2, 41]] {
        let x = random.tensor(T.self, shape: shape)
        #expect(checkGradient(of: { longTermSpectrum($0, fftLength: fftLength, hopLength: hop) }, at: x).isEmpty)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  /// The response of a section in frequency, gain and Q, all three scaled to the order of 1.
  @Test(arguments: ParametricSection.Kind.allCases, [[0.1, 0.7, 2.9], [1.5]])
  func responses(kind: ParametricSection.Kind, angles: [Double]) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      func response(_ frequency: Tensor<T>, _ gain: Tensor<T>, _ q: Tensor<T>) -> Tensor<Complex<T>> {
        Biquad.parametric(kind, frequency: frequency * 1000, gain: gain * 10, q: q, sampleRate: 8000)
          .response(at: angles.map { T($0) })
      }
      var random = SeededRandom(seed: 9)
      let frequency = random.tensor(T.self, shape: [2], in: .positive)
      let gain = random.tensor(T.self, shape: [2]), q = random.tensor(T.self, shape: [2], in: .positive)
      #expect(checkGradient(of: { response($0, gain, q) }, at: frequency, named: "frequency").isEmpty)
      #expect(checkGradient(of: { response(frequency, $0, q) }, at: gain, named: "gain").isEmpty)
      #expect(checkGradient(of: { response(frequency, gain, $0) }, at: q, named: "Q").isEmpty)
      #expect(
        checkGradient(of: { log(squaredModulus(response($0, gain, $0))) }, at: frequency, named: "level").isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }
}
