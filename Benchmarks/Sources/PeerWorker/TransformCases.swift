import BenchmarkSupport
import Parseval

extension PreparedCase {
  /// `fft:c2c|r2c:f64|f32:N` or `…:B*N`, B transforms of N points one behind the other; others are not offered.
  ///
  /// Into an output that is there already. Checked by the real part of output 1 and the sum of squares.
  init?<T: TensorScalar>(transform kind: Substring, _ type: T.Type, size: Substring, effort: PlanningEffort) throws {
    let extents = size.split(separator: "*").map { Int($0) }
    let (rows, points) = extents.count == 2 ? (extents[0], extents[1]) : (1, extents[0])
    guard extents.count <= 2, let rows, let points else { return nil }
    switch kind {
    case "c2c":
      self.init(
        try DFTPlan<T>(length: points, batchCount: rows, effort: effort),
        input: complexSignal(seed: 1, count: rows * points))
    case "r2c":
      self.init(
        try RealDFTPlan<T>(length: points, batchCount: rows, effort: effort),
        input: signal(seed: 1, count: rows * points))
    default: return nil
    }
  }

  private init<T: TensorScalar, Plan: FourierTransform>(_ plan: Plan, input: [Plan.Input])
  where Plan.Output == Complex<T> {
    var output = [Complex<T>](repeating: 0, count: plan.outputCount)
    plan.transform(input, into: &output)
    let squares = output.reduce(0) {
      $0 + Double($1.real) * Double($1.real) + Double($1.imaginary) * Double($1.imaginary)
    }
    self.init(check: (output.count > 1 ? Double(output[1].real) : 0, squares)) { times in
      repeatedly(times, plan, input, into: &output)
    }
  }
}

private func repeatedly<Plan: FourierTransform>(
  _ times: Int, _ plan: Plan, _ input: [Plan.Input], into output: inout [Plan.Output]
) {
  for _ in 0..<times { plan.transform(input, into: &output) }
}
