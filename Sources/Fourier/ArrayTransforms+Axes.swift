public import ComplexNumbers

// One-line transforms of arrays of several axes, given as their elements in row-major order and their shape.
//
// Along several axes, kn/N stands for the sum of kₐnₐ/Nₐ over the transformed ones, and N for the product of their
// lengths. `axes` are all by default; negative ones count from the end. All trap unless the elements fill the shape, and
// for axes that are not there or listed twice.

/// The DFT along some axes, Xₖ = s · Σₙ xₙ exp(−2πi kn/N), in natural order; s = 1 by default.
///
/// - Parameter lengths: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: the conventions of NumPy's and SciPy's `fftn`.
public func fftn<T: TransformScalar>(
  _ input: [Complex<T>], shape: [Int], axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward
) -> [Complex<T>] {
  trapping("fftn", input, shape, axes, lengths) { (shape) throws(DFTError) in
    try DFTPlan(shape: shape, axes: axes, direction: .forward, normalization: normalization)
  }
}

/// The inverse DFT along some axes, xₙ = s · Σₖ Xₖ exp(+2πi kn/N); s = 1/N by default.
///
/// - Parameter lengths: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: the conventions of NumPy's and SciPy's `ifftn`.
public func ifftn<T: TransformScalar>(
  _ input: [Complex<T>], shape: [Int], axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward
) -> [Complex<T>] {
  trapping("ifftn", input, shape, axes, lengths) { (shape) throws(DFTError) in
    try DFTPlan(shape: shape, axes: axes, direction: .inverse, normalization: normalization)
  }
}

/// The DFT of a real array along some axes, of which the last listed keeps bins 0 … ⌊n/2⌋; s = 1 by default.
///
/// - Parameters:
///   - shape: that of the real input.
///   - lengths: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: the conventions of NumPy's and SciPy's `rfftn`.
public func rfftn<T: TransformScalar>(
  _ input: [T], shape: [Int], axes: [Int]? = nil, lengths: [Int]? = nil, normalization: Normalization = .backward
) -> [Complex<T>] {
  trapping("rfftn", input, shape, axes, lengths) { (shape) throws(DFTError) in
    try RealDFTPlan(shape: shape, axes: axes, normalization: normalization)
  }
}

/// The real array of `shape` whose half-spectrum is `input`: the inverse of
/// ``rfftn(_:shape:axes:lengths:normalization:)``; s = 1/N by default.
///
/// The inverse DFT along the other axes comes first; then the imaginary parts of DC and, for even lengths, of Nyquist
/// along the last listed axis are ignored.
/// - Parameter shape: that of the real output.
/// - Complexity: O(N log N) for each transform.
/// - Source: the conventions of NumPy's and SciPy's `irfftn`.
public func irfftn<T: TransformScalar>(
  _ input: [Complex<T>], shape: [Int], axes: [Int]? = nil, normalization: Normalization = .backward
) -> [T] {
  trapping("irfftn") { () throws(DFTError) in
    try InverseRealDFTPlan(shape: shape, axes: axes, normalization: normalization)
  }(input)
}

/// The real DFT of an array of `shape` that is Hermitian along its axes, of which `input` is the half along the last
/// listed one; s = 1 by default.
///
/// - Parameter shape: that of the real output.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `hfftn`.
public func hfftn<T: TransformScalar>(
  _ input: [Complex<T>], shape: [Int], axes: [Int]? = nil, normalization: Normalization = .backward
) -> [T] {
  trapping("hfftn") { () throws(DFTError) in
    try InverseRealDFTPlan(shape: shape, axes: axes, direction: .forward, normalization: normalization)
  }(input)
}

/// The half, along the last listed axis, of the Hermitian array whose DFT is the real `input`; s = 1/N by default.
///
/// - Parameters:
///   - shape: that of the real input.
///   - lengths: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `ihfftn`.
public func ihfftn<T: TransformScalar>(
  _ input: [T], shape: [Int], axes: [Int]? = nil, lengths: [Int]? = nil, normalization: Normalization = .backward
) -> [Complex<T>] {
  trapping("ihfftn", input, shape, axes, lengths) { (shape) throws(DFTError) in
    try RealDFTPlan(shape: shape, axes: axes, direction: .inverse, normalization: normalization)
  }
}

