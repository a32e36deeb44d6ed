/// Times algorithms for one problem against each other.
enum Race {
  /// The fastest of the candidates, of which there is one at least, on buffers of zeros.
  static func fastest(of candidates: [Algorithm], for problem: FFTWProblem) throws(DFTError) -> Algorithm {
    guard candidates.count > 1 else { return candidates[0] }
    let scratch = try PlanningScratch(problem)
    defer { scratch.free() }
    scratch.clear()
    // A plan that overwrites its input, where it must not, works on a copy.
    let copyBytes =
      if case .complexToReal(overwritesInput: false) = problem.kind {
        (problem.inputReach.upperBound + 1) * 2 * problem.precision.bytes
      } else {
        0
      }
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(copyBytes, 1), alignment: 64)
    defer { copy.deallocate() }
    let seconds = candidates.map { time($0, scratch, copying: $0.overwritesInput ? copyBytes : 0, to: copy) }
    return zip(candidates, seconds).min { $0.1 < $1.1 }?.0 ?? candidates[0]
  }

  /// The least of some runs of at least 0.2 ms, each of as many calls as that takes.
  private static func time(
    _ algorithm: Algorithm, _ scratch: PlanningScratch, copying bytes: Int, to copy: UnsafeMutableRawPointer
  ) -> Double {
    func run(_ calls: Int) -> Double {
      let duration = ContinuousClock().measure {
        for _ in 0..<calls {
          if bytes > 0 { copy.copyMemory(from: scratch.input.0, byteCount: bytes) }
          algorithm.execute(scratch.input.0, scratch.output.0)
        }
      }
      return duration / .seconds(1)
    }
    var calls = 1
    while run(calls) < 2e-4 { calls *= 2 }
    return (0..<5).map { _ in run(calls) / Double(calls) }.min() ?? .infinity
  }
}
