public import ComplexNumbers

/// The nonuniform DFT of type 2, from modes to points: cⱼ = Σₖ fₖ exp(±ikxⱼ), k = −⌊N/2⌋ … ⌈N/2⌉ − 1.
///
/// The Fourier series with the coefficients fₖ at any places xⱼ, in radians. Each step is the transpose of one of
/// ``Type1NonuniformDFTPlan``, whose documentation tells how it works, how exact it is and where it comes from. Its
/// adjoint is the transform of type 1 with the opposite sign. Immutable and safe to share between tasks; it keeps the
/// working memory of its calls, 4N to 5N complex numbers for each call at the same time.
/// ```swift
/// let series = try Type2NonuniformDFTPlan<Double>(points: places, modeCount: 101, tolerance: 1e-9)
/// let values = series(coefficients)    // coefficients[50] is the constant
/// ```
///
/// **Normalization.** None.
/// **Output order.** That of the points; the modes of the input ascend, −⌊N/2⌋ first, unless ``ModeOrder/natural`` is
/// asked for.
///
/// - Complexity: O(N log N + M log(1/tolerance)) for M points.
public struct Type2NonuniformDFTPlan<T: TransformScalar & SIMDScalar>: FourierTransform {
  /// The sign of the exponent: plus inverse.
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
  public var inputCount: Int { modeCount * batchCount }
  public var outputCount: Int { pointCount * batchCount }

  /// - Parameters:
  ///   - points: the M places xⱼ, any finite numbers, which count modulo 2π; there may be none.
  ///   - modeCount: N, odd or even.
  ///   - direction: plus (`.inverse`) or minus in the exponent.
  ///   - modeOrder: the order of the input.
  ///   - tolerance: the relative error, from 0.1 down to 1e-14 (`Double`) or 1e-6 (`Float`).
  ///   - batchCount: rows of fₖ, and of cⱼ, with the same points.
  ///   - effort: how long FFTW may search for the grid's transform.
  /// - Throws: ``NonuniformDFTError`` for a point that is not finite, a size or a tolerance that is not possible.
  public init(
    points: [T], modeCount: Int, direction: Direction = .inverse, modeOrder: ModeOrder = .centered,
    tolerance: Double = 1e-6, batchCount: Int = 1, effort: PlanningEffort = .estimate
  ) throws(NonuniformDFTError) {
    self.direction = direction
    grid = try NonuniformGrid(
      points: points, modeCount: modeCount, direction: direction, modeOrder: modeOrder, tolerance: tolerance,
      batchCount: batchCount, effort: effort)
  }

  init(adjointOf other: Type1NonuniformDFTPlan<T>) {
    direction = other.direction.opposite
    grid = other.grid
  }

  /// The transform of type 1 with the opposite sign, on the same grid: what ``adjoint(_:into:)`` applies.
  public var adjointPlan: Type1NonuniformDFTPlan<T> { Type1NonuniformDFTPlan(adjointOf: self) }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "Type2NonuniformDFTPlan", input: input.count, expected: inputCount, output: output.count,
      expectedOutput: outputCount)
    grid.rows(input, &output, modeCount, pointCount) { source, destination in
      grid.type2(source, direction, into: destination)
    }
  }

  @inlinable
  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    adjointPlan.transform(input, into: &output)
  }
}

/// cⱼ = Σₖ fₖ exp(+ikxⱼ): the nonuniform DFT of type 2 in one line; see ``Type2NonuniformDFTPlan``, which is worth
/// keeping where more than one set of modes has the same points.
///
/// - Throws: ``NonuniformDFTError`` for a point that is not finite, a size or a tolerance that is not possible.
public func nufft2<T: TransformScalar & SIMDScalar>(
  _ modes: [Complex<T>], at points: [T], direction: Direction = .inverse, modeOrder: ModeOrder = .centered,
  tolerance: Double = 1e-6
) throws(NonuniformDFTError) -> [Complex<T>] {
  try Type2NonuniformDFTPlan(
    points: points, modeCount: modes.count, direction: direction, modeOrder: modeOrder, tolerance: tolerance)(modes)
}
