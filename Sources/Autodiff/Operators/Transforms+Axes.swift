public import ComplexNumbers
public import Fourier

// Transforms of tensors along several axes, by one plan, whatever their order and wherever they lie.
//
// kn/N stands for the sum of kₐnₐ/Nₐ over the transformed axes, and N for the product of their lengths. `axes` are all by
// default; negative ones count from the end. `lengths` are those of the transformed axes, in the order of `axes`. All
// trap for axes that are not there or listed twice, and unless there are as many lengths as axes.

/// The DFT along some axes, Xₖ = s · Σₙ xₙ exp(−2πi kn/N), in natural order; s = 1 by default.
///
/// - Parameter lengths: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: the conventions of NumPy's and SciPy's `fftn`.
public func fftn<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, axes: [Int]? = nil, lengths: [Int]? = nil, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  ComplexDFTs(direction: .forward, normalization: normalization)("fftn", x, axes: axes, lengths: lengths)
}

/// The inverse DFT along some axes, xₙ = s · Σₖ Xₖ exp(+2πi kn/N); s = 1/N by default.
///
/// - Parameter lengths: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: the conventions of NumPy's and SciPy's `ifftn`.
public func ifftn<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, axes: [Int]? = nil, lengths: [Int]? = nil, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  ComplexDFTs(direction: .inverse, normalization: normalization)("ifftn", x, axes: axes, lengths: lengths)
}

/// The DFT of a real tensor along some axes, of which the last listed keeps bins 0 … ⌊n/2⌋; s = 1 by default.
///
/// - Parameter lengths: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: the conventions of NumPy's and SciPy's `rfftn`.
public func rfftn<T: TensorScalar>(
  _ x: Tensor<T>, axes: [Int]? = nil, lengths: [Int]? = nil, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  RealDFTs(direction: .forward, normalization: normalization)("rfftn", x, axes: axes, lengths: lengths)
}

/// The real tensor whose half-spectrum along the last listed axis is x: the inverse of
/// ``rfftn(_:axes:lengths:normalization:)``; s = 1/N by default.
///
/// The inverse DFT along the other axes comes first; then the imaginary parts of DC and, for even lengths, of Nyquist
/// along the last listed axis are ignored.
/// - Parameter lengths: those of the real tensor along the transformed axes, to which, and to ⌊n/2⌋ + 1 bins along the
///   last listed one, x is cut off or filled with zeros. By default its own, and even, 2 · (bins − 1), along the last
///   listed axis.
/// - Complexity: O(N log N) for each transform.
/// - Source: the conventions of NumPy's and SciPy's `irfftn`.
public func irfftn<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, axes: [Int]? = nil, lengths: [Int]? = nil, normalization: Normalization = .backward
) -> Tensor<T> {
  InverseRealDFTs(direction: .inverse, normalization: normalization)("irfftn", x, axes: axes, lengths: lengths)
}

/// The real DFT of a tensor that is Hermitian along some axes, of which x is the half along the last listed one; s = 1 by
/// default.
///
/// - Parameter lengths: as those of ``irfftn(_:axes:lengths:normalization:)``.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `hfftn`.
public func hfftn<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, axes: [Int]? = nil, lengths: [Int]? = nil, normalization: Normalization = .backward
) -> Tensor<T> {
  InverseRealDFTs(direction: .forward, normalization: normalization)("hfftn", x, axes: axes, lengths: lengths)
}

/// The half, along the last listed axis, of the Hermitian tensor whose DFT is the real x; s = 1/N by default.
///
/// - Parameter lengths: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `ihfftn`.
public func ihfftn<T: TensorScalar>(
  _ x: Tensor<T>, axes: [Int]? = nil, lengths: [Int]? = nil, normalization: Normalization = .backward
) -> Tensor<Complex<T>> {
  RealDFTs(direction: .inverse, normalization: normalization)("ihfftn", x, axes: axes, lengths: lengths)
}
