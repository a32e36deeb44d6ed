import Autodiff
import TestSupport
import Testing

/// The extrapolated derivative is accurate, its estimate of its own error honest, and neither takes forever.
@Suite("Richardson extrapolation")
struct NumericalRichardsonTests {
  struct Sample: Sendable {
    let name: String
    let single: @Sendable (Float) -> Float
    let double: @Sendable (Double) -> Double
    let slope: @Sendable (Double) -> Double
  }

  static let smooth: [Sample] = [
    Sample(name: "exp", single: { .exp($0) }, double: { .exp($0) }, slope: { .exp($0) }),
    Sample(name: "sin 3x", single: { .sin(3 * $0) }, double: { .sin(3 * $0) }, slope: { 3 * .cos(3 * $0) }),
    Sample(
      name: "1/(1 + x²)", single: { 1 / (1 + $0 * $0) }, double: { 1 / (1 + $0 * $0) },
      slope: { -2 * $0 / ((1 + $0 * $0) * (1 + $0 * $0)) }),
    Sample(name: "tanh", single: { .tanh($0) }, double: { .tanh($0) }, slope: { 1 - .tanh($0) * .tanh($0) }),
    Sample(name: "constant", single: { _ in 3 }, double: { _ in 3 }, slope: { _ in 0 }),
    Sample(name: "linear", single: { 3 * $0 }, double: { 3 * $0 }, slope: { _ in 3 }),
  ]

  @Test("The estimate is not below the error, and small, for smooth functions")
  func smoothFunctions() {
    var random = SeededRandom(seed: 3)
    for sample in Self.smooth {
      for _ in 0..<100 {
        let x = 2 * random.sample(Float.self)
        let double = numericalDerivativeWithError(at: Double(x), of: sample.double)
        let single = numericalDerivativeWithError(at: x, of: sample.single)
        let slope = sample.slope(Double(x))
        #expect((double.derivative - slope).magnitude <= double.error, "\(sample.name) at \(x)")
        #expect((Double(single.derivative) - slope).magnitude <= Double(single.error), "\(sample.name) at \(x)")
        #expect(double.error < 3e-12, "\(sample.name) at \(x): \(double.error)")
        #expect(single.error < 1e-3, "\(sample.name) at \(x): \(single.error)")
      }
    }
  }

  @Test("It is honest where the function is not smooth over the first step, or noisy")
  func roughFunctions() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<100 {
      let x: Double = random.sample()
      // Poles at ±i/20, nearer than the first step.
      let steep = numericalDerivativeWithError(at: x, of: { 1 / (1 + 400 * $0 * $0) })
      let q = 1 + 400 * x * x
      #expect((steep.derivative + 800 * x / (q * q)).magnitude <= steep.error && steep.error < 1e-11, "steep at \(x)")
      let fast = numericalDerivativeWithError(at: x, of: { .sin(40 * $0) })
      #expect((fast.derivative - 40 * .cos(40 * x)).magnitude <= fast.error && fast.error < 1e-10, "fast at \(x)")
      // The scale says where to begin.
      let told = numericalDerivativeWithError(at: x, of: { .sin(40 * $0) }, step: .fixed(1 / 128))
      #expect((told.derivative - 40 * .cos(40 * x)).magnitude <= told.error && told.error < 1e-10, "told at \(x)")
      // Single precision's noise of 6·10⁻⁸ in double precision's values: the last row's quotients are off by 10⁻³.
      let noisy = numericalDerivativeWithError(at: x, of: { Double(Float.exp(Float($0))) })
      #expect((noisy.derivative - .exp(x)).magnitude < 1e-4, "noisy at \(x)")
    }
  }

  @Test("An infinite slope and no number have no estimate that looks good")
  func hopeless() {
    let root = numericalDerivativeWithError(at: 0.0, of: { $0 < 0 ? -.root(-$0, 3) : .root($0, 3) })
    #expect(root.error > 1)
    let none = numericalDerivativeWithError(at: 1.0, of: { _ in .nan })
    #expect(none.error == .infinity && none.derivative.isNaN)
    let outside = numericalDerivativeWithError(at: 0.01, of: { .log($0) })
    #expect((outside.derivative - 100).magnitude <= outside.error && outside.error > 1e-6)
    let told = numericalDerivativeWithError(at: 0.01, of: { .log($0) }, step: .relative(scale: 0.01))
    #expect((told.derivative - 100).magnitude <= told.error && told.error < 1e-9)
  }

  @Test("At most twenty evaluations, and a stop where rounding prevails")
  func evaluations() {
    func count(_ f: (Double) -> Double) -> Int {
      var calls = 0
      _ = numericalDerivativeWithError(
        at: 0.5,
        of: {
          calls += 1
          return f($0)
        })
      return calls
    }
    #expect(count { .exp($0) } <= 14)
    #expect(count { .sin(1e4 * $0) } <= 20)
    #expect(FiniteDifference.richardson.evaluationCount == 20)
  }

  @Test("Each element of a vector has a tableau of its own")
  func vectors() {
    let x = Tensor([0.3, 1.2]), v = Tensor([1.0, -1])
    func f(_ x: Tensor<Double>) -> Tensor<Double> { exp(x) }
    let both = numericalDerivativeWithError(at: x, along: v, of: f)
    let alone = numericalDerivativeWithError(at: x, along: v) { f($0).slice(0..<1) }
    #expect(alone.derivative[0] == both.derivative[0] && alone.error[0] == both.error[0])
    for (place, expected) in [.exp(0.3), -.exp(1.2)].enumerated() {
      #expect((both.derivative[place] - expected).magnitude <= both.error[place])
    }
  }
}
