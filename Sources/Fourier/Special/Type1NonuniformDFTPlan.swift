public import ComplexNumbers

/// The nonuniform DFT of type 1, from points to modes: fₖ = Σⱼ cⱼ exp(∓ikxⱼ) for k = −⌊N/2⌋ … ⌈N/2⌉ − 1.
///
/// The spectrum of samples cⱼ at any places xⱼ, in radians: the points are spread onto a grid twice as fine as the modes
/// need by a kernel as wide as the tolerance asks, the grid is transformed, and the kernel's filtering is undone. Its
/// adjoint is the transform of type 2 with the opposite sign. Immutable and safe to share between tasks; it keeps the
/// working memory of its calls, 4N to 5N complex numbers for each call at the same time.
/// ```swift
/// // Samples at irregular times of a period of 2π:
/// let plan = try Type1NonuniformDFTPlan<Double>(points: times, modeCount: 101, tolerance: 1e-9)
/// let spectrum = plan(samples)    // spectrum[50] is their sum
/// ```
///
/// **Normalization.** None.
/// **Output order.** Ascending, −⌊N/2⌋ first, unless ``ModeOrder/natural`` is asked for.
/// **Accuracy.** Relative error in the Euclidean norm within three times the tolerance, for any points, wherever the sum
/// itself is not small by cancellation; places are reduced modulo 2π as if π were exact.
///
/// - Complexity: O(N log N + M log(1/tolerance)) for M points.
/// - Source: A. Dutt and V. Rokhlin, "Fast Fourier transforms for nonequispaced data", SIAM J. Sci. Comput. 14 (1993),
///   1368; A. H. Barnett, J. Magland and L. af Klinteberg, "A parallel nonuniform fast Fourier transform library based
///   on an 'exponential of semicircle' kernel", ibid. 41 (2019), C479. FINUFFT has `isign` +1 for `.inverse`.
public struct Type1NonuniformDFTPlan<T: TransformScalar & SIMDScalar>: FourierTransform {
  /// The sign of the exponent: minus forward.
  public let direction: Direction
  let grid: NonuniformGrid<T>

  /// N, the number of modes.
  public var length: Int { grid.modeCount }
  /// N, the number of modes.
  public var modeCount: Int { grid.modeCount }
  /// M, the number of points.
  public var pointCount: Int { grid.pointCount }
  /// The order of the modes.
  public var modeOrder: ModeOrder { grid.modeOrder }
  /// The relative error asked for.
  public var tolerance: Double { grid.tolerance }
  public var batchCount: Int { grid.batchCount }
  public var inputCount: Int { pointCount * batchCount }
  public var outputCount: Int { modeCount * batchCount }

  /// - Parameters:
  ///   - points: the M places xⱼ, any finite numbers, which count modulo 2π; none makes a sum of nothing.
  ///   - modeCount: N, odd or even.
  ///   - direction: minus (`.forward`) or plus in the exponent.
  ///   - modeOrder: the order of the output.
  ///   - tolerance: the relative error, from 0.1 down to 1e-14 (`Double`) or 1e-6 (`Float`).
  ///   - batchCount: rows of cⱼ, and of fₖ, with the same points.
  ///   - effort: how long FFTW may search for the grid's transform.
  /// - Throws: ``NonuniformDFTError`` for a point that is not finite, a size or a tolerance that is not possible.
  public init(
    points: [T], modeCount: Int, direction: Direction = .forward, modeOrder: ModeOrder = .centered,
    tolerance: Double = 1e-6, batchCount: Int = 1, effort: PlanningEffort = .estimate
  ) throws(NonuniformDFTError) {
    self.direction = direction
    grid = try NonuniformGrid(
      points: points, modeCount: modeCount, direction: direction, modeOrder: modeOrder, tolerance: tolerance,
      batchCount: batchCount, effort: effort)
  }

  init(adjointOf other: Type2NonuniformDFTPlan<T>) {
    direction = other.direction.opposite
    grid = other.grid
  }

  /// The transform of type 2 with the opposite sign, on the same grid: what ``adjoint(_:into:)`` applies.
  public var adjointPlan: Type2NonuniformDFTPlan<T> { Type2NonuniformDFTPlan(adjointOf: self) }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "Type1NonuniformDFTPlan", input: input.count, expected: inputCount, output: output.count,
      expectedOutput: outputCount)
    grid.rows(input, &output, pointCount, modeCount) { source, destination in
      grid.type1(source, direction, into: destination)
    }
  }

  @inlinable
  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    adjointPlan.transform(input, into: &output)
  }
}

/// fₖ = Σⱼ cⱼ exp(−ikxⱼ): the nonuniform DFT of type 1 in one line; see ``Type1NonuniformDFTPlan``, which is worth
/// keeping where more than one set of strengths has the same points.
///
/// Traps unless there are as many strengths as points.
/// - Throws: ``NonuniformDFTError`` for a point that is not finite, a size or a tolerance that is not possible.
public func nufft1<T: TransformScalar & SIMDScalar>(
  _ strengths: [Complex<T>], at points: [T], modeCount: Int, direction: Direction = .forward,
  modeOrder: ModeOrder = .centered, tolerance: Double = 1e-6
) throws(NonuniformDFTError) -> [Complex<T>] {
  try Type1NonuniformDFTPlan(
    points: points, modeCount: modeCount, direction: direction, modeOrder: modeOrder, tolerance: tolerance)(strengths)
}
