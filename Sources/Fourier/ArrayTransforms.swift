public import ComplexNumbers

// One-line transforms of arrays. Each takes its plan from a cache, so that only the first call with a size plans.
// `length` cuts the input off or fills it with zeros at its end, as SciPy's `n` does.

/// The DFT Xₖ = s · Σₙ xₙ exp(−2πi kn/N), in natural order; s = 1 by default.
///
/// - Parameter length: N, to which the input is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `fft`.
@inlinable
public func fft<T: TransformScalar>(
  _ input: [Complex<T>], length: Int? = nil, normalization: Normalization = .backward
) -> [Complex<T>] {
  trapping("fft", input, resizedTo: length) { (length) throws(DFTError) in
    try DFTPlan(length: length, direction: .forward, normalization: normalization)
  }
}

/// The inverse DFT xₙ = s · Σₖ Xₖ exp(+2πi kn/N); s = 1/N by default.
///
/// - Parameter length: N, to which the input is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `ifft`.
@inlinable
public func ifft<T: TransformScalar>(
  _ input: [Complex<T>], length: Int? = nil, normalization: Normalization = .backward
) -> [Complex<T>] {
  trapping("ifft", input, resizedTo: length) { (length) throws(DFTError) in
    try DFTPlan(length: length, direction: .inverse, normalization: normalization)
  }
}

/// The DFT of a real signal, bins 0 … ⌊N/2⌋; s = 1 by default.
///
/// - Parameter length: N, to which the input is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `rfft`.
@inlinable
public func rfft<T: TransformScalar>(
  _ input: [T], length: Int? = nil, normalization: Normalization = .backward
) -> [Complex<T>] {
  trapping("rfft", input, resizedTo: length) { (length) throws(DFTError) in
    try RealDFTPlan(length: length, normalization: normalization)
  }
}

/// The real signal of `length` samples whose half-spectrum is `input`; s = 1/N by default.
///
/// The imaginary parts of DC and, for even lengths, of Nyquist are ignored.
/// - Parameter length: N; the input is cut off or filled with zeros to ⌊N/2⌋ + 1 bins. Even, 2 · (bins − 1), when left
///   out, which takes two bins or more. Traps if it is 0.
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `irfft`.
@inlinable
public func irfft<T: TransformScalar>(
  _ input: [Complex<T>], length: Int? = nil, normalization: Normalization = .backward
) -> [T] {
  let length = samples("irfft", of: input.count, length: length)
  return trapping("irfft", input, resizedTo: HalfSpectrum.count(length)) { (_) throws(DFTError) in
    try InverseRealDFTPlan(length: length, normalization: normalization)
  }
}

/// The DFT of a Hermitian signal, x₍N−n₎ = conj(xₙ), of which `input` is the first half: a real spectrum,
/// Xₖ = s · Σₙ xₙ exp(−2πi kn/N); s = 1 by default.
///
/// The imaginary parts of x₀ and, for even N, of x₍N/2₎ are ignored.
/// - Parameter length: N; the input is cut off or filled with zeros to ⌊N/2⌋ + 1 elements. Even, 2 · (elements − 1), when
///   left out, which takes two elements or more. Traps if it is 0.
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `hfft`.
@inlinable
public func hfft<T: TransformScalar>(
  _ input: [Complex<T>], length: Int? = nil, normalization: Normalization = .backward
) -> [T] {
  let length = samples("hfft", of: input.count, length: length)
  return trapping("hfft", input, resizedTo: HalfSpectrum.count(length)) { (_) throws(DFTError) in
    try InverseRealDFTPlan(length: length, direction: .forward, normalization: normalization)
  }
}

/// The first half, n = 0 … ⌊N/2⌋, of the Hermitian signal whose DFT is the real `input`; s = 1/N by default.
///
/// - Parameter length: N, to which the input is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N).
/// - Source: the conventions of NumPy's and SciPy's `ihfft`.
@inlinable
public func ihfft<T: TransformScalar>(
  _ input: [T], length: Int? = nil, normalization: Normalization = .backward
) -> [Complex<T>] {
  trapping("ihfft", input, resizedTo: length) { (length) throws(DFTError) in
    try RealDFTPlan(length: length, direction: .inverse, normalization: normalization)
  }
}

/// The samples of a signal whose half has `count` elements, which has to be said or to be even.
@inlinable
func samples(_ name: StaticString, of count: Int, length: Int?) -> Int {
  require(
    length != nil || count >= 2,
    "\(name): \(count) bins do not tell the length; it takes 2 at least, or 1 with length: 1")
  let length = length ?? 2 * (count - 1)
  require(length >= 1, "\(name): the length is \(length), but must be at least 1")
  return length
}

/// Makes a transform whose size comes from an array at hand, so that only an empty array can be wrong about it.
@inlinable
func trapping<Transform>(_ name: StaticString, _ make: () throws(DFTError) -> Transform) -> Transform {
  do {
    return try make()
  } catch {
    fatalError("\(name): \(error)")
  }
}

/// Resizes the input and applies a transform of its length.
@inlinable
func trapping<Transform: FourierTransform>(
  _ name: StaticString, _ input: [Transform.Input], resizedTo length: Int?,
  _ make: (_ length: Int) throws(DFTError) -> Transform
) -> [Transform.Output] where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
  let transform = trapping(name) { () throws(DFTError) in try make(length ?? input.count) }
  guard let length, length != input.count else { return transform(input) }
  return transform(resized(input, to: length))
}

/// The first `count` elements, followed by zero bits if there are fewer.
@usableFromInline
func resized<Element: BitwiseCopyable>(_ elements: [Element], to count: Int) -> [Element] {
  if count <= elements.count { return Array(elements[..<count]) }
  return written(count: count, hasGaps: true) { output in
    output.withUnsafeMutableBytes { destination in
      elements.withUnsafeBytes { destination.copyMemory(from: $0) }
    }
  }
}
