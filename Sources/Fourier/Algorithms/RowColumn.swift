/// A transform along any number of axes as one-dimensional passes, one for each axis, on up to so many threads.
///
/// FFTW's own estimate for several axes walks columns through memory with the array's strides, which costs five to ten
/// times the time where they are powers of two. Passes choose a way for each axis (see ``LinePass``).
///
/// The passes of a problem, and the chunks into which each is cut, depend on the problem alone: the number of threads
/// changes the time and not a bit of the result.
final class RowColumn: ComposedAlgorithm {
  private struct Step: Sendable {
    let pass: LinePass
    let source: RowColumnOrder.Place
    let target: RowColumnOrder.Place
    let threadCount: Int
  }

  private let steps: [Step]
  private let workBytes: Int
  private let threadBytes: Int

  /// The threads that a call uses.
  let threadCount: Int

  /// Plans passes along `problem.dimensions`, on at most `problem.options.threadCount` threads.
  ///
  /// The last dimension is the one that a real transform halves. Where the problem is in place, or overwrites its input,
  /// passes work where the elements are. A complex-to-real transform along several axes that must leave its input alone
  /// works on a copy in scratch memory.
  init(_ problem: FFTWProblem) throws(DFTError) {
    let order = RowColumnOrder(problem)
    var steps: [Step] = []
    for pass in order.passes {
      let linePass = try LinePass(pass.problem)
      let threads = WorkShare.threadCount(ceiling: problem.options.threadCount, work: linePass.work)
      steps.append(
        Step(
          pass: linePass, source: pass.source, target: pass.target,
          threadCount: min(threads, linePass.chunkCount)))
    }
    self.steps = steps
    workBytes = order.workBytes
    threadCount = steps.map(\.threadCount).max() ?? 1
    // Threads must not share a cache line, nor the one that is fetched along with it.
    threadBytes = ((steps.map(\.pass.scratchBytes).max() ?? 0) + 127) & ~127
  }

  private let scratch = ScratchSlot()

  /// Scratch memory that a call needs, at a multiple of 64 bytes.
  private var scratchBytes: Int { workBytes + threadBytes * threadCount }

  func execute(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer) {
    if scratchBytes == 0 { return execute(input, output, scratch: input) }
    scratch.lend(bytes: scratchBytes) { execute(input, output, scratch: $0) }
  }

  /// Executes with `scratchBytes` of memory of this call's own.
  private func execute(
    _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer, scratch: UnsafeMutableRawPointer
  ) {
    func start(_ place: RowColumnOrder.Place) -> UnsafeMutableRawPointer {
      switch place {
      case .input: input
      case .output: output
      case .work: scratch
      }
    }
    // Each chunk touches its own lines, each worker its own scratch.
    nonisolated(unsafe) let threadScratch = scratch + workBytes
    let threadBytes = threadBytes
    for step in steps {
      nonisolated(unsafe) let (source, target) = (start(step.source), start(step.target))
      let pass = step.pass
      inParallel(threadCount: step.threadCount, chunkCount: pass.chunkCount) { worker, chunk in
        pass.execute(chunk: chunk, source, target, threadScratch + worker * threadBytes)
      }
    }
  }
}

extension RowColumn {
  /// Whether `problem` can be carried out by passes: a real transform in place has to keep each of its rows in place.
  static func canCarryOut(_ problem: FFTWProblem) -> Bool {
    if !problem.isInPlace || problem.kind.inputIsComplex == problem.kind.outputIsComplex { return true }
    let ratio = problem.kind.inputIsComplex ? (2, 1) : (1, 2)
    return (problem.batch + problem.dimensions.dropLast()).allSatisfy {
      $0.length == 1 || $0.inputStride * ratio.0 == $0.outputStride * ratio.1
    }
  }

  var byteCount: Int {
    scratchBytes + steps.reduce(0) { $0 + $1.pass.plan.byteCount + ($1.pass.restPlan?.byteCount ?? 0) }
  }

  /// What FFTW counts for the plans of all passes; copies are no operations.
  var operationCount: OperationCount {
    let counts = steps.map(\.pass.operationCount)
    return OperationCount(
      additions: counts.reduce(0) { $0 + $1.additions },
      multiplications: counts.reduce(0) { $0 + $1.multiplications },
      fusedMultiplyAdds: counts.reduce(0) { $0 + $1.fusedMultiplyAdds })
  }

  /// FFTW's estimate of all passes, in its units, or the seconds that it measured.
  var cost: Double { steps.reduce(0) { $0 + $1.pass.cost } }
}

extension RowColumn: CustomStringConvertible {
  var description: String { steps.map { $0.pass.description }.joined(separator: ", then ") }
}
