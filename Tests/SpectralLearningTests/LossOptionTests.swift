import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

/// What the options of single losses say.
struct LossOptionTests {
  private static func noise(_ shape: [Int], seed: UInt64) -> Tensor<Double> {
    var random = SeededRandom(seed: seed)
    return random.tensor(shape: shape)
  }

  // MARK: Multi-resolution losses

  @Test func termsAddUpToTheLoss() {
    let weights = STFTLossWeights(spectralConvergence: 0.5, logMagnitude: 2, linearMagnitude: 3, phase: 0.25)
    let loss = MultiResolutionSTFTLoss(resolutions: Loss.Settings.standard.resolutions, weights: weights)
    let x = Self.noise([2, 40], seed: 60), y = Self.noise([2, 40], seed: 61)
    for reduction in Reduction.allCases {
      let terms = loss.terms(x, y, reduction: reduction)
      let sums = (0..<2).map { index -> Tensor<Double> in
        let magnitudes = 2 * terms.logMagnitude[index] + 3 * terms.linearMagnitude[index]
        return magnitudes + 0.5 * terms.spectralConvergence[index] + 0.25 * terms.phase[index]
      }
      let value = loss(x, y, reduction: reduction)
      #expect(relativeError(((sums[0] + sums[1]) / 2).elements, value.elements) < 1e-14)
    }
    let only = MultiResolutionSTFTLoss(weights: STFTLossWeights(spectralConvergence: 0, logMagnitude: 0))
    #expect(only(Self.noise([1100], seed: 62), Self.noise([1100], seed: 63)).scalar == 0)
  }

  @Test func aScaledTargetIsTheSameToAScaleInvariantLoss() {
    let loss = MultiResolutionSTFTLoss(
      resolutions: Loss.Settings.standard.resolutions, powerFloor: 1e-20, isScaleInvariant: true)
    let x = Self.noise([2, 40], seed: 64), y = Self.noise([2, 40], seed: 65)
    let value = loss(x, y).scalar
    #expect((loss(x, 7 * y).scalar - value).magnitude < 1e-13 * value)
    #expect(loss(x, 0.01 * x).scalar < 1e-12)
  }

  /// More mel bands than bins fall into: the empty ones don't count, and nothing is NaN.
  @Test func emptyBandsAreFinite() {
    let loss = MultiResolutionSTFTLoss(
      resolutions: Loss.Settings.standard.resolutions, bands: .mel(count: 40, sampleRate: 8000))
    let y = Self.noise([40], seed: 66)
    let (value, slope) = valueWithGradient(at: Self.noise([40], seed: 67)) { loss($0, y) }
    #expect(value.scalar.isFinite && value.scalar > 0 && slope.elements.allSatisfy { $0.isFinite })
  }

  @Test func randomResolutionsAreDrawnFromTheirRanges() {
    let loss = RandomResolutionSTFTLoss(resolutionCount: 4, fftLengths: 16...1024, hopShares: 0.25...0.5, seed: 3)
    var lengths: Set<Int> = [], shares: Set<Int> = []
    for step in 0..<100 {
      for stft in loss.resolutions(at: step) {
        lengths.insert(stft.fftLength)
        shares.insert(stft.fftLength / stft.window.length)
        #expect(stft.hopLength >= stft.fftLength / 4 && stft.hopLength <= stft.fftLength / 2)
      }
    }
    // The end of the range is left out, as in auraloss.
    #expect(lengths == [16, 32, 64, 128, 256, 512])
    #expect(shares == [1, 2, 4])
  }

  @Test func randomResolutionsAreAFunctionOfSeedAndStep() {
    let loss = RandomResolutionSTFTLoss(fftLengths: 8...64, stepsPerDraw: 2, seed: 9)
    let x = Self.noise([2, 50], seed: 68), y = Self.noise([2, 50], seed: 69)
    #expect(loss(x, y, step: 4) == loss(x, y, step: 4))
    #expect(loss(x, y, step: 4) == loss(x, y, step: 5))
    #expect(loss(x, y, step: 4) != loss(x, y, step: 6))
    let other = RandomResolutionSTFTLoss(fftLengths: 8...64, stepsPerDraw: 2, seed: 10)
    #expect(loss(x, y, step: 4) != other(x, y, step: 4))
    let fixed = MultiResolutionSTFTLoss(resolutions: loss.resolutions(at: 4))
    #expect(loss(x, y, step: 4) == fixed(x, y))
    #expect(gradient(at: x) { loss($0, y, step: 4) } == gradient(at: x) { fixed($0, y) })
  }

