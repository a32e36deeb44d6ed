import ComplexNumbers

// A real row of even length n, read two by two as h = n/2 complex numbers, has the h-point transform Z. With
// w = exp(−2πi/n) the half-spectrum of the row, and back, is
//
//   Xₖ = ½ (Zₖ + Z̄ₕ₋ₖ) − ½ i wᵏ (Zₖ − Z̄ₕ₋ₖ)        Zₖ = (Xₖ + X̄ₕ₋ₖ) + i w⁻ᵏ (Xₖ − X̄ₕ₋ₖ)
//
// and bin h − k needs the same two sums as bin k, with conjugates. So one pass over the pairs (k, h − k), in place,
// turns either into the other.

/// The real transform of even length through a complex one of half the length and one pass over its output.
///
/// ```swift
/// let pass = HalfLengthReal<Float>(length: n)
/// forwardRows.execute(samples, spectrum)           // rows of n/2 complex numbers to rows of n/2 + 1
/// pass.untangle(spectrum, rows: 1)                 // the half-spectrum, in place
///
/// pass.tangle(spectrum, into: scratch, rows: 1)
/// inverseRows.execute(scratch, samples)            // rows of n/2 complex numbers: n real ones
/// ```
///
/// The scratch of the inverse may be the samples themselves, transformed in place: no memory, but FFTW's estimated plans
/// take up to twice as long in place (128 points), a tenth longer at 4096.
///
/// Owns the twiddle factors; immutable.
/// - Source: J. W. Cooley, P. A. W. Lewis and P. D. Welch, "The fast Fourier transform algorithm", J. Sound Vib. 12
///   (1970), 315.
final class HalfLengthReal<T: TransformScalar & SIMDScalar>: Sendable {
  /// n, the number of real samples of a row.
  let length: Int
  // −i wᵏ for k = 1, 2, …, in blocks of four real parts and four imaginary ones. Written in init only.
  private nonisolated(unsafe) let twiddles: UnsafeMutablePointer<T>

  /// Computes the n/4 twiddle factors for rows of `length` samples; `length` is even.
  init(length: Int) {
    require(length >= 2 && length % 2 == 0, "HalfLengthReal: the length is \(length), but must be even and positive")
    self.length = length
    let blocks = Self.pairCount(length) / 4 + 1
    twiddles = UnsafeMutableRawPointer.allocate(byteCount: blocks * 8 * MemoryLayout<T>.stride, alignment: 64)
      .bindMemory(to: T.self, capacity: blocks * 8)
    for index in 0..<4 * blocks {
      let root = Complex<T>.rootOfUnity(index + 1, of: length)
      (twiddles + index / 4 * 8 + index % 4).initialize(to: -root.imaginary)
      (twiddles + index / 4 * 8 + index % 4 + 4).initialize(to: -root.real)
    }
  }

  deinit { UnsafeMutableRawPointer(twiddles).deallocate() }

  /// The pairs (k, n/2 − k) with 1 ≤ k < n/2 − k.
  private static func pairCount(_ length: Int) -> Int { (length / 2 - 1) / 2 }

