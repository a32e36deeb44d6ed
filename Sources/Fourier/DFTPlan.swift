public import ComplexNumbers

/// A plan of FFTW for complex transforms: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N), along one axis or several.
///
/// Immutable and safe to share between tasks. A call leaves its input as it is and allocates nothing of its own (FFTW
/// itself takes working memory for some lengths, such as large primes).
/// ```swift
/// let plan = try DFTPlan<Double>(length: 1024)
/// let spectrum = plan(samples)
/// let image = try DFTPlan<Float>(shape: [3, 480, 640], axes: [1, 2])  // three transforms of 480 × 640 points
/// ```
/// Along several axes, kn/N stands for the sum of kₐnₐ/Nₐ over them, and N for the product of their lengths.
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for.
/// **Output order.** Natural along each axis: bin k is the frequency k/N for k < N/2 and (k − N)/N from there; see
/// ``fftFrequencies(length:sampleRate:)`` and ``fftShift(_:)``.
///
/// - Complexity: O(N log N) for every N, primes included.
/// - Source: M. Frigo and S. G. Johnson, "The design and implementation of FFTW3", Proc. IEEE 93 (2005), 216.
public struct DFTPlan<T: TransformScalar>: PlannedTransform {
  public typealias Input = Complex<T>
  public typealias Output = Complex<T>
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
  @specialized(where T == Float)
  @specialized(where T == Double)
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .forward, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    self.init(
      try PlanCache.handle(
        .complex(direction), T.self, length: length, batchCount: batchCount, effort: effort, options: options),
      direction, normalization)
  }

  /// Plans the transforms along some axes of an array; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: elements along each axis, the last axis being the fastest one.
  ///   - axes: the transformed axes, all by default; negative ones count from the end.
  ///   - input: where the input's elements lie; without gaps by default. They may share places.
  ///   - output: where the output's elements go; without gaps by default. Other places of the buffer stay untouched.
  /// - Throws: ``DFTError`` for a shape, axes or a layout that is not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, input: StridedLayout? = nil, output: StridedLayout? = nil,
    direction: Direction = .forward, normalization: Normalization = .backward, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .complex(direction), T.self, TransformShape(shape: shape, axes: axes), input: input, output: output,
      effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  @inlinable public var details: PlanDetails { PlanDetails(handle) }

  private init(_ handle: PlanHandle, _ direction: Direction, _ normalization: Normalization) {
    self.handle = handle
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: handle.length, direction: direction)
  }

  @inlinable
  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    run(handle, "DFTPlan", input, &output)
  }

  /// output = Aᴴ · input: the transform of the other direction, with this one's scale.
  ///
  /// The first call plans it, with this plan's effort.
  @inlinable
  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    run(handle.adjoint, "DFTPlan.adjoint", input, &output)
  }

  /// The inverse of this transform, so that `plan.inverse(plan(x))` is x; from this one's output layout to its input's.
  public var inverse: DFTPlan {
    get throws(DFTError) {
      DFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }

  @inlinable @inline(__always)
  func run(
    _ handle: PlanHandle, _ name: StaticString, _ input: Span<Complex<T>>, _ output: inout MutableSpan<Complex<T>>
  ) {
    handle.requireCounts(name, input: input.count, output: output.count)
    input.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        handle.execute(source, destination)
        if scale != 1 { handle.scaleOutput(destination.assumingMemoryBound(to: Complex<T>.self), by: scale) }
      }
    }
  }
}
