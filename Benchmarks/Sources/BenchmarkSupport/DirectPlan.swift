import CFFTWDirect
import Parseval

/// A plan made and executed through FFTW's C interface alone: the least that any wrapper of it can cost.
///
/// It leaves its input as it is. Where FFTW has no such plan, for complex to real along several axes, it works on a copy.
final class DirectPlan {
  private let kind: TransformKind
  private let precision: Precision
  private let plan: UnsafeMutableRawPointer
  private var copy: UnsafeMutableRawBufferPointer?

  /// Plans on the buffers on which the plan will be executed. Measured planning overwrites them.
  init(
    _ kind: TransformKind, _ precision: Precision, _ size: TransformSize, effort: PlanningEffort,
    input: UnsafeMutableRawBufferPointer, output: UnsafeMutableRawBufferPointer
  ) {
    // An estimated plan of the library never depends on what has been measured; this one must not either.
    if effort == .estimate { Self.forgetWisdom(precision) }
    if kind == .inverseReal && size.extents.count > 1 {
      copy = .allocate(byteCount: input.count, alignment: 16)
    }
    let plan = direct_plan(
      precision.direct, kind.direct, kind.directRealKind, Int32(size.extents.count), size.extents.map { Int32($0) },
      Int32(size.rows), start(of: copy ?? input), start(of: output),
      effort.flag | (copy == nil ? FFTW_PRESERVE_INPUT : UInt32(FFTW_DESTROY_INPUT)))
    guard let plan else { fatalError("FFTW has no \(kind.name) plan of size \(size)") }
    (self.kind, self.precision, self.plan) = (kind, precision, plan)
  }

  deinit {
    direct_destroy_plan(precision.direct, plan)
    copy?.deallocate()
  }

  /// A plan that leaves its input alone does not write to it.
  func execute(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, times: Int) {
    direct_execute(
      precision.direct, kind.direct, plan, start(of: UnsafeMutableRawBufferPointer(mutating: input)),
      start(of: output), copy?.baseAddress, copy?.count ?? 0, times)
  }

  /// Makes FFTW forget what it has measured, and what it has estimated.
  static func forgetWisdom(_ precision: Precision) { direct_forget_wisdom(precision.direct) }
}

/// Which FFTW it is, such as `fftw-3.3.10-sse2-avx`.
public var directVersion: String { String(cString: direct_version()) }

private func start(of buffer: UnsafeMutableRawBufferPointer) -> UnsafeMutableRawPointer {
  guard let address = buffer.baseAddress else { fatalError("a transform of nothing") }
  return address
}

extension Precision {
  fileprivate var direct: CFFTWDirect.DirectPrecision {
    switch self {
    case .single: .single
    case .double: .double
    case .extended: .extended
    }
  }
}

extension TransformKind {
  fileprivate var direct: DirectKind {
    switch self {
    case .complex: .complex
    case .real: .real
    case .inverseReal: .inverseReal
    case .realToReal: .realToReal
    }
  }

  /// FFTW's kind of a real-to-real transform; any, of another one.
  fileprivate var directRealKind: fftw_r2r_kind {
    guard case .realToReal(let kind) = self else { return FFTW_R2HC }
    return switch kind {
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
