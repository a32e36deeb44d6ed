import ComplexNumbers

/// A plan of FFTW from real signals to their half-spectra in split storage: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N) for
/// k = 0 … ⌊N/2⌋, the real and the imaginary parts of Y each in a buffer of their own.
///
/// Otherwise as ``RealDFTPlan``: immutable, safe to share between tasks, along one axis or several, in batches, in layouts
/// of the caller's choice, of which the output's holds for both parts. A call leaves its input as it is.
/// ```swift
/// let plan = try SplitRealDFTPlan<Double>(length: 1024)
/// let (real, imaginary) = plan(samples)                               // 513 bins
/// ```
/// The bins are parted in working memory that the first call takes and later ones use again: this is faster than FFTW's
/// own plans for split bins, from some tens of samples on.
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for.
/// **Output order.** That of ``RealDFTPlan``.
///
/// - Complexity: O(N log N), about half the work of a complex transform.
public struct SplitRealDFTPlan<T: TransformScalar>: SplitTransform {
  /// The sign of the exponent; `.inverse` gives the half-spectrum of an inverse DFT, as SciPy's `ihfft` does.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  let handle: PlanHandle
  let scale: T

  /// Plans `batchCount` transforms of `length` samples, one behind the other, to as many rows of ⌊length/2⌋ + 1 bins.
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
      .realToComplex, T.self, length: length, batchCount: batchCount, isSplit: true, effort: effort,
      options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  /// Plans the transforms along some axes of a real array; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: samples along each axis, the last axis being the fastest one.
  ///   - axes: the transformed axes, all by default; negative ones count from the end. The last one listed is halved.
  ///   - input: where the input's elements lie; without gaps by default. They may share places.
  ///   - output: where the bins' parts go in either buffer; without gaps by default. Other places stay untouched.
  /// - Throws: ``DFTError`` for a shape, axes or a layout that is not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, input: StridedLayout? = nil, output: StridedLayout? = nil,
    direction: Direction = .forward, normalization: Normalization = .backward, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .realToComplex, T.self, TransformShape(shape: shape, axes: axes), input: input, output: output, isSplit: true,
      effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  init(_ handle: PlanHandle, _ direction: Direction, _ normalization: Normalization) {
    self.handle = handle
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: handle.length, direction: direction)
  }

  public var details: PlanDetails { PlanDetails(handle) }

  /// The inverse of this transform, from this one's output layout to its input's.
  public var inverse: SplitInverseRealDFTPlan<T> {
    get throws(DFTError) {
      SplitInverseRealDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }

  /// output = A · input. Counts that differ from `inputCount` and `outputCount` trap.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(
    _ input: Span<T>, intoReal real: inout MutableSpan<T>, imaginary: inout MutableSpan<T>
  ) {
    handle.requireCounts(
      "SplitRealDFTPlan", input: SideCounts(input.count), output: SideCounts(real.count, imaginary.count))
    input.withUnsafeBufferPointer { input in
      withParts(&real, &imaginary) { real, imaginary in
        guard let input = input.baseAddress else { return }
        handle.execute(
          input, real, imaginary, edge: scale, interior: scale, conjugating: direction == .inverse)
      }
    }
  }

  /// output = Aᴴ · input: c2r(s · input/w) with w = 2 for the bins that stand for a conjugate pair and 1 for the rest.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(real: Span<T>, imaginary: Span<T>, into output: inout MutableSpan<T>) {
    handle.requireAdjointCounts(
      "SplitRealDFTPlan.adjoint", input: SideCounts(real.count, imaginary.count), output: SideCounts(output.count))
    withParts(real, imaginary) { real, imaginary in
      output.withUnsafeMutableBufferPointer { output in
        guard let output = output.baseAddress else { return }
        handle.adjoint.execute(
          real, imaginary, output, edge: scale, interior: scale / 2, conjugating: direction == .inverse)
      }
    }
  }
}

extension SplitRealDFTPlan {
  /// output = A · input, between arrays. The outputs keep their storage; their counts must be `outputCount` already.
  public func transform(_ input: [T], intoReal real: inout [T], imaginary: inout [T]) {
    input.withUnsafeBufferPointer { input in
      withSpans(&real, &imaginary) {
        transform(Span(_unsafeElements: input), intoReal: &$0, imaginary: &$1)
      }
    }
  }

  /// output = Aᴴ · input, between arrays. `output` keeps its storage; its count must be `inputCount` already.
  public func adjoint(real: [T], imaginary: [T], into output: inout [T]) {
    withSpans(real, imaginary) { real, imaginary in
      output.withUnsafeMutableBufferPointer { output in
        var output = MutableSpan(_unsafeElements: output)
        adjoint(real: real, imaginary: imaginary, into: &output)
      }
    }
  }

  /// A · input, as new arrays; gaps between their elements are 0.
  public func callAsFunction(_ input: [T]) -> (real: [T], imaginary: [T]) {
    var output = (real: zeros(T.self, outputCount), imaginary: zeros(T.self, outputCount))
    transform(input, intoReal: &output.real, imaginary: &output.imaginary)
    return output
  }

  /// Aᴴ · input, as a new array; gaps between its elements are 0.
  public func adjoint(real: [T], imaginary: [T]) -> [T] {
    var output = zeros(T.self, inputCount)
    adjoint(real: real, imaginary: imaginary, into: &output)
    return output
  }
}
