import ComplexNumbers

/// A plan of FFTW from the spectra of real signals, in split storage, back to the signals:
/// yₙ = s · Σₖ Xₖ exp(±2πi kn/N) over the spectrum's Hermitian extension X₍N−k₎ = conj(Xₖ), the real and the imaginary
/// parts of X each in a buffer of their own.
///
/// Otherwise as ``InverseRealDFTPlan``: the imaginary parts of DC and, for even N, of Nyquist are ignored, whatever they
/// are. The input's layout holds for both parts. A call leaves its input as it is, along several axes too: it works on
/// a copy, in memory that the first call takes and later ones use again.
///
/// **Normalization.** s is 1/N inverse and 1 forward unless another ``Normalization`` is asked for.
/// **Output order.** Samples n = 0 … N − 1.
///
/// - Complexity: O(N log N), about half the work of a complex transform.
public struct SplitInverseRealDFTPlan<T: TransformScalar>: SplitTransform {
  /// The sign of the exponent; `.forward` gives the real DFT of a Hermitian signal, as SciPy's `hfft` does.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  let handle: PlanHandle
  let scale: T

  /// Plans `batchCount` transforms to `length` samples each, from rows of ⌊length/2⌋ + 1 bins.
  ///
  /// - Parameters:
  ///   - effort: how long FFTW may search; `.estimate` gives the same bits in every run and shares its plan.
  ///   - options: a limit to the search, threads, and whether to search at all.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .inverse, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.rows(
      .complexToReal(overwritesInput: false), T.self, length: length, batchCount: batchCount, isSplit: true,
      effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  /// Plans the transforms along some axes to a real array; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: samples of the real array along each axis, the last axis being the fastest one.
  ///   - axes: the transformed axes, all by default; negative ones count from the end. The last one listed is halved.
  ///   - input: where the bins' parts lie in either buffer; without gaps by default. They may share places.
  ///   - output: where the samples go; without gaps by default. Other places of the buffer stay untouched.
  /// - Throws: ``DFTError`` for a shape, axes or a layout that is not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, input: StridedLayout? = nil, output: StridedLayout? = nil,
    direction: Direction = .inverse, normalization: Normalization = .backward, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .complexToReal(overwritesInput: false), T.self, TransformShape(shape: shape, axes: axes), input: input,
      output: output, isSplit: true, effort: effort, options: options)
    self.init(try PlanCache.handle(for: problem), direction, normalization)
  }

  init(_ handle: PlanHandle, _ direction: Direction, _ normalization: Normalization) {
    self.handle = handle
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: handle.length, direction: direction)
  }

  public var details: PlanDetails { PlanDetails(handle) }

  /// The inverse of this transform, so that `plan.inverse` gives X back where X is the spectrum of a real signal.
  public var inverse: SplitRealDFTPlan<T> {
    get throws(DFTError) {
      SplitRealDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }

  /// output = A · input. Counts that differ from `inputCount` and `outputCount` trap.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(real: Span<T>, imaginary: Span<T>, into output: inout MutableSpan<T>) {
    handle.requireCounts(
      "SplitInverseRealDFTPlan", input: SideCounts(real.count, imaginary.count), output: SideCounts(output.count))
    withParts(real, imaginary) { real, imaginary in
      output.withUnsafeMutableBufferPointer { output in
        guard let output = output.baseAddress else { return }
        handle.execute(
          real, imaginary, output, edge: scale, interior: scale, conjugating: direction == .forward)
      }
    }
  }

  /// output = Aᴴ · input: s · w · r2c(input) with w = 2 for the bins that stand for a conjugate pair, 1 for the rest.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(
    _ input: Span<T>, intoReal real: inout MutableSpan<T>, imaginary: inout MutableSpan<T>
  ) {
    handle.requireAdjointCounts(
      "SplitInverseRealDFTPlan.adjoint", input: SideCounts(input.count),
      output: SideCounts(real.count, imaginary.count))
    input.withUnsafeBufferPointer { input in
      withParts(&real, &imaginary) { real, imaginary in
        guard let input = input.baseAddress else { return }
        handle.adjoint.execute(
          input, real, imaginary, edge: scale, interior: 2 * scale, conjugating: direction == .forward)
      }
    }
  }
}

extension SplitInverseRealDFTPlan {
  /// output = A · input, between arrays. `output` keeps its storage; its count must be `outputCount` already.
  public func transform(real: [T], imaginary: [T], into output: inout [T]) {
    withSpans(real, imaginary) { real, imaginary in
      output.withUnsafeMutableBufferPointer { output in
        var output = MutableSpan(_unsafeElements: output)
        transform(real: real, imaginary: imaginary, into: &output)
      }
    }
  }

  /// output = Aᴴ · input, between arrays. The outputs keep their storage; their counts must be `inputCount` already.
  public func adjoint(_ input: [T], intoReal real: inout [T], imaginary: inout [T]) {
    input.withUnsafeBufferPointer { input in
      withSpans(&real, &imaginary) {
        adjoint(Span(_unsafeElements: input), intoReal: &$0, imaginary: &$1)
      }
    }
  }

  /// A · input, as a new array; gaps between its elements are 0.
  public func callAsFunction(real: [T], imaginary: [T]) -> [T] {
    var output = zeros(T.self, outputCount)
    transform(real: real, imaginary: imaginary, into: &output)
    return output
  }

  /// Aᴴ · input, as new arrays; gaps between their elements are 0.
  public func adjoint(_ input: [T]) -> (real: [T], imaginary: [T]) {
    var output = (real: zeros(T.self, inputCount), imaginary: zeros(T.self, inputCount))
    adjoint(input, intoReal: &output.real, imaginary: &output.imaginary)
    return output
  }
}
