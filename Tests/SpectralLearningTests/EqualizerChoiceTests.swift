import Autodiff
import ComplexNumbers
import SignalProcessing
import SpectralLearning
import Testing

/// All losses and all optimizers of a match, on the crow through a known chain of sections.
struct EqualizerChoiceTests {
  private static let sections = [
    ParametricSection(kind: .peak, frequency: 900, gain: 6, q: 1.2),
    ParametricSection(kind: .highShelf, frequency: 6000, gain: 5, q: 0.7),
  ]

  private let source: [[Double]]
  private let target: [[Double]]

  init() throws {
    source = [try crow()]
    let filter = BiquadFilter<Double>(Self.sections.map { $0.coefficients(sampleRate: 44_100) })
    target = source.map { (0.7 * filter(Tensor($0))).elements }
  }

  /// The largest deviation from the chain's gain, whose product of sections the definition gives, in dB, where the crow
  /// is less than 30 dB below its loudest frequency.
  private func deviation(_ fitted: FittedEqualizer) -> Double {
    let loudest = fitted.sourceSpectrum.max() ?? 0
    let loud = fitted.frequencies.indices.filter { fitted.sourceSpectrum[$0] > loudest - 30 }
    #expect(loud.count > 100)
    let frequencies = loud.map { fitted.frequencies[$0] }
    var worst = 0.0
    for (frequency, found) in zip(frequencies, fitted.response(at: frequencies)) {
      let delay = Complex<Double>.exp(i: -2 * .pi * frequency / 44_100)
      var truth = Complex<Double>(0.7, 0)
      for section in Self.sections {
        let c = section.coefficients(sampleRate: 44_100)
        let numerator: Complex<Double> = c.b0 + c.b1 * delay + c.b2 * (delay * delay)
        let denominator: Complex<Double> = 1 + c.a1 * delay + c.a2 * (delay * delay)
        truth = truth * numerator / denominator
      }
      worst = max(worst, (20 * Double.log10(found.modulus / truth.modulus)).magnitude)
    }
    return worst
  }

  @Test(arguments: EqualizerLoss.allCases.filter { !$0.needsAlignment })
  func everyLossOfLongTermSpectraFindsIt(loss: EqualizerLoss) throws {
    let match = EqualizerMatch(model: .fir(taps: 255), loss: loss, optimizer: .lbfgs, steps: 100)
    let fitted = try match.fit(source: source, target: target, sampleRate: 44_100)
    #expect(deviation(fitted) < 1)
    #expect(fitted.lossAfter < 0.1 * fitted.lossBefore)
  }

  @Test(arguments: EqualizerLoss.allCases)
  func everyLossOfSpectrogramsFindsIt(loss: EqualizerLoss) throws {
    // Losses of several resolutions have kinks everywhere, and the way down is not straight.
    let steps = loss.needsAlignment ? 40 : 5
    let match = EqualizerMatch(model: .fir(taps: 255), isAligned: true, loss: loss, optimizer: .lbfgs, steps: steps)
    let fitted = try match.fit(source: source, target: target, sampleRate: 44_100)
    #expect(deviation(fitted) < 0.5)
    #expect(fitted.lossAfter < 0.1 * fitted.lossBefore)
  }

  @Test(arguments: EqualizerOptimizer.allCases)
  func everyOptimizerDescends(optimizer: EqualizerOptimizer) throws {
    let steps = optimizer.isMinimizer ? 10 : 200
    for model in [EqualizerModel.fir(taps: 127), .biquads(peaks: 1)] {
      let match = EqualizerMatch(model: model, optimizer: optimizer, steps: steps)
      var reported: [EqualizerMatch.Progress] = []
      let fitted = try match.fit(source: source, target: target, sampleRate: 44_100) { reported.append($0) }
      #expect(fitted.lossAfter < 0.15 * fitted.lossBefore, "\(model): \(fitted.lossAfter / fitted.lossBefore)")
      #expect(fitted.lossHistory.count <= steps)
      #expect(reported.map(\.loss) == fitted.lossHistory)
      #expect(reported.map(\.step) == Array(1...reported.count))
    }
  }

  /// What Levenberg and Marquardt sum up is the loss: the one that they report after a step, by the residuals, is the
  /// one that a match which ends there reports by itself.
  @Test(arguments: [false, true])
  func theSquaresSumUpToTheLoss(isAligned: Bool) throws {
    func fit(steps: Int) throws -> FittedEqualizer {
      try EqualizerMatch(
        model: .fir(taps: 31), isAligned: isAligned, loss: .logSpectral, optimizer: .levenbergMarquardt, steps: steps
      ).fit(source: source, target: target, sampleRate: 44_100)
    }
    let reported = try fit(steps: 2).lossHistory
    try #require(reported.count == 2)
    #expect((reported[1] / (try fit(steps: 1).lossAfter) - 1).magnitude < 1e-10)
  }

  /// What is not chosen is what it has been.
  @Test func theDefaultsAreNamed() throws {
    #expect(EqualizerMatch().loss == .logSpectral && EqualizerMatch().optimizer == .adam)
    #expect(EqualizerMatch(isAligned: true).loss == .multiResolution)
    let model = EqualizerModel.fir(taps: 31)
    let named = try EqualizerMatch(model: model, loss: .logSpectral, optimizer: .adam, steps: 5)
      .fit(source: source, target: target, sampleRate: 44_100)
    let plain = try EqualizerMatch(model: model, steps: 5).fit(source: source, target: target, sampleRate: 44_100)
    #expect(named.filter == plain.filter)
  }

  @Test func whatDoesNotGoTogetherIsRefused() {
    #expect(throws: EqualizerMatchError.lossNeedsAlignment(.multiResolution)) {
      try EqualizerMatch(loss: .multiResolution).fit(source: source, target: target, sampleRate: 44_100)
    }
    for loss in EqualizerLoss.allCases where !loss.isSumOfSquares {
      #expect(throws: EqualizerMatchError.lossIsNoSumOfSquares(loss, .levenbergMarquardt)) {
        try EqualizerMatch(isAligned: true, loss: loss, optimizer: .levenbergMarquardt)
          .fit(source: source, target: target, sampleRate: 44_100)
      }
    }
  }
}
