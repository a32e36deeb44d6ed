public import ComplexNumbers

/// A plan of FFTW for complex transforms: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N).
///
/// Immutable and safe to share between tasks. A call leaves its input as it is and allocates nothing of its own (FFTW
/// itself takes working memory for some lengths, such as large primes).
/// ```swift
/// let plan = try DFTPlan<Double>(length: 1024)
/// let spectrum = plan(samples)
/// ```
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for.
/// **Output order.** Natural: bin k is the frequency k/N for k < N/2 and (k − N)/N from there; see
/// ``fftFrequencies(length:sampleRate:)`` and ``fftShift(_:)``.
///
/// - Complexity: O(N log N) for every N, primes included.
/// - Source: M. Frigo and S. G. Johnson, "The design and implementation of FFTW3", Proc. IEEE 93 (2005), 216.
public struct DFTPlan<T: TransformScalar>: FourierTransform {
  public let length: Int
  public let batchCount: Int
  /// The sign of the exponent.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  @usableFromInline let handle: PlanHandle
  @usableFromInline let scale: T

  @inlinable public var inputCount: Int { length * batchCount }
  @inlinable public var outputCount: Int { length * batchCount }

  /// Plans `batchCount` transforms of `length` points.
  ///
  /// - Parameter effort: how long FFTW may search; `.estimate` gives the same bits in every run and shares its plan.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .forward, normalization: Normalization = .backward,
    effort: PlanningEffort = .estimate
  ) throws(DFTError) {
    try DFTError.check(length: length, batchCount: batchCount)
    self.length = length
    self.batchCount = batchCount
    self.direction = direction
    self.normalization = normalization
    scale = normalization.scale(length: length, direction: direction)
    handle = try PlanCache.handle(
      for: TransformProblem(
        kind: .complex(direction), precision: T.checkedPrecision, length: length, batchCount: batchCount, effort: effort
      ))
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

  /// The inverse of this transform, so that `plan.inverse(plan(x))` is x.
  public var inverse: DFTPlan {
    get throws(DFTError) {
      try DFTPlan(
        length: length, batchCount: batchCount, direction: direction.opposite, normalization: normalization,
        effort: handle.problem.effort)
    }
  }

  @inlinable @inline(__always)
  func run(
    _ handle: PlanHandle, _ name: StaticString, _ input: Span<Complex<T>>, _ output: inout MutableSpan<Complex<T>>
  ) {
    requireCounts(
      name, input: input.count, expected: inputCount, output: output.count, expectedOutput: outputCount)
    input.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { destination in
        guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
        handle.execute(source, destination)
        if scale != 1 { scaleInPlace(destination.assumingMemoryBound(to: T.self), count: 2 * outputCount, by: scale) }
      }
    }
  }
}

/// Multiplies `count` reals by `factor`.
@specialized(where T == Float)
@specialized(where T == Double)
@usableFromInline
func scaleInPlace<T: TransformScalar>(_ elements: UnsafeMutablePointer<T>, count: Int, by factor: T) {
  for i in 0..<count { elements[i] *= factor }
}
