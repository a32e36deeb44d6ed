import Autodiff
import ComplexNumbers
import Fourier
import SignalProcessing
import TestSupport
import Testing

/// The operators through which sparse signals are measured.
struct SparsityOperatorTests {
  @Test(arguments: [(1, [0]), (2, [0, 1]), (8, [0, 1, 3, 4]), (9, [0, 2, 4]), (30, [7]), (31, [1, 2, 15])])
  func subsampledDFT(length: Int, bins: [Int]) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let sampling = SubsampledDFT<T>(length: length, bins: bins)
      for batch in [[], [3], [2, 1]] { #expect(checkAdjoint(of: sampling, inputShape: batch + [length]).isEmpty) }

      var random = SeededRandom(seed: 3)
      let x = random.tensor(T.self, shape: [length])
      let samples = sampling(x)
      // The definition, in extended care: one sum for each bin.
      for (j, k) in bins.enumerated() {
        let isEnd = k == 0 || 2 * k == length
        let sum = (0..<length).reduce(Complex<Double>.zero) { sum, n in
          sum + Double(x[n]) * Complex.exp(i: -2 * .pi * Double(k * n % length) / Double(length))
        }
        let expected = sum * ((isEnd ? 1 : 2) / Double(length)).squareRoot()
        let error = Complex<Double>(Double(samples[j].real), Double(samples[j].imaginary)) - expected
        #expect(error.modulus <= 4 * Double(T.ulpOfOne) * euclideanNorm(x))
      }
      // A partial isometry: what was measured of a signal is measured of its least-energy signal too.
      let again = sampling(sampling.adjoint(samples))
      #expect(euclideanNorm(again - samples) <= 8 * Double(T.ulpOfOne) * euclideanNorm(samples))
      #expect(sampling.measurementCount == bins.reduce(0) { $0 + ($1 == 0 || 2 * $1 == length ? 1 : 2) })
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func randomSubsetsAreSeededAndEven() {
    #expect(
      SubsampledDFT<Float>.random(length: 64, count: 9, seed: 5).bins
        == SubsampledDFT<Double>.random(length: 64, count: 9, seed: 5).bins)
    #expect(SubsampledDFT<Double>.random(length: 64, count: 31, seed: 1).bins == Array(1...31))
    #expect(SampleSelection<Double>.random(length: 6, count: 6, seed: 1).indices == Array(0..<6))
    var counts = [Int](repeating: 0, count: 20)
    for seed in 0..<2000 {
      let indices = SampleSelection<Double>.random(length: 20, count: 5, seed: UInt64(seed)).indices
      #expect(indices.count == 5 && zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 })
      for index in indices { counts[index] += 1 }
    }
    // A quarter of 2000 draws each, with a standard deviation of 19.4: within five of them.
    for count in counts { #expect((403...597).contains(count)) }
  }

  @Test func sampleSelection() {
    let selection = SampleSelection<Double>(length: 7, indices: [0, 3, 6])
    for batch in [[], [3]] { #expect(checkAdjoint(of: selection, inputShape: batch + [7]).isEmpty) }
    #expect(selection(Tensor(0..<7)) == Tensor([0, 3, 6]))
    #expect(selection.adjoint(Tensor([1, 2, 3])) == Tensor([1, 0, 0, 2, 0, 0, 3]))
  }

  @Test(arguments: [(1, 1), (10, 1), (10, 3), (9, 14), (64, 17)])
  func causalConvolution(length: Int, taps: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 7)
      let h = random.tensor(T.self, shape: [taps]), x = random.tensor(T.self, shape: [2, length])
      for keepsTail in [false, true] {
        let convolution = CausalConvolution(h, length: length, keepsTail: keepsTail)
        for batch in [[], [3], [2, 1]] { #expect(checkAdjoint(of: convolution, inputShape: batch + [length]).isEmpty) }
        let y = convolution(x)
        let expected = fftConvolve(x, h, mode: keepsTail ? .full : .causal)
        #expect(y.shape == [2, convolution.outputLength])
        #expect(euclideanNorm(y - expected) <= 8 * Double(T.ulpOfOne) * euclideanNorm(x) * euclideanNorm(h))
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [(1, 2), (2, 2), (7, 4), (8, 4), (50, 16), (64, 16), (5, 16), (33, 6)])
  func mdct(length: Int, bins: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let mdct = MDCT<T>(signalLength: length, bins: bins)
      for batch in [[], [3], [2, 1]] { #expect(checkAdjoint(of: mdct, inputShape: batch + [length]).isEmpty) }
      var random = SeededRandom(seed: 9)
      let x = random.tensor(T.self, shape: [2, length])
      let coefficients = mdct(x)
      let tolerance = 4 * Double(Tolerances.dft(length: 2 * bins, T.self)) + 4 * Double(T.ulpOfOne)
      #expect(euclideanNorm(mdct.adjoint(coefficients) - x) <= tolerance * euclideanNorm(x))
      #expect(abs(euclideanNorm(coefficients) - euclideanNorm(x)) <= tolerance * euclideanNorm(x))

      // The definition.
      let expected = (0..<2).flatMap { row in
        (0..<mdct.frameCount).flatMap { m in
          (0..<bins).map { k in
            (0..<(2 * bins)).reduce(0.0) { sum, n in
              let place = (m - 1) * bins + n
              guard place >= 0 && place < length else { return sum }
              let window = Double.sin(.pi * (Double(n) + 0.5) / Double(2 * bins))
              let angle = .pi / Double(bins) * (Double(n) + 0.5 + Double(bins) / 2) * (Double(k) + 0.5)
              return sum + (2 / Double(bins)).squareRoot() * window * Double(x[row, place]) * .cos(angle)
            }
          }
        }
      }
      let error = zip(coefficients.elements, expected).reduce(0.0) { sum, pair in
        sum + (Double(pair.0) - pair.1) * (Double(pair.0) - pair.1)
      }
      #expect(error.squareRoot() <= (tolerance + 1e-14) * euclideanNorm(x))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func composition() {
    let chain = MDCT<Double>(signalLength: 20, bins: 4).adjoint.then(SubsampledDFT(length: 20, bins: [0, 2, 5]))
    for batch in [[], [3]] { #expect(checkAdjoint(of: chain, inputShape: batch + [24]).isEmpty) }
    let x = Tensor((0..<24).map { Double($0 * $0 % 7) })
    #expect(chain(x) == SubsampledDFT(length: 20, bins: [0, 2, 5])(MDCT(signalLength: 20, bins: 4).adjoint(x)))
  }

  /// Where h lets everything through alike, the division is by 1 + ν; where there is a zero, nothing is amplified.
  @Test func wienerDeconvolution() {
    var random = SeededRandom(seed: 11)
    let x = random.tensor(Double.self, shape: [2, 50])
    let same = wienerDeconvolve(2 * x, Tensor([2.0]), noiseToSignal: 0.25)
    #expect(euclideanNorm(1.25 * same - x) < 1e-14 * euclideanNorm(x))
    // Its spectrum 1 + e⁻ⁱʷ/2 is nowhere small, so that little noise is needed to undo it.
    let h = Tensor([1.0, 0.5])
    let undone = wienerDeconvolve(fftConvolve(x, h), h, noiseToSignal: 1e-12)
    #expect(undone.shape == [2, 50])
    #expect(euclideanNorm(undone - x) < 1e-10 * euclideanNorm(x))
    #expect(checkGradient(of: { wienerDeconvolve($0, Tensor([1.0, -1, 0.25]), noiseToSignal: 0.1) }, at: x).isEmpty)
  }

  @Test func programmersErrorsTrap() async {
    let bins = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SubsampledDFT<Double>(length: 8, bins: [3, 3])
    }
    #expect(message(ofExit: bins).contains("must ascend within 0 ... 4, but are [3, 3]"))
    let odd = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MDCT<Double>(signalLength: 8, bins: 3)
    }
    #expect(message(ofExit: odd).contains("an MDCT of 3 bins; their number must be even and positive"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SampleSelection<Double>.random(length: 3, count: 4, seed: 0)
    }
    #expect(message(ofExit: many).contains("4 of 3 samples"))
  }
}
