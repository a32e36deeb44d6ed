public import ComplexNumbers
public import Fourier

// Transforms of tensors along one axis. Each takes its plan from a cache, so that only the first call with a size plans.
// `length` cuts the axis off or fills it with zeros at its end, as SciPy's `n` does; `axis` counts from the end where
// negative. All trap for an axis that is not there, a length of 0, and a tensor without elements.
//
// The last axis is the fastest. Any other one is transformed where it lies, by one plan with strides.

/// The DFT along an axis, in natural order: Xₖ = s · Σₙ xₙ exp(−2πi kn/N), s = 1 by default.
///
/// - Parameter length: N, to which the axis is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: the conventions of NumPy's and SciPy's `fft`.
@specialized(where T == Float)
@specialized(where T == Double)
public func fft<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, length: Int? = nil, axis: Int = -1, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  ComplexDFTs(direction: .forward, normalization: normalization)("fft", x, axis: axis, length: length)
}

/// The inverse DFT along an axis: xₙ = s · Σₖ Xₖ exp(+2πi kn/N), s = 1/N by default.
///
/// - Parameter length: N, to which the axis is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: the conventions of NumPy's and SciPy's `ifft`.
@specialized(where T == Float)
@specialized(where T == Double)
public func ifft<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, length: Int? = nil, axis: Int = -1, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  ComplexDFTs(direction: .inverse, normalization: normalization)("ifft", x, axis: axis, length: length)
}

/// The DFT of real signals along an axis, bins 0 … ⌊N/2⌋; s = 1 by default.
///
/// - Parameter length: N, to which the axis is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: the conventions of NumPy's and SciPy's `rfft`.
@specialized(where T == Float)
@specialized(where T == Double)
public func rfft<T: TensorScalar>(
  _ x: Tensor<T>, length: Int? = nil, axis: Int = -1, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  RealDFTs(direction: .forward, normalization: normalization)("rfft", x, axis: axis, length: length)
}

/// The real signals of `length` samples whose half-spectra lie along an axis; s = 1/N by default.
///
/// The imaginary parts of DC and, for even N, of Nyquist are ignored: their cotangents are 0.
/// - Parameter length: N; the axis is cut off or filled with zeros to ⌊N/2⌋ + 1 bins. Even, 2 · (bins − 1), when left
///   out. Traps if it is 0.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: the conventions of NumPy's and SciPy's `irfft`.
@specialized(where T == Float)
@specialized(where T == Double)
public func irfft<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, length: Int? = nil, axis: Int = -1, normalization: Normalization = .backward
) -> Tensor<T> {
  InverseRealDFTs(direction: .inverse, normalization: normalization)("irfft", x, axis: axis, length: length)
}

/// The DFT of Hermitian signals, x₍N−n₎ = conj(xₙ), whose first halves lie along an axis: real spectra of `length` bins,
/// Xₖ = s · Σₙ xₙ exp(−2πi kn/N); s = 1 by default.
///
/// The imaginary parts of x₀ and, for even N, of x₍N/2₎ are ignored: their cotangents are 0.
/// - Parameter length: N; the axis is cut off or filled with zeros to ⌊N/2⌋ + 1 elements. Even, 2 · (elements − 1), when
///   left out. Traps if it is 0.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: the conventions of NumPy's and SciPy's `hfft`.
@specialized(where T == Float)
@specialized(where T == Double)
public func hfft<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, length: Int? = nil, axis: Int = -1, normalization: Normalization = .backward
) -> Tensor<T> {
  InverseRealDFTs(direction: .forward, normalization: normalization)("hfft", x, axis: axis, length: length)
}

/// The first halves, n = 0 … ⌊N/2⌋, of the Hermitian signals whose DFTs lie along an axis; s = 1/N by default.
///
/// - Parameter length: N, to which the axis is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: the conventions of NumPy's and SciPy's `ihfft`.
@specialized(where T == Float)
@specialized(where T == Double)
public func ihfft<T: TensorScalar>(
  _ x: Tensor<T>, length: Int? = nil, axis: Int = -1, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  RealDFTs(direction: .inverse, normalization: normalization)("ihfft", x, axis: axis, length: length)
}
