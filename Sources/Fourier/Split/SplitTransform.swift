/// A planned transform of complex numbers whose real parts lie in one buffer and the imaginary parts in another.
///
/// The counts are those of either buffer, and the layouts hold for both.
public protocol SplitTransform: Sendable, CustomStringConvertible {
  /// What the plan is and how it computes.
  var details: PlanDetails { get }
}

extension SplitTransform {
  /// N, the number of points of one transform: along several axes, of all of them.
  public var length: Int { details.handle.length }
  /// The number of transforms in one call.
  public var batchCount: Int { details.handle.batchCount }
  /// The shape of the whole input, batch and all.
  public var inputShape: [Int] { details.handle.problem.inputShape }
  /// The shape of the whole output.
  public var outputShape: [Int] { details.handle.problem.outputShape }
  /// Elements of each of the input's buffers: the product of its shape, unless they lie there with strides of their own.
  public var inputCount: Int { details.handle.inputCount }
  /// Elements of each of the output's buffers: the product of its shape, unless they go there with strides of their own.
  public var outputCount: Int { details.handle.outputCount }
  public var description: String { "\(Self.self): \(details)" }
}

/// The counts of one side of a call: one buffer, or one for each part.
struct SideCounts: CustomStringConvertible {
  let real: Int
  let imaginary: Int?

  init(_ real: Int, _ imaginary: Int? = nil) {
    self.real = real
    self.imaginary = imaginary
  }

  func fits(_ count: Int, allowsMore: Bool) -> Bool {
    let imaginary = imaginary ?? real
    return real == count && imaginary == count || allowsMore && min(real, imaginary) >= count
  }

  func filled(with count: Int) -> SideCounts { SideCounts(count, imaginary.map { _ in count }) }

  var description: String { imaginary.map { "\(real) + \($0)" } ?? "\(real)" }
}

extension PlanHandle {
  /// Traps unless a call's buffers have the counts that the plan was made for, or, in a layout of the caller's, more.
  func requireCounts(_ name: StaticString, input: SideCounts, output: SideCounts) {
    require(
      input.fits(inputCount, allowsMore: !inputIsDense) && output.fits(outputCount, allowsMore: !outputIsDense),
      Self.mismatch(name, input, inputCount, output, outputCount))
  }

  /// Traps unless the buffers of a call of the adjoint have the plan's counts, the other way round.
  func requireAdjointCounts(_ name: StaticString, input: SideCounts, output: SideCounts) {
    require(
      input.fits(outputCount, allowsMore: !outputIsDense) && output.fits(inputCount, allowsMore: !inputIsDense),
      Self.mismatch(name, input, outputCount, output, inputCount))
  }

  private static func mismatch(
    _ name: StaticString, _ input: SideCounts, _ inputCount: Int, _ output: SideCounts, _ outputCount: Int
  ) -> String {
    "\(name): takes \(input.filled(with: inputCount)) elements to \(output.filled(with: outputCount)), "
      + "but was given \(input) and a place for \(output)"
  }
}
