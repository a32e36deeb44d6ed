import Autodiff
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

/// What an ``STFTLoss`` compares, and the same composed of public operations.
private struct Terms: Sendable, CustomStringConvertible {
  var convergence = 0.0, logMagnitude = 0.0, linearMagnitude = 0.0
  var isSquared = false
  var powerFloor = 1e-2

  func fused(_ stft: STFT) -> STFTLoss {
    STFTLoss(
      stft, spectralConvergence: convergence, logMagnitude: logMagnitude, linearMagnitude: linearMagnitude,
      distance: isSquared ? .l2 : .l1, powerFloor: powerFloor)
  }

  func composed<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>, _ stft: STFT) -> Tensor<T> {
    let x = modulus(stft(estimate), powerFloor: T(powerFloor))
    let y = modulus(stft(target), powerFloor: T(powerFloor))
    var loss: Tensor<T> = 0
    if convergence != 0 { loss = loss + T(convergence) * spectralConvergence(x, y) }
    if logMagnitude != 0 {
      loss = loss + T(logMagnitude) * (isSquared ? meanSquaredError(log(x), log(y)) : logMagnitudeDistance(x, y))
    }
    if linearMagnitude != 0 {
      loss = loss + T(linearMagnitude) * (isSquared ? meanSquaredError(x, y) : meanAbsoluteError(x, y))
    }
    return loss
  }

  var description: String {
    "\(convergence)·convergence + \(logMagnitude)·log + \(linearMagnitude)·linear, squared: \(isSquared)"
  }
}

/// Every combination of terms that has its own loop, and weights that aren't 1.
private let allTerms = [
  Terms(convergence: 1, logMagnitude: 1), Terms(convergence: 0.5), Terms(logMagnitude: 2),
  Terms(linearMagnitude: 1), Terms(logMagnitude: 1, linearMagnitude: 3),
  Terms(convergence: 1, logMagnitude: 0.25, linearMagnitude: 2),
  Terms(logMagnitude: 1, linearMagnitude: 0.5, isSquared: true),
  Terms(convergence: 1, logMagnitude: 0.5, linearMagnitude: 1, isSquared: true),
]

/// Fused against composed: values, both gradients, derivatives of them, singular signals.
struct FusedSTFTLossTests {
  /// Odd and even DFTs, windows that are shorter, hops that leave gaps, one frame, more bins than a sum has before it is
  /// widened (96 · 16 in single, 512 · 8 in double precision).
  static let layouts: [(stft: STFT, shape: [Int])] = [
    (STFT(window: .hann(16), hopLength: 4), [200]),
    (STFT(window: .hann(15), hopLength: 5, padding: .zeros), [3, 61]),
    (STFT(window: .hamming(10), hopLength: 3, fftLength: 17, padding: .none), [2, 2, 90]),
    (STFT(window: .hann(9), hopLength: 13, fftLength: 32), [2, 100]),
    (STFT(window: .rectangular(64), hopLength: 16, padding: .none), [64]),
    (STFT(window: .rectangular(1), hopLength: 2, padding: .none), [9]),
    (STFT(window: .rectangular(2), hopLength: 1, fftLength: 3, padding: .zeros), [2, 7]),
    (STFT(window: .hann(600), hopLength: 120, fftLength: 1024), [2, 2300]),
    (STFT(window: .hann(9000), hopLength: 4000, fftLength: 9001, padding: .zeros), [12_000]),
  ]