  /// Exchanged channels have the same sum and, but for the sign, the same difference.
  @Test func sidesDoNotCountInSumsAndDifferences() {
    let loss = SumAndDifferenceSTFTLoss(
      loss: MultiResolutionSTFTLoss(resolutions: Loss.Settings.standard.resolutions))
    let x = Self.noise([2, 40], seed: 70), y = Self.noise([2, 40], seed: 71)
    #expect((loss(x.flipped(axis: 0), y).scalar - loss(x, y).scalar).magnitude < 1e-13 * loss(x, y).scalar)
  }

  // MARK: Phases, coherence

  /// A delay by d samples turns bin k by 2πkd/N: each term of the loss is known.
  @Test func delaysHaveKnownPhases() {
    let stft = STFT(window: .rectangular(8), hopLength: 8, padding: .none)
    let x = Tensor<Double>(shape: [16]) { $0[0] == 0 || $0[0] == 9 ? 1 : 0 }
    let y = Tensor<Double>(shape: [16]) { $0[0] == 1 || $0[0] == 9 ? 1 : 0 }
    func loss(_ phase: Double, _ delay: Double, _ frequency: Double) -> Double {
      PhaseLoss(phaseWeight: phase, groupDelayWeight: delay, frequencyWeight: frequency)(stft(x), stft(y)).scalar
    }
    // Bins 0 … 4 of the first of two frames are off by 0, π/4, π/2, 3π/4, π.
    #expect((loss(1, 0, 0) - 2.5 * .pi / 10).magnitude < 1e-15)
    #expect((loss(0, 1, 0) - 4 * .pi / 4 / 10).magnitude < 1e-15)
    // From nothing to the first frame, and from there to the second.
    #expect((loss(0, 0, 1) - 2 * 2.5 * .pi / 10).magnitude < 1e-15)
  }

  @Test func wholeTurnsDoNotCount() {
    let x = Tensor<Double>([-3.0, 3, 0.1]), y = Tensor<Double>([3.0, -3, 6.2])
    let value = PhaseLoss(groupDelayWeight: 0, frequencyWeight: 0)(
      exp(i: x).reshaped(to: [1, 3]), exp(i: y).reshaped(to: [1, 3])
    ).scalar
    #expect((value - (2 * (2 * .pi - 6) + (0.1 - 6.2 + 2 * .pi)) / 3).magnitude < 1e-15)
  }

  @Test func filteredSignalsAreCoherentAndIndependentOnesAreNot() {
    let loss = CoherenceLoss(stft: STFT(window: .hann(64), hopLength: 32, padding: .none))
    let x = Self.noise([20_000], seed: 72), other = Self.noise([20_000], seed: 73)
    #expect(loss(3 * PerceptualFilter.highPass(0.5)(x), x).scalar < 0.01)
    #expect(loss(other, x).scalar > 0.99)
    #expect(loss(x + other, x).scalar > 0.4 && loss(x + other, x).scalar < 0.6)
  }

  // MARK: Ratios and divergences

