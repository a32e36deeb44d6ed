/// Times algorithms for one problem against each other.
enum Race {
  /// The fastest of the candidates, of which there is one at least, on buffers of zeros.
  static func fastest(of candidates: [Algorithm], for problem: FFTWProblem) throws(DFTError) -> Algorithm {
    guard candidates.count > 1 else { return candidates[0] }
    let scratch = try PlanningScratch(problem)
    defer { scratch.free() }
    scratch.clear()
    let seconds = candidates.map { time($0, scratch) }
    return zip(candidates, seconds).min { $0.1 < $1.1 }?.0 ?? candidates[0]
  }

  /// The least of some runs of at least 0.2 ms, each of as many calls as that takes.
  private static func time(_ algorithm: Algorithm, _ scratch: PlanningScratch) -> Double {
    func run(_ calls: Int) -> Double {
      let duration = ContinuousClock().measure {
        for _ in 0..<calls { algorithm.execute(scratch.input.0, scratch.output.0) }
      }
      return duration / .seconds(1)
    }
    var calls = 1
    while run(calls) < 2e-4 { calls *= 2 }
    return (0..<5).map { _ in run(calls) / Double(calls) }.min() ?? .infinity
  }
}
