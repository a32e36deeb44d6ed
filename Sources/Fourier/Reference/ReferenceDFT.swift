public import ComplexNumbers

/// The complex DFT summed from its definition: Yₖ = s · Σₙ xₙ exp(∓2πi kn/N), natural order, s from the normalization.
///
/// The independent judge of every fast path, in any `Real` type. The N roots of unity are exact on the axes and
/// symmetric to the last bit, and each sum is compensated, so that its error is a few roundings at any length.
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
      for k in 0..<length {
        let bin = definitionSum(count: length, frequency: k, roots: roots, direction: direction) {
          input[row * length + $0]
        }
        output[row * length + k] = bin * scale
      }
    }
  }
}

/// The N roots exp(2πi k/N).
func rootsOfUnity<T: Real>(_ count: Int) -> [Complex<T>] {
  (0..<count).map { Complex.rootOfUnity($0, of: count) }
}

/// Σₙ xₙ exp(∓2πi kn/N) over n < count, with N = roots.count, compensated.
@specialized(where T == Float)
@specialized(where T == Double)
func definitionSum<T: Real & BitwiseCopyable & Sendable>(
  count: Int, frequency k: Int, roots: [Complex<T>], direction: Direction, element x: (Int) -> Complex<T>
) -> Complex<T> {
  let length = roots.count
  var real = CompensatedSum<T>(), imaginary = CompensatedSum<T>()
  var power = 0  // kn mod N, without a product that could overflow
  for n in 0..<count {
    let root = direction == .forward ? roots[power].conjugate : roots[power]
    let term = x(n) * root
    real.add(term.real)
    imaginary.add(term.imaginary)
    power += k
    if power >= length { power -= length }
  }
  return Complex(real.total, imaginary.total)
}

/// Kahan's running sum with the rounding error carried along.
struct CompensatedSum<T: Real> {
  private(set) var total: T = 0
  private var carry: T = 0

  mutating func add(_ term: T) {
    let corrected = term - carry
    let next = total + corrected
    carry = (next - total) - corrected
    total = next
  }
}
