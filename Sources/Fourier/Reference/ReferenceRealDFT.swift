public import ComplexNumbers

/// The DFT of a real signal summed from its definition: Yₖ = s · Σₙ xₙ exp(−2πi kn/N) for k = 0 … ⌊N/2⌋.
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
      for k in 0..<bins {
        let bin = definitionSum(count: length, frequency: k, roots: roots, direction: .forward) {
          Complex(input[row * length + $0], 0)
        }
        output[row * bins + k] = bin * scale
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
      for n in 0..<length {
        let sample = definitionSum(count: bins, frequency: n, roots: roots, direction: .inverse) {
          input[row * bins + $0]
        }
        output[row * length + n] = sample.real * scale
      }
    }
  }
}

/// The inverse of a real signal's DFT, from the definition of the inverse DFT on the spectrum's Hermitian extension:
/// yₙ = s · Σₖ Xₖ exp(+2πi kn/N) with X₍N−k₎ = conj(Xₖ).
///
/// The imaginary parts of DC and, for even N, of Nyquist do not belong to a real signal's spectrum and are ignored.
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
      for n in 0..<length {
        let sample = definitionSum(count: length, frequency: n, roots: roots, direction: .inverse) { k in
          let bin = k < bins ? input[row * bins + k] : input[row * bins + length - k].conjugate
          return isSelfConjugate(k) ? Complex(bin.real, 0) : bin
        }
        output[row * length + n] = sample.real * scale
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
      for k in 0..<bins {
        let bin = definitionSum(count: length, frequency: k, roots: roots, direction: .forward) {
          Complex(input[row * length + $0], 0)
        }
        output[row * bins + k] = isSelfConjugate(k) ? Complex(bin.real * scale, 0) : bin * (2 * scale)
      }
    }
  }

  private func isSelfConjugate(_ k: Int) -> Bool { k == 0 || 2 * k == length }
}
