public import ComplexNumbers

/// The DFT of a real signal summed from its definition: Yₖ = s · Σₙ xₙ exp(−2πi kn/N) for k = 0 … ⌊N/2⌋.
///
/// **Normalization.** s is 1 unless another ``Normalization`` is asked for.
/// **Output order.** Bins 0 (DC) … ⌊N/2⌋, the frequencies k/N; the other bins are their conjugates.
///
/// - Complexity: O(N²) for each transform; O(N) memory.
public struct ReferenceRealDFT<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  public let length: Int
  public let batchCount: Int
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  let roots: [Complex<T>]

  public var inputCount: Int { length * batchCount }
  public var outputCount: Int { (length / 2 + 1) * batchCount }

  /// Makes `batchCount` transforms of `length` samples. Throws ``DFTError`` for a size that is not possible.
  public init(length: Int, batchCount: Int = 1, normalization: Normalization = .backward) throws(DFTError) {
    try DFTError.check(length: length, batchCount: batchCount)
    self.length = length
    self.batchCount = batchCount
    self.normalization = normalization
    roots = rootsOfUnity(length)
  }

  public func transform(_ input: Span<T>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "ReferenceRealDFT", input: input.count, expected: inputCount, output: output.count, expectedOutput: outputCount)
    let scale: T = normalization.scale(length: length, direction: .forward)
    let bins = length / 2 + 1
    for row in 0..<batchCount {
      let x = (0..<length).map { Complex(input[row * length + $0]) }
      for k in 0..<bins {
        output[row * bins + k] = definitionSum(x, frequency: k, roots: roots, direction: .forward) * scale
      }
    }
  }

  /// x̄ₙ = s · Re Σ over k ≤ ⌊N/2⌋ of ȳₖ exp(+2πi kn/N): the transposed definition, each stored bin counted once.
  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<T>) {
    requireCounts(
      "ReferenceRealDFT.adjoint", input: input.count, expected: outputCount, output: output.count,
      expectedOutput: inputCount)
    let scale: T = normalization.scale(length: length, direction: .forward)
    let bins = length / 2 + 1
    for row in 0..<batchCount {
      let y = (0..<bins).map { input[row * bins + $0] }
      for n in 0..<length {
        output[row * length + n] = definitionSum(y, frequency: n, roots: roots, direction: .inverse).real * scale
      }
    }
  }
}
