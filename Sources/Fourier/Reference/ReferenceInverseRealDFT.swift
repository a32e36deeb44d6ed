public import ComplexNumbers

/// The inverse of a real signal's DFT, from the definition of the inverse DFT on the spectrum's Hermitian extension:
/// yₙ = s · Σₖ Xₖ exp(+2πi kn/N) with X₍N−k₎ = conj(Xₖ).
///
/// The imaginary parts of DC and, for even N, of Nyquist do not belong to a real signal's spectrum and are ignored.
///
/// **Normalization.** s is 1/N unless another ``Normalization`` is asked for.
/// **Output order.** Samples n = 0 … N − 1.
///
/// - Complexity: O(N²) for each transform; O(N) memory.
public struct ReferenceInverseRealDFT<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  public let length: Int
  public let batchCount: Int
  /// Where the factor 1/N goes.
  public let normalization: Normalization
  let roots: [Complex<T>]

  public var inputCount: Int { (length / 2 + 1) * batchCount }
  public var outputCount: Int { length * batchCount }

  /// Makes `batchCount` transforms to `length` samples. Throws ``DFTError`` for a size that is not possible.
  public init(length: Int, batchCount: Int = 1, normalization: Normalization = .backward) throws(DFTError) {
    try DFTError.check(length: length, batchCount: batchCount)
    self.length = length
    self.batchCount = batchCount
    self.normalization = normalization
    roots = rootsOfUnity(length)
  }

  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<T>) {
    requireCounts(
      "ReferenceInverseRealDFT", input: input.count, expected: inputCount, output: output.count,
      expectedOutput: outputCount)
    let scale: T = normalization.scale(length: length, direction: .inverse)
    let bins = length / 2 + 1
    for row in 0..<batchCount {
      let spectrum = (0..<length).map { k in
        let bin = k < bins ? input[row * bins + k] : input[row * bins + length - k].conjugate
        return isSelfConjugate(k) ? Complex(bin.real) : bin
      }
      for n in 0..<length {
        output[row * length + n] = definitionSum(spectrum, frequency: n, roots: roots, direction: .inverse).real * scale
      }
    }
  }

  /// X̄ₖ = s · Σₙ ȳₙ exp(−2πi kn/N) over the bins that k stands for: one for DC and Nyquist, whose imaginary parts are
  /// ignored, two for the others.
  public func adjoint(_ input: Span<T>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "ReferenceInverseRealDFT.adjoint", input: input.count, expected: outputCount, output: output.count,
      expectedOutput: inputCount)
    let scale: T = normalization.scale(length: length, direction: .inverse)
    let bins = length / 2 + 1
    for row in 0..<batchCount {
      let y = (0..<length).map { Complex(input[row * length + $0]) }
      for k in 0..<bins {
        let bin = definitionSum(y, frequency: k, roots: roots, direction: .forward)
        output[row * bins + k] = isSelfConjugate(k) ? Complex(bin.real * scale, 0) : bin * (2 * scale)
      }
    }
  }

  private func isSelfConjugate(_ k: Int) -> Bool { k == 0 || 2 * k == length }
}
