public import ComplexNumbers
public import Fourier

// Transforms of the rows of tensors that are no plain DFTs, in one line. Each makes the transform for the call; for more
// than one call make it once, with the product of the leading axes as its batch count, and take its ``TransformOperator``.

/// Xₖ = Σₙ xₙ exp(−2πi n (start + k · step)) for k = 0 … binCount − 1, along the last axis: the DFT at any equidistant
/// frequencies.
///
/// Traps for a tensor without elements and a `binCount` less than 1.
/// - Parameters:
///   - step: cycles per sample from one frequency to the next.
///   - start: the first frequency, in cycles per sample.
/// - Complexity: O((N + M) log(N + M)) for each row.
/// - Source: ``ChirpZTransform``; SciPy's `czt`.
public func chirpZ<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, binCount: Int, step: T, start: T = 0
) -> Tensor<Complex<T>> {
  let rows = x.rows
  return trapping("chirpZ", x.shape) { () throws(DFTError) in
    try ChirpZTransform(length: rows.length, binCount: binCount, step: step, start: start, batchCount: rows.count)
  }(x)
}

/// The DFT along the last axis at `binCount` equidistant frequencies from `from` towards `to`, N when left out.
///
/// Traps for a tensor without elements and a `binCount` less than 1.
/// - Parameters:
///   - from: the first frequency, in the unit of the sample rate.
///   - to: the frequency at which the band ends; it is the last one if `includesEnd` says so.
/// - Complexity: O((N + M) log(N + M)) for each row.
/// - Source: ``ZoomDFT``; SciPy's `zoom_fft`, whose sample rate, though, is 2 by default.
public func zoomFFT<T: TensorScalar>(
  _ x: Tensor<Complex<T>>, from: T, to: T, binCount: Int? = nil, sampleRate: T = 1, includesEnd: Bool = false
) -> Tensor<Complex<T>> {
  let rows = x.rows
  return trapping("zoomFFT", x.shape) { () throws(DFTError) in
    try ZoomDFT(
      length: rows.length, from: from, to: to, binCount: binCount, sampleRate: sampleRate, includesEnd: includesEnd,
      batchCount: rows.count)
  }(x)
}

/// fₖ = Σⱼ cⱼ exp(−ikxⱼ) for k = −⌊N/2⌋ … ⌈N/2⌉ − 1, of strengths cⱼ along the last axis: the nonuniform DFT of type 1.
///
/// The points are constants; the derivative is by the strengths. Traps unless there are as many strengths as points.
/// - Parameters: those of ``Type1NonuniformDFTPlan``.
/// - Complexity: O(N log N + M log(1/tolerance)) for each row of M strengths.
/// - Throws: ``NonuniformDFTError`` for a point that is not finite, a size or a tolerance that is not possible.
public func nufft1<T: TensorScalar & SIMDScalar>(
  _ strengths: Tensor<Complex<T>>, at points: [T], modeCount: Int, direction: Direction = .forward,
  modeOrder: ModeOrder = .centered, tolerance: Double = 1e-6
) throws(NonuniformDFTError) -> Tensor<Complex<T>> {
  require(
    strengths.shape.last == points.count,
    "nufft1: \(points.count) points, but a tensor of strengths of shape \(strengths.shape)")
  let plan = try Type1NonuniformDFTPlan(
    points: points, modeCount: modeCount, direction: direction, modeOrder: modeOrder, tolerance: tolerance,
    batchCount: strengths.rows.count)
  return TransformOperator(plan, isRowwise: true)(strengths)
}

/// cⱼ = Σₖ fₖ exp(+ikxⱼ), of modes fₖ along the last axis: the nonuniform DFT of type 2, a Fourier series at any points.
///
/// The points are constants; the derivative is by the modes. Traps for a tensor without modes.
/// - Parameters: those of ``Type2NonuniformDFTPlan``.
/// - Complexity: O(N log N + M log(1/tolerance)) for each row of N modes.
/// - Throws: ``NonuniformDFTError`` for a point that is not finite, a size or a tolerance that is not possible.
public func nufft2<T: TensorScalar & SIMDScalar>(
  _ modes: Tensor<Complex<T>>, at points: [T], direction: Direction = .inverse, modeOrder: ModeOrder = .centered,
  tolerance: Double = 1e-6
) throws(NonuniformDFTError) -> Tensor<Complex<T>> {
  let rows = modes.rows
  let plan = try Type2NonuniformDFTPlan(
    points: points, modeCount: rows.length, direction: direction, modeOrder: modeOrder, tolerance: tolerance,
    batchCount: rows.count)
  return TransformOperator(plan, isRowwise: true)(modes)
}

/// The operator of a transform whose size comes from the shape of a tensor, so that an error is the program's.
private func trapping<Transform: FourierTransform>(
  _ name: StaticString, _ shape: [Int], _ make: () throws(DFTError) -> Transform
) -> TransformOperator<Transform> {
  do {
    return TransformOperator(try make(), isRowwise: true)
  } catch {
    fatalError("\(name) of a tensor of shape \(shape): \(error)")
  }
}
