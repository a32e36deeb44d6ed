import SignalProcessing
import TestSupport
import Testing

struct WindowTests {
  private struct Case: Decodable {
    let kind: String, sampling: String
    let beta: Double
    let weights: [Double]

    func window() throws -> Window {
      let sampling: Window.Sampling = sampling == "periodic" ? .periodic : .symmetric
      switch kind {
      case "rectangular": return .rectangular(weights.count)
      case "hann": return .hann(weights.count, sampling)
      case "hamming": return .hamming(weights.count, sampling)
      case "blackman": return .blackman(weights.count, sampling)
      case "blackmanHarris": return .blackmanHarris(weights.count, sampling)
      case "kaiser": return .kaiser(weights.count, beta: beta, sampling)
      default: throw UnknownKind()
      }
    }
    struct UnknownKind: Error {}
  }

  /// Angles up to 6π are rounded on both sides, before a cosine whose slope is at most 1; of I₀, whose relative
  /// condition is its argument, the error grows with β.
  @Test func weightsAreSciPys() throws {
    for window in try cases("windows.json") as [Case] {
      let weights = try window.window().weights
      try #require(weights.count == window.weights.count)
      let tolerance = (8 + 4 * window.beta) * Tolerances.unitRoundoff(Double.self)
      for (computed, expected) in zip(weights, window.weights) {
        #expect(
          (computed - expected).magnitude <= tolerance,
          "\(window.kind), \(window.sampling), \(weights.count), β = \(window.beta)")
      }
    }
  }

  @Test(arguments: [0, 1, 100, 700])
  func theSymmetricKaiserWindowPeaksAtOneWhateverBeta(beta: Double) {
    let weights = Window.kaiser(9, beta: beta, .symmetric).weights
    #expect(weights[4] == 1)
    #expect(weights.allSatisfy { $0 > 0 && $0 <= 1 })
    #expect(weights == weights.reversed())
  }

  /// The condition under which overlap-add gives back what was cut.
  @Test(arguments: [(8, 4, 1.0), (64, 16, 2.0), (60, 20, 1.5), (1024, 128, 4.0)])
  func shiftedHannWindowsSumToAConstant(length: Int, hop: Int, sum: Double) {
    let weights = Window.hann(length).weights
    for phase in 0..<hop {
      let total = stride(from: phase, to: length, by: hop).reduce(0) { $0 + weights[$1] }
      #expect((total - sum).magnitude <= 8 * sum * Tolerances.unitRoundoff(Double.self))
    }
  }

  @Test func oneWeightIsOne() {
    let windows: [Window] = [
      .rectangular(1), .hann(1), .hann(1, .symmetric), .hamming(1), .blackman(1), .blackmanHarris(1, .symmetric),
      .kaiser(1, beta: 8.6),
    ]
    for window in windows { #expect(window.weights == [1]) }
  }

  @Test func windowsOfOnesOwn() {
    #expect(Window([0.5, -1]).weights == [0.5, -1])
    #expect(Window([0.5, -1]).length == 2)
    #expect(Window([1, 1]) == .rectangular(2))
  }

  @Test(arguments: [0, -1, .min])
  func aLengthBelowOneTraps(length: Int) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [length] in
      _ = Window.hann(length)
    }
    #expect(message(ofExit: exit).contains("a window's length is \(length), but must be at least 1"))
  }

  @Test(arguments: [-1.0, 701, 1e300])
  func aKaiserBetaOutOfRangeTraps(beta: Double) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [beta] in
      _ = Window.kaiser(8, beta: beta)
    }
    #expect(message(ofExit: exit).contains("a Kaiser window's β is \(beta), but must be between 0 and 700"))
  }

  @Test func noWeightsTrap() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { _ = Window([]) }
    #expect(message(ofExit: exit).contains("a window has at least one weight"))
  }
}
