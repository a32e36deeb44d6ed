public import ComplexNumbers

/// The chirp-z transform: Xₖ = Σₙ xₙ A^{−n} W^{nk} for k = 0 … M − 1, the z-transform of N samples at M points of a
/// spiral, zₖ = A W^{−k}.
///
/// On the unit circle, A = exp(2πi·start) and W = exp(−2πi·step): the DFT at the frequencies start + k · step, in cycles
/// per sample, however many, however close. Immutable and safe to share between tasks; a call takes scratch memory for
/// two rows of N + M points.
/// ```swift
/// // 512 bins between 0.1 and 0.15 cycles per sample:
/// let transform = try ChirpZTransform<Double>(length: 1000, binCount: 512, step: 0.05 / 512, start: 0.1)
/// let bins = transform(samples)
/// ```
///
/// **Normalization.** None; the adjoint is that of the plain sum.
/// **Output order.** k = 0 … M − 1, counted from A along the spiral.
/// **Accuracy.** On the unit circle, relative to the norm of all M bins where these are spread over it, that of the two
/// DFTs inside: the chirp's phases k²/2 · step are reduced exactly, so the error does not grow with k². Off the circle
/// the moduli |W|^{k²/2} of both chirps cancel in the sum, so that an error of their ratio, largest to smallest,
/// remains.
///
/// - Complexity: O((N + M) log(N + M)), for any W and A; making one takes as much and a sine and a cosine per point.
/// - Source: L. R. Rabiner, R. W. Schafer and C. M. Rader, "The chirp z-transform algorithm", IEEE Trans. Audio
///   Electroacoust. 17 (1969), 86; L. I. Bluestein, "A linear filtering approach to the computation of the discrete
///   Fourier transform", ibid. 18 (1970), 451. SciPy's `CZT` has the same W and A.
public struct ChirpZTransform<T: TransformScalar>: FourierTransform {
  public let length: Int
  public let batchCount: Int
  /// M, the number of points of the z-plane.
  public let binCount: Int
  private let before, after, response: [Complex<T>]
  private let plan: DFTPlan<T>

  public var inputCount: Int { length * batchCount }
  public var outputCount: Int { binCount * batchCount }