  @Test(arguments: layouts.indices) func valuesAndGradientsAreTheComposedOnes(layout: Int) {
    let (stft, shape) = Self.layouts[layout]
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 21)
      let x = random.tensor(T.self, shape: shape), y = 2 * random.tensor(T.self, shape: shape)
      let floor = 1e-2
      // A slope of ln|X| is 1/|X|: the error of X, which goes with the loudest bins, counts by their ratio to the floor.
      let loudest = squaredModulus(stft(y)).elements.reduce(0) { max($0, $1) }
      let condition = T.sqrt(loudest / T(floor))
      let tolerance: T = 4 * Tolerances.dft(length: stft.fftLength) * max(1, condition)
      for terms in allTerms {
        let loss = terms.fused(stft)
        let expected = valueWithPullback(at: x, y) { terms.composed($0, $1, stft) }
        let slopes = expected.pullback(1)
        let value = loss(x, y).scalar
        // Between the two lie the sums' orders, and of logarithms their product.
        #expect(
          (value - expected.value.scalar).magnitude <= tolerance * expected.value.scalar, "\(T.self), \(terms)")
        let (valueByX, byX) = valueWithGradient(at: x) { loss($0, y) }
        let (valueByY, byY) = valueWithGradient(at: y) { loss(x, $0) }
        let both = valueWithPullback(at: x, y) { loss($0, $1) }
        #expect(valueByX.scalar == value && valueByY.scalar == value && both.value.scalar == value)
        #expect(relativeError(byX.elements, slopes.0.elements) <= tolerance, "\(T.self), by x, \(terms)")
        #expect(relativeError(byY.elements, slopes.1.elements) <= tolerance, "\(T.self), by y, \(terms)")
        let together = both.pullback(1)
        #expect(relativeError(together.0.elements, slopes.0.elements) <= tolerance, "\(T.self), both, \(terms)")
        #expect(together.1 == byY)
        // With the same bits it would be the composed form that has been compared with itself. Of magnitudes alone, both
        // forms round alike.
        if x.count > 1000 && terms.logMagnitude != 0 { #expect(byX != slopes.0 && byY != slopes.1) }
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: allTerms.indices) func derivativesAreThoseOfFiniteDifferences(index: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      for stft in [
        STFT(window: .kaiser(8, beta: 1), hopLength: 3, padding: .none),
        STFT(window: .rectangular(8), hopLength: 2, fftLength: 11, padding: .none),
      ] {
        // An impulse in each frame, and little else: no bin is near 0 or the floor, where a magnitude has its kink.
        var random = SeededRandom(seed: 11)
        let impulses = Tensor((0..<48).map { $0 % 8 == 3 ? T(4) : 0 }, shape: [2, 24])
        let x = impulses + 0.25 * random.tensor(T.self, shape: [2, 24])
        // Louder in every bin: no kink between estimate and target.
        let y = 3 * impulses + 0.25 * random.tensor(T.self, shape: [2, 24])
        let loss = allTerms[index].fused(stft)
        #expect(checkGradient(of: { loss($0, y) }, at: x).isEmpty)
        #expect(checkGradient(of: { loss(x, $0) }, at: y).isEmpty)
        // Both at once, each moving the other's slope.
        #expect(checkGradient(of: { loss($0, $0 * $0 + y) }, at: x / 4).isEmpty)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [1, 2, 3, 7]) func theBitsDoNotDependOnTheThreads(threadCount: Int) {
    var random = SeededRandom(seed: 22)
    for shape in [[9000], [5, 1500]] {
      let x = random.tensor(Float.self, shape: shape), y = random.tensor(Float.self, shape: shape)
      let stft = STFT(window: .hann(240), hopLength: 50, fftLength: 512)
      var loss = allTerms[0].fused(stft)
      let expected = valueWithPullback(at: x, y) { loss($0, $1) }
      let slopes = expected.pullback(1), byX = gradient(at: x) { loss($0, y) }
      loss.threadCount = threadCount
      let actual = valueWithPullback(at: x, y) { [loss] in loss($0, $1) }
      let others = actual.pullback(1)
      #expect(actual.value == expected.value && others.0 == slopes.0 && others.1 == slopes.1)
      let again: Tensor<Float> = gradient(at: x) { [loss] x in loss(x, y) }
      #expect(again == byX)
    }
  }

  @Test(arguments: allTerms.indices) func theOptimumHasNoLossAndNoSlope(index: Int) {
    var random = SeededRandom(seed: 23)
    let loss = allTerms[index].fused(STFT(window: .hann(24), hopLength: 7))
    for x in [random.tensor(Float.self, shape: [2, 200]), Tensor(repeating: 0, shape: [2, 200])] {
      let (value, pullback) = valueWithPullback(at: x, x) { loss($0, $1) }
      let slopes = pullback(1)
      #expect(value.scalar == 0)
      #expect(slopes.0.elements.allSatisfy { $0 == 0 } && slopes.1.elements.allSatisfy { $0 == 0 })
    }
  }

  /// What is not finite, or out of the range in which the sums hold, has the composed form's value and slopes.
  @Test(arguments: allTerms.indices) func whatTheSumsCannotHoldIsComposed(index: Int) {
    var random = SeededRandom(seed: 24)
    let noise = random.tensor(Float.self, shape: [100]), other = random.tensor(Float.self, shape: [100])
    let stft = STFT(window: .hann(16), hopLength: 4)
    func same(_ left: Tensor<Float>, _ right: Tensor<Float>) -> Bool {
      left.elements.elementsEqual(right.elements) { $0 == $1 || $0.isNaN && $1.isNaN }
    }
    func check(_ x: Tensor<Float>, _ y: Tensor<Float>, _ terms: Terms) {
      let loss = terms.fused(stft)
      let actual = valueWithPullback(at: x, y) { loss($0, $1) }
      let expected = valueWithPullback(at: x, y) { terms.composed($0, $1, stft) }
      #expect(same(loss(x, y), expected.value), "\(terms)")
      #expect(same(actual.value, expected.value), "\(terms)")
      let slopes = (actual.pullback(1), expected.pullback(1))
      #expect(same(slopes.0.0, slopes.1.0) && same(slopes.0.1, slopes.1.1), "\(terms)")
    }
    var terms = allTerms[index]
    for broken in [Float.nan, .infinity] {
      let spoiled = noise + Tensor((0..<100).map { $0 == 50 ? broken : 0 })
      check(spoiled, other, terms)
      check(other, spoiled, terms)
    }
    check(1e18 * noise, other, terms)
    check(other, 1e18 * noise, terms)
    terms.powerFloor = 1e-30
    check(noise, other, terms)
  }

  @Test func settingsAndSignalsThatCannotBeComparedTrap() async {
    let floor = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = STFTLoss(STFT(window: .hann(8), hopLength: 2), powerFloor: -1)
    }
    #expect(message(ofExit: floor).contains("the floor under powers is -1.0, but must be positive and finite"))
    let weight = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = STFTLoss(STFT(window: .hann(8), hopLength: 2), logMagnitude: .nan)
    }
    #expect(message(ofExit: weight).contains("the weights of an STFT loss are 1.0, nan and 0.0; they must be finite"))
    let shapes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = STFTLoss(STFT(window: .hann(8), hopLength: 2))(Tensor<Float>([1, 2]), Tensor<Float>([1]))
    }
    #expect(message(ofExit: shapes).contains("STFTLoss: the estimate has the shape [2], the target [1]"))
    let short = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor<Float>([1, 2, 3])
      _ = STFTLoss(STFT(window: .hann(8), hopLength: 2, padding: .none), spectralConvergence: 0)(x, x)
    }
    #expect(message(ofExit: short).contains("which has no elements"))
  }

  @Test func silenceMeetsTheFloor() {
    let silence = Tensor<Double>(repeating: 0, shape: [400])
    // A constant has the power (Σw)² at 0, and none elsewhere between the frames at the ends: those of N = 8 samples
    // without a window see it at DC only.
    let constant = Tensor<Double>(repeating: 0.5, shape: [400])
    let stft = STFT(window: .rectangular(8), hopLength: 8, padding: .none)
    let loss = STFTLoss(stft, spectralConvergence: 0, powerFloor: 1e-4)
    // |X| = 4 against 0.01 in one bin of five.
    #expect((loss(constant, silence).scalar - .log(400) / 5).magnitude < 1e-14)
    #expect((loss(silence, constant).scalar - .log(400) / 5).magnitude < 1e-14)
    // Below the floor nothing moves.
    #expect(gradient(at: silence) { loss($0, constant) } == silence)
    // d ln|X|/dx = 1/4 for each sample of a frame, in the mean over 50 · 5 bins.
    let slope = gradient(at: constant) { loss($0, silence) }
    #expect(slope.elements.allSatisfy { ($0 - 0.001).magnitude < 1e-16 })
  }
}
