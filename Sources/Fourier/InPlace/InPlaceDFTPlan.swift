public import ComplexNumbers

/// A plan of FFTW for complex transforms in place: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N) replaces x, along one axis or several.
///
/// Otherwise as ``DFTPlan``, with one layout for both.
/// ```swift
/// let plan = try InPlaceDFTPlan<Double>(length: 1024)
/// plan.transform(&samples)                                            // now a spectrum
/// ```
/// In place saves the memory of the output, and rarely time.
///
/// - Complexity: O(N log N) for every N, primes included.
public struct InPlaceDFTPlan<T: TransformScalar>: InPlaceTransform {
  public typealias Element = Complex<T>
  /// The sign of the exponent.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  @usableFromInline let handle: PlanHandle
  @usableFromInline let scale: T

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
      .complex(direction), T.self, length: length, batchCount: batchCount, isInPlace: true, effort: effort,
      options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  /// Plans the transforms along some axes of an array; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: elements along each axis, the last axis being the fastest one.
  ///   - axes: the transformed axes, all by default; negative ones count from the end.
  ///   - layout: where the elements lie; without gaps by default. Other places of the buffer stay untouched.
  /// - Throws: ``DFTError`` for a shape, axes or a layout that is not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, layout: StridedLayout? = nil, direction: Direction = .forward,
    normalization: Normalization = .backward, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .complex(direction), T.self, TransformShape(shape: shape, axes: axes), input: layout, output: layout,
      isInPlace: true, effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  private init(_ handle: PlanHandle, _ direction: Direction, _ normalization: Normalization) {
    self.handle = handle
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: handle.length, direction: direction)
  }

  @inlinable public var details: PlanDetails { PlanDetails(handle) }

  @inlinable
  public func transform(_ elements: inout MutableSpan<Complex<T>>) { run(handle, "InPlaceDFTPlan", &elements) }

  /// Replaces the elements y by Aᴴ · y: the transform of the other direction, with this one's scale.
  ///
  /// The first call plans it, with this plan's effort.
  @inlinable
  public func adjoint(_ elements: inout MutableSpan<Complex<T>>) {
    run(handle.adjoint, "InPlaceDFTPlan.adjoint", &elements)
  }

  /// The inverse of this transform, so that `plan.inverse` undoes what `plan` does.
  public var inverse: InPlaceDFTPlan {
    get throws(DFTError) {
      InPlaceDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }

  @inlinable @inline(__always)
  func run(_ handle: PlanHandle, _ name: StaticString, _ elements: inout MutableSpan<Complex<T>>) {
    requireCount(name, elements.count, expected: handle.inputCount, allowsMore: !handle.inputIsDense)
    elements.withUnsafeMutableBufferPointer { elements in
      guard let elements = elements.baseAddress else { return }
      handle.execute(elements, elements)
      if scale != 1 { handle.scaleOutput(elements, by: scale) }
    }
  }
}
