public import ComplexNumbers

/// A plan of FFTW from real signals to their half-spectra: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N) for k = 0 … ⌊N/2⌋.
///
/// Immutable and safe to share between tasks. A call leaves its input as it is and allocates nothing of its own (FFTW
/// itself takes working memory for some lengths, such as large primes). Along several axes, the last one transformed is
/// the one that keeps the bins 0 … ⌊n/2⌋ only.
/// ```swift
/// let plan = try RealDFTPlan<Double>(length: 1024, batchCount: 8)
/// let spectra = plan(frames)                                          // 8 × 513 bins
/// let image = try RealDFTPlan<Float>(shape: [480, 640])               // 480 × 321 bins
/// ```
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for.
/// **Output order.** Bins 0 (DC) … ⌊N/2⌋ (for even N: Nyquist), the frequencies k/N of
/// ``rfftFrequencies(length:sampleRate:)``; the other bins are their conjugates. Along the other axes, natural order.
///
/// - Complexity: O(N log N), about half the work of a complex transform.
public struct RealDFTPlan<T: TransformScalar>: PlannedTransform {
  public typealias Input = T
  public typealias Output = Complex<T>
  /// The sign of the exponent; `.inverse` gives the half-spectrum of an inverse DFT, as SciPy's `ihfft` does.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  @usableFromInline let handle: PlanHandle
  @usableFromInline let scale: T

  /// Plans `batchCount` transforms of `length` samples, one behind the other, to as many rows of ⌊length/2⌋ + 1 bins.
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
        .realToComplex, T.self, length: length, batchCount: batchCount, effort: effort, options: options),
      direction, normalization)
  }

  /// Plans the transforms along some axes of a real array; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: samples along each axis, the last axis being the fastest one.
  ///   - axes: the transformed axes, all by default; negative ones count from the end. The last one listed is halved.
  ///   - input: where the input's elements lie; without gaps by default. They may share places.
  ///   - output: where the bins go; without gaps by default. Other places of the buffer stay untouched.
  /// - Throws: ``DFTError`` for a shape, axes or a layout that is not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, input: StridedLayout? = nil, output: StridedLayout? = nil,
    direction: Direction = .forward, normalization: Normalization = .backward, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .realToComplex, T.self, TransformShape(shape: shape, axes: axes), input: input, output: output, effort: effort,
      options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  init(_ handle: PlanHandle, _ direction: Direction, _ normalization: Normalization) {
    self.handle = handle
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: handle.length, direction: direction)
  }

  @inlinable public var details: PlanDetails { PlanDetails(handle) }

  @inlinable
  public func transform(_ input: Span<T>, into output: inout MutableSpan<Complex<T>>) {
    handle.requireCounts("RealDFTPlan", input: input.count, output: output.count)
    input.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        handle.execute(source, destination)
        let bins = destination.assumingMemoryBound(to: Complex<T>.self)
        if direction == .inverse {
          handle.conjugateOutput(bins, by: scale)
        } else if scale != 1 {
          handle.scaleOutput(bins, by: scale)
        }
      }
    }
  }

  /// output = Aᴴ · input: c2r(s · input/w) with w = 2 for the bins that stand for a conjugate pair and 1 for the rest.
  ///
  /// A transform of half the length, never a zero-filled complex one. The first call plans it, with this plan's
  /// effort, and takes working memory for the weighted bins, which later calls use again.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<T>) {
    let adjoint = handle.adjoint
    handle.requireAdjointCounts("RealDFTPlan.adjoint", input: input.count, output: output.count)
    input.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBytes { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        handle.scratch.lend(Complex<T>.self, count: adjoint.inputCount) { scratch in
          HalfSpectrum.weight(
            source, into: scratch, rows: handle.outputRows, length: handle.halvedLength, edge: scale,
            interior: scale / 2, conjugating: direction == .inverse)
          adjoint.execute(scratch, destination)
        }
      }
    }
  }

  /// The inverse of this transform, so that `plan.inverse(plan(x))` is x; from this one's output layout to its input's.
  public var inverse: InverseRealDFTPlan<T> {
    get throws(DFTError) {
      InverseRealDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }
}
