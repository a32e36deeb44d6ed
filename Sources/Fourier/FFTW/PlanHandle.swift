import ComplexNumbers
import Synchronization

/// A planned transform: immutable, executable on any thread, with the plans that belong to it.
@usableFromInline
final class PlanHandle: Sendable {
  let problem: TransformProblem
  /// Elements of the input's buffer: the array's, or, if it has a layout of its own, the last one's place plus 1.
  @usableFromInline let inputCount: Int
  @usableFromInline let outputCount: Int
  @usableFromInline let length: Int
  @usableFromInline let batchCount: Int
  /// The N of the factor 1/N.
  let logicalLength: Int
  /// Points along the axis that a real transform halves.
  let halvedLength: Int
  /// Whether the elements lie without gaps in row-major order. If not, their places are the caller's choice, and a buffer
  /// may be longer than its count.
  @usableFromInline let inputIsDense: Bool
  @usableFromInline let outputIsDense: Bool
  /// Whether the algorithm leaves the input alone, if it is asked to; if not, it works on copies.
  @usableFromInline let preservesInput: Bool
  /// The rows of the input, and of an array of its shape without gaps, along the axis that a real transform halves.
  let inputRows: RowWalk
  /// The rows of the output, and of an array of its shape without gaps, along that axis.
  let outputRows: RowWalk
  /// The rows along that axis of a half-spectrum, or of a complex array, without gaps.
  let denseRows: RowWalk
  /// Bytes from the start of either buffer to its first element.
  let inputOffset: Int
  let outputOffset: Int
  /// How the transform is done; of split buffers, between their interleaved copies.
  let algorithm: Algorithm
  /// The algorithm, if it is a plan of FFTW: without the reference counting around a call, a fifth of the time of 16
  /// points. `algorithm` owns it.
  private let direct: Unmanaged<FFTWPlan>?
  /// Of a real-to-real transform: plain and orthogonal, each as it is and transposed.
  private let endWeights: [EndWeights]
  let scratch = ScratchSlot()
  /// When the cache last gave it out, in its time.
  let lastUse = Atomic<UInt64>(0)
  // Plans for the same size that only some users need, each made when first asked for and owned by this one alone:
  // taken from the cache, a forward and an inverse plan would own each other as adjoints and never die.
  private let unalignedTwin = AtomicLazyReference<PlanHandle>()
  private let overwritingTwin = AtomicLazyReference<PlanHandle>()
  private let denseInputTwin = AtomicLazyReference<PlanHandle>()
  private let adjointTwin = AtomicLazyReference<PlanHandle>()

  /// Plans `problem`, whose shape, axes and layouts have been checked.
  init(_ problem: TransformProblem) throws(DFTError) {
    self.problem = problem
    length = problem.length
    batchCount = problem.batchCount
    logicalLength = problem.logicalLength
    halvedLength = problem.halvedLength
    let inputShape = problem.inputShape, outputShape = problem.outputShape
    let inputLayout = problem.inputLayout, outputLayout = problem.outputLayout
    inputCount = try inputLayout.extent(of: inputShape)
    outputCount = try outputLayout.extent(of: outputShape)
    inputIsDense = inputLayout == .rowMajor(inputShape)
    outputIsDense = outputLayout == .rowMajor(outputShape)
    let axis = problem.axes[problem.axes.count - 1]
    inputRows = RowWalk(shape: inputShape, along: axis, inputLayout, .rowMajor(inputShape))
    outputRows = RowWalk(shape: outputShape, along: axis, outputLayout, .rowMajor(outputShape))
    let dense = problem.kind.inputIsComplex ? inputShape : outputShape
    denseRows = RowWalk(shape: dense, along: axis, .rowMajor(dense), .rowMajor(dense))
    endWeights =
      if case .realToReal(let kinds) = problem.kind {
        [false, true].flatMap { orthogonalizes in
          [false, true].map {
            EndWeights(kinds, problem, orthogonalizes: orthogonalizes, transposed: $0)
          }
        }
      } else {
        []
      }
    let real = problem.precision.bytes
    inputOffset = inputLayout.offset * (problem.kind.inputIsComplex && !problem.isSplit ? 2 * real : real)
    outputOffset = outputLayout.offset * (problem.kind.outputIsComplex && !problem.isSplit ? 2 * real : real)
    algorithm = try Algorithm(problem.isSplit ? problem.interleaved : problem)
    direct = if case .fftw(let plan) = algorithm { .passUnretained(plan) } else { nil }
    preservesInput = problem.kind != .complexToReal(overwritesInput: false) || !algorithm.overwritesInput
  }

