import CFFTWDirect
public import Parseval

/// Which transform is timed.
public enum TransformKind: String, CaseIterable, Sendable {
  /// Complex to complex, forward.
  case complex = "c2c"
  /// Real to half-spectrum.
  case real = "r2c"
}

/// A plan made and executed through FFTW's C interface alone: the least that any wrapper of it can cost.
final class DirectPlan<T: DirectScalar> {
  private let kind: TransformKind
  private let plan: OpaquePointer

  /// Plans on the buffers on which the plan will be executed. Measured planning overwrites them.
  init(
    _ kind: TransformKind, length: Int, effort: PlanningEffort, input: UnsafeMutableRawPointer,
    output: UnsafeMutableRawPointer
  ) {
    // An estimated plan of the library never depends on what has been measured; this one must not either.
    if effort == .estimate { T.forgetWisdom() }
    guard let plan = T.plan(kind, length: Int32(length), input, output, flags: effort.flag) else {
      fatalError("FFTW has no \(kind.rawValue) plan for \(length) points")
    }
    self.kind = kind
    self.plan = plan
  }

  deinit { T.destroy(plan) }

  func execute(_ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer, times: Int) {
    T.execute(plan, kind, input, output, times: times)
  }
}

/// A scalar for which FFTW can be called directly.
public protocol DirectScalar: TensorScalar {
  static func plan(
    _ kind: TransformKind, length: Int32, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer,
    flags: UInt32
  ) -> OpaquePointer?
  static func execute(
    _ plan: OpaquePointer, _ kind: TransformKind, _ input: UnsafeMutableRawPointer,
    _ output: UnsafeMutableRawPointer, times: Int)
  static func destroy(_ plan: OpaquePointer)
  static func forgetWisdom()
}

extension Double: DirectScalar {
  public static func plan(
    _ kind: TransformKind, length: Int32, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer,
    flags: UInt32
  ) -> OpaquePointer? {
    let output = output.assumingMemoryBound(to: fftw_complex.self)
    return switch kind {
    case .complex:
      fftw_plan_dft_1d(length, input.assumingMemoryBound(to: fftw_complex.self), output, FFTW_FORWARD, flags)
    case .real: fftw_plan_dft_r2c_1d(length, input.assumingMemoryBound(to: Double.self), output, flags)
    }
  }

  public static func execute(
    _ plan: OpaquePointer, _ kind: TransformKind, _ input: UnsafeMutableRawPointer,
    _ output: UnsafeMutableRawPointer, times: Int
  ) {
    let output = output.assumingMemoryBound(to: fftw_complex.self)
    switch kind {
    case .complex:
      let input = input.assumingMemoryBound(to: fftw_complex.self)
      for _ in 0..<times { fftw_execute_dft(plan, input, output) }
    case .real:
      let input = input.assumingMemoryBound(to: Double.self)
      for _ in 0..<times { fftw_execute_dft_r2c(plan, input, output) }
    }
  }

  public static func destroy(_ plan: OpaquePointer) { fftw_destroy_plan(plan) }

  public static func forgetWisdom() { fftw_forget_wisdom() }
}

extension Float: DirectScalar {
  public static func plan(
    _ kind: TransformKind, length: Int32, _ input: UnsafeMutableRawPointer, _ output: UnsafeMutableRawPointer,
    flags: UInt32
  ) -> OpaquePointer? {
    let output = output.assumingMemoryBound(to: fftwf_complex.self)
    return switch kind {
    case .complex:
      fftwf_plan_dft_1d(length, input.assumingMemoryBound(to: fftwf_complex.self), output, FFTW_FORWARD, flags)
    case .real: fftwf_plan_dft_r2c_1d(length, input.assumingMemoryBound(to: Float.self), output, flags)
    }
  }

  public static func execute(
    _ plan: OpaquePointer, _ kind: TransformKind, _ input: UnsafeMutableRawPointer,
    _ output: UnsafeMutableRawPointer, times: Int
  ) {
    let output = output.assumingMemoryBound(to: fftwf_complex.self)
    switch kind {
    case .complex:
      let input = input.assumingMemoryBound(to: fftwf_complex.self)
      for _ in 0..<times { fftwf_execute_dft(plan, input, output) }
    case .real:
      let input = input.assumingMemoryBound(to: Float.self)
      for _ in 0..<times { fftwf_execute_dft_r2c(plan, input, output) }
    }
  }

  public static func destroy(_ plan: OpaquePointer) { fftwf_destroy_plan(plan) }

  public static func forgetWisdom() { fftwf_forget_wisdom() }
}

extension PlanningEffort {
  fileprivate var flag: UInt32 {
    switch self {
    case .estimate: FFTW_ESTIMATE
    case .measure: UInt32(FFTW_MEASURE)
    case .patient: FFTW_PATIENT
    case .exhaustive: FFTW_EXHAUSTIVE
    }
  }
}
