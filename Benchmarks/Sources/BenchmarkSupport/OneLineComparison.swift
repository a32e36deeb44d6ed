import Parseval

extension ComparisonCase {
  /// The one-line functions, which look their plan up, against the call of a plan at hand that returns a new array, too.
  public static var oneLiners: [ComparisonCase] {
    [16, 64, 1024].flatMap { length in
      oneLiners(Double.self, "f64", length: length) + oneLiners(Float.self, "f32", length: length)
    }
  }

  private static func oneLiners<T: TransformScalar>(
    _ type: T.Type, _ precision: String, length: Int
  ) -> [ComparisonCase] {
    let name = "\(precision)-\(length)"
    return [
      oneLiner("fft-\(name)", complexSignal(T.self, seed: 1, count: length), { try DFTPlan(length: length) }) {
        fft($0)
      },
      oneLiner("rfft-\(name)", signal(T.self, seed: 1, count: length), { try RealDFTPlan(length: length) }) {
        rfft($0)
      },
      oneLiner(
        "dct-\(name)", signal(T.self, seed: 1, count: length), { try RealToRealPlan(length: length, kind: .dct2) }
      ) { dct($0) },
    ]
  }

  private static func oneLiner<Plan: FourierTransform>(
    _ name: String, _ input: [Plan.Input], _ plan: @escaping @Sendable () throws -> Plan,
    _ function: @escaping @Sendable ([Plan.Input]) -> [Plan.Output]
  ) -> ComparisonCase
  where Plan.Input: BitwiseCopyable & Sendable, Plan.Output: BitwiseCopyable {
    ComparisonCase(name: name, labels: ("plan", "one-line")) {
      let plan = try plan()
      return Comparison(
        first: { times in for _ in 0..<times { _ = plan(input) } },
        second: { times in for _ in 0..<times { _ = function(input) } })
    }
  }
}
