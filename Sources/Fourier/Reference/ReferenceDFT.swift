public import ComplexNumbers

/// The complex DFT summed from its definition: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N).
///
/// The independent judge of every fast path, in any `Real` type. The N roots of unity are exact on the axes and
/// symmetric to the last bit, and each sum is compensated, so that its error is a few roundings at any length.
///
/// **Normalization.** s is 1 forward and 1/N inverse unless another ``Normalization`` is asked for.
/// **Output order.** Natural: bin k is the frequency k/N for k < N/2 and (k − N)/N from there.
///
/// - Complexity: O(N²) for each transform; O(N) memory.
/// - Source: the definition; compensated summation after W. Kahan, CACM 8 (1965), 40.
public struct ReferenceDFT<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  public let length: Int
  public let batchCount: Int
  /// The sign of the exponent.
  public let direction: Direction
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  let roots: [Complex<T>]

  public var inputCount: Int { length * batchCount }
  public var outputCount: Int { length * batchCount }

  /// Makes `batchCount` transforms of `length` points. Throws ``DFTError`` for a size that is not possible.
  public init(
    length: Int, batchCount: Int = 1, direction: Direction = .forward, normalization: Normalization = .backward
  ) throws(DFTError) {
    try DFTError.check(length: length, batchCount: batchCount)
    self.length = length
    self.batchCount = batchCount
    self.direction = direction
    self.normalization = normalization
    roots = rootsOfUnity(length)
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
    for row in 0..<batchCount {
      let x = (0..<length).map { input[row * length + $0] }
      for k in 0..<length {
        output[row * length + k] = definitionSum(x, frequency: k, roots: roots, direction: direction) * scale
      }
    }
  }
}
