import Fourier

/// FFTW's plans made in a way that a variant says.
enum PlannedPath<Scalar: TransformScalar, Variant: PlanVariant>: DFTPath {
  static func dft(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> DFTPlan<Scalar> {
    try Variant.plan { (effort, options) throws(DFTError) in
      try DFTPlan(
        shape: shape, axes: axes, direction: direction, normalization: normalization, effort: effort,
        options: options)
    }
  }

  static func realDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> RealDFTPlan<Scalar> {
    try Variant.plan { (effort, options) throws(DFTError) in
      try RealDFTPlan(
        shape: shape, axes: axes, direction: direction, normalization: normalization, effort: effort,
        options: options)
    }
  }

  static func inverseRealDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> InverseRealDFTPlan<Scalar> {
    try Variant.plan { (effort, options) throws(DFTError) in
      try InverseRealDFTPlan(
        shape: shape, axes: axes, direction: direction, normalization: normalization, effort: effort,
        options: options)
    }
  }

  static func realToReal(
    shape: [Int], kinds: [RealToRealKind], axes: [Int]?, direction: Direction, normalization: Normalization,
    orthogonalizes: Bool?
  ) throws(DFTError) -> RealToRealPlan<Scalar> {
    try Variant.plan { (effort, options) throws(DFTError) in
      try RealToRealPlan(
        shape: shape, kinds: kinds, axes: axes, direction: direction, normalization: normalization,
        orthogonalizes: orthogonalizes, effort: effort, options: options)
    }
  }
}

/// A way to make a plan.
protocol PlanVariant: Sendable {
  static var effort: PlanningEffort { get }
  static var options: PlanningOptions { get }

  static func plan<Plan>(
    _ make: (PlanningEffort, PlanningOptions) throws(DFTError) -> Plan
  ) throws(DFTError) -> Plan
}

extension PlanVariant {
  static var effort: PlanningEffort { .estimate }
  static var options: PlanningOptions { PlanningOptions() }

  static func plan<Plan>(
    _ make: (PlanningEffort, PlanningOptions) throws(DFTError) -> Plan
  ) throws(DFTError) -> Plan {
    try make(effort, options)
  }
}

enum Measured: PlanVariant {
  static var effort: PlanningEffort { .measure }
}

/// A search that is cut short.
enum Hurried: PlanVariant {
  static var effort: PlanningEffort { .measure }
  static var options: PlanningOptions { PlanningOptions(timeLimit: .microseconds(1)) }
}

enum TwoThreads: PlanVariant {
  static var options: PlanningOptions { PlanningOptions(threadCount: 2) }
}

enum ThreeThreads: PlanVariant {
  static var options: PlanningOptions { PlanningOptions(threadCount: 3) }
}

enum MeasuredOnTwoThreads: PlanVariant {
  static var effort: PlanningEffort { .measure }
  static var options: PlanningOptions { PlanningOptions(threadCount: 2) }
}

/// From wisdom alone, which a measured plan for the same has left.
enum FromWisdom: PlanVariant {
  static var effort: PlanningEffort { .measure }
  static var options: PlanningOptions { PlanningOptions(wisdomOnly: true) }

  static func plan<Plan>(
    _ make: (PlanningEffort, PlanningOptions) throws(DFTError) -> Plan
  ) throws(DFTError) -> Plan {
    _ = try make(.measure, PlanningOptions())
    return try make(effort, options)
  }
}
