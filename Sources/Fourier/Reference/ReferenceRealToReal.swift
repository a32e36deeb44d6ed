public import ComplexNumbers

/// The real-to-real transforms summed from their definitions: a ``RealToRealKind`` along each transformed axis.
///
/// y = s · K₁ ⊗ K₂ ⊗ … x with the kinds' unnormalized matrices K, one axis after another. The kinds name the forward
/// transform; `.inverse` applies the inverse of each, so that SciPy's `idct(x, type=2)` is `.dct2` in that direction.
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for; N is the product of
/// the kinds' logical lengths (``RealToRealKind/logicalLength(_:)``).
/// **Orthogonalization.** The end terms of the DCT-I, DCT-II, DCT-III, DST-II and DST-III stand in the way of orthogonal
/// matrices. Orthogonalized, the kind that is applied multiplies x₀ and xₙ₋₁ (DCT-I), x₀ (DCT-III), xₙ₋₁ (DST-III) by
/// √2 and divides y₀ and yₙ₋₁ (DCT-I), y₀ (DCT-II), yₙ₋₁ (DST-II) by √2; with `.orthonormal` every DCT and DST is then
/// an orthogonal matrix. Other kinds are left as they are.
/// **Output order.** Natural; that of half-complex data is r₀, r₁, …, i₂, i₁.
///
/// - Complexity: O(N Σn) for each transform, n along the transformed axes: O(N²) for a single one; memory for two arrays.
/// - Source: FFTW 3.3 manual, "What FFTW Really Computes"; normalizations as documented of `scipy.fft.dct` and `dst`.
public struct ReferenceRealToReal<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  /// The kind of the forward transform along each transformed axis.
  public let kinds: [RealToRealKind]
  /// Whether the kinds themselves are applied, or their inverses.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  /// Whether end terms are weighted to make the matrices orthogonal.
  public let orthogonalizes: Bool
  /// The logical length N of the normalization: the product of the kinds' own.
  public let logicalLength: Int
  private let layout: TransformShape
  private let definitions: [RealToRealDefinition<T>]

  /// The transformed axes, counted from 0.
  public var axes: [Int] { layout.axes }
  public var inputShape: [Int] { layout.shape }
  public var outputShape: [Int] { layout.shape }
  /// The number of points of one transform.
  public var length: Int { layout.length }
  public var batchCount: Int { layout.batchCount }
  public var inputCount: Int { layout.count }
  public var outputCount: Int { layout.count }

  /// Makes `batchCount` transforms of `length` numbers.
  ///
  /// - Parameters:
  ///   - length: the numbers of one transform.
  ///   - batchCount: the number of transforms.
  ///   - kind: the forward transform.
  ///   - direction: whether `kind` or its inverse is applied.
  ///   - normalization: where the factor 1/N goes.
  ///   - orthogonalizes: whether end terms are weighted; as in SciPy, with `.orthonormal` unless told otherwise.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, kind: RealToRealKind, direction: Direction = .forward,
    normalization: Normalization = .backward, orthogonalizes: Bool? = nil
  ) throws(DFTError) {
    try self.init(
      TransformShape(length: length, batchCount: batchCount), [kind], direction, normalization, orthogonalizes)
  }

  /// Makes the transform of a row-major array over some of its axes; the others count the batch.
  ///
  /// - Parameters:
  ///   - shape: the extents of the array, the last of them contiguous.
  ///   - kinds: the forward transform along each transformed axis.
  ///   - axes: the axes to transform, negative ones counted from the end; all of them unless given.
  ///   - direction: whether the kinds or their inverses are applied.
  ///   - normalization: where the factor 1/N goes.
  ///   - orthogonalizes: whether end terms are weighted; as in SciPy, with `.orthonormal` unless told otherwise.
  /// - Throws: ``DFTError`` for a shape, axes or kinds that are not possible.
  public init(
    shape: [Int], kinds: [RealToRealKind], axes: [Int]? = nil, direction: Direction = .forward,
    normalization: Normalization = .backward, orthogonalizes: Bool? = nil
  ) throws(DFTError) {
    try self.init(TransformShape(shape: shape, axes: axes), kinds, direction, normalization, orthogonalizes)
  }

  private init(
    _ layout: TransformShape, _ kinds: [RealToRealKind], _ direction: Direction, _ normalization: Normalization,
    _ orthogonalizes: Bool?
  ) throws(DFTError) {
    logicalLength = try layout.logicalLength(kinds: kinds)
    let isOrthogonalized = orthogonalizes ?? (normalization == .orthonormal)
    self.layout = layout
    self.kinds = kinds
    self.direction = direction
    self.normalization = normalization
    self.orthogonalizes = isOrthogonalized
    definitions = zip(layout.axes, kinds).map { axis, kind in
      RealToRealDefinition(
        kind: direction == .forward ? kind : kind.inverse, length: layout.shape[axis],
        orthogonalizes: isOrthogonalized)
    }
  }

  public func transform(_ input: Span<T>, into output: inout MutableSpan<T>) {
    pass(input, into: &output) { $0.apply($1) }
  }

  public func adjoint(_ input: Span<T>, into output: inout MutableSpan<T>) {
    pass(input, into: &output) { $0.applyTransposed($1) }
  }

  private func pass(
    _ input: Span<T>, into output: inout MutableSpan<T>, _ sums: (RealToRealDefinition<T>, [T]) -> [T]
  ) {
    requireCounts(
      "ReferenceRealToReal", input: input.count, expected: inputCount, output: output.count,
      expectedOutput: outputCount)
    let scale: T = normalization.scale(length: logicalLength, direction: direction)
    let unscaled = zip(axes, definitions).reduce(input.elements) { array, pass in
      let (axis, definition) = pass
      return mapLines(of: array, shape: inputShape, axis: axis, toLength: inputShape[axis]) { sums(definition, $0) }
    }
    write(unscaled.map { $0 * scale }, into: &output)
  }
}
