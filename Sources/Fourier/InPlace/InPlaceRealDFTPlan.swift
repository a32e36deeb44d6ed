import ComplexNumbers

/// A plan of FFTW from real signals to their half-spectra in place: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N) for k = 0 … ⌊N/2⌋
/// replaces x.
///
/// Half-spectra need a little more room than their signals, so each row of n samples is padded to 2(⌊n/2⌋ + 1) reals.
/// Before the transform, the first n are the samples and the padding, one or two reals, is ignored; afterwards all are
/// bins, real and imaginary parts interleaved. For n = 4 and n = 5:
///
///     x₀   x₁   x₂   x₃   –    –         x₀   x₁   x₂   x₃   x₄   –
///     Re₀  Im₀  Re₁  Im₁  Re₂  Im₂       Re₀  Im₀  Re₁  Im₁  Re₂  Im₂
///
/// An array of several axes is padded along the last one, which has to be the last transformed axis too. The adjoint
/// takes bins to samples, and leaves the padding in an unspecified state.
/// ```swift
/// let plan = try InPlaceRealDFTPlan<Double>(length: 1000, batchCount: 8)
/// var rows = [Double](repeating: 0, count: plan.elementCount)         // 8 × 1002
/// for row in 0..<8 { rows.replaceSubrange(row * 1002..<row * 1002 + 1000, with: frames[row]) }
/// plan.transform(&rows)                                               // 8 × 501 bins
/// ```
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for.
/// **Output order.** That of ``RealDFTPlan``.
///
/// - Complexity: O(N log N), about half the work of a complex transform.
/// - Source: FFTW 3.3 manual, "Multi-Dimensional DFTs of Real Data".
public struct InPlaceRealDFTPlan<T: TransformScalar>: InPlaceTransform {
  public typealias Element = T
  /// The sign of the exponent; `.inverse` gives the half-spectrum of an inverse DFT, as SciPy's `ihfft` does.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  let handle: PlanHandle
  let scale: T

  /// Plans `batchCount` transforms of `length` samples, in rows of 2(⌊length/2⌋ + 1) reals, one behind the other.
  ///
  /// - Parameters:
  ///   - effort: how long FFTW may search; `.estimate` gives the same bits in every run and shares its plan.
  ///   - options: a limit to the search, threads, and whether to search at all.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .forward, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.padded(
      .realToComplex, T.self, TransformShape(length: length, batchCount: batchCount), effort: effort,
      options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  /// Plans the transforms along some axes of a real array with a padded last axis; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: samples along each axis, without padding.
  ///   - axes: the transformed axes, all by default; negative ones count from the end. The last one listed is halved, and
  ///     must be the array's last.
  /// - Throws: ``DFTError`` for a shape or axes that are not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, direction: Direction = .forward, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.padded(
      .realToComplex, T.self, TransformShape(shape: shape, axes: axes), effort: effort, options: options)
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
  public var elementCount: Int { 2 * handle.outputCount }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(_ elements: inout MutableSpan<T>) {
    withPaddedRows("InPlaceRealDFTPlan", &elements, count: elementCount) { samples, bins in
      handle.execute(samples, samples)
      if direction == .inverse {
        handle.conjugateOutput(bins, by: scale)
      } else if scale != 1 {
        handle.scaleOutput(bins, by: scale)
      }
    }
  }

  /// Replaces the bins Y by Aᴴ · Y: c2r(s · Y/w) with w = 2 for the bins that stand for a conjugate pair, 1 for the rest.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ elements: inout MutableSpan<T>) {
    withPaddedRows("InPlaceRealDFTPlan.adjoint", &elements, count: elementCount) { samples, bins in
      HalfSpectrum.weight(
        bins, into: bins, rows: handle.denseRows, length: handle.halvedLength, edge: scale, interior: scale / 2,
        conjugating: direction == .inverse)
      handle.adjoint.execute(samples, samples)
    }
  }

  /// The inverse of this transform, so that `plan.inverse` undoes what `plan` does.
  public var inverse: InPlaceInverseRealDFTPlan<T> {
    get throws(DFTError) {
      InPlaceInverseRealDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }
}

/// Lends the reals of a buffer of padded rows, and the bins that they are on the other side of a transform.
@inline(__always)
func withPaddedRows<T: TransformScalar>(
  _ name: StaticString, _ elements: inout MutableSpan<T>, count: Int,
  _ body: (UnsafeMutablePointer<T>, UnsafeMutablePointer<Complex<T>>) -> Void
) {
  requireCount(name, elements.count, expected: count, allowsMore: false)
  elements.withUnsafeMutableBytes { bytes in
    guard let start = bytes.baseAddress else { return }
    body(start.assumingMemoryBound(to: T.self), start.assumingMemoryBound(to: Complex<T>.self))
  }
}
