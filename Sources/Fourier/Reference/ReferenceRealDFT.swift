public import ComplexNumbers

/// The DFT of a real signal summed from its definition: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N) for k = 0 … ⌊N/2⌋.
///
/// In several dimensions, the half-spectrum is that of the last transformed axis, whose sum comes first; the sums over
/// the other axes, one after another, are complex. `.inverse` turns the sign of the exponent: SciPy's `ihfft`.
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for; N is the product of
/// the transformed axes' lengths.
/// **Output order.** Along the last transformed axis bins 0 (DC) … ⌊n/2⌋, the frequencies k/n, the other bins being
/// conjugates of these; along the others natural, as in ``ReferenceDFT``.
///
/// - Complexity: O(N Σn) for each transform, n along the transformed axes: O(N²) for a single one; memory for two arrays.
public struct ReferenceRealDFT<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  /// The sign of the exponent.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  private let layout: TransformShape
  /// The roots of unity of each transformed axis's length.
  private let roots: [[Complex<T>]]

  /// The transformed axes, counted from 0; the last of them is the one halved.
  public var axes: [Int] { layout.axes }
  public var inputShape: [Int] { layout.shape }
  public var outputShape: [Int] { layout.halved() }
  public var length: Int { layout.length }
  public var batchCount: Int { layout.batchCount }
  public var inputCount: Int { layout.count }
  public var outputCount: Int { outputShape.reduce(1, *) }

  /// Makes `batchCount` transforms of `length` samples. Throws ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .forward, normalization: Normalization = .backward
  ) throws(DFTError) {
    self.init(try TransformShape(length: length, batchCount: batchCount), direction, normalization)
  }

  /// Makes the transform of a row-major real array over some of its axes; the others count the batch.
  ///
  /// - Parameters:
  ///   - shape: the extents of the real array, the last of them contiguous.
  ///   - axes: the axes to transform, the last listed one to a half-spectrum; negative ones count from the end, and all
  ///     are transformed unless some are given.
  ///   - direction: the sign of the exponent.
  ///   - normalization: where the factor 1/N goes.
  /// - Throws: ``DFTError`` for a shape or axes that are not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, direction: Direction = .forward, normalization: Normalization = .backward
  ) throws(DFTError) {
    self.init(try TransformShape(shape: shape, axes: axes), direction, normalization)
  }

  private init(_ layout: TransformShape, _ direction: Direction, _ normalization: Normalization) {
    self.layout = layout
    self.direction = direction
    self.normalization = normalization
    roots = layout.axes.map { rootsOfUnity(layout.shape[$0]) }
  }

  public func transform(_ input: Span<T>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "ReferenceRealDFT", input: input.count, expected: inputCount, output: output.count, expectedOutput: outputCount)
    let scale: T = normalization.scale(length: length, direction: direction)
    let axis = layout.lastAxis, bins = outputShape[axis], lineRoots = roots[roots.count - 1]
    let halves = mapLines(of: input.elements, shape: inputShape, axis: axis, toLength: bins) { line in
      definitionDFT(of: line.map { Complex($0) }, bins: bins, roots: lineRoots, direction: direction)
    }
    let sums = definitionDFT(
      of: halves, shape: outputShape, axes: axes.dropLast(), roots: roots.dropLast(), direction: direction)
    write(sums.map { $0 * scale }, into: &output)
  }

  /// x̄ₙ = s · Re Σ over k ≤ ⌊N/2⌋ of ȳₖ exp(±2πi kn/N): the transposed definition, each stored bin counted once.
  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<T>) {
    requireCounts(
      "ReferenceRealDFT.adjoint", input: input.count, expected: outputCount, output: output.count,
      expectedOutput: inputCount)
    let scale: T = normalization.scale(length: length, direction: direction)
    let axis = layout.lastAxis, samples = inputShape[axis], lineRoots = roots[roots.count - 1]
    let halves = definitionDFT(
      of: input.elements, shape: outputShape, axes: axes.dropLast(), roots: roots.dropLast(),
      direction: direction.opposite)
    let sums = mapLines(of: halves, shape: outputShape, axis: axis, toLength: samples) { line in
      definitionDFT(of: line, bins: samples, roots: lineRoots, direction: direction.opposite).map { $0.real }
    }
    write(sums.map { $0 * scale }, into: &output)
  }
}
