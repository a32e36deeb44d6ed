public import ComplexNumbers

// One-line transforms of arrays. Each takes its plan from a cache, so that only the first call with a length plans.

/// The DFT Xₖ = s · Σₙ xₙ exp(−2πi kn/N), in natural order; s = 1 by default. Traps if `input` is empty.
///
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `fft`.
@inlinable
public func fft<T: TransformScalar>(
  _ input: [Complex<T>], normalization: Normalization = .backward
) -> [Complex<T>] {
  cached("fft") { () throws(DFTError) in
    try DFTPlan(length: input.count, direction: .forward, normalization: normalization)
  }(input)
}

/// The inverse DFT xₙ = s · Σₖ Xₖ exp(+2πi kn/N); s = 1/N by default. Traps if `input` is empty.
///
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `ifft`.
@inlinable
public func ifft<T: TransformScalar>(
  _ input: [Complex<T>], normalization: Normalization = .backward
) -> [Complex<T>] {
  cached("ifft") { () throws(DFTError) in
    try DFTPlan(length: input.count, direction: .inverse, normalization: normalization)
  }(input)
}

/// The DFT of a real signal, bins 0 … ⌊N/2⌋; s = 1 by default. Traps if `input` is empty.
///
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `rfft`.
@inlinable
public func rfft<T: TransformScalar>(_ input: [T], normalization: Normalization = .backward) -> [Complex<T>] {
  cached("rfft") { () throws(DFTError) in
    try RealDFTPlan(length: input.count, normalization: normalization)
  }(input)
}

/// The real signal of `length` samples whose half-spectrum is `input`; s = 1/N by default.
///
/// The imaginary parts of DC and, for even lengths, of Nyquist are ignored.
/// Traps unless `input` has ⌊length/2⌋ + 1 bins.
/// - Parameter length: N; even, 2 · (bins − 1), when left out, which takes two bins or more.
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `irfft`.
@inlinable
public func irfft<T: TransformScalar>(
  _ input: [Complex<T>], length: Int? = nil, normalization: Normalization = .backward
) -> [T] {
  require(
    length != nil || input.count >= 2,
    "irfft: \(input.count) bins do not tell the length; it takes 2 at least, or 1 with length: 1")
  let length = length ?? 2 * (input.count - 1)
  require(length >= 1, "irfft: the length is \(length), but must be at least 1")
  require(
    input.count == HalfSpectrum.count(length),
    "irfft: \(input.count) bins are not the half-spectrum of \(length) samples, which has \(HalfSpectrum.count(length))"
  )
  return cached("irfft") { () throws(DFTError) in
    try InverseRealDFTPlan(length: length, normalization: normalization)
  }(input)
}

/// Makes a transform whose size comes from an array at hand, so that only an empty array can be wrong about it.
@inlinable
func cached<Transform>(_ name: StaticString, _ make: () throws(DFTError) -> Transform) -> Transform {
  do {
    return try make()
  } catch {
    fatalError("\(name): \(error)")
  }
}
