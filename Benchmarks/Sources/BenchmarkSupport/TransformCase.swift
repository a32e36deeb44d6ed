public import Parseval

/// A transform of some kind, precision and size, planned with some effort, that is compared with FFTW called directly.
public struct TransformCase: Sendable {
  public let kind: TransformKind
  public let precision: Precision
  public let size: TransformSize
  public let effort: PlanningEffort

  /// Such as `c2c-f64-1024-estimate`.
  public var name: String { "\(kind.name)-\(precision.name)-\(size)-\(effort)" }

  /// Every kind, in every precision, of the given sizes or of some for each. Measured up to 65536 points, above which
  /// measuring takes many seconds; after the estimates, for which FFTW is made to forget what it has measured.
  public static func all(sizes: [TransformSize]? = nil) -> [TransformCase] {
    [PlanningEffort.estimate, .measure].flatMap { effort in
      TransformKind.allCases.flatMap { kind in
        kind.precisions.flatMap { precision in
          (sizes ?? kind.sizes(precision)).filter { effort == .estimate || $0.points <= 65536 }.map {
            TransformCase(kind: kind, precision: precision, size: $0, effort: effort)
          }
        }
      }
    }
  }

  /// FFTW directly, and the plan.
  public var comparison: ComparisonCase {
    ComparisonCase(name: name, labels: ("direct", "plan")) {
      let transform = try prepare()
      return Comparison(first: transform.byFFTW, second: transform.byPlan)
    }
  }

  /// Plans and makes signals.
  ///
  /// - Parameter isFirst: whether both sides plan as if nothing had been planned before.
  public func prepare(isFirst: Bool = false) throws -> PreparedTransform {
    switch precision {
    case .single: try PreparedTransform(kind, Float.self, size, effort: effort, isFirst: isFirst)
    case .double: try PreparedTransform(kind, Double.self, size, effort: effort, isFirst: isFirst)
    case .extended: try PreparedTransform(kind, ExtendedReal.self, size, effort: effort, isFirst: isFirst)
    }
  }
}
extension TransformKind {
  /// Extended precision is FFTW's plain code, of which a few kinds tell enough.
  fileprivate var precisions: [Precision] {
    let isExtended = ExtendedReal.precision == .extended
    return switch self {
    case .complex, .real, .inverseReal, .realToReal(.dct2):
      isExtended ? [.single, .double, .extended] : [.single, .double]
    case .realToReal: [.single, .double]
    }
  }

  /// Powers of two, highly composite lengths and a large prime; two axes; rows.
  fileprivate func sizes(_ precision: Precision) -> [TransformSize] {
    if precision == .extended { return [TransformSize(1024), TransformSize(1000)] }
    if case .realToReal = self { return [64, 1024, 1000, 10007].map { TransformSize($0) } }
    return [64, 1024, 4096, 65536, 1 << 20, 1000, 44100, 10007].map { TransformSize($0) } + [
      TransformSize(64, 64), TransformSize(256, 256), TransformSize(1024, 1024),
      TransformSize(rows: 64, 256), TransformSize(rows: 8, 4096), TransformSize(rows: 256, 2048),
    ]
  }
}

extension Precision {
  /// As the names of cases have it.
  public var name: String {
    switch self {
    case .single: "f32"
    case .double: "f64"
    case .extended: "f80"
    }
  }
}
