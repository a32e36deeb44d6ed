import ComplexNumbers

/// A plan of FFTW for complex transforms of split storage: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N), the real and the imaginary parts
/// of x and Y each in a buffer of their own.
///
/// Otherwise as ``DFTPlan``: immutable, safe to share between tasks, along one axis or several, in batches, in layouts of
/// the caller's choice, of which each holds for both parts. A call leaves its input as it is.
/// ```swift
/// let plan = try SplitDFTPlan<Double>(length: 1024)
/// let (real, imaginary) = plan(real: inPhase, imaginary: quadrature)
/// ```
/// The elements are interleaved in working memory, which the first call takes and later ones use again: FFTW's own plans for
/// split storage hold for one distance between the buffers only.
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for.
/// **Output order.** Natural along each axis, as that of ``DFTPlan``.
///
/// - Complexity: O(N log N) for every N, primes included.
public struct SplitDFTPlan<T: TransformScalar>: SplitTransform {
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
      .complex(direction), T.self, length: length, batchCount: batchCount, isSplit: true, effort: effort,
      options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  /// Plans the transforms along some axes of an array; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: elements along each axis, the last axis being the fastest one.
  ///   - axes: the transformed axes, all by default; negative ones count from the end.
  ///   - input: where the parts lie in either input buffer; without gaps by default. They may share places.
  ///   - output: where the parts go in either output buffer; without gaps by default. Other places stay untouched.
  /// - Throws: ``DFTError`` for a shape, axes or a layout that is not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, input: StridedLayout? = nil, output: StridedLayout? = nil,
    direction: Direction = .forward, normalization: Normalization = .backward, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .complex(direction), T.self, TransformShape(shape: shape, axes: axes), input: input, output: output,
      isSplit: true, effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  private init(_ handle: PlanHandle, _ direction: Direction, _ normalization: Normalization) {
    self.handle = handle
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: handle.length, direction: direction)
  }

  public var details: PlanDetails { PlanDetails(handle) }

  /// The inverse of this transform, from this one's output layout to its input's.
  public var inverse: SplitDFTPlan {
    get throws(DFTError) {
      SplitDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }

  /// output = A · input. Counts that differ from `inputCount` and `outputCount` trap.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(
    real: Span<T>, imaginary: Span<T>, intoReal realOutput: inout MutableSpan<T>,
    imaginary imaginaryOutput: inout MutableSpan<T>
  ) {
    handle.requireCounts(
      "SplitDFTPlan", input: SideCounts(real.count, imaginary.count),
      output: SideCounts(realOutput.count, imaginaryOutput.count))
    run(handle, real, imaginary, &realOutput, &imaginaryOutput)
  }

  /// output = Aᴴ · input: the transform of the other direction, with this one's scale.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(
    real: Span<T>, imaginary: Span<T>, intoReal realOutput: inout MutableSpan<T>,
    imaginary imaginaryOutput: inout MutableSpan<T>
  ) {
    handle.requireAdjointCounts(
      "SplitDFTPlan.adjoint", input: SideCounts(real.count, imaginary.count),
      output: SideCounts(realOutput.count, imaginaryOutput.count))
    run(handle.adjoint, real, imaginary, &realOutput, &imaginaryOutput)
  }

  @inline(__always)
  private func run(
    _ handle: PlanHandle, _ real: Span<T>, _ imaginary: Span<T>, _ realOutput: inout MutableSpan<T>,
    _ imaginaryOutput: inout MutableSpan<T>
  ) {
    withParts(real, imaginary) { real, imaginary in
      withParts(&realOutput, &imaginaryOutput) { handle.execute(real, imaginary, $0, $1, by: scale) }
    }
  }
}

extension SplitDFTPlan {
  /// output = A · input, between arrays. The outputs keep their storage; their counts must be `outputCount` already.
  public func transform(
    real: [T], imaginary: [T], intoReal realOutput: inout [T], imaginary imaginaryOutput: inout [T]
  ) {
    withSpans(real, imaginary) { real, imaginary in
      withSpans(&realOutput, &imaginaryOutput) {
        transform(real: real, imaginary: imaginary, intoReal: &$0, imaginary: &$1)
      }
    }
  }

  /// output = Aᴴ · input, between arrays. The outputs keep their storage; their counts must be `inputCount` already.
  public func adjoint(
    real: [T], imaginary: [T], intoReal realOutput: inout [T], imaginary imaginaryOutput: inout [T]
  ) {
    withSpans(real, imaginary) { real, imaginary in
      withSpans(&realOutput, &imaginaryOutput) {
        adjoint(real: real, imaginary: imaginary, intoReal: &$0, imaginary: &$1)
      }
    }
  }

  /// A · input, as new arrays; gaps between their elements are 0.
  public func callAsFunction(real: [T], imaginary: [T]) -> (real: [T], imaginary: [T]) {
    var output = (real: zeros(T.self, outputCount), imaginary: zeros(T.self, outputCount))
    transform(real: real, imaginary: imaginary, intoReal: &output.real, imaginary: &output.imaginary)
    return output
  }

  /// Aᴴ · input, as new arrays; gaps between their elements are 0.
  public func adjoint(real: [T], imaginary: [T]) -> (real: [T], imaginary: [T]) {
    var output = (real: zeros(T.self, inputCount), imaginary: zeros(T.self, inputCount))
    adjoint(real: real, imaginary: imaginary, intoReal: &output.real, imaginary: &output.imaginary)
    return output
  }
}
