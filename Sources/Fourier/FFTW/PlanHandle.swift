internal import CFFTW
import Synchronization

/// One plan of FFTW: immutable, executable on any thread, destroyed under the planner's lock.
@usableFromInline
final class PlanHandle: Sendable {
  let problem: TransformProblem
  // FFTW's execute functions are thread-safe, and nothing else touches the pointer before deinit.
  private nonisolated(unsafe) let plan: OpaquePointer
  // Plans for the same size that only some users need, each made when first asked for and owned by this one alone:
  // taken from the cache, a forward and an inverse plan would own each other as adjoints and never die.
  private let unalignedTwin = AtomicLazyReference<PlanHandle>()
  private let overwritingTwin = AtomicLazyReference<PlanHandle>()
  private let adjointTwin = AtomicLazyReference<PlanHandle>()

  /// Takes ownership of `plan`.
  init(problem: TransformProblem, plan: OpaquePointer) {
    self.problem = problem
    self.plan = plan
  }

  deinit { Planner.destroy(plan, precision: problem.precision) }

  /// Executes on buffers of the problem's sizes that do not overlap.
  ///
  /// A plan made for aligned buffers uses aligned vector instructions, which fault on others: those get a twin, made
  /// when it is first needed.
  @usableFromInline
  func execute(_ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
    let misalignment = (UInt(bitPattern: input) | UInt(bitPattern: output)) & 15
    if misalignment == 0 || !problem.isAligned {
      executeAsPlanned(UnsafeMutableRawPointer(mutating: input), output)
    } else {
      unaligned.execute(input, output)
    }
  }

  private func executeAsPlanned(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer) {
    switch (problem.precision, problem.kind) {
    case (.double, .complex):
      fftw_execute_dft(
        plan, input.assumingMemoryBound(to: fftw_complex.self), output.assumingMemoryBound(to: fftw_complex.self))
    case (.double, .realToComplex):
      fftw_execute_dft_r2c(
        plan, input.assumingMemoryBound(to: Double.self), output.assumingMemoryBound(to: fftw_complex.self))
    case (.double, .complexToReal):
      fftw_execute_dft_c2r(
        plan, input.assumingMemoryBound(to: fftw_complex.self), output.assumingMemoryBound(to: Double.self))
    case (.single, .complex):
      fftwf_execute_dft(
        plan, input.assumingMemoryBound(to: fftwf_complex.self), output.assumingMemoryBound(to: fftwf_complex.self))
    case (.single, .realToComplex):
      fftwf_execute_dft_r2c(
        plan, input.assumingMemoryBound(to: Float.self), output.assumingMemoryBound(to: fftwf_complex.self))
    case (.single, .complexToReal):
      fftwf_execute_dft_c2r(
        plan, input.assumingMemoryBound(to: fftwf_complex.self), output.assumingMemoryBound(to: Float.self))
    }
  }

  /// The same transform for buffers at any address.
  private var unaligned: PlanHandle {
    twin(unalignedTwin) { $0.isAligned = false }
  }

  /// The same complex-to-real transform, allowed to overwrite its input.
  @usableFromInline
  var overwriting: PlanHandle {
    twin(overwritingTwin) { $0.kind = .complexToReal(overwritesInput: true) }
  }

  /// The unnormalized transform of the other direction; a complex-to-real one overwrites its input.
  @usableFromInline
  var adjoint: PlanHandle {
    twin(adjointTwin) {
      switch $0.kind {
      case .complex(let direction): $0.kind = .complex(direction.opposite)
      case .realToComplex: $0.kind = .complexToReal(overwritesInput: true)
      case .complexToReal: $0.kind = .realToComplex
      }
    }
  }

  private func twin(
    _ reference: borrowing AtomicLazyReference<PlanHandle>, _ change: (inout TransformProblem) -> Void
  ) -> PlanHandle {
    if let twin = reference.load() { return twin }
    var problem = problem
    change(&problem)
    do {
      return reference.storeIfNil(try Planner.plan(problem))
    } catch {
      // FFTW plans every out-of-place problem of a size that it has planned before, so memory has run out.
      fatalError("\(error)")
    }
  }
}
