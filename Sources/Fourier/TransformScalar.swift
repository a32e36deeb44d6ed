public import ComplexNumbers

/// The precisions in which the fast path computes.
public enum Precision: Sendable, Hashable, CaseIterable {
  /// IEEE 754 binary32, `Float`.
  case single
  /// IEEE 754 binary64, `Double`.
  case double
  /// The 80-bit format of x86, `Float80`, where the platform's `long double` is that.
  case extended

  /// The distance of two reals in memory.
  var bytes: Int {
    switch self {
    case .single: 4
    case .double: 8
    case .extended: 16
    }
  }
}

/// A real scalar in which the fast path can transform: `Float`, `Double` or, on x86-64, `Float80`.
///
/// Conformance says which of FFTW's libraries computes with the type, so its memory layout has to be that of the
/// named precision; a plan traps where it is not. The reference path takes any `Real` type.
public protocol TransformScalar: Real, BinaryFloatingPoint, BitwiseCopyable, Sendable {
  /// The precision of the type.
  static var precision: Precision { get }
}

extension TransformScalar {
  /// The precision of the type, whose values are what FFTW will read at the addresses given to it.
  static var checkedPrecision: Precision {
    let bytes = precision.bytes
    require(
      MemoryLayout<Self>.stride == bytes && MemoryLayout<Complex<Self>>.stride == 2 * bytes,
      "\(Self.self) has \(MemoryLayout<Self>.stride) bytes, but a scalar of \(precision) precision has \(bytes)")
    return precision
  }
}

extension Float: TransformScalar {
  public static var precision: Precision { .single }
}

extension Double: TransformScalar {
  public static var precision: Precision { .double }
}

#if arch(x86_64) && (os(Linux) || os(macOS))
  extension Float80: TransformScalar {
    public static var precision: Precision { .extended }
  }
#endif
