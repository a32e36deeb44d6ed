import ComplexNumbers

/// Where the ends of the data lie in the period of a discrete cosine or sine transform.
public enum TrigonometricType: Int, Sendable, Hashable, CaseIterable {
  /// DCT-I, DST-I: the ends of the period are samples.
  case i = 1
  /// DCT-II, DST-II: half a sample beyond the data.
  case ii
  /// DCT-III, DST-III: the inverses of type II.
  case iii
  /// DCT-IV, DST-IV: the data are half a sample from the ends in both domains.
  case iv

  package var cosine: RealToRealKind { [.dct1, .dct2, .dct3, .dct4][rawValue - 1] }
  package var sine: RealToRealKind { [.dst1, .dst2, .dst3, .dst4][rawValue - 1] }
}

/// The discrete cosine transform; for type II, Yₖ = 2s · Σₙ xₙ cos(π(n+½)k/N); s = 1 by default.
///
/// - Parameters:
///   - type: which of the four; see ``RealToRealKind`` for their sums.
///   - length: N, to which the input is cut off or filled with zeros. Traps if it is 0, or 1 for type I.
///   - normalization: s = 1, 1/√M or 1/M with M = 2N, for type I 2(N − 1).
///   - orthogonalizes: whether the end terms are weighted by √2; by default, if the normalization is orthonormal, when the
///     matrix is an orthogonal one.
/// - Complexity: O(N log N).
/// - Source: SciPy's `dct`.
public func dct<T: TransformScalar>(
  _ input: [T], type: TrigonometricType = .ii, length: Int? = nil, normalization: Normalization = .backward,
  orthogonalizes: Bool? = nil
) -> [T] {
  realToReal("dct", input, type.cosine, .forward, length, normalization, orthogonalizes)
}

/// The inverse of the discrete cosine transform of the same type; s = 1/M by default.
///
/// - Parameters: those of ``dct(_:type:length:normalization:orthogonalizes:)``.
/// - Complexity: O(N log N).
/// - Source: SciPy's `idct`.
public func idct<T: TransformScalar>(
  _ input: [T], type: TrigonometricType = .ii, length: Int? = nil, normalization: Normalization = .backward,
  orthogonalizes: Bool? = nil
) -> [T] {
  realToReal("idct", input, type.cosine, .inverse, length, normalization, orthogonalizes)
}

/// The discrete sine transform; for type II, Yₖ = 2s · Σₙ xₙ sin(π(n+½)(k+1)/N); s = 1 by default.
///
/// - Parameters:
///   - type: which of the four; see ``RealToRealKind`` for their sums.
///   - length: N, to which the input is cut off or filled with zeros. Traps if it is 0.
///   - normalization: s = 1, 1/√M or 1/M with M = 2N, for type I 2(N + 1).
///   - orthogonalizes: whether the end terms are weighted by √2; by default, if the normalization is orthonormal, when the
///     matrix is an orthogonal one.
/// - Complexity: O(N log N).
/// - Source: SciPy's `dst`.
public func dst<T: TransformScalar>(
  _ input: [T], type: TrigonometricType = .ii, length: Int? = nil, normalization: Normalization = .backward,
  orthogonalizes: Bool? = nil
) -> [T] {
  realToReal("dst", input, type.sine, .forward, length, normalization, orthogonalizes)
}

/// The inverse of the discrete sine transform of the same type; s = 1/M by default.
///
/// - Parameters: those of ``dst(_:type:length:normalization:orthogonalizes:)``.
/// - Complexity: O(N log N).
/// - Source: SciPy's `idst`.
public func idst<T: TransformScalar>(
  _ input: [T], type: TrigonometricType = .ii, length: Int? = nil, normalization: Normalization = .backward,
  orthogonalizes: Bool? = nil
) -> [T] {
  realToReal("idst", input, type.sine, .inverse, length, normalization, orthogonalizes)
}

/// The discrete Hartley transform Yₖ = s · Σₙ xₙ (cos(2πkn/N) + sin(2πkn/N)); s = 1 by default.
///
/// - Parameter length: N, to which the input is cut off or filled with zeros. Traps if it is 0.
/// - Complexity: O(N log N).
/// - Source: R. N. Bracewell, "Discrete Hartley transform", J. Opt. Soc. Am. 73 (1983), 1832; FFTW's `DHT`.
public func dht<T: TransformScalar>(
  _ input: [T], length: Int? = nil, normalization: Normalization = .backward
) -> [T] {
  realToReal("dht", input, .dht, .forward, length, normalization, false)
}

/// The inverse of the discrete Hartley transform, which is the same sum; s = 1/N by default.
///
/// - Parameter length: N, to which the input is cut off or filled with zeros. Traps if it is 0.
/// - Complexity: O(N log N).
public func idht<T: TransformScalar>(
  _ input: [T], length: Int? = nil, normalization: Normalization = .backward
) -> [T] {
  realToReal("idht", input, .dht, .inverse, length, normalization, false)
}

@specialized(where T == Float)
@specialized(where T == Double)
private func realToReal<T: TransformScalar>(
  _ name: StaticString, _ input: [T], _ kind: RealToRealKind, _ direction: Direction, _ length: Int?,
  _ normalization: Normalization, _ orthogonalizes: Bool?
) -> [T] {
  trapping(name, input, resizedTo: length) { (length) throws(DFTError) in
    try RealToRealPlan(
      length: length, kind: kind, direction: direction, normalization: normalization, orthogonalizes: orthogonalizes)
  }
}