  /// Turns the n/2-point transforms of the rows, each with a place for one more bin behind it, into their half-spectra
  /// of n/2 + 1 bins, in place.
  ///
  /// - Complexity: O(n) for a row: one pass over memory.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func untangle(_ spectra: UnsafeMutablePointer<Complex<T>>, rows: Int) {
    let half = length / 2
    for row in 0..<rows {
      let bins = spectra + row * (half + 1)
      let (even, odd) = (bins[0].real, bins[0].imaginary)
      bins[0] = Complex(even + odd, 0)
      bins[half] = Complex(even - odd, 0)
      mixPairs(UnsafePointer(bins), bins, isInverse: false)
    }
  }

  /// Turns half-spectra of n/2 + 1 bins, which stay as they are, into what the n/2-point inverse transform makes the
  /// rows of n samples of. The imaginary parts of DC and Nyquist are not read.
  ///
  /// - Complexity: O(n) for a row: one pass over memory.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func tangle(_ spectra: UnsafePointer<Complex<T>>, into tangled: UnsafeMutablePointer<Complex<T>>, rows: Int) {
    let half = length / 2
    for row in 0..<rows {
      let bins = spectra + row * (half + 1), destination = tangled + row * half
      let (dc, nyquist) = (bins[0].real, bins[half].real)
      destination[0] = Complex(dc + nyquist, dc - nyquist)
      mixPairs(bins, destination, isInverse: true)
    }
  }

  /// Sets d[k] to f·((s[k] + s̄[j]) + t (s[k] − s̄[j])) and d[j] to its companion, for all pairs k + j = n/2 but the
  /// first; f is ½ and t the k-th twiddle factor, or for the inverse 1 and its conjugate. `s` and `d` may be the same.
  ///
  /// Four pairs at a time, real and imaginary parts apart: a plain loop, which the compiler leaves scalar, takes 2.7 times
  /// as long in single precision, 1.4 times in double.
  @inline(__always)
  private func mixPairs(
    _ source: UnsafePointer<Complex<T>>, _ destination: UnsafeMutablePointer<Complex<T>>, isInverse: Bool
  ) {
    let half = length / 2, pairs = Self.pairCount(length), factor: T = isInverse ? 1 : 0.5
    var block = 0
    while 4 * block + 4 <= pairs {
      let low = 1 + 4 * block, high = half - 4 - 4 * block
      let twiddle = UnsafeRawPointer(twiddles + 8 * block)
      let t = (
        re: twiddle.load(as: SIMD4<T>.self),
        im: twiddle.load(fromByteOffset: 4 * MemoryLayout<T>.stride, as: SIMD4<T>.self)
      )
      let a = UnsafeRawPointer(source + low).loadUnaligned(as: SIMD8<T>.self)
      let b = UnsafeRawPointer(source + high).loadUnaligned(as: SIMD8<T>.self)
      let (ar, ai) = (a.evenHalf, a.oddHalf)
      let br = SIMD4(b[6], b[4], b[2], b[0]), bi = SIMD4(b[7], b[5], b[3], b[1])
      let (er, ei, dr, di) = (ar + br, ai - bi, ar - br, ai + bi)
      let pr = isInverse ? t.re * dr + t.im * di : t.re * dr - t.im * di
      let pi = isInverse ? t.re * di - t.im * dr : t.re * di + t.im * dr
      let (kr, ki) = (factor * (er + pr), factor * (ei + pi))
      let (jr, ji) = (factor * (er - pr), factor * (pi - ei))
      UnsafeMutableRawPointer(destination + low).storeBytes(
        of: SIMD8(kr[0], ki[0], kr[1], ki[1], kr[2], ki[2], kr[3], ki[3]), as: SIMD8<T>.self)
      UnsafeMutableRawPointer(destination + high).storeBytes(
        of: SIMD8(jr[3], ji[3], jr[2], ji[2], jr[1], ji[1], jr[0], ji[0]), as: SIMD8<T>.self)
      block += 1
    }
    for k in 1 + 4 * block..<1 + pairs {
      let (tr, ti) = (twiddles[(k - 1) / 4 * 8 + (k - 1) % 4], twiddles[(k - 1) / 4 * 8 + (k - 1) % 4 + 4])
      let (a, b) = (source[k], source[half - k])
      let (er, ei, dr, di) = (a.real + b.real, a.imaginary - b.imaginary, a.real - b.real, a.imaginary + b.imaginary)
      let pr = isInverse ? tr * dr + ti * di : tr * dr - ti * di
      let pi = isInverse ? tr * di - ti * dr : tr * di + ti * dr
      destination[k] = Complex(factor * (er + pr), factor * (ei + pi))
      destination[half - k] = Complex(factor * (er - pr), factor * (pi - ei))
    }
    if half % 2 == 0 {
      let middle = source[half / 2]
      destination[half / 2] = Complex(2 * factor * middle.real, -2 * factor * middle.imaginary)
    }
  }
}
