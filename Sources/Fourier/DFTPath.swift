public import ComplexNumbers

/// A way to compute DFTs: makes the complex transform, the real one and its inverse for a given size.
///
/// ``ReferencePath`` and ``FFTWPath`` conform; code and tests that are generic over it run on both.
public protocol DFTPath<Scalar> {
  associatedtype Scalar: Real & BitwiseCopyable & Sendable
  associatedtype ComplexTransform: FourierTransform<Complex<Scalar>, Complex<Scalar>>
  associatedtype RealTransform: FourierTransform<Scalar, Complex<Scalar>>
  associatedtype InverseRealTransform: FourierTransform<Complex<Scalar>, Scalar>

  /// `batchCount` complex transforms of `length` points.
  static func dft(
    length: Int, batchCount: Int, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> ComplexTransform

  /// `batchCount` transforms of `length` real samples to length/2 + 1 bins.
  static func realDFT(length: Int, batchCount: Int, normalization: Normalization) throws(DFTError) -> RealTransform

  /// `batchCount` transforms of length/2 + 1 bins to `length` real samples.
  static func inverseRealDFT(
    length: Int, batchCount: Int, normalization: Normalization
  ) throws(DFTError) -> InverseRealTransform
}

/// The O(N²) path, from the definition, in any precision.
public enum ReferencePath<Scalar: Real & BitwiseCopyable & Sendable>: DFTPath {
  public static func dft(
    length: Int, batchCount: Int, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> ReferenceDFT<Scalar> {
    try ReferenceDFT(length: length, batchCount: batchCount, direction: direction, normalization: normalization)
  }

  public static func realDFT(
    length: Int, batchCount: Int, normalization: Normalization
  ) throws(DFTError) -> ReferenceRealDFT<Scalar> {
    try ReferenceRealDFT(length: length, batchCount: batchCount, normalization: normalization)
  }

  public static func inverseRealDFT(
    length: Int, batchCount: Int, normalization: Normalization
  ) throws(DFTError) -> ReferenceInverseRealDFT<Scalar> {
    try ReferenceInverseRealDFT(length: length, batchCount: batchCount, normalization: normalization)
  }
}

/// The fast path: FFTW's plans, made with the estimated effort.
public enum FFTWPath<Scalar: TransformScalar>: DFTPath {
  public static func dft(
    length: Int, batchCount: Int, direction: Direction, normalization: Normalization
  ) throws(DFTError) -> DFTPlan<Scalar> {
    try DFTPlan(length: length, batchCount: batchCount, direction: direction, normalization: normalization)
  }

  public static func realDFT(
    length: Int, batchCount: Int, normalization: Normalization
  ) throws(DFTError) -> RealDFTPlan<Scalar> {
    try RealDFTPlan(length: length, batchCount: batchCount, normalization: normalization)
  }

  public static func inverseRealDFT(
    length: Int, batchCount: Int, normalization: Normalization
  ) throws(DFTError) -> InverseRealDFTPlan<Scalar> {
    try InverseRealDFTPlan(length: length, batchCount: batchCount, normalization: normalization)
  }
}
