public import Parseval

extension ComparisonCase {
  /// The library's plans against FFTW called directly: complex and real, in both precisions, for powers of two, highly
  /// composite lengths and a large prime.
  ///
  /// - Parameter effort: how long FFTW plans, on both sides; when left out, by measuring up to 65536 points and by
  ///   estimate above, where measuring takes many seconds.
  public static func transforms(effort: PlanningEffort? = nil) -> [ComparisonCase] {
    let lengths = [64, 1024, 4096, 65536, 1 << 20, 1000, 44100, 10007]
    return TransformKind.allCases.flatMap { kind in
      lengths.map { transform(Double.self, "f64", kind, length: $0, effort: effort) }
        + lengths.map { transform(Float.self, "f32", kind, length: $0, effort: effort) }
    }
  }

  private static func transform<T: DirectScalar>(
    _ type: T.Type, _ precision: String, _ kind: TransformKind, length: Int, effort: PlanningEffort?
  ) -> ComparisonCase {
    let effort = effort ?? (length <= 65536 ? .measure : .estimate)
    return ComparisonCase(name: "\(kind.rawValue)-\(precision)-\(length)", labels: ("direct", "plan")) {
      switch kind {
      case .complex:
        try transform(
          T.self, kind, plan: DFTPlan<T>(length: length, effort: effort),
          input: complexSignal(seed: 1, count: length), output: [Complex<T>](repeating: 0, count: length),
          effort: effort)
      case .real:
        try transform(
          T.self, kind, plan: RealDFTPlan<T>(length: length, effort: effort),
          input: signal(seed: 1, count: length), output: [Complex<T>](repeating: 0, count: length / 2 + 1),
          effort: effort)
      }
    }
  }

  /// Both sides work on the same two arrays. The library's plan is made first, so that a measured one leaves FFTW the
  /// wisdom by which the direct plan comes out as the same algorithm.
  private static func transform<T: DirectScalar, Plan: FourierTransform>(
    _ type: T.Type, _ kind: TransformKind, plan: Plan, input: [Plan.Input], output: [Plan.Output],
    effort: PlanningEffort
  ) -> Comparison {
    var output = output
    var planningInput = input
    let direct = planningInput.withUnsafeMutableBytes { input in
      output.withUnsafeMutableBytes { output in
        DirectPlan<T>(
          kind, length: plan.length, effort: effort, input: start(of: input), output: start(of: output))
      }
    }
    return Comparison(
      first: { times in
        input.withUnsafeBytes { input in
          output.withUnsafeMutableBytes { output in
            // A plan for out-of-place transforms of this kind does not write to its input.
            direct.execute(start(of: UnsafeMutableRawBufferPointer(mutating: input)), start(of: output), times: times)
          }
        }
      },
      second: { times in transform(input, into: &output, by: plan, times: times) })
  }

  private static func transform<Plan: FourierTransform>(
    _ input: [Plan.Input], into output: inout [Plan.Output], by plan: Plan, times: Int
  ) {
    for _ in 0..<times { plan.transform(input, into: &output) }
  }
}

private func start(of buffer: UnsafeMutableRawBufferPointer) -> UnsafeMutableRawPointer {
  guard let address = buffer.baseAddress else { fatalError("a transform of nothing") }
  return address
}
