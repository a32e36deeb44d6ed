public import ComplexNumbers

/// The DFT at M equidistant frequencies of a band: Xₖ = Σₙ xₙ exp(−2πi n fₖ/sampleRate) for fₖ from `from` towards `to`.
///
/// A closer look at a part of the spectrum than the bins of a DFT give, without padding the signal: the cost depends on
/// M, not on how close the frequencies are. Immutable and safe to share between tasks; a call takes scratch memory for
/// two rows of N + M points.
/// ```swift
/// let zoom = try ZoomDFT<Double>(length: 4410, from: 430, to: 450, binCount: 200, sampleRate: 44100)
/// let bins = zoom(samples)    // at 430.0 Hz, 430.1 Hz, …
/// ```
///
/// **Normalization.** None.
/// **Output order.** From `from` towards `to`; see ``frequencies``.
/// **Accuracy.** As ``ChirpZTransform``: the spacing is kept to twice the precision, so that no bin's frequency is off.
///
/// - Complexity: O((N + M) log(N + M)).
/// - Source: SciPy's `ZoomFFT`, whose sample rate, though, is 2 by default; and ``ChirpZTransform``.
public struct ZoomDFT<T: TransformScalar>: FourierTransform {
  /// Samples per unit of time.
  public let sampleRate: T
  /// fₖ, in the unit of the sample rate.
  public let frequencies: [T]
  private let chirp: ChirpZTransform<T>

  public var length: Int { chirp.length }
  public var batchCount: Int { chirp.batchCount }
  /// M, the number of frequencies.
  public var binCount: Int { chirp.binCount }
  public var inputCount: Int { chirp.inputCount }
  public var outputCount: Int { chirp.outputCount }

  /// - Parameters:
  ///   - length: N, samples of a row.
  ///   - from: the first frequency.
  ///   - to: the frequency at which the band ends; less than `from` runs backwards.
  ///   - binCount: M, frequencies; N when left out.
  ///   - sampleRate: samples per unit of time; 1 makes frequencies cycles per sample. Finite and not zero.
  ///   - includesEnd: whether `to` is the last frequency, rather than the first one after the band.
  ///   - batchCount: rows.
  /// - Throws: ``DFTError`` for a size that is not possible.
  public init(
    length: Int, from: T, to: T, binCount: Int? = nil, sampleRate: T = 1, includesEnd: Bool = false,
    batchCount: Int = 1
  ) throws(DFTError) {
    require(
      from.isFinite && to.isFinite && (to - from).isFinite && sampleRate.isFinite && sampleRate != 0,
      "ZoomDFT: from \(from) to \(to) at a sample rate of \(sampleRate), but all must be finite and the rate not zero")
    let count = binCount ?? length
    try DFTError.check(length: count, batchCount: batchCount)
    let intervals = includesEnd ? max(count - 1, 1) : count
    self.sampleRate = sampleRate
    frequencies = (0..<count).map { k in
      includesEnd && k == count - 1 && k > 0 ? to : from + (to - from) * (T(k) / T(intervals))
    }
    if T.significandBitCount > Double.significandBitCount {
      chirp = try Self.chirp(length, from, to, count, sampleRate, intervals, batchCount)
    } else {
      chirp = try Self.chirp(length, Double(from), Double(to), count, Double(sampleRate), intervals, batchCount)
    }
  }

  private static func chirp<P: TransformScalar>(
    _ length: Int, _ from: P, _ to: P, _ count: Int, _ rate: P, _ intervals: Int, _ batchCount: Int
  ) throws(DFTError) -> ChirpZTransform<T> {
    try ChirpZTransform(
      length: length, binCount: count,
      step: Turns(quotient: Turns(difference: to, from), Turns(product: rate, P(intervals))),
      start: Turns(quotient: Turns(from), Turns(rate)), batchCount: batchCount)
  }

  public func transform(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    chirp.transform(input, into: &output)
  }

  public func adjoint(_ input: Span<Complex<T>>, into output: inout MutableSpan<Complex<T>>) {
    chirp.adjoint(input, into: &output)
  }
}

/// The DFT of a signal at `binCount` equidistant frequencies from `from` towards `to`: ``ZoomDFT`` in one line.
///
/// Traps if `input` is empty or `binCount` less than 1. For more than one signal of a length make a ``ZoomDFT``, which
/// holds the chirps; this makes one for each call.
/// - Complexity: O((N + M) log(N + M)).
public func zoomFFT<T: TransformScalar>(
  _ input: [Complex<T>], from: T, to: T, binCount: Int? = nil, sampleRate: T = 1, includesEnd: Bool = false
) -> [Complex<T>] {
  trapping("zoomFFT") { () throws(DFTError) in
    try ZoomDFT(
      length: input.count, from: from, to: to, binCount: binCount, sampleRate: sampleRate, includesEnd: includesEnd)
  }(input)
}