  /// The DFT at the frequencies start + k · step.
  ///
  /// - Parameters:
  ///   - length: N, samples of a row.
  ///   - binCount: M, frequencies.
  ///   - step: cycles per sample from one frequency to the next; of any sign; must be finite.
  ///   - start: the first frequency, in cycles per sample; must be finite.
  ///   - batchCount: rows.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(length: Int, binCount: Int, step: T, start: T = 0, batchCount: Int = 1) throws(DFTError) {
    require(
      step.isFinite && start.isFinite,
      "ChirpZTransform: from \(start) in steps of \(step) cycles per sample, but both must be finite")
    if T.significandBitCount > Double.significandBitCount {
      try self.init(
        length: length, binCount: binCount, step: Turns(step), start: Turns(start), batchCount: batchCount)
    } else {
      try self.init(
        length: length, binCount: binCount, step: Turns(Double(step)), start: Turns(Double(start)),
        batchCount: batchCount)
    }
  }

  /// The z-transform at the points A W^{−k} of a spiral, given as complex numbers.
  ///
  /// A W or A within two ulps of the unit circle is taken to lie on it, with its phase as it is. That phase is as exact
  /// as the number, no more: after nk steps it is off by nk roundings, which the angles of the other initializer avoid.
  ///
  /// - Parameters:
  ///   - length: N, samples of a row.
  ///   - binCount: M, points.
  ///   - ratio: W, the inverse of the ratio of one point to the one before; finite and not zero.
  ///   - start: A, the first point; finite and not zero.
  ///   - batchCount: rows.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, binCount: Int, ratio: Complex<T>, start: Complex<T> = .one, batchCount: Int = 1
  ) throws(DFTError) {
    require(
      ratio.isFinite && start.isFinite && !ratio.isZero && !start.isZero,
      "ChirpZTransform: W is \(ratio) and A is \(start), but both must be finite and not zero")
    if T.significandBitCount > Double.significandBitCount {
      try self.init(length: length, binCount: binCount, w: ratio, a: start, of: T.self, batchCount: batchCount)
    } else {
      try self.init(
        length: length, binCount: binCount, w: Complex<Double>(rounding: ratio), a: Complex<Double>(rounding: start),
        of: T.self, batchCount: batchCount)
    }
  }

  private init<P: TransformScalar>(
    length: Int, binCount: Int, w: Complex<P>, a: Complex<P>, of type: T.Type, batchCount: Int
  ) throws(DFTError) {
    func logModulus(_ z: Complex<P>) -> P {
      (z.modulus - 1).magnitude <= 2 * P(T.ulpOfOne) ? 0 : Complex.log(z).real
    }
    func turns(_ z: Complex<P>) -> Turns<P> { Turns(quotient: Turns(z.phase / 2), Turns(.pi, .sin(.pi))) }
    try self.init(
      length: length, binCount: binCount, step: -turns(w), start: turns(a), decay: logModulus(w),
      radius: logModulus(a), batchCount: batchCount)
  }

  /// `P` is the precision in which the factors are found: `T` itself, and at least double.
  init<P: TransformScalar>(
    length: Int, binCount: Int, step: Turns<P>, start: Turns<P>, decay: P = 0, radius: P = 0, batchCount: Int
  ) throws(DFTError) {
    try DFTError.check(length: length, batchCount: batchCount)
    try DFTError.check(length: binCount, batchCount: batchCount)
    self.length = length
    self.binCount = binCount
    self.batchCount = batchCount
    plan = try DFTPlan(length: nextFastLength(length + binCount - 1))
    let factors = try ChirpFactors(
      length: length, binCount: binCount, convolutionLength: plan.length, step: step, start: start, decay: decay,
      radius: radius)
    before = factors.before.map { Complex(rounding: $0) }
    after = factors.after.map { Complex(rounding: $0) }
    response = factors.response.map { Complex(rounding: $0) }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "ChirpZTransform", input: input.count, expected: inputCount, output: output.count, expectedOutput: outputCount)
    convolveRows(input, before, into: &output, after, conjugate: false)
  }

  /// x̄ₙ = Σₖ ȳₖ conj(A^{−n} W^{nk}): the same convolution with the chirps conjugated and their places exchanged.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    requireCounts(
      "ChirpZTransform.adjoint", input: input.count, expected: outputCount, output: output.count,
      expectedOutput: inputCount)
    convolveRows(input, after, into: &output, before, conjugate: true)
  }

  /// Multiplies by `first`, convolves, multiplies by `last`; `conjugate` says with the conjugates of all three.
  @inline(__always)
  private func convolveRows(
    _ input: Span<Complex<T>>, _ first: [Complex<T>], into output: inout MutableSpan<Complex<T>>, _ last: [Complex<T>],
    conjugate: Bool
  ) {
    input.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { destination in
        withScratch(of: Complex<T>.self, count: 2 * plan.length) { scratch in
          guard let source = source.baseAddress, let destination = destination.baseAddress else { return }
          for row in 0..<batchCount {
            convolve(
              source + row * first.count, first, into: destination + row * last.count, last, scratch, conjugate)
          }
        }
      }
    }
  }

  @inline(__always)
  private func convolve(
    _ source: UnsafePointer<Complex<T>>, _ first: [Complex<T>], into destination: UnsafeMutablePointer<Complex<T>>,
    _ last: [Complex<T>], _ scratch: UnsafeMutablePointer<Complex<T>>, _ conjugate: Bool
  ) {
    let count = plan.length
    let padded = UnsafeMutableBufferPointer(start: scratch, count: count)
    let spectrum = UnsafeMutableBufferPointer(start: scratch + count, count: count)
    for n in first.indices { padded[n] = source[n] * (conjugate ? first[n].conjugate : first[n]) }
    for n in first.count..<count { padded[n] = .zero }

    var spectrumSpan = MutableSpan(_unsafeElements: spectrum)
    plan.transform(Span(_unsafeElements: UnsafeBufferPointer(padded)), into: &spectrumSpan)
    for k in 0..<count { spectrum[k] *= conjugate ? response[k].conjugate : response[k] }
    var paddedSpan = MutableSpan(_unsafeElements: padded)
    plan.adjoint(Span(_unsafeElements: UnsafeBufferPointer(spectrum)), into: &paddedSpan)
    for k in last.indices { destination[k] = padded[k] * (conjugate ? last[k].conjugate : last[k]) }
  }
}

/// Xₖ = Σₙ xₙ exp(−2πi n (start + k · step)) for k = 0 … binCount − 1: the DFT at any equidistant frequencies.
///
/// Traps if `input` is empty or `binCount` less than 1. For more than one signal of a length make a ``ChirpZTransform``,
/// which holds the chirps; this makes one for each call.
/// - Parameters:
///   - step: cycles per sample from one frequency to the next.
///   - start: the first frequency, in cycles per sample.
/// - Complexity: O((N + M) log(N + M)).
public func chirpZ<T: TransformScalar>(
  _ input: [Complex<T>], binCount: Int, step: T, start: T = 0
) -> [Complex<T>] {
  trapping("chirpZ") { () throws(DFTError) in
    try ChirpZTransform(length: input.count, binCount: binCount, step: step, start: start)
  }(input)
}
