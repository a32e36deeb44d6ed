public import ComplexNumbers

/// The DFT to a real signal, from the definition on the Hermitian extension of its half-spectrum:
/// yₙ = s · Σₖ Xₖ exp(±2πi kn/N) with X₍N−k₎ = conj(Xₖ).
///
/// The imaginary parts of DC and, for even N, of Nyquist do not belong to a real signal's spectrum and are ignored.
/// In several dimensions, the half-spectrum is that of the last transformed axis, whose sum comes last, after complex
/// sums over the other axes, one after another; it is then that those imaginary parts are ignored, as SciPy's `irfftn`
/// and FFTW do it. `.forward` turns the sign of the exponent: SciPy's `hfft`.
///
/// **Normalization.** s is 1/N inverse and 1 forward unless another ``Normalization`` is asked for; N is the product of
/// the transformed axes' lengths.
/// **Output order.** Samples n = 0 … N − 1 along each axis.
///
/// - Complexity: O(N Σn) for each transform, n along the transformed axes: O(N²) for a single one; memory for two arrays.
public struct ReferenceInverseRealDFT<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  /// The sign of the exponent.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  private let layout: TransformShape
  /// The roots of unity of each transformed axis's length.
  private let roots: [[Complex<T>]]

  /// The transformed axes, counted from 0; the last of them is the one halved in the input.
  public var axes: [Int] { layout.axes }
  public var inputShape: [Int] { layout.halved() }
  public var outputShape: [Int] { layout.shape }
  public var length: Int { layout.length }
  public var batchCount: Int { layout.batchCount }
  public var inputCount: Int { inputShape.reduce(1, *) }
  public var outputCount: Int { layout.count }

  /// Makes `batchCount` transforms to `length` samples. Throws ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .inverse, normalization: Normalization = .backward
  ) throws(DFTError) {
    self.init(try TransformShape(length: length, batchCount: batchCount), direction, normalization)
  }

  /// Makes the transform to a row-major real array over some of its axes; the others count the batch.
  ///
  /// - Parameters:
  ///   - shape: the extents of the real array, the last of them contiguous.
  ///   - axes: the axes to transform, the last listed one from a half-spectrum; negative ones count from the end, and
  ///     all are transformed unless some are given.
  ///   - direction: the sign of the exponent.
  ///   - normalization: where the factor 1/N goes.
  /// - Throws: ``DFTError`` for a shape or axes that are not possible.
  public init(
    shape: [Int], axes: [Int]? = nil, direction: Direction = .inverse, normalization: Normalization = .backward
  ) throws(DFTError) {
    self.init(try TransformShape(shape: shape, axes: axes), direction, normalization)
  }

  private init(_ layout: TransformShape, _ direction: Direction, _ normalization: Normalization) {
    self.layout = layout
    self.direction = direction
    self.normalization = normalization
    roots = layout.axes.map { rootsOfUnity(layout.shape[$0]) }
  }

  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<T>) {
    requireCounts(
      "ReferenceInverseRealDFT", input: input.count, expected: inputCount, output: output.count,
      expectedOutput: outputCount)
    let scale: T = normalization.scale(length: length, direction: direction)
    let axis = layout.lastAxis, samples = outputShape[axis], lineRoots = roots[roots.count - 1]
    let halves = definitionDFT(
      of: input.elements, shape: inputShape, axes: axes.dropLast(), roots: roots.dropLast(), direction: direction)
    let sums = mapLines(of: halves, shape: inputShape, axis: axis, toLength: samples) { line in
      let spectrum = (0..<samples).map { k in
        let bin = k < line.count ? line[k] : line[samples - k].conjugate
        return isSelfConjugate(k) ? Complex(bin.real) : bin
      }
      return definitionDFT(of: spectrum, bins: samples, roots: lineRoots, direction: direction).map { $0.real }
    }
    write(sums.map { $0 * scale }, into: &output)
  }

  /// X̄ₖ = s · Σₙ ȳₙ exp(∓2πi kn/N) over the bins that k stands for: one for DC and Nyquist, whose imaginary parts are
  /// ignored, two for the others.
  public func adjoint(_ input: Span<T>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "ReferenceInverseRealDFT.adjoint", input: input.count, expected: outputCount, output: output.count,
      expectedOutput: inputCount)
    let scale: T = normalization.scale(length: length, direction: direction)
    let axis = layout.lastAxis, bins = inputShape[axis], lineRoots = roots[roots.count - 1]
    let halves = mapLines(of: input.elements, shape: outputShape, axis: axis, toLength: bins) { line in
      let sums = definitionDFT(
        of: line.map { Complex($0) }, bins: bins, roots: lineRoots, direction: direction.opposite)
      return sums.indices.map { isSelfConjugate($0) ? Complex(sums[$0].real, 0) : sums[$0] * 2 }
    }
    let sums = definitionDFT(
      of: halves, shape: inputShape, axes: axes.dropLast(), roots: roots.dropLast(), direction: direction.opposite)
    write(sums.map { $0 * scale }, into: &output)
  }

  private func isSelfConjugate(_ k: Int) -> Bool { k == 0 || 2 * k == outputShape[layout.lastAxis] }
}
