internal import CFFTW
import Synchronization

/// FFTW's planner: process-wide state that one thread at a time may touch.
enum Planner {
  private static let lock = Mutex(())
  /// Plans whose last reference went while the planner was busy: destroyed by whoever holds the lock, when it is done.
  private static let doomed = Mutex<[(plan: UInt, precision: Precision)]>([])

  /// Plans on scratch memory, so that no user's data is ever overwritten.
  static func plan(_ problem: TransformProblem) throws(DFTError) -> PlanHandle {
    let plan: UInt = lock.withLock { _ in
      guard let input = fftw_malloc(problem.inputBytes), let output = fftw_malloc(problem.outputBytes) else { return 0 }
      defer {
        fftw_free(input)
        fftw_free(output)
      }
      return UInt(bitPattern: makePlan(problem, input, output))
    }
    destroyDoomed()
    guard let plan = OpaquePointer(bitPattern: plan) else { throw .plannerFailed(problem.description) }
    return PlanHandle(problem: problem, plan: plan)
  }

  /// Destroys a plan, now or, if the planner is busy (perhaps on this very thread), as soon as it is free.
  static func destroy(_ plan: OpaquePointer, precision: Precision) {
    let address = UInt(bitPattern: plan)
    doomed.withLock { $0.append((address, precision)) }
    destroyDoomed()
  }

  private static func destroyDoomed() {
    // Whoever finds the planner busy may leave: its holder looks again after it has let go.
    while doomed.withLock({ !$0.isEmpty }) {
      let isDone: Void? = lock.withLockIfAvailable { _ in
        let plans = doomed.withLock { plans in
          defer { plans = [] }
          return plans
        }
        for (address, precision) in plans {
          let plan = OpaquePointer(bitPattern: address)
          switch precision {
          case .single: fftwf_destroy_plan(plan)
          case .double: fftw_destroy_plan(plan)
          }
        }
      }
      if isDone == nil { return }
    }
  }

  private static func makePlan(
    _ problem: TransformProblem, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer
  ) -> OpaquePointer? {
    let bins = HalfSpectrum.count(problem.length)
    let (inputStride, outputStride) =
      switch problem.kind {
      case .complex: (problem.length, problem.length)
      case .realToComplex: (problem.length, bins)
      case .complexToReal: (bins, problem.length)
      }
    var dimension = fftw_iodim64(n: problem.length, is: 1, os: 1)
    var batch = fftw_iodim64(n: problem.batchCount, is: inputStride, os: outputStride)
    let flags = flags(problem)
    switch (problem.precision, problem.kind) {
    case (.double, .complex(let direction)):
      return fftw_plan_guru64_dft(
        1, &dimension, 1, &batch, input.assumingMemoryBound(to: fftw_complex.self),
        output.assumingMemoryBound(to: fftw_complex.self), sign(direction), flags)
    case (.double, .realToComplex):
      return fftw_plan_guru64_dft_r2c(
        1, &dimension, 1, &batch, input.assumingMemoryBound(to: Double.self),
        output.assumingMemoryBound(to: fftw_complex.self), flags)
    case (.double, .complexToReal):
      return fftw_plan_guru64_dft_c2r(
        1, &dimension, 1, &batch, input.assumingMemoryBound(to: fftw_complex.self),
        output.assumingMemoryBound(to: Double.self), flags)
    case (.single, .complex(let direction)):
      return fftwf_plan_guru64_dft(
        1, &dimension, 1, &batch, input.assumingMemoryBound(to: fftwf_complex.self),
        output.assumingMemoryBound(to: fftwf_complex.self), sign(direction), flags)
    case (.single, .realToComplex):
      return fftwf_plan_guru64_dft_r2c(
        1, &dimension, 1, &batch, input.assumingMemoryBound(to: Float.self),
        output.assumingMemoryBound(to: fftwf_complex.self), flags)
    case (.single, .complexToReal):
      return fftwf_plan_guru64_dft_c2r(
        1, &dimension, 1, &batch, input.assumingMemoryBound(to: fftwf_complex.self),
        output.assumingMemoryBound(to: Float.self), flags)
    }
  }

  private static func sign(_ direction: Direction) -> Int32 { direction == .forward ? FFTW_FORWARD : FFTW_BACKWARD }

  private static func flags(_ problem: TransformProblem) -> UInt32 {
    let effort =
      switch problem.effort {
      case .estimate: FFTW_ESTIMATE
      case .measure: UInt32(FFTW_MEASURE)
      case .patient: FFTW_PATIENT
      case .exhaustive: FFTW_EXHAUSTIVE
      }
    let input = problem.kind == .complexToReal(overwritesInput: true) ? UInt32(FFTW_DESTROY_INPUT) : FFTW_PRESERVE_INPUT
    return effort | input | (problem.isAligned ? 0 : FFTW_UNALIGNED)
  }
}
