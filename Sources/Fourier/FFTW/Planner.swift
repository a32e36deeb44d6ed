internal import CFFTW

/// FFTW's planner: process-wide state that one thread at a time may touch.
enum Planner {
  /// Held while FFTW plans or destroys. Guards the precisions in which a search has left wisdom with FFTW.
  private static let lock = Guarded<Set<Precision>>([])
  /// Plans whose last reference went while the planner was busy: destroyed by whoever holds the lock, when it is done.
  private static let doomed = Guarded<[(plan: UInt, precision: Precision)]>([])

  /// Plans on scratch memory, so that no user's data is ever overwritten.
  static func plan(_ problem: TransformProblem) throws(DFTError) -> PlanHandle {
    // A destruction that finds the planner busy leaves its plan to this call, whether it succeeds or throws.
    defer { destroyDoomed() }
    let address = try lock.withLock { searched throws(DFTError) -> UInt in
      let input = try allocate(problem.inputBytes)
      defer { fftw_free(input) }
      let output = try allocate(problem.outputBytes)
      defer { fftw_free(output) }
      let plan: OpaquePointer?
      if problem.effort != .estimate {
        searched.insert(problem.precision)
        plan = makePlan(problem, input, output)
      } else if searched.contains(problem.precision) {
        plan = Wisdom.withoutWisdom(problem.precision) { makePlan(problem, input, output) }
      } else {
        plan = makePlan(problem, input, output)
      }
      guard let plan else { throw .plannerFailed(problem.description) }
      return UInt(bitPattern: plan)
    }
    guard let plan = OpaquePointer(bitPattern: address) else { throw .plannerFailed(problem.description) }
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

  private static func allocate(_ bytes: Int) throws(DFTError) -> UnsafeMutableRawPointer {
    guard let memory = fftw_malloc(bytes) else { throw .outOfMemory(bytes: bytes) }
    return memory
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
