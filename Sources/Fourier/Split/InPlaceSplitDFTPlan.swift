import ComplexNumbers

/// A plan of FFTW for complex transforms of split storage in place: the spectrum replaces the signal, real parts in one
/// buffer, imaginary parts in the other.
///
/// Otherwise as ``SplitDFTPlan``, with one layout for all: of both parts, before and after.
/// ```swift
/// let plan = try InPlaceSplitDFTPlan<Float>(length: 1024)
/// plan.transform(real: &inPhase, imaginary: &quadrature)
/// ```
public struct InPlaceSplitDFTPlan<T: TransformScalar>: SplitTransform {
  /// The sign of the exponent.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  let handle: PlanHandle
  let scale: T

  /// Plans `batchCount` transforms of `length` points, one behind the other.
  ///
  /// - Parameters:
  ///   - effort: how long FFTW may search; `.estimate` gives the same bits in every run and shares its plan.
  ///   - options: a limit to the search, threads, and whether to search at all.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .forward, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.rows(
      .complex(direction), T.self, length: length, batchCount: batchCount, isSplit: true, isInPlace: true,
      effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  /// Plans the transforms along some axes of an array; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: elements along each axis, the last axis being the fastest one.
  ///   - axes: the transformed axes, all by default; negative ones count from the end.
  ///   - layout: where the parts lie in either buffer; without gaps by default. Other places stay untouched.
  /// - Throws: ``DFTError`` for a shape, axes or a layout that is not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, layout: StridedLayout? = nil, direction: Direction = .forward,
    normalization: Normalization = .backward, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .complex(direction), T.self, TransformShape(shape: shape, axes: axes), input: layout, output: layout,
      isSplit: true, isInPlace: true, effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  private init(_ handle: PlanHandle, _ direction: Direction, _ normalization: Normalization) {
    self.handle = handle
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: handle.length, direction: direction)
  }

  public var details: PlanDetails { PlanDetails(handle) }

  /// Elements of each of the two buffers.
  public var elementCount: Int { handle.inputCount }

  /// The inverse of this transform.
  public var inverse: InPlaceSplitDFTPlan {
    get throws(DFTError) {
      InPlaceSplitDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }

  /// Replaces the elements x by A · x. Counts that differ from `elementCount` trap.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(real: inout MutableSpan<T>, imaginary: inout MutableSpan<T>) {
    run(handle, "InPlaceSplitDFTPlan", &real, &imaginary)
  }

  /// Replaces the elements y by Aᴴ · y: the transform of the other direction, with this one's scale.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(real: inout MutableSpan<T>, imaginary: inout MutableSpan<T>) {
    run(handle.adjoint, "InPlaceSplitDFTPlan.adjoint", &real, &imaginary)
  }

  /// Replaces the elements x of two arrays by A · x.
  public func transform(real: inout [T], imaginary: inout [T]) {
    withSpans(&real, &imaginary) { transform(real: &$0, imaginary: &$1) }
  }

  /// Replaces the elements y of two arrays by Aᴴ · y.
  public func adjoint(real: inout [T], imaginary: inout [T]) {
    withSpans(&real, &imaginary) { adjoint(real: &$0, imaginary: &$1) }
  }

  @inline(__always)
  private func run(
    _ handle: PlanHandle, _ name: StaticString, _ real: inout MutableSpan<T>, _ imaginary: inout MutableSpan<T>
  ) {
    let counts = SideCounts(real.count, imaginary.count)
    require(
      counts.fits(handle.inputCount, allowsMore: !handle.inputIsDense),
      "\(name): works on \(counts.filled(with: handle.inputCount)) elements, but was given \(counts)")
    withParts(&real, &imaginary) { handle.execute($0, $1, $0, $1, by: scale) }
  }
}
