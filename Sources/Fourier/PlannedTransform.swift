/// A transform by a plan of FFTW, which can tell how it goes about it.
public protocol PlannedTransform<Input, Output>: FourierTransform, CustomStringConvertible {
  /// What the plan is and how it computes.
  var details: PlanDetails { get }
}

extension PlannedTransform {
  @inlinable public var length: Int { details.handle.length }
  @inlinable public var batchCount: Int { details.handle.batchCount }
  public var inputShape: [Int] { details.handle.problem.inputShape }
  public var outputShape: [Int] { details.handle.problem.outputShape }
  @inlinable public var inputCount: Int { details.handle.inputCount }
  @inlinable public var outputCount: Int { details.handle.outputCount }
  @inlinable public var inputHasGaps: Bool { details.handle.inputHasGaps }
  @inlinable public var outputHasGaps: Bool { details.handle.outputHasGaps }
  public var description: String { "\(Self.self): \(details)" }
}

/// What a plan computes, and how.
public struct PlanDetails: Sendable, CustomStringConvertible {
  @usableFromInline let handle: PlanHandle

  @inlinable
  init(_ handle: PlanHandle) { self.handle = handle }

  /// The transformed axes, each counted from 0; for rows of equal length, axis 1 of two.
  public var axes: [Int] { handle.problem.axes }
  /// Where the input's elements lie in its buffer.
  public var inputLayout: StridedLayout { handle.problem.inputLayout }
  /// Where the output's elements go in its buffer.
  public var outputLayout: StridedLayout { handle.problem.outputLayout }
  /// The effort that the plan was made with.
  public var effort: PlanningEffort { handle.problem.effort }
  /// The options that the plan was made with.
  public var options: PlanningOptions { handle.problem.options }
  /// How many threads a call uses: at most as many as the options allow.
  public var threadCount: Int { handle.threadCount }
  /// The algorithm: FFTW's plan in FFTW's own words, within those of a decomposition into several.
  public var algorithm: String { handle.algorithmDescription }
  /// The additions and multiplications of one call, without those of a scale factor.
  public var operationCount: OperationCount { handle.operationCount }
  /// The planner's own estimate of a call's cost, for comparing plans of one effort.
  public var estimatedCost: Double { handle.estimatedCost }

  public var description: String { handle.description }
}
