import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

struct SparseRecoveryTests {
  /// `count` spikes of normally distributed heights at random places.
  private func spikes(_ count: Int, of length: Int, seed: UInt64) -> Tensor<Double> {
    var random = SeededRandom(seed: seed)
    let places = SampleSelection<Double>.random(length: length, count: count, seed: seed &+ 1000).indices
    var elements = [Double](repeating: 0, count: length)
    // The sum of twelve uniform numbers is close enough to normal here.
    for place in places { elements[place] = (0..<12).reduce(0) { sum, _ in sum + random.sample(Double.self) } / 2 }
    return Tensor(elements)
  }

  private func error(_ x: Tensor<Double>, _ truth: Tensor<Double>) -> Double {
    euclideanNorm(x - truth) / euclideanNorm(truth)
  }

  /// How many of ten spike trains of 256 samples are found from 64 bins, half of the numbers that there are.
  private func successes(spikes count: Int) -> Int {
    (0..<10).filter { trial in
      let truth = spikes(count, of: 256, seed: UInt64(100 * count + trial))
      let sampling = SubsampledDFT<Double>.random(length: 256, count: 64, seed: UInt64(trial))
      let found = SparseRecovery()(sampling, sampling(truth), shape: [256], operatorNorm: 1)
      let isRight = error(found.x, truth) < 1e-6
      // It knows by itself whether it has found it.
      #expect(found.isExact == isRight)
      return isRight
    }.count
  }

  /// Donoho and Tanner's curve at δ = ½ is ρ = 0.386, 49 spikes for 128 numbers measured; for 256 samples the step is
  /// some ten spikes wide.
  @Test func spikesAreFoundExactlyBelowThePhaseTransitionAndNotAbove() {
    let transition = SparseRecovery.phaseTransition(undersampling: 0.5) * 128
    #expect((49...50).contains(transition.rounded()))
    #expect(successes(spikes: 10) == 10)
    #expect(successes(spikes: 32) == 10)
    #expect(successes(spikes: 66) == 0)
  }

  /// By another formula for the same curve: with β = ρδ, (1 − β)√(2/π)·exp(−e²)/δ = √2·e, e = erf⁻¹((1 − δ)/(1 − β)),
  /// solved by SciPy's `brentq` and `erfinv`. Source: M. Stojnic, "Various thresholds for ℓ₁-optimization in compressed
  /// sensing" (2009), theorem 1.
  @Test func thePhaseTransitionIsDonohoAndTanners() {
    for (delta, rho) in [
      (0.1, 0.189429), (0.25, 0.267384), (0.5, 0.38569), (0.75, 0.533712), (0.9, 0.678169),
    ] {
      #expect(abs(SparseRecovery.phaseTransition(undersampling: delta) - rho) < 1e-6, "δ = \(delta)")
    }
    #expect(SparseRecovery.phaseTransition(undersampling: 1e-6) < 0.06)
    #expect(SparseRecovery.phaseTransition(undersampling: 1 - 1e-9) > 0.99)
  }

  /// Basis pursuit as a linear program, by HiGHS: also where it does not find what was measured.
  @Test func theLimitIsBasisPursuit() throws {
    for expected in try cases("sparse_recovery.json") as [FISTATests.Case] {
      let recovery = SparseRecovery(leastPenalty: 1e-7, solver: FISTA(iterations: 4000, tolerance: 1e-9))
      let found = recovery(expected.sampling, expected.samples, shape: [expected.length])
      let norm = found.x.elements.reduce(0) { $0 + abs($1) }
      #expect(abs(norm - expected.leastNorm) < 1e-4 * expected.leastNorm)
      #expect(error(found.x, Tensor(expected.pursued)) < 1e-3)
    }
  }

  @Test func aSignalSparseInItsCosinesIsFoundFromFewOfItsSamples() {
    let basis = MDCT<Double>(signalLength: 240, bins: 16).adjoint
    var coefficients = [Double](repeating: 0, count: 256)
    for (place, height) in [(20, 1.0), (37, -2), (55, 0.5), (101, 3), (130, -1), (200, 1.5)] {
      coefficients[place] = height
    }
    let signal = basis(Tensor(coefficients))
    let selection = SampleSelection<Double>.random(length: 240, count: 72, seed: 6)
    let found = SparseRecovery()(basis.then(selection), selection(signal), shape: [256])
    #expect(found.isExact && found.support == [20, 37, 55, 101, 130, 200])
    #expect(error(basis(found.x), signal) < 1e-12)
  }

