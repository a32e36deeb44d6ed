public import ComplexNumbers

/// The sign of the exponent of a DFT.
public enum Direction: Sendable, Hashable {
  /// Xₖ = Σₙ xₙ exp(−2πi kn/N), samples to spectrum.
  case forward
  /// xₙ = Σₖ Xₖ exp(+2πi kn/N), spectrum to samples.
  case inverse

  /// The other direction.
  @inlinable
  public var opposite: Direction { self == .forward ? .inverse : .forward }
}

/// Where the factor 1/N of a pair of forward and inverse transforms goes, as in NumPy and SciPy, or that it is left out.
public enum Normalization: Sendable, Hashable, CaseIterable {
  /// 1 forward, 1/N inverse: the default. SciPy's `"backward"`.
  case backward
  /// 1/√N both ways, so that both are unitary. SciPy's `"ortho"`.
  case orthonormal
  /// 1/N forward, 1 inverse. SciPy's `"forward"`.
  case forward
  /// 1 both ways, as FFTW computes: the pair multiplies by N.
  case none

  /// The factor with which a transform of `length` points in `direction` is multiplied.
  @inlinable
  public func scale<T: Real>(length: Int, direction: Direction) -> T {
    switch (self, direction) {
    case (.backward, .forward), (.forward, .inverse), (.none, _): 1
    case (.backward, .inverse), (.forward, .forward): 1 / T(length)
    // The root halves the quotient's rounding error, so this order is the more accurate one.
    case (.orthonormal, _): .sqrt(1 / T(length))
    }
  }
}
