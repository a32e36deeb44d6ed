import ComplexNumbers

/// A plan of FFTW from the spectra of real signals back to the signals, in place:
/// yₙ = s · Σₖ Xₖ exp(±2πi kn/N) over the spectrum's Hermitian extension X₍N−k₎ = conj(Xₖ) replaces X.
///
/// Bins and samples lie in padded rows as ``InPlaceRealDFTPlan`` has them: 2(⌊n/2⌋ + 1) reals, all of them parts of bins
/// before the transform, the first n of them samples afterwards. What is then in the padding is unspecified. The
/// imaginary parts of DC and, for even N, of Nyquist are ignored, whatever they are.
///
/// **Normalization.** s is 1/N inverse and 1 forward unless another ``Normalization`` is asked for.
/// **Output order.** Samples n = 0 … N − 1.
///
/// - Complexity: O(N log N), about half the work of a complex transform.
public struct InPlaceInverseRealDFTPlan<T: TransformScalar>: InPlaceTransform {
  public typealias Element = T
  /// The sign of the exponent; `.forward` gives the real DFT of a Hermitian signal, as SciPy's `hfft` does.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  let handle: PlanHandle
  let scale: T

  /// Plans `batchCount` transforms to `length` samples each, in rows of 2(⌊length/2⌋ + 1) reals, one behind the other.
  ///
  /// - Parameters:
  ///   - effort: how long FFTW may search; `.estimate` gives the same bits in every run and shares its plan.
  ///   - options: a limit to the search, threads, and whether to search at all.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .inverse, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.padded(
      .complexToReal(overwritesInput: true), T.self, TransformShape(length: length, batchCount: batchCount),
      effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  /// Plans the transforms along some axes to a real array with a padded last axis; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: samples of the real array along each axis, without padding.
  ///   - axes: the transformed axes, all by default; negative ones count from the end. The last one listed is halved, and
  ///     must be the array's last.
  /// - Throws: ``DFTError`` for a shape or axes that are not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, direction: Direction = .inverse, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.padded(
      .complexToReal(overwritesInput: true), T.self, TransformShape(shape: shape, axes: axes), effort: effort,
      options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  init(_ handle: PlanHandle, _ direction: Direction, _ normalization: Normalization) {
    self.handle = handle
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: handle.length, direction: direction)
  }

  public var details: PlanDetails { PlanDetails(handle) }

  /// Reals in the buffer, padding included.
  public var elementCount: Int { 2 * handle.inputCount }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(_ elements: inout MutableSpan<T>) {
    withPaddedRows("InPlaceInverseRealDFTPlan", &elements, count: elementCount) { samples, bins in
      if direction == .forward { handle.conjugateInput(bins) }
      handle.execute(samples, samples)
      if scale != 1 { handle.scaleOutput(samples, by: scale) }
    }
  }

  /// Replaces the samples y by Aᴴ · y: s · w · r2c(y) with w = 2 for the bins that stand for a conjugate pair, 1 for the
  /// rest.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ elements: inout MutableSpan<T>) {
    withPaddedRows("InPlaceInverseRealDFTPlan.adjoint", &elements, count: elementCount) { samples, bins in
      handle.adjoint.execute(samples, samples)
      HalfSpectrum.weight(
        bins, into: bins, rows: handle.denseRows, length: handle.halvedLength, edge: scale, interior: 2 * scale,
        conjugating: direction == .forward)
    }
  }

  /// The inverse of this transform, so that `plan.inverse` undoes what `plan` does to the spectrum of a real signal.
  public var inverse: InPlaceRealDFTPlan<T> {
    get throws(DFTError) {
      InPlaceRealDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }
}
