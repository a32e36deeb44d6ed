internal import CFFTW

/// One plan of FFTW: immutable, executable on any thread, destroyed under the planner's lock.
final class FFTWPlan: Sendable {
  private enum Call: Sendable { case forward, inverse, realToComplex, complexToReal, realToReal }

  let precision: Precision
  /// About the memory of its tables: one complex number for each point of an axis, and as much for what leads there.
  let byteCount: Int
  private let call: Call
  /// Whether a call may leave anything in its input.
  let overwritesInput: Bool
  // FFTW's execute functions are thread-safe, and nothing else touches the plan before deinit.
  private nonisolated(unsafe) let plan: UnsafeMutableRawPointer

  /// Takes ownership of `plan`.
  init(_ problem: FFTWProblem, plan: UnsafeMutableRawPointer) {
    precision = problem.precision
    byteCount = problem.dimensions.reduce(0) { $0 + $1.length } * 4 * problem.precision.bytes
    call =
      switch problem.kind {
      case .complex(.forward): .forward
      case .complex(.inverse): .inverse
      case .realToComplex: .realToComplex
      case .complexToReal: .complexToReal
      case .realToReal: .realToReal
      }
    if case .complexToReal(overwritesInput: true) = problem.kind {
      overwritesInput = true
    } else {
      overwritesInput = false
    }
    self.plan = plan
  }

  deinit { Planner.destroy(plan, precision: precision) }

  /// Executes on interleaved or real elements; both pointers are to the first one.
  func execute(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer) {
    let next = precision.bytes
    let library = precision.library
    switch call {
    case .forward: cfftw_execute_dft(library, plan, input, input + next, output, output + next)
    // Exchanged parts conjugate, up to a factor i that comes and goes: the transform of the other direction.
    case .inverse: cfftw_execute_dft(library, plan, input + next, input, output + next, output)
    case .realToComplex: cfftw_execute_dft_r2c(library, plan, input, output, output + next)
    case .complexToReal: cfftw_execute_dft_c2r(library, plan, input, input + next, output)
    case .realToReal: cfftw_execute_r2r(library, plan, input, output)
    }
  }

  /// The algorithm, in FFTW's words.
  var algorithm: String { Planner.describe(plan, precision: precision) }

  /// Additions, multiplications and fused multiply-adds of one execution, as FFTW counts them.
  var operationCount: OperationCount {
    var additions = 0.0, multiplications = 0.0, fused = 0.0
    cfftw_flops(precision.library, plan, &additions, &multiplications, &fused)
    return OperationCount(additions: additions, multiplications: multiplications, fusedMultiplyAdds: fused)
  }

  /// FFTW's own estimate, in units of its own, or the seconds that it measured.
  var cost: Double { cfftw_cost(precision.library, plan) }
}
