public import ComplexNumbers

/// The precisions in which the fast path computes.
public enum Precision: Sendable, Hashable {
  /// IEEE 754 binary32, `Float`.
  case single
  /// IEEE 754 binary64, `Double`.
  case double
}

/// A real scalar in which the fast path can transform: `Float` or `Double`.
///
/// Conformance says which of FFTW's libraries computes with the type, so its memory layout has to be that of the
/// named precision; a plan traps where it is not. The reference path takes any `Real` type.
public protocol TransformScalar: Real, BinaryFloatingPoint, BitwiseCopyable, Codable, Sendable {
  /// The precision of the type.
  static var precision: Precision { get }
}

extension TransformScalar {
  /// The precision of the type, whose values are what FFTW will read at the addresses given to it.
  static var checkedPrecision: Precision {
    let bytes =
      switch precision {
      case .single: 4
      case .double: 8
      }
    require(
      MemoryLayout<Self>.size == bytes && MemoryLayout<Complex<Self>>.stride == 2 * bytes,
      "\(Self.self) has \(MemoryLayout<Self>.size) bytes, but a scalar of \(precision) precision has \(bytes)")
    return precision
  }
}

extension Float: TransformScalar {
  public static var precision: Precision { .single }
}

extension Double: TransformScalar {
  public static var precision: Precision { .double }
}
