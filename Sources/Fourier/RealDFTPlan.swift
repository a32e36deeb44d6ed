public import ComplexNumbers

/// A plan of FFTW for transforms of real signals: Yₖ = s · Σₙ xₙ exp(−2πi kn/N) for k = 0 … ⌊N/2⌋.
///
/// Immutable and safe to share between tasks. A call leaves its input as it is and allocates nothing of its own (FFTW
/// itself takes working memory for some lengths, such as large primes).
///
/// **Normalization.** s is 1 unless another ``Normalization`` is asked for.
/// **Output order.** Bins 0 (DC) … ⌊N/2⌋, the frequencies k/N; the other bins are their conjugates. The imaginary parts
/// of DC and, for even N, of Nyquist are zero.
///
/// - Complexity: O(N log N), about half the work of a complex transform.
public struct RealDFTPlan<T: TransformScalar>: FourierTransform {
  public let length: Int
  public let batchCount: Int
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  @usableFromInline let handle: PlanHandle
  @usableFromInline let scale: T

  @inlinable public var inputCount: Int { length * batchCount }
  @inlinable public var outputCount: Int { HalfSpectrum.count(length) * batchCount }

  /// Plans `batchCount` transforms of `length` samples.
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
    scale = normalization.scale(length: length, direction: .forward)
    handle = try PlanCache.handle(
      for: TransformProblem(
        kind: .realToComplex, precision: T.checkedPrecision, length: length, batchCount: batchCount, effort: effort))
  }

  @inlinable
  public func transform(_ input: Span<T>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "RealDFTPlan", input: input.count, expected: inputCount, output: output.count, expectedOutput: outputCount)
    input.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        handle.execute(source, destination)
        if scale != 1 { scaleInPlace(destination.assumingMemoryBound(to: T.self), count: 2 * outputCount, by: scale) }
      }
    }
  }

  /// output = Aᴴ · input: c2r(s · input/w) with w = 2 for the bins that stand for a conjugate pair and 1 for the rest.
  ///
  /// A transform of half the length, never a zero-filled complex one. The first call plans it, with this plan's
  /// effort; each call takes scratch memory for the weighted bins.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<T>) {
    requireCounts(
      "RealDFTPlan.adjoint", input: input.count, expected: outputCount, output: output.count,
      expectedOutput: inputCount)
    input.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBytes { destination in
        withScratch(of: Complex<T>.self, count: outputCount) { scratch in
          guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
          HalfSpectrum.weight(
            source, into: scratch, length: length, batchCount: batchCount, edge: scale, interior: scale / 2)
          handle.adjoint.execute(scratch, destination)
        }
      }
    }
  }

  /// The inverse of this transform, so that `plan.inverse(plan(x))` is x.
  public var inverse: InverseRealDFTPlan<T> {
    get throws(DFTError) {
      try InverseRealDFTPlan(
        length: length, batchCount: batchCount, normalization: normalization, effort: handle.problem.effort)
    }
  }
}
