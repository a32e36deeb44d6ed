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
/// named precision; a plan checks it. The reference path takes any `Real` type.
public protocol TransformScalar: Real, BinaryFloatingPoint, BitwiseCopyable, Codable, Sendable {
  /// The precision of the type.
  static var precision: Precision { get }
}

extension Float: TransformScalar {
  public static var precision: Precision { .single }
}

extension Double: TransformScalar {
  public static var precision: Precision { .double }
}
