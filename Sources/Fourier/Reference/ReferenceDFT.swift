public import ComplexNumbers

/// The complex DFT summed from its definition: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N), in any number of dimensions.
///
/// The independent judge of every fast path, in any `Real` type. The roots of unity are exact on the axes and symmetric
/// to the last bit, and each sum is compensated, so that its error is a few roundings at any length. The sum over
/// several axes is that over one after another, since the exponential of a sum is a product.
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for; N is the product of
/// the transformed axes' lengths.
/// **Output order.** Natural: along each axis, bin k is the frequency k/n for k < n/2 and (k − n)/n from there.
///
/// - Complexity: O(N Σn) for each transform, n along the transformed axes: O(N²) for a single one; memory for two arrays.
/// - Source: the definition; compensated summation after W. Kahan, CACM 8 (1965), 40.
public struct ReferenceDFT<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  /// The sign of the exponent.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  private let layout: TransformShape
  /// The roots of unity of each transformed axis's length.
  private let roots: [[Complex<T>]]

  /// The transformed axes, counted from 0.
  public var axes: [Int] { layout.axes }
  public var inputShape: [Int] { layout.shape }
  public var outputShape: [Int] { layout.shape }
  public var length: Int { layout.length }
  public var batchCount: Int { layout.batchCount }
  public var inputCount: Int { layout.count }
  public var outputCount: Int { layout.count }

  /// Makes `batchCount` transforms of `length` points. Throws ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .forward, normalization: Normalization = .backward
  ) throws(DFTError) {
    self.init(try TransformShape(length: length, batchCount: batchCount), direction, normalization)
  }

  /// Makes the transform of a row-major array over some of its axes; the others count the batch.
  ///
  /// - Parameters:
  ///   - shape: the extents of the array, the last of them contiguous.
  ///   - axes: the axes to transform, negative ones counted from the end; all of them unless given.
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

  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    sum(input, into: &output, direction: direction)
  }

  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    sum(input, into: &output, direction: direction.opposite)
  }

  private func sum(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>, direction: Direction) {
    requireCounts(
      "ReferenceDFT", input: input.count, expected: inputCount, output: output.count, expectedOutput: outputCount)
    // The scale belongs to the operator, so its adjoint has the same one.
    let scale: T = normalization.scale(length: length, direction: self.direction)
    let sums = definitionDFT(of: input.elements, shape: inputShape, axes: axes, roots: roots, direction: direction)
    write(sums.map { $0 * scale }, into: &output)
  }
}
