import BenchmarkSupport
import Parseval

/// How the transforms of `fft` cases are called.
struct TransformCalls {
  /// By a plan of this effort, into an output that is there already; nil: by the one-line function.
  let effort: PlanningEffort?
  /// How many threads a plan may use.
  let threadCount: Int
}

extension PreparedCase {
  /// `fft:c2c|r2c:f64|f32:SIZE`, SIZE being N points, `AxB` of them along two axes, or `B*N`, B rows of N; others are not
  /// offered.
  ///
  /// Checked by the real part of output 1 and the sum of squares.
  init?<T: TensorScalar>(transform kind: Substring, _ type: T.Type, size: Substring, calls: TransformCalls) throws {
    guard let size = TransformSize(size) else { return nil }
    let options = PlanningOptions(threadCount: calls.threadCount)
    switch (kind, calls.effort) {
    case ("c2c", let effort?):
      self.init(try DFTPlan<T>(size, effort: effort, options: options), complexSignal(seed: 1, count: size.points))
    case ("r2c", let effort?):
      self.init(try RealDFTPlan<T>(size, effort: effort, options: options), signal(seed: 1, count: size.points))
    case ("c2c", nil):
      let input: [Complex<T>] = complexSignal(seed: 1, count: size.points)
      if size.shape.count == 1 {
        self.init { fft(input) }
      } else {
        self.init { fftn(input, shape: size.shape, axes: size.axes) }
      }
    case ("r2c", nil):
      let input: [T] = signal(seed: 1, count: size.points)
      if size.shape.count == 1 {
        self.init { rfft(input) }
      } else {
        self.init { rfftn(input, shape: size.shape, axes: size.axes) }
      }
    default: return nil
    }
  }

  private init<T: TensorScalar, Plan: FourierTransform>(_ plan: Plan, _ input: [Plan.Input])
  where Plan.Output == Complex<T> {
    var output = [Complex<T>](repeating: 0, count: plan.outputCount)
    plan.transform(input, into: &output)
    self.init(check: checkValues(output)) { times in repeatedly(times, plan, input, into: &output) }
  }

  private init<T: TensorScalar>(_ function: @escaping () -> [Complex<T>]) {
    self.init(check: checkValues(function())) { times in for _ in 0..<times { _ = function() } }
  }
}

private func checkValues<T: TensorScalar>(_ output: [Complex<T>]) -> (Double, Double) {
  let squares = output.reduce(0) {
    $0 + Double($1.real) * Double($1.real) + Double($1.imaginary) * Double($1.imaginary)
  }
  return (output.count > 1 ? Double(output[1].real) : 0, squares)
}
