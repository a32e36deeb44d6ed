internal import CFFTW
import Foundation

/// FFTW's planner: process-wide state that one thread at a time may touch.
enum Planner {
  /// Held while FFTW plans or destroys. Guards the wisdom of each precision, from searches or imported.
  ///
  /// FFTW itself knows it during a search or a call of ``Wisdom`` only: it would let estimated plans use what has been
  /// measured, so that their bits would depend on who else in the process has measured the same size.
  private static let lock = Guarded<[Precision: [UInt8]]>([:])
  /// Plans whose last reference went while the planner was busy: destroyed by whoever holds the lock, when it is done.
  private static let doomed = Guarded<[(plan: UInt, precision: Precision)]>([])

  /// Plans on scratch memory, so that no user's data is ever overwritten.
  static func plan(_ problem: FFTWProblem) throws(DFTError) -> FFTWPlan {
    // A destruction that finds the planner busy leaves its plan to this call, whether it succeeds or throws.
    defer { destroyDoomed() }
    let address = try lock.withLock { wisdom throws(DFTError) -> UInt in
      let scratch = try PlanningScratch(problem)
      defer { scratch.free() }
      let library = problem.precision.library
      var plan: UnsafeMutableRawPointer?
      if problem.effort == .estimate && !problem.options.wisdomOnly {
        plan = makePlan(problem, scratch)
      } else {
        WisdomStore.lend(&wisdom[problem.precision], problem.precision) {
          if let limit = problem.options.timeLimit { cfftw_set_timelimit(library, limit / .seconds(1)) }
          plan = WisdomStore.keepingWisdom(problem.precision) { makePlan(problem, scratch) }
          cfftw_set_timelimit(library, FFTW_NO_TIMELIMIT)
        }
      }
      return UInt(bitPattern: plan)
    }
    guard let plan = UnsafeMutableRawPointer(bitPattern: address) else {
      throw problem.options.wisdomOnly ? .noWisdom(problem.description) : .plannerFailed(problem.description)
    }
    return FFTWPlan(problem, plan: plan)
  }

  /// Touches what FFTW knows of one precision.
  static func withWisdom<Result: Sendable, Failure: Error>(
    of precision: Precision, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { destroyDoomed() }
    return try lock.withLock { wisdom throws(Failure) -> Result in
      try WisdomStore.lend(&wisdom[precision], precision, body)
    }
  }

  /// A plan's algorithm in FFTW's words, which it writes by way of the planner's state.
  static func describe(_ plan: UnsafeMutableRawPointer, precision: Precision) -> String {
    defer { destroyDoomed() }
    let address = UInt(bitPattern: plan)
    return lock.withLock { _ in
      guard let text = cfftw_sprint_plan(precision.library, UnsafeMutableRawPointer(bitPattern: address)) else {
        return "unknown"
      }
      defer { free(text) }
      return String(cString: text)
    }
  }

  /// Destroys a plan, now or, if the planner is busy (perhaps on this very thread), as soon as it is free.
  static func destroy(_ plan: UnsafeMutableRawPointer, precision: Precision) {
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
          cfftw_destroy_plan(precision.library, UnsafeMutableRawPointer(bitPattern: address))
        }
      }
      if isDone == nil { return }
    }
  }

  private static func makePlan(_ problem: FFTWProblem, _ scratch: PlanningScratch) -> UnsafeMutableRawPointer? {
    let library = problem.precision.library
    let dimensions = rawDimensions(problem.dimensions, problem)
    let batch = rawDimensions(problem.batch, problem)
    let rank = Int32(dimensions.count), batchRank = Int32(batch.count)
    let flags = flags(problem)
    let (realIn, imaginaryIn) = scratch.input, (realOut, imaginaryOut) = scratch.output
    switch problem.kind {
    case .complex(.forward):
      return cfftw_plan_dft(
        library, rank, dimensions, batchRank, batch, realIn, imaginaryIn, realOut, imaginaryOut, flags)
    case .complex(.inverse):
      return cfftw_plan_dft(
        library, rank, dimensions, batchRank, batch, imaginaryIn, realIn, imaginaryOut, realOut, flags)
    case .realToComplex:
      return cfftw_plan_dft_r2c(library, rank, dimensions, batchRank, batch, realIn, realOut, imaginaryOut, flags)
    case .complexToReal:
      return cfftw_plan_dft_c2r(library, rank, dimensions, batchRank, batch, realIn, imaginaryIn, realOut, flags)
    case .realToReal(let kinds):
      return cfftw_plan_r2r(
        library, rank, dimensions, batchRank, batch, realIn, realOut, kinds.map(\.rawKind), flags)
    }
  }

  /// The dimensions with strides in reals, as the split-storage interface counts them.
  private static func rawDimensions(_ dimensions: [FFTWProblem.Dimension], _ problem: FFTWProblem) -> [fftw_iodim64] {
    let inputReals = problem.kind.inputIsComplex ? 2 : 1
    let outputReals = problem.kind.outputIsComplex ? 2 : 1
    return dimensions.map {
      fftw_iodim64(n: $0.length, is: $0.inputStride * inputReals, os: $0.outputStride * outputReals)
    }
  }

  private static func flags(_ problem: FFTWProblem) -> UInt32 {
    let effort =
      switch problem.effort {
      case .estimate: FFTW_ESTIMATE
      case .measure: UInt32(FFTW_MEASURE)
      case .patient: FFTW_PATIENT
      case .exhaustive: FFTW_EXHAUSTIVE
      }
    let input =
      switch problem.kind {
      case .complexToReal(overwritesInput: true): UInt32(FFTW_DESTROY_INPUT)
      default: FFTW_PRESERVE_INPUT
      }
    return effort | (problem.isInPlace ? 0 : input) | (problem.isAligned ? 0 : FFTW_UNALIGNED)
      | (problem.options.wisdomOnly ? FFTW_WISDOM_ONLY : 0)
  }
}

extension Precision {
  /// The precision in the words of the C module.
  var library: CFFTWPrecision {
    switch self {
    case .single: .single
    case .double: .double
    case .extended: .extended
    }
  }
}

extension RealToRealKind {
  fileprivate var rawKind: fftw_r2r_kind {
    switch self {
    case .dct1: FFTW_REDFT00
    case .dct2: FFTW_REDFT10
    case .dct3: FFTW_REDFT01
    case .dct4: FFTW_REDFT11
    case .dst1: FFTW_RODFT00
    case .dst2: FFTW_RODFT10
    case .dst3: FFTW_RODFT01
    case .dst4: FFTW_RODFT11
    case .dht: FFTW_DHT
    case .realToHalfComplex: FFTW_R2HC
    case .halfComplexToReal: FFTW_HC2R
    }
  }
}