  var age: UInt64 { lastUse.load(ordering: .relaxed) }

  /// Whether the output's buffer has places that no element takes.
  @usableFromInline
  var outputHasGaps: Bool { !outputIsDense && problem.outputShape.reduce(1, *) < outputCount }

  @usableFromInline
  var inputHasGaps: Bool { !inputIsDense && problem.inputShape.reduce(1, *) < inputCount }

  /// Executes on buffers of the problem's sizes that do not overlap unless the problem is one in place.
  ///
  /// A plan made for aligned buffers uses aligned vector instructions, which fault on others: those get a twin, made
  /// when it is first needed.
  @usableFromInline
  func execute(_ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
    let input = UnsafeMutableRawPointer(mutating: input) + inputOffset, output = output + outputOffset
    let misalignment = (UInt(bitPattern: input) | UInt(bitPattern: output)) & 15
    if misalignment == 0 || !problem.isAligned {
      if let direct {
        direct._withUnsafeGuaranteedRef { $0.execute(input, output) }
      } else {
        algorithm.execute(input, output)
      }
    } else {
      unaligned.algorithm.execute(input, output)
    }
  }

  /// The same transform for buffers at any address.
  var unaligned: PlanHandle {
    twin(unalignedTwin) { $0.isAligned = false }
  }

  /// The same complex-to-real transform, allowed to overwrite its input.
  @usableFromInline
  var overwriting: PlanHandle {
    twin(overwritingTwin) { $0.kind = .complexToReal(overwritesInput: true) }
  }

  /// The same transform of an input without gaps, which a complex-to-real one overwrites.
  var fromScratch: PlanHandle {
    if !preservesInput && inputIsDense { return self }
    return twin(denseInputTwin) { $0 = $0.fromScratch }
  }

  /// A plan of what undoes this transform, up to a factor, from this one's output layout to its input's, whose elements
  /// have to lie apart for it.
  var inverse: PlanHandle {
    get throws(DFTError) {
      if !problem.inputLayout.separatesElements(of: problem.inputShape) {
        throw .overlappingOutput(problem.inputLayout, shape: problem.inputShape)
      }
      return try PlanCache.handle(for: problem.inverse(overwritesInput: problem.isInPlace))
    }
  }

  /// The unnormalized transform of the other direction, from this one's output to its input; a complex-to-real one
  /// takes an input without gaps and overwrites it, unless that is split. Of a real-to-real transform, the one whose
  /// matrix is the transposed, up to weights of the ends.
  @usableFromInline
  var adjoint: PlanHandle {
    twin(adjointTwin) {
      require(
        $0.inputLayout.separatesElements(of: $0.inputShape),
        "the strides \($0.inputLayout.strides) put elements of an input of shape \($0.inputShape) in one place, where "
          + "an adjoint cannot write")
      $0 = $0.inverse(overwritesInput: true)
      if $0.kind.isComplexToReal && !$0.isSplit { $0 = $0.fromScratch }
    }
  }

  private func twin(
    _ reference: borrowing AtomicLazyReference<PlanHandle>, _ change: (inout TransformProblem) -> Void
  ) -> PlanHandle {
    if let twin = reference.load() { return twin }
    var problem = problem
    change(&problem)
    // What this plan had from wisdom its twin may have to do without.
    problem.options.wisdomOnly = false
    let made: PlanHandle
    do {
      made = try PlanHandle(problem)
    } catch {
      // FFTW plans every out-of-place problem of a size that it has planned before, so memory has run out.
      fatalError("\(error)")
    }
    return reference.storeIfNil(made)
  }
}

// What plans do with their buffers before and after FFTW.
extension PlanHandle {
  /// Traps unless a call's buffers have the counts that the plan was made for, or, in a layout of the caller's, more.
  @inlinable @inline(__always)
  func requireCounts(_ name: StaticString, input: Int, output: Int) {
    require(
      (input == inputCount || !inputIsDense && input > inputCount)
        && (output == outputCount || !outputIsDense && output > outputCount),
      "\(name): takes \(inputCount) elements to \(outputCount), but was given \(input) and a place for \(output)")
  }

