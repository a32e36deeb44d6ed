public import Autodiff
public import ComplexNumbers

/// The distance of complex spectra, phases and all: mean|X − Y|, or mean|X − Y|².
///
/// The squared distance of the full spectra is, by Parseval's theorem, that of the windowed frames. At X = Y value and
/// derivative are 0.
/// - Parameters:
///   - estimate: spectra X.
///   - target: spectra Y of the same shape. Traps if the shapes differ.
///   - distance: of moduli or of their squares.
///   - reduction: one distance for each bin, their sum or mean.
/// - Source: D. S. Williamson, Y. Wang and D. Wang, "Complex ratio masking for monaural speech separation", IEEE/ACM
///   Trans. Audio Speech Lang. Process. 24 (2016), 483; PyTorch's `abs` of complex tensors.
public func complexSpectrumDistance<T>(
  _ estimate: Tensor<Complex<T>>, _ target: Tensor<Complex<T>>, distance: ElementwiseDistance = .l2,
  reduction: Reduction = .mean
) -> Tensor<T> {
  requireSameShape("complexSpectrumDistance", estimate, target)
  let difference = estimate - target
  return reduction(distance == .l1 ? abs(difference) : squaredModulus(difference))
}