/// The discrete cosine transform along some axes; s = 1 by default.
///
/// - Parameters: those of ``dct(_:type:length:normalization:orthogonalizes:)``, and
///   `lengths`: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `dctn`.
public func dctn<T: TransformScalar>(
  _ input: [T], shape: [Int], type: TrigonometricType = .ii, axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> [T] {
  realToReal("dctn", input, shape, type.cosine, .forward, axes, lengths, normalization, orthogonalizes)
}

/// The inverse of ``dctn(_:shape:type:axes:lengths:normalization:orthogonalizes:)`` of the same type.
///
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `idctn`.
public func idctn<T: TransformScalar>(
  _ input: [T], shape: [Int], type: TrigonometricType = .ii, axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> [T] {
  realToReal("idctn", input, shape, type.cosine, .inverse, axes, lengths, normalization, orthogonalizes)
}

/// The discrete sine transform along some axes; s = 1 by default.
///
/// - Parameters: those of ``dst(_:type:length:normalization:orthogonalizes:)``, and
///   `lengths`: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `dstn`.
public func dstn<T: TransformScalar>(
  _ input: [T], shape: [Int], type: TrigonometricType = .ii, axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> [T] {
  realToReal("dstn", input, shape, type.sine, .forward, axes, lengths, normalization, orthogonalizes)
}

/// The inverse of ``dstn(_:shape:type:axes:lengths:normalization:orthogonalizes:)`` of the same type.
///
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `idstn`.
public func idstn<T: TransformScalar>(
  _ input: [T], shape: [Int], type: TrigonometricType = .ii, axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> [T] {
  realToReal("idstn", input, shape, type.sine, .inverse, axes, lengths, normalization, orthogonalizes)
}

private func realToReal<T: TransformScalar>(
  _ name: StaticString, _ input: [T], _ shape: [Int], _ kind: RealToRealKind, _ direction: Direction, _ axes: [Int]?,
  _ lengths: [Int]?, _ normalization: Normalization, _ orthogonalizes: Bool?
) -> [T] {
  trapping(name, input, shape, axes, lengths) { (shape) throws(DFTError) -> RealToRealPlan<T> in
    let kinds = [RealToRealKind](repeating: kind, count: (axes ?? Array(shape.indices)).count)
    return try RealToRealPlan(
      shape: shape, kinds: kinds, axes: axes, direction: direction, normalization: normalization,
      orthogonalizes: orthogonalizes)
  }
}

/// Resizes the transformed axes of the input and applies the transform of the resulting shape.
private func trapping<Transform: FourierTransform>(
  _ name: StaticString, _ input: [Transform.Input], _ shape: [Int], _ axes: [Int]?, _ lengths: [Int]?,
  _ make: (_ shape: [Int]) throws(DFTError) -> Transform
) -> [Transform.Output] where Transform.Input: BitwiseCopyable, Transform.Output: BitwiseCopyable {
  guard let lengths else { return trapping(name) { () throws(DFTError) in try make(shape) }(input) }
  let source = trapping(name) { () throws(DFTError) in try TransformShape(shape: shape, axes: axes) }
  require(input.count == source.count, "\(name): \(input.count) elements do not fill an array of shape \(shape)")
  require(
    lengths.count == source.axes.count, "\(name): \(lengths.count) lengths do not fit \(source.axes.count) axes")
  var target = shape
  for (axis, length) in zip(source.axes, lengths) { target[axis] = length }
  let transform = trapping(name) { () throws(DFTError) in try make(target) }
  return transform(target == shape ? input : resized(input, shape, to: target))
}

/// The part of an array of `shape` that an array of shape `target` has room for, and zero bits around it.
private func resized<Element: BitwiseCopyable>(_ elements: [Element], _ shape: [Int], to target: [Int]) -> [Element] {
  let common = zip(shape, target).map { min($0, $1) }
  let count = target.reduce(1) { max($0 * max($1, 0), 0) }
  if common.contains(where: { $0 < 1 }) { return [] }
  let rows = RowWalk(shape: common, along: common.count - 1, .rowMajor(shape), .rowMajor(target))
  return written(count: count, hasGaps: true) { output in
    rows.forEachRow { from, to in
      for i in 0..<rows.count { output[to + i] = elements[from + i] }
    }
  }
}
