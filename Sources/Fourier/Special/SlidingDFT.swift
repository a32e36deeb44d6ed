public import ComplexNumbers

/// The DFT of the last N samples of a stream, kept up to date: after each ``push(_:)-(Complex<T>)`` it is
/// Xₖ = Σₙ xₙ exp(−2πi kn/N), where x₀ is the oldest and x₍N−1₎ the newest of them. Before N samples, the ones before the
/// first count as zero.
///
/// Each sample enters, and leaves N samples later, with the same root of unity, that of its place in the stream modulo
/// N. So no resonator, whose pole would have to be damped, turns the sum (Duda's modulation); the turn to the oldest
/// sample is made when the spectrum is read. What rounding leaves behind is thrown away: beside the running sum, one
/// that samples only enter is started every N samples and takes the running sum's place once it is full.
/// ```swift
/// var pitch = SlidingDFT<Double>(length: 512, bins: [9, 10, 11])
/// for sample in stream {
///   pitch.push(sample)
///   display(pitch.spectrum)
/// }
/// ```
///
/// **Normalization.** None.
/// **Output order.** That of ``bins``.
/// **Accuracy.** No sum has ever more than 2N terms, so the error is bounded for all time: about √N·u relative to the
/// spectrum's norm, after a thousand samples as after a billion. A sample that is not finite spoils the spectrum while
/// it is among the last N, and at most N pushes longer.
///
/// - Complexity: O(1) for each bin and push; a spectrum takes O(1) for each bin; O(N) memory.
/// - Source: E. Jacobsen and R. Lyons, "The sliding DFT", IEEE Signal Process. Mag. 20 (2003), no. 2, 74; K. Duda,
///   "Accurate, guaranteed stable, sliding discrete Fourier transform", ibid. 27 (2010), no. 6, 124.
public struct SlidingDFT<T: Real & BitwiseCopyable & Sendable>: Sendable {
  /// N, the samples under the transform.
  public let length: Int
  /// The bins kept, each of 0 … N − 1.
  public let bins: [Int]
  private let roots: [Complex<T>]  // exp(−2πi m/N)
  private var window: [Complex<T>]  // the last N samples, each at its place in the stream modulo N
  private var next = 0  // the oldest sample's place, which the next sample takes
  private var powers: [Int]  // bin · next mod N
  private var running: [Complex<T>]
  private var fresh: [Complex<T>]

  /// A stream of zeros.
  ///
  /// - Parameters:
  ///   - length: N, at least 1.
  ///   - bins: the bins wanted, any integers, which count modulo N; all of 0 … N − 1 when left out.
  public init(length: Int, bins: [Int]? = nil) {
    require(length >= 1, "SlidingDFT: the length is \(length), but must be at least 1")
    self.length = length
    self.bins = bins.map { $0.map { ($0 % length + length) % length } } ?? Array(0..<length)
    roots = (0..<length).map { Complex.rootOfUnity($0, of: length).conjugate }
    window = Array(repeating: .zero, count: length)
    powers = Array(repeating: 0, count: self.bins.count)
    running = Array(repeating: .zero, count: self.bins.count)
    fresh = running
  }

  /// Takes the next sample of the stream.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func push(_ sample: Complex<T>) {
    withUnsafePointer(to: sample) { push(UnsafeBufferPointer(start: $0, count: 1)) }
  }

  /// Takes the next sample of a real stream.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func push(_ sample: T) { push(Complex(sample)) }

  /// Takes the next samples of the stream, the oldest first: the same as one by one, faster.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func push(_ samples: [Complex<T>]) {
    samples.withUnsafeBufferPointer { push($0) }
  }

  /// Takes the next samples of a real stream, the oldest first: the same as one by one, faster.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func push(_ samples: [T]) { push(samples.map { Complex($0) }) }

  /// Xₖ of the last N samples, for each of the bins.
  public var spectrum: [Complex<T>] {
    @specialized(where T == Float)
    @specialized(where T == Double)
    get {
      // powers[b] is where the oldest sample's root stands; its conjugate turns the sum back to it.
      bins.indices.map { running[$0] * roots[powers[$0]].conjugate }
    }
  }

  private mutating func push(_ samples: UnsafeBufferPointer<Complex<T>>) {
    var samples = samples[...]
    while !samples.isEmpty {
      let chunk = samples.prefix(length - next)
      pushWithinPeriod(UnsafeBufferPointer(rebasing: chunk))
      samples = samples.dropFirst(chunk.count)
    }
  }

  /// Takes samples that do not reach beyond the place N − 1.
  @specialized(where T == Float)
  @specialized(where T == Double)
  private mutating func pushWithinPeriod(_ samples: UnsafeBufferPointer<Complex<T>>) {
    let isLast = next + samples.count == length
    for b in bins.indices {
      var sum = running[b], freshSum = fresh[b], power = powers[b]
      for (n, sample) in samples.enumerated() {
        let root = roots[power]
        sum += (sample - window[next + n]) * root
        freshSum += sample * root
        power += bins[b]
        if power >= length { power -= length }
      }
      running[b] = isLast ? freshSum : sum
      fresh[b] = isLast ? .zero : freshSum
      powers[b] = power
    }
    for (n, sample) in samples.enumerated() { window[next + n] = sample }
    next = isLast ? 0 : next + samples.count
  }
}
