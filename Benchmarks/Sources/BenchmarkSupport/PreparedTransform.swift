public import Parseval
import Synchronization

/// A transform ready to be done by the library's plan and by FFTW called directly, on the same two arrays.
public struct PreparedTransform {
  /// By the plan's array call, into an existing output.
  public let byPlan: Repeated
  /// By FFTW's C interface, in a plain loop.
  public let byFFTW: Repeated
  /// The output's reals, the parts of complex numbers one after the other.
  public let output: () -> [ExtendedReal]
  /// Seconds that planning took.
  public let planning: (byPlan: Double, byFFTW: Double)

  /// Plans, the library first, so that FFTW's wisdom makes the direct plan of a measured one the same algorithm.
  ///
  /// - Parameter isFirst: whether both sides plan as if nothing had been planned before.
  init<T: TransformScalar>(
    _ kind: TransformKind, _ type: T.Type, _ size: TransformSize, effort: PlanningEffort, isFirst: Bool
  ) throws {
    if isFirst { DirectPlan.forgetWisdom(T.precision) }
    // A limit of its own, far beyond any search, makes it a plan that the cache has not.
    let options = PlanningOptions(timeLimit: isFirst ? uniqueLimit() : nil)
    switch kind {
    case .complex:
      try self.init(
        kind, T.self, size, effort, isFirst, input: pairs(testReals(count: 2 * size.points)),
        output: [Complex<T>](repeating: .zero, count: size.points)
      ) { () throws(DFTError) in try DFTPlan<T>(size, effort: effort, options: options) }
    case .real:
      try self.init(
        kind, T.self, size, effort, isFirst, input: testReals(T.self, count: size.points),
        output: [Complex<T>](repeating: .zero, count: size.bins)
      ) { () throws(DFTError) in try RealDFTPlan<T>(size, effort: effort, options: options) }
    case .inverseReal:
      try self.init(
        kind, T.self, size, effort, isFirst, input: pairs(testReals(count: 2 * size.bins)),
        output: [T](repeating: 0, count: size.points)
      ) { () throws(DFTError) in try InverseRealDFTPlan<T>(size, effort: effort, options: options) }
    case .realToReal(let realKind):
      try self.init(
        kind, T.self, size, effort, isFirst, input: testReals(T.self, count: size.points),
        output: [T](repeating: 0, count: size.points)
      ) { () throws(DFTError) in try RealToRealPlan<T>(size, realKind, effort: effort, options: options) }
    }
  }

  private init<T: TransformScalar, Plan: PlannedTransform>(
    _ kind: TransformKind, _ type: T.Type, _ size: TransformSize, _ effort: PlanningEffort, _ isFirst: Bool,
    input: [Plan.Input], output: [Plan.Output], _ makePlan: () throws(DFTError) -> Plan
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let plan = try makePlan()
    let planned = clock.now
    if isFirst { DirectPlan.forgetWisdom(T.precision) }
    var planningInput = input
    let output = Box(output)
    let directStart = clock.now
    let direct = planningInput.withUnsafeMutableBytes { input in
      output.elements.withUnsafeMutableBytes { output in
        DirectPlan(kind, T.precision, size, effort: effort, input: input, output: output)
      }
    }
    planning = ((planned - start) / .seconds(1), (clock.now - directStart) / .seconds(1))
    byPlan = { times in repeatedly(times, plan, input, into: &output.elements) }
    byFFTW = { times in
      input.withUnsafeBytes { input in
        output.elements.withUnsafeMutableBytes { output in direct.execute(input, output, times: times) }
      }
    }
    self.output = {
      output.elements.withUnsafeBytes { bytes in bytes.bindMemory(to: T.self).map { ExtendedReal($0) } }
    }
  }
}

/// Does a plan's transform so many times.
@inlinable
public func repeatedly<Plan: FourierTransform>(
  _ times: Int, _ plan: Plan, _ input: [Plan.Input], into output: inout [Plan.Output]
) {
  for _ in 0..<times { plan.transform(input, into: &output) }
}

/// An array that two closures share.
private final class Box<Element> {
  var elements: [Element]
  init(_ elements: [Element]) { self.elements = elements }
}

/// A time limit that no other plan has.
private func uniqueLimit() -> Duration {
  .seconds(1_000_000) + .nanoseconds(nextLimit.wrappingAdd(1, ordering: .relaxed).newValue)
}

private let nextLimit = Atomic(0)
