import ComplexNumbers

// With kn = (k² + n² − (k − n)²)/2 and the chirp cₙ = exp(∓πi n²/N) the DFT becomes a convolution,
//
//   Xₖ = cₖ Σₙ (xₙ cₙ) c̄ₖ₋ₙ,
//
// and that two transforms of any length M that keeps the wanted values of k − n apart. N values in and N out need
// M ≥ 2N − 1; a half-spectrum, on either side, leaves it at about 3N/2, and then a real transform costs three quarters
// of a complex one. The exponents n² are taken modulo 2N as integers, so that no angle is ever large.

/// The transform of one row, of any length, through complex transforms of a good one.
///
/// Worth its two transforms where a large prime divides the length. Owns its tables; immutable. Works in the memory
/// that each call lends it.
/// - Complexity: O(N log N).
/// - Source: L. I. Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", IEEE
///   Trans. Audio Electroacoust. 18 (1970), 451.
final class Bluestein<T: TransformScalar>: Sendable {
  /// What goes in and what comes out of a row.
  enum Kind: Hashable, Sendable {
    /// N complex numbers to N.
    case complex(Direction)
    /// N reals to ⌊N/2⌋ + 1 bins, forward.
    case realToComplex
    /// ⌊N/2⌋ + 1 bins to N reals, the unnormalized inverse. The imaginary parts of DC and Nyquist are not read.
    case complexToReal

    func inputCount(_ length: Int) -> Int { self == .complexToReal ? HalfSpectrum.count(length) : length }
    func outputCount(_ length: Int) -> Int { self == .realToComplex ? HalfSpectrum.count(length) : length }
  }

  let kind: Kind
  /// N, the number of points of a row.
  let length: Int
  /// M, the number of points of the transforms that do the work.
  let paddedLength: Int
  /// The complex numbers that a call needs as scratch.
  var scratchCount: Int { 2 * paddedLength }
  private let plan: FFTWPlan
  // cₙ, and the forward transform of c̄ over M, divided by M. Written in init only.
  private nonisolated(unsafe) let chirp: UnsafeMutablePointer<Complex<T>>
  private nonisolated(unsafe) let filter: UnsafeMutablePointer<Complex<T>>

  /// Computes the tables for rows of `length` points.
  ///
  /// - Parameter plan: the forward transform of one row of ``paddedLength(for:kind:)`` points out of place, between
  ///   multiples of 16 bytes; it may overwrite its input. In place it would take a tenth to a third longer.
  init(length: Int, kind: Kind, plan: FFTWPlan) {
    require(length >= 1, "Bluestein: the length is \(length), but must be at least 1")
    self.length = length
    self.kind = kind
    self.plan = plan
    let padded = Self.paddedLength(for: length, kind: kind)
    paddedLength = padded
    let (inputs, outputs) = (kind.inputCount(length), kind.outputCount(length))
    chirp = Self.allocate(max(inputs, outputs))
    filter = Self.allocate(padded)
    let sign = kind == .complexToReal || kind == .complex(.inverse) ? 1 : -1
    // n² mod 2N, by differences: it fits an Int where n² may not.
    var exponent = 0
    for n in 0..<max(inputs, outputs) {
      chirp[n] = Complex.rootOfUnity(sign * exponent, of: 2 * length)
      exponent = (exponent + 2 * n + 1) % (2 * length)
    }
    let response = Self.allocate(padded)
    defer { UnsafeMutableRawPointer(response).deallocate() }
    for k in 0..<padded { response[k] = .zero }
    for k in 0..<outputs { response[k] = chirp[k].conjugate }
    for n in 1..<max(inputs, 1) { response[padded - n] = chirp[n].conjugate }
    plan.execute(response, filter)
    for k in 0..<padded { filter[k] = filter[k] / T(padded) }
  }

  deinit {
    UnsafeMutableRawPointer(chirp).deallocate()
    UnsafeMutableRawPointer(filter).deallocate()
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Complex<T>> {
    UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Complex<T>>.stride, alignment: 64)
      .bindMemory(to: Complex<T>.self, capacity: count)
  }

  /// Transforms `rows` rows that lie one behind the other, unnormalized.
  ///
  /// - Parameters:
  ///   - output: may be `input` itself where both have the same size.
  ///   - scratch: `scratchCount` complex numbers at a multiple of 16 bytes, touched by nobody else during the call.
  @specialized(where T == Float)
  @specialized(where T == Double)
  func execute(
    _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer, rows: Int, scratch: UnsafeMutableRawPointer
  ) {
    let work = scratch.assumingMemoryBound(to: Complex<T>.self), spectrum = work + paddedLength
    let (inputs, outputs) = (kind.inputCount(length), kind.outputCount(length))
    for row in 0..<rows {
      switch kind {
      case .complex:
        let x = input.assumingMemoryBound(to: Complex<T>.self) + row * inputs
        for n in 0..<inputs { work[n] = product(x[n], chirp[n]) }
      case .realToComplex:
        let x = input.assumingMemoryBound(to: T.self) + row * inputs
        for n in 0..<inputs { work[n] = Complex(x[n] * chirp[n].real, x[n] * chirp[n].imaginary) }
      case .complexToReal:
        weigh(input.assumingMemoryBound(to: Complex<T>.self) + row * inputs, into: work)
      }
      for n in inputs..<paddedLength { work[n] = .zero }
      plan.execute(work, spectrum)
      // The second transform has to be an inverse one: it is a forward one between two conjugations.
      for k in 0..<paddedLength { spectrum[k] = product(spectrum[k], filter[k]).conjugate }
      plan.execute(spectrum, work)
      if kind == .complexToReal {
        let y = output.assumingMemoryBound(to: T.self) + row * outputs
        for k in 0..<outputs { y[k] = work[k].real * chirp[k].real + work[k].imaginary * chirp[k].imaginary }
      } else {
        let y = output.assumingMemoryBound(to: Complex<T>.self) + row * outputs
        for k in 0..<outputs { y[k] = product(work[k].conjugate, chirp[k]) }
        if kind == .realToComplex {
          y[0].imaginary = 0
          if length % 2 == 0 { y[outputs - 1].imaginary = 0 }
        }
      }
    }
  }

  /// The half-spectrum as the bins of an analytic signal, whose real part is the output, times the chirp: an interior
  /// bin stands for two.
  @inline(__always)
  private func weigh(_ bins: UnsafePointer<Complex<T>>, into work: UnsafeMutablePointer<Complex<T>>) {
    let pairs = (length + 1) / 2
    work[0] = Complex(bins[0].real, 0)
    for k in 1..<max(pairs, 1) {
      let value = product(bins[k], chirp[k])
      work[k] = Complex(2 * value.real, 2 * value.imaginary)
    }
    if length % 2 == 0 {
      work[pairs] = Complex(bins[pairs].real * chirp[pairs].real, bins[pairs].real * chirp[pairs].imaginary)
    }
  }

  @inline(__always)
  private func product(_ a: Complex<T>, _ b: Complex<T>) -> Complex<T> {
    Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }
}
