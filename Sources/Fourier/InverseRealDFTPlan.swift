public import ComplexNumbers

/// A plan of FFTW from the spectra of real signals back to the signals:
/// yₙ = s · Σₖ Xₖ exp(+2πi kn/N) over the spectrum's Hermitian extension X₍N−k₎ = conj(Xₖ).
///
/// Immutable and safe to share between tasks. A call leaves its input as it is and allocates nothing of its own (FFTW
/// itself takes working memory for some lengths). The input is bins 0 … ⌊N/2⌋; N has to be said, since ⌊N/2⌋ + 1 bins
/// belong to two lengths. The imaginary parts of DC and, for even N, of Nyquist are ignored, whatever they are.
///
/// **Normalization.** s is 1/N unless another ``Normalization`` is asked for.
/// **Output order.** Samples n = 0 … N − 1.
///
/// - Complexity: O(N log N), about half the work of a complex transform.
public struct InverseRealDFTPlan<T: TransformScalar>: FourierTransform {
  public let length: Int
  public let batchCount: Int
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  @usableFromInline let handle: PlanHandle
  @usableFromInline let scale: T

  @inlinable public var inputCount: Int { HalfSpectrum.count(length) * batchCount }
  @inlinable public var outputCount: Int { length * batchCount }

  /// Plans `batchCount` transforms to `length` samples.
  ///
  /// - Parameter effort: how long FFTW may search; `.estimate` gives the same bits in every run and shares its plan.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, normalization: Normalization = .backward, effort: PlanningEffort = .estimate
  ) throws(DFTError) {
    try DFTError.check(length: length, batchCount: batchCount)
    self.length = length
    self.batchCount = batchCount
    self.normalization = normalization
    scale = normalization.scale(length: length, direction: .inverse)
    handle = try PlanCache.handle(
      for: TransformProblem(
        kind: .complexToReal(overwritesInput: false), precision: T.checkedPrecision, length: length,
        batchCount: batchCount,
        effort: effort))
  }

  @inlinable
  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<T>) {
    input.withUnsafeBytes { run(handle, $0, &output) }
  }

  /// The same transform, quicker, with `spectrum` left in an unspecified state. The first call plans it.
  @inlinable
  public func transform(consuming spectrum: inout MutableSpan<Complex<T>>, into output: inout MutableSpan<T>) {
    spectrum.withUnsafeMutableBytes { run(handle.overwriting, UnsafeRawBufferPointer($0), &output) }
  }

  /// output = Aᴴ · input: s · w · r2c(input) with w = 2 for the bins that stand for a conjugate pair, 1 for the rest.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ input: Span<T>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "InverseRealDFTPlan.adjoint", input: input.count, expected: outputCount, output: output.count,
      expectedOutput: inputCount)
    input.withUnsafeBytes { source in
      output.withUnsafeMutableBufferPointer { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        handle.adjoint.execute(source, destination)
        HalfSpectrum.weight(
          destination, into: destination, length: length, batchCount: batchCount, edge: scale, interior: 2 * scale)
      }
    }
  }

  /// The inverse of this transform, so that `plan.inverse(plan(X))` is X where X is the spectrum of a real signal.
  public var inverse: RealDFTPlan<T> {
    get throws(DFTError) {
      try RealDFTPlan(
        length: length, batchCount: batchCount, normalization: normalization, effort: handle.problem.effort)
    }
  }

  @inlinable @inline(__always)
  func run(_ handle: PlanHandle, _ source: UnsafeRawBufferPointer, _ output: inout MutableSpan<T>) {
    requireCounts(
      "InverseRealDFTPlan", input: source.count / MemoryLayout<Complex<T>>.stride, expected: inputCount,
      output: output.count, expectedOutput: outputCount)
    output.withUnsafeMutableBytes { destination in
      guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
      handle.execute(source, destination)
      if scale != 1 { scaleInPlace(destination.assumingMemoryBound(to: T.self), count: outputCount, by: scale) }
    }
  }
}