  @Test func ratiosInDecibelsAreThoseOfTheirEnergies() {
    let y = Self.noise([3, 200], seed: 74)
    let centered = y - mean(y, axes: [-1], keepingAxes: true)
    // Noise of a hundredth of the energy, at right angles to the target: 20 dB.
    let raw = Self.noise([3, 200], seed: 75)
    let flat = raw - mean(raw, axes: [-1], keepingAxes: true)
    let energy = sum(square(centered), axes: [-1], keepingAxes: true)
    let orthogonal = flat - centered * (sum(flat * centered, axes: [-1], keepingAxes: true) / energy)
    let noise = orthogonal * sqrt(energy / sum(square(orthogonal), axes: [-1], keepingAxes: true)) * 0.1
    #expect(relativeError(signalToNoiseLoss(y + noise, y, reduction: .none).elements, [-20, -20, -20]) < 1e-6)
    let louder = scaleInvariantSDRLoss(5 * (y + noise) + 2, y, reduction: .none)
    #expect(relativeError(louder.elements, [-20, -20, -20]) < 1e-6)
    #expect((errorToSignalRatio(centered + noise, centered).scalar - 0.01).magnitude < 1e-9)
    #expect((dcLoss(centered + 0.5, centered, reduction: .none)[1] - 0.25 * 200 / energy.elements[1]).magnitude < 1e-7)
  }

  @Test func itakuraSaitoIsScaleInvariant() {
    var random = SeededRandom(seed: 76)
    let p: Tensor<Double> = random.tensor(shape: [4, 9], in: .positive)
    let q: Tensor<Double> = random.tensor(shape: [4, 9], in: .positive)
    let value = itakuraSaitoDivergence(p, q, floor: 1e-100).scalar
    #expect((itakuraSaitoDivergence(1e9 * p, 1e9 * q, floor: 1e-100).scalar - value).magnitude < 1e-14)
    // Between the limits, β-divergences come near to them.
    for (beta, limit) in [(1e-5, value), (1 + 1e-5, kullbackLeiblerDivergence(p, q).scalar)] {
      #expect((betaDivergence(p, q, beta: beta).scalar - limit).magnitude < 1e-5)
    }
    #expect(betaDivergence(p, q, beta: 0) == itakuraSaitoDivergence(p, q))
    #expect(betaDivergence(p, q, beta: 1) == kullbackLeiblerDivergence(p, q))
  }

  @Test func logCoshNeitherOverflowsNorLosesDigits() {
    let x = Tensor<Double>([1e-9]), zero = Tensor<Double>([0])
    #expect(relativeError(logCoshLoss(x, zero).elements, [5e-19]) < 1e-15)
    let far = Tensor<Double>([1e5])
    #expect(relativeError(logCoshLoss(far, zero).elements, [1e5 - 0.6931471805599453]) < 1e-15)
    #expect(gradient(at: far) { logCoshLoss($0, zero) }.elements == [1])
  }

  // MARK: Cepstra

  @Test func timbreDoesNotCountTheLevel() {
    let x = Self.noise([2, 60], seed: 77)
    let all = MFCCLoss(mfcc: Loss.Settings.standard.mfcc)
    let timbre = MFCCLoss(mfcc: Loss.Settings.standard.mfcc, firstCoefficient: 1)
    // 6.02 dB of all four bands, in an orthonormal DCT's first coefficient, 2·6.02, of three.
    #expect((all(2 * x, x).scalar - 20 * .log10(2) * 2 / 3).magnitude < 1e-12)
    #expect(timbre(2 * x, x).scalar < 1e-12)
  }

  @Test func settingsThatCannotWorkTrap() async {
    let epsilon = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor<Float>.ones([4])
      _ = signalToNoiseLoss(x, x, epsilon: 1e-30)
    }
    #expect(
      message(ofExit: epsilon).contains("the ε of a ratio in dB is 1e-30, but it and its square must be positive"))
    let floor = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor<Float>.ones([100])
      _ = MultiScaleSpectralLoss(magnitudeFloor: 1e-60)(x, x)
    }
    #expect(
      message(ofExit: floor).contains("the floor under magnitudes, 1e-60, is 0.0 in the precision of the signals"))
    let overlap = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MultiScaleSpectralLoss(fftLengths: [64, 30])
    }
    #expect(message(ofExit: overlap).contains("frames of 30 samples can't overlap by three quarters"))
    let stereo = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor<Float>.ones([3, 100])
      _ = SumAndDifferenceSTFTLoss()(x, x)
    }
    #expect(message(ofExit: stereo).contains("signals of shape [3, 100], where the last but one axis should have 2"))
  }
}
