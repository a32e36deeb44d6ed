import SpectralLearning
import Testing

struct LearningRateTests {
  private struct Case: Decodable {
    let schedule: String, rates: [Double], losses: [Double]?
  }

  private func expected(_ name: String) throws -> Case {
    try #require((try cases("schedules.json") as [Case]).first { $0.schedule == name })
  }

  /// PyTorch computes some of its rates one from the other: a rounding at each step.
  private func isEqual(_ computed: Double, _ expected: Double) -> Bool {
    abs(computed - expected) <= 1e-13 * 0.5
  }

  @Test(
    arguments: [
      ("constant", LearningRateSchedule.constant(0.5)), ("step", .step(0.5, factor: 0.3, every: 4)),
      ("exponential", .exponential(0.5, factor: 0.9)), ("cosine", .cosine(peak: 0.5, steps: 17, final: 0.01)),
      ("warmCosine", .cosine(peak: 0.5, steps: 21, warmup: 5, initial: 0.05, final: 0.02)),
      ("oneCycle", .oneCycle(peak: 0.5, steps: 30)),
      (
        "oneCycleLinear",
        .oneCycle(peak: 0.5, steps: 25, rise: 0.45, divisor: 10, finalDivisor: 100, annealing: .linear)
      ),
      ("oneCycleThreePhases", .oneCycle(peak: 0.5, steps: 32, rise: 0.35, hasThreePhases: true)),
    ])
  func ratesArePyTorchs(name: String, schedule: LearningRateSchedule) throws {
    for (step, rate) in try expected(name).rates.enumerated() {
      #expect(isEqual(schedule.rate(at: step), rate), "step \(step): \(schedule.rate(at: step)), \(rate)")
    }
  }

  @Test func theLastRateStays() {
    #expect(LearningRateSchedule.cosine(peak: 1, steps: 10, final: 0.125).rate(at: 1000) == 0.125)
    let cycle = LearningRateSchedule.oneCycle(peak: 1, steps: 10)
    #expect(cycle.rate(at: 1000) == cycle.rate(at: 9))
  }

  @Test func plateausAreSeenAsPyTorchSeesThem() throws {
    for (name, reduction) in [
      (
        "plateau",
        PlateauReduction(factor: 0.2, patience: 2, threshold: .relative(1e-3), minimumRate: 0.001)
      ),
      ("plateauAbsolute", PlateauReduction(factor: 0.5, patience: 1, threshold: .absolute(0.05), cooldown: 3)),
    ] {
      var reduction = reduction, rate = 0.5
      let expected = try expected(name), losses = try #require(expected.losses)
      #expect(expected.rates.count == losses.count)
      for (loss, expected) in zip(losses, expected.rates) {
        rate = reduction.rate(after: loss, from: rate)
        #expect(isEqual(rate, expected))
      }
    }
  }

  @Test func earlyStoppingHasAReason() {
    var stopping = EarlyStopping(patience: 3, minimumImprovement: 0.1)
    for loss in [5, 4, 3.95, 4.5] { #expect(stopping.observe(loss) == nil) }
    #expect(stopping.lowest == 4 && stopping.lowestCount == 2)
    #expect(stopping.observe(3.91) == .noImprovement(lowest: 4, ago: 3))
    #expect(stopping.observe(0) == .noImprovement(lowest: 4, ago: 3))
    #expect(stopping.reason?.description == "no improvement on 4.0 for 3 observations")

    var slow = EarlyStopping(patience: 3, target: 1)
    for loss in [5, 5, 4.9, 4.9, 4.9, 4.8] { #expect(slow.observe(loss) == nil) }
    #expect(slow.observe(1) == .targetReached(1))

    var diverging = EarlyStopping(patience: 3)
    #expect(diverging.observe(1) == nil)
    #expect(diverging.observe(.infinity) == .nonFinite(.infinity))
    #expect(diverging.lowest == 1)
  }

  @Test func invalidSchedulesTrap() async {
    let cosine = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LearningRateSchedule.cosine(peak: 1, steps: 5, warmup: 5).rate(at: 0)
    }
    #expect(message(ofExit: cosine).contains("a cosine of 5 steps, 5 of them to warm up"))
    let plateau = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PlateauReduction(factor: 1.5)
    }
    #expect(message(ofExit: plateau).contains("between 0 and 1, but 1.5 was given"))
  }
}