  /// Traps unless the buffers of a call of the adjoint have the counts that the plan was made for, the other way round.
  func requireAdjointCounts(_ name: StaticString, input: Int, output: Int) {
    requireAdjointCounts(name, input: SideCounts(input), output: SideCounts(output))
  }

  /// The weights of a real-to-real transform; nil if there are none.
  func endWeights(orthogonalizes: Bool, transposed: Bool) -> EndWeights? {
    let weights = endWeights[(orthogonalizes ? 2 : 0) + (transposed ? 1 : 0)]
    return weights.isTrivial ? nil : weights
  }

  /// Multiplies the output of a real-to-real transform by `factor`, and some of its elements by their weights.
  @inline(__always)
  func weightOutput<T: TransformScalar>(_ output: UnsafeMutablePointer<T>, by factor: T, _ weights: EndWeights?) {
    let factor = factor * (weights?.gain.value() ?? 1)
    if factor != 1 { scaleOutput(output, by: factor) }
    weights?.after.forEach { $0.apply(output) }
  }

  /// Multiplies the output's elements by `factor`, and conjugates them.
  @usableFromInline
  func conjugateOutput<T: TransformScalar>(_ output: UnsafeMutablePointer<Complex<T>>, by factor: T) {
    scaleRows(output, rows: outputRows, by: factor, conjugating: true)
  }

  /// Conjugates the input's elements in their place.
  @usableFromInline
  func conjugateInput<T: TransformScalar>(_ input: UnsafeMutablePointer<Complex<T>>) {
    scaleRows(input, rows: inputRows, by: 1, conjugating: true)
  }

  /// Executes a complex-to-real transform on a copy of its input, which it overwrites.
  @usableFromInline
  func executeOnCopy<T: TransformScalar>(
    _ input: UnsafePointer<Complex<T>>, _ output: UnsafeMutablePointer<T>, conjugating: Bool
  ) {
    let plan = fromScratch
    scratch.lend(Complex<T>.self, count: plan.inputCount) { scratch in
      if inputIsDense && !conjugating {
        scratch.update(from: input, count: plan.inputCount)
      } else {
        copyRows(input, to: scratch, rows: inputRows, conjugating: conjugating)
      }
      plan.execute(scratch, output)
    }
  }

  /// Multiplies the output's elements by `factor`.
  @usableFromInline
  func scaleOutput<T: TransformScalar>(_ output: UnsafeMutablePointer<Complex<T>>, by factor: T) {
    if outputIsDense {
      output.withMemoryRebound(to: T.self, capacity: 2 * outputCount) {
        scaleInPlace($0, count: 2 * outputCount, by: factor)
      }
    } else {
      scaleRows(output, rows: outputRows, by: factor)
    }
  }

  /// Multiplies the output's elements by `factor`.
  @usableFromInline
  func scaleOutput<T: TransformScalar>(_ output: UnsafeMutablePointer<T>, by factor: T) {
    if outputIsDense {
      scaleInPlace(output, count: outputCount, by: factor)
    } else {
      scaleRows(output, rows: outputRows, by: factor)
    }
  }
}

extension PlanHandle: CustomStringConvertible {
  @usableFromInline
  var description: String {
    "\(problem.raw), shape \(problem.shape) along axes \(problem.axes)\(strides); \(algorithm)"
  }

  private var strides: String {
    inputIsDense && outputIsDense
      ? "" : ", strides \(problem.inputLayout.strides) to \(problem.outputLayout.strides)"
  }

  /// About the memory that this plan keeps, its adjoint among it.
  var byteCount: Int {
    let isReal = problem.kind.inputIsComplex != problem.kind.outputIsComplex
    let scratch = isReal || problem.isSplit ? max(inputCount, outputCount) * 2 * problem.precision.bytes : 0
    return 2 * algorithm.byteCount + scratch
  }

  var algorithmDescription: String { algorithm.description }
  var operationCount: OperationCount { algorithm.operationCount }
  var estimatedCost: Double { algorithm.cost }
  var threadCount: Int { algorithm.threadCount }
}
