public import Fourier

// Cosine, sine and Hartley transforms of tensors, along one axis or several, with SciPy's meaning: N is an axis's length,
// M the period of what the data are a part of, 2N but for type I; `.orthonormal` weights the ends unless
// `orthogonalizes` says otherwise. Of several axes, M is the product. Axes and lengths are those of `fft` and `fftn`. The
// half-complex kinds, and different kinds along different axes, are a ``TransformOperator`` of a ``RealToRealPlan``.

/// The discrete cosine transform along an axis; for type II, Yₖ = 2s · Σₙ xₙ cos(π(n+½)k/N); s = 1 by default.
///
/// - Parameters:
///   - type: which of the four; see ``RealToRealKind`` for their sums.
///   - length: N, to which the axis is cut off or filled with zeros; its own by default. Traps if it is 0, or 1 for type I.
///   - normalization: s = 1, 1/√M or 1/M with M = 2N, for type I 2(N − 1).
///   - orthogonalizes: whether the end terms are weighted by √2; by default, if the normalization is orthonormal, when the
///     matrix is an orthogonal one.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: SciPy's `dct`.
public func dct<T: TensorScalar>(
  _ x: Tensor<T>, type: TrigonometricType = .ii, length: Int? = nil, axis: Int = -1,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> Tensor<T> {
  RealToRealTransforms(
    kind: type.cosine, direction: .forward, normalization: normalization, orthogonalizes: orthogonalizes
  )("dct", x, axis: axis, length: length)
}

/// The inverse of the discrete cosine transform of the same type along an axis; s = 1/M by default.
///
/// - Parameters: those of ``dct(_:type:length:axis:normalization:orthogonalizes:)``.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: SciPy's `idct`.
public func idct<T: TensorScalar>(
  _ x: Tensor<T>, type: TrigonometricType = .ii, length: Int? = nil, axis: Int = -1,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> Tensor<T> {
  RealToRealTransforms(
    kind: type.cosine, direction: .inverse, normalization: normalization, orthogonalizes: orthogonalizes
  )("idct", x, axis: axis, length: length)
}

/// The discrete sine transform along an axis; for type II, Yₖ = 2s · Σₙ xₙ sin(π(n+½)(k+1)/N); s = 1 by default.
///
/// - Parameters:
///   - type: which of the four; see ``RealToRealKind`` for their sums.
///   - length: N, to which the axis is cut off or filled with zeros; its own by default. Traps if it is 0.
///   - normalization: s = 1, 1/√M or 1/M with M = 2N, for type I 2(N + 1).
///   - orthogonalizes: whether the end terms are weighted by √2; by default, if the normalization is orthonormal, when the
///     matrix is an orthogonal one.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: SciPy's `dst`.
public func dst<T: TensorScalar>(
  _ x: Tensor<T>, type: TrigonometricType = .ii, length: Int? = nil, axis: Int = -1,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> Tensor<T> {
  RealToRealTransforms(
    kind: type.sine, direction: .forward, normalization: normalization, orthogonalizes: orthogonalizes
  )("dst", x, axis: axis, length: length)
}

/// The inverse of the discrete sine transform of the same type along an axis; s = 1/M by default.
///
/// - Parameters: those of ``dst(_:type:length:axis:normalization:orthogonalizes:)``.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: SciPy's `idst`.
public func idst<T: TensorScalar>(
  _ x: Tensor<T>, type: TrigonometricType = .ii, length: Int? = nil, axis: Int = -1,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> Tensor<T> {
  RealToRealTransforms(
    kind: type.sine, direction: .inverse, normalization: normalization, orthogonalizes: orthogonalizes
  )("idst", x, axis: axis, length: length)
}

/// The discrete cosine transform along some axes, all by default; s = 1 by default.
///
/// - Parameters: those of ``dct(_:type:length:axis:normalization:orthogonalizes:)``, and
///   `lengths`: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `dctn`.
public func dctn<T: TensorScalar>(
  _ x: Tensor<T>, type: TrigonometricType = .ii, axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> Tensor<T> {
  RealToRealTransforms(
    kind: type.cosine, direction: .forward, normalization: normalization, orthogonalizes: orthogonalizes
  )("dctn", x, axes: axes, lengths: lengths)
}

/// The inverse of ``dctn(_:type:axes:lengths:normalization:orthogonalizes:)`` of the same type; s = 1/M by default.
///
/// - Parameters: those of ``dct(_:type:length:axis:normalization:orthogonalizes:)``, and
///   `lengths`: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `idctn`.
public func idctn<T: TensorScalar>(
  _ x: Tensor<T>, type: TrigonometricType = .ii, axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> Tensor<T> {
  RealToRealTransforms(
    kind: type.cosine, direction: .inverse, normalization: normalization, orthogonalizes: orthogonalizes
  )("idctn", x, axes: axes, lengths: lengths)
}

/// The discrete sine transform along some axes, all by default; s = 1 by default.
///
/// - Parameters: those of ``dst(_:type:length:axis:normalization:orthogonalizes:)``, and
///   `lengths`: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `dstn`.
public func dstn<T: TensorScalar>(
  _ x: Tensor<T>, type: TrigonometricType = .ii, axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> Tensor<T> {
  RealToRealTransforms(
    kind: type.sine, direction: .forward, normalization: normalization, orthogonalizes: orthogonalizes
  )("dstn", x, axes: axes, lengths: lengths)
}

/// The inverse of ``dstn(_:type:axes:lengths:normalization:orthogonalizes:)`` of the same type; s = 1/M by default.
///
/// - Parameters: those of ``dst(_:type:length:axis:normalization:orthogonalizes:)``, and
///   `lengths`: to which the transformed axes are cut off or filled with zeros; their own by default.
/// - Complexity: O(N log N) for each transform.
/// - Source: SciPy's `idstn`.
public func idstn<T: TensorScalar>(
  _ x: Tensor<T>, type: TrigonometricType = .ii, axes: [Int]? = nil, lengths: [Int]? = nil,
  normalization: Normalization = .backward, orthogonalizes: Bool? = nil
) -> Tensor<T> {
  RealToRealTransforms(
    kind: type.sine, direction: .inverse, normalization: normalization, orthogonalizes: orthogonalizes
  )("idstn", x, axes: axes, lengths: lengths)
}

/// The discrete Hartley transform along an axis, Yₖ = s · Σₙ xₙ (cos(2πkn/N) + sin(2πkn/N)); s = 1 by default.
///
/// - Parameter length: N, to which the axis is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N) for each line along the axis.
/// - Source: R. N. Bracewell, "Discrete Hartley transform", J. Opt. Soc. Am. 73 (1983), 1832; FFTW's `DHT`.
public func dht<T: TensorScalar>(
  _ x: Tensor<T>, length: Int? = nil, axis: Int = -1, normalization: Normalization = .backward
) -> Tensor<T> {
  RealToRealTransforms(
    kind: .dht, direction: .forward, normalization: normalization, orthogonalizes: false
  )("dht", x, axis: axis, length: length)
}

/// The inverse of the discrete Hartley transform along an axis, which is the same sum; s = 1/N by default.
///
/// - Parameter length: N, to which the axis is cut off or filled with zeros; its own by default. Traps if it is 0.
/// - Complexity: O(N log N) for each line along the axis.
public func idht<T: TensorScalar>(
  _ x: Tensor<T>, length: Int? = nil, axis: Int = -1, normalization: Normalization = .backward
) -> Tensor<T> {
  RealToRealTransforms(
    kind: .dht, direction: .inverse, normalization: normalization, orthogonalizes: false
  )("idht", x, axis: axis, length: length)
}