  /// With noise of known norm, the support is found and the error is of the order of the noise.
  @Test func noiseIsNotExplained() {
    let truth = spikes(12, of: 256, seed: 8)
    let sampling = SubsampledDFT<Double>.random(length: 256, count: 48, seed: 8)
    var random = SeededRandom(seed: 80)
    let clean = sampling(truth)
    let noise = random.tensor(Complex<Double>.self, shape: clean.shape)
    let level = 0.02 * euclideanNorm(clean) / euclideanNorm(noise)
    let found = SparseRecovery(noiseNorm: 0.02 * euclideanNorm(clean))(
      sampling, clean + Complex(level, 0) * noise, shape: [256])
    #expect(!found.isExact && found.residualNorm <= 0.02 * euclideanNorm(clean))
    #expect(error(found.x, truth) < 0.05)
    // The LASSO has small numbers beside the spikes; the largest are the spikes.
    let largest = found.x.elements.indices.sorted { abs(found.x[$0]) > abs(found.x[$1]) }.prefix(10)
    let heights = truth.elements.indices.sorted { abs(truth[$0]) > abs(truth[$1]) }.prefix(10)
    #expect(Set(largest) == Set(heights))
  }

  /// Spikes through a known low-pass response with noise 40 dB below: sparse deconvolution against Wiener's.
  @Test func aBlurredSpikeTrainIsDeconvolved() {
    let h = Tensor((0..<16).map { Double.exp(-0.5 * Double(($0 - 6) * ($0 - 6)) / 4) })
    let truth = spikes(12, of: 300, seed: 9)
    let blur = CausalConvolution(h, length: 300, keepsTail: true)
    var random = SeededRandom(seed: 90)
    let clean = blur(truth)
    let raw = random.tensor(Double.self, shape: clean.shape)
    let noise = (0.01 * euclideanNorm(clean) / euclideanNorm(raw)) * raw
    let found = SparseRecovery(noiseNorm: euclideanNorm(noise), solver: FISTA(iterations: 3000, tolerance: 1e-5))(
      blur, clean + noise, shape: [300])
    // Even with the regularization that suits the truth best.
    let wiener = (1...8).map { power in
      error(wienerDeconvolve(clean + noise, h, noiseToSignal: .pow(10, -Double(power))), truth)
    }
    // 38 dB, against 3.
    #expect(error(found.x, truth) < 0.02)
    #expect(wiener.allSatisfy { $0 > 0.6 })
  }

  @Test func nothingIsFoundFromNothing() {
    let sampling = SubsampledDFT<Double>.random(length: 64, count: 16, seed: 1)
    let silence = Tensor<Complex<Double>>(repeating: .zero, shape: [16])
    let found = SparseRecovery()(sampling, silence, shape: [64])
    #expect(found.x == Tensor(repeating: 0, shape: [64]) && found.isExact && found.iterations == 0)
    // Noise alone.
    let noise = Tensor<Complex<Double>>(repeating: Complex(0.1, 0), shape: [16])
    #expect(SparseRecovery(noiseNorm: 1)(sampling, noise, shape: [64]).support.isEmpty)
  }

  @Test func theSameCallGivesTheSameBits() {
    func found() -> Tensor<Float> {
      let sampling = SubsampledDFT<Float>.random(length: 128, count: 20, seed: 4)
      var random = SeededRandom(seed: 4)
      return SparseRecovery()(sampling, sampling(random.tensor(Float.self, shape: [128])), shape: [128]).x
    }
    #expect(found() == found())
  }

  @Test func singlePrecisionFindsSpikesToItsRounding() {
    let truth = spikes(10, of: 128, seed: 5)
    let sampling = SubsampledDFT<Float>.random(length: 128, count: 32, seed: 5)
    let found = SparseRecovery()(sampling, sampling(Tensor(truth.elements.map { Float($0) })), shape: [128])
    #expect(found.isExact)
    #expect(error(Tensor(found.x.elements.map { Double($0) }), truth) < 1e-5)
  }
}
