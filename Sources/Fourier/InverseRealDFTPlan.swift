public import ComplexNumbers

/// A plan of FFTW from the spectra of real signals back to the signals:
/// yₙ = s · Σₖ Xₖ exp(±2πi kn/N) over the spectrum's Hermitian extension X₍N−k₎ = conj(Xₖ).
///
/// Immutable and safe to share between tasks. A call leaves its input as it is and allocates nothing of its own (FFTW
/// itself takes working memory for some lengths). The input is bins 0 … ⌊N/2⌋; N has to be said, since ⌊N/2⌋ + 1 bins
/// belong to two lengths. The imaginary parts of DC and, for even N, of Nyquist are ignored, whatever they are. Along
/// several axes, the last one transformed is the halved one; the other axes are transformed first.
///
/// **Normalization.** s is 1/N inverse and 1 forward unless another ``Normalization`` is asked for.
/// **Output order.** Samples n = 0 … N − 1.
///
/// - Complexity: O(N log N), about half the work of a complex transform.
public struct InverseRealDFTPlan<T: TransformScalar>: PlannedTransform {
  public typealias Input = Complex<T>
  public typealias Output = T
  /// The sign of the exponent; `.forward` gives the real DFT of a Hermitian signal, as SciPy's `hfft` does.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  @usableFromInline let handle: PlanHandle
  @usableFromInline let scale: T

  /// Plans `batchCount` transforms to `length` samples each, from rows of ⌊length/2⌋ + 1 bins.
  ///
  /// - Parameters:
  ///   - effort: how long FFTW may search; `.estimate` gives the same bits in every run and shares its plan.
  ///   - options: a limit to the search, threads, and whether to search at all.
  /// - Throws: ``DFTError`` for a size that is not possible.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .inverse, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate, options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    self.init(
      try PlanCache.handle(
        .complexToReal(overwritesInput: false), T.self, length: length, batchCount: batchCount, effort: effort,
        options: options),
      direction, normalization)
  }

  /// Plans the transforms along some axes to a real array; along the others it is a batch.
  ///
  /// - Parameters:
  ///   - shape: samples of the real array along each axis, the last axis being the fastest one.
  ///   - axes: the transformed axes, all by default; negative ones count from the end. The last one listed is halved.
  ///   - input: where the bins lie; without gaps by default. They may share places.
  ///   - output: where the samples go; without gaps by default. Other places of the buffer stay untouched.
  /// - Throws: ``DFTError`` for a shape, axes or a layout that is not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, input: StridedLayout? = nil, output: StridedLayout? = nil,
    direction: Direction = .inverse, normalization: Normalization = .backward, effort: PlanningEffort = .estimate,
    options: PlanningOptions = PlanningOptions()
  ) throws(DFTError) {
    let problem = try TransformProblem.array(
      .complexToReal(overwritesInput: false), T.self, TransformShape(shape: shape, axes: axes), input: input,
      output: output, effort: effort, options: options)
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
  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<T>) {
    handle.requireCounts("InverseRealDFTPlan", input: input.count, output: output.count)
    input.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        if direction == .forward || !handle.preservesInput {
          handle.executeOnCopy(source, destination, conjugating: direction == .forward)
        } else {
          handle.execute(source, destination)
        }
        if scale != 1 { handle.scaleOutput(destination, by: scale) }
      }
    }
  }

  /// The same transform, quicker, with `spectrum` left in an unspecified state. The first call plans it.
  @inlinable
  public func transform(consuming spectrum: inout MutableSpan<Complex<T>>, into output: inout MutableSpan<T>) {
    handle.requireCounts("InverseRealDFTPlan", input: spectrum.count, output: output.count)
    spectrum.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        if direction == .forward { handle.conjugateInput(source) }
        handle.overwriting.execute(source, destination)
        if scale != 1 { handle.scaleOutput(destination, by: scale) }
      }
    }
  }

  /// output = Aᴴ · input: s · w · r2c(input) with w = 2 for the bins that stand for a conjugate pair, 1 for the rest.
  ///
  /// The first call plans it, with this plan's effort.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ input: Span<T>, into output: inout MutableSpan<Complex<T>>) {
    let adjoint = handle.adjoint
    handle.requireAdjointCounts("InverseRealDFTPlan.adjoint", input: input.count, output: output.count)
    input.withUnsafeBytes { source in
      output.withUnsafeMutableBufferPointer { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        adjoint.execute(source, destination)
        HalfSpectrum.weight(
          destination, into: destination, rows: adjoint.outputRows.inPlace, length: handle.halvedLength, edge: scale,
          interior: 2 * scale, conjugating: direction == .forward)
      }
    }
  }

  /// The inverse of this transform, so that `plan.inverse(plan(X))` is X where X is the spectrum of a real signal.
  public var inverse: RealDFTPlan<T> {
    get throws(DFTError) {
      RealDFTPlan(try handle.inverse, direction.opposite, normalization)
    }
  }
}
