public import ComplexNumbers

/// A way to compute DFTs: makes the complex transform, the real one, its inverse and the real-to-real ones for a given
/// array and axes of it.
///
/// ``ReferencePath`` and ``FFTWPath`` conform; code and tests that are generic over it run on both.
public protocol DFTPath<Scalar> {
  associatedtype Scalar: Real & BitwiseCopyable & Sendable
  associatedtype ComplexTransform: FourierTransform<Complex<Scalar>, Complex<Scalar>>
  associatedtype RealTransform: FourierTransform<Scalar, Complex<Scalar>>
  associatedtype InverseRealTransform: FourierTransform<Complex<Scalar>, Scalar>
  associatedtype RealToRealTransform: FourierTransform<Scalar, Scalar>

  /// Complex transforms along `axes` (nil: all) of an array of `shape`.
  static func dft(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> ComplexTransform

  /// Transforms of a real array along `axes`, of which the last keeps bins 0 … ⌊n/2⌋.
  static func realDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> RealTransform

  /// Transforms along `axes` to a real array, whose last listed axis has bins 0 … ⌊n/2⌋ in the input.
  static func inverseRealDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> InverseRealTransform

  /// Transforms of `kinds`, one for each of `axes`.
  static func realToReal(
    shape: [Int], kinds: [RealToRealKind], axes: [Int]?, direction: Direction, normalization: Normalization,
    orthogonalizes: Bool?
  ) throws(DFTError) -> RealToRealTransform
}

/// The O(N²) path, from the definition, in any precision.
public enum ReferencePath<Scalar: Real & BitwiseCopyable & Sendable>: DFTPath {
  public static func dft(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> ReferenceDFT<Scalar> {
    try ReferenceDFT(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }

  public static func realDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> ReferenceRealDFT<Scalar> {
    try ReferenceRealDFT(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }

  public static func inverseRealDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> ReferenceInverseRealDFT<Scalar> {
    try ReferenceInverseRealDFT(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }

  public static func realToReal(
    shape: [Int], kinds: [RealToRealKind], axes: [Int]?, direction: Direction, normalization: Normalization,
    orthogonalizes: Bool?
  ) throws(DFTError) -> ReferenceRealToReal<Scalar> {
    try ReferenceRealToReal(
      shape: shape, kinds: kinds, axes: axes, direction: direction, normalization: normalization,
      orthogonalizes: orthogonalizes)
  }
}

/// The fast path: FFTW's plans, made with the estimated effort.
public enum FFTWPath<Scalar: TransformScalar>: DFTPath {
  public static func dft(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> DFTPlan<Scalar> {
    try DFTPlan(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }

  public static func realDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> RealDFTPlan<Scalar> {
    try RealDFTPlan(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }

  public static func inverseRealDFT(
    shape: [Int], axes: [Int]?, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> InverseRealDFTPlan<Scalar> {
    try InverseRealDFTPlan(shape: shape, axes: axes, direction: direction, normalization: normalization)
  }

  public static func realToReal(
    shape: [Int], kinds: [RealToRealKind], axes: [Int]?, direction: Direction, normalization: Normalization,
    orthogonalizes: Bool?
  ) throws(DFTError) -> RealToRealPlan<Scalar> {
    try RealToRealPlan(
      shape: shape, kinds: kinds, axes: axes, direction: direction, normalization: normalization,
      orthogonalizes: orthogonalizes)
  }
}

extension DFTPath {
  /// `batchCount` complex transforms of `length` points.
  public static func dft(
    length: Int, batchCount: Int = 1, direction: Direction = .forward, normalization: Normalization = .backward
  ) throws(DFTError) -> ComplexTransform {
    try DFTError.check(length: length, batchCount: batchCount)
    return try dft(shape: [batchCount, length], axes: [1], direction: direction, normalization: normalization)
  }

  /// `batchCount` transforms of `length` real samples to length/2 + 1 bins.
  public static func realDFT(
    length: Int, batchCount: Int = 1, normalization: Normalization = .backward
  ) throws(DFTError) -> RealTransform {
    try DFTError.check(length: length, batchCount: batchCount)
    return try realDFT(shape: [batchCount, length], axes: [1], direction: .forward, normalization: normalization)
  }

  /// `batchCount` transforms of length/2 + 1 bins to `length` real samples.
  public static func inverseRealDFT(
    length: Int, batchCount: Int = 1, normalization: Normalization = .backward
  ) throws(DFTError) -> InverseRealTransform {
    try DFTError.check(length: length, batchCount: batchCount)
    return try inverseRealDFT(
      shape: [batchCount, length], axes: [1], direction: .inverse, normalization: normalization)
  }
}
