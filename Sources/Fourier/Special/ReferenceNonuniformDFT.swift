public import ComplexNumbers

/// The nonuniform DFT of type 1 summed from its definition: fₖ = Σⱼ cⱼ exp(∓ikxⱼ) for k = −⌊N/2⌋ … ⌈N/2⌉ − 1.
///
/// The independent judge of ``Type1NonuniformDFTPlan``, in any `Real` type. The phase kxⱼ is an exact product, sine and
/// cosine reduce it, and the sum is compensated, so that the error is a few roundings for any points and modes whose
/// phase is finite; the adjoint, ``ReferenceType2NonuniformDFT`` with the opposite sign, judges that of the plan.
///
/// **Normalization.** None.
/// **Output order.** Ascending, unless ``ModeOrder/natural`` is asked for.
///
/// - Complexity: O(N · M).
public struct ReferenceType1NonuniformDFT<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  /// The places xⱼ, in radians.
  public let points: [T]
  /// N, the number of modes.
  public let modeCount: Int
  /// The sign of the exponent.
  public let direction: Direction
  /// The order of the modes.
  public let modeOrder: ModeOrder
  public let batchCount: Int

  public var length: Int { modeCount }
  public var inputCount: Int { points.count * batchCount }
  public var outputCount: Int { modeCount * batchCount }

  /// Throws ``NonuniformDFTError`` for a point that is not finite or a size that is not possible.
  public init(
    points: [T], modeCount: Int, direction: Direction = .forward, modeOrder: ModeOrder = .centered, batchCount: Int = 1
  ) throws(NonuniformDFTError) {
    try checkDefinition(points, modeCount, batchCount)
    self.points = points
    self.modeCount = modeCount
    self.direction = direction
    self.modeOrder = modeOrder
    self.batchCount = batchCount
  }

  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "ReferenceType1NonuniformDFT", input: input.count, expected: inputCount, output: output.count,
      expectedOutput: outputCount)
    for row in 0..<batchCount {
      for place in 0..<modeCount {
        let mode = T(modeOrder.mode(at: place, of: modeCount))
        output[row * modeCount + place] = phaseSum(points.count, direction) { j in
          (input[row * points.count + j], mode, points[j])
        }
      }
    }
  }

  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "ReferenceType1NonuniformDFT.adjoint", input: input.count, expected: outputCount, output: output.count,
      expectedOutput: inputCount)
    for row in 0..<batchCount {
      for j in points.indices {
        output[row * points.count + j] = phaseSum(modeCount, direction.opposite) { place in
          (input[row * modeCount + place], T(modeOrder.mode(at: place, of: modeCount)), points[j])
        }
      }
    }
  }
}

/// The nonuniform DFT of type 2 summed from its definition: cⱼ = Σₖ fₖ exp(±ikxⱼ), k = −⌊N/2⌋ … ⌈N/2⌉ − 1.
///
/// The independent judge of ``Type2NonuniformDFTPlan``; see ``ReferenceType1NonuniformDFT``, whose adjoint it is, with
/// the opposite sign.
///
/// **Normalization.** None.
/// **Output order.** That of the points; the input's modes ascend, unless ``ModeOrder/natural`` is asked for.
///
/// - Complexity: O(N · M).
public struct ReferenceType2NonuniformDFT<T: Real & BitwiseCopyable & Sendable>: FourierTransform {
  private let transposed: ReferenceType1NonuniformDFT<T>

  /// The places xⱼ, in radians.
  public var points: [T] { transposed.points }
  /// N, the number of modes.
  public var modeCount: Int { transposed.modeCount }
  /// The sign of the exponent.
  public var direction: Direction { transposed.direction.opposite }
  /// The order of the modes.
  public var modeOrder: ModeOrder { transposed.modeOrder }
  public var batchCount: Int { transposed.batchCount }
  public var length: Int { modeCount }
  public var inputCount: Int { transposed.outputCount }
  public var outputCount: Int { transposed.inputCount }

  /// Throws ``NonuniformDFTError`` for a point that is not finite or a size that is not possible.
  public init(
    points: [T], modeCount: Int, direction: Direction = .inverse, modeOrder: ModeOrder = .centered, batchCount: Int = 1
  ) throws(NonuniformDFTError) {
    transposed = try ReferenceType1NonuniformDFT(
      points: points, modeCount: modeCount, direction: direction.opposite, modeOrder: modeOrder, batchCount: batchCount)
  }

  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    transposed.adjoint(input, into: &output)
  }

  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    transposed.transform(input, into: &output)
  }
}

private func checkDefinition<T: Real>(
  _ points: [T], _ modeCount: Int, _ batchCount: Int
) throws(NonuniformDFTError) {
  do {
    try DFTError.check(length: modeCount, batchCount: batchCount)
  } catch {
    throw .transform(error)
  }
  if let index = points.firstIndex(where: { !$0.isFinite }) { throw .nonFinitePoint(index: index) }
}

/// Σ z exp(∓ikx) over `count` terms (z, k, x), compensated.
///
/// - Source: W. Kahan, "Further remarks on reducing truncation errors", CACM 8 (1965), 40.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
private func phaseSum<T: Real & BitwiseCopyable>(
  _ count: Int, _ direction: Direction, _ term: (Int) -> (Complex<T>, T, T)
) -> Complex<T> {
  var total = Complex<T>.zero, carry = Complex<T>.zero
  for index in 0..<count {
    let (z, k, x) = term(index)
    let phase = k * x
    let rest = (-phase).addingProduct(k, x)
    let (c, s) = (T.cos(phase), T.sin(phase))
    // What the product was rounded by is small for moderate phases, but may be many turns for huge ones.
    let isSmall = rest * rest < .ulpOfOne
    let root = isSmall ? Complex(c - rest * s, s + rest * c) : Complex(c, s) * .exp(i: rest)
    let corrected = z * (direction == .forward ? root.conjugate : root) - carry
    let next = total + corrected
    carry = (next - total) - corrected
    total = next
  }
  return total
}
