// Modulus, phase and the polar form z = r·exp(iφ).

extension Complex {
  /// The complex conjugate x − iy.
  @inlinable
  public var conjugate: Complex {
    Complex(real, -imaginary)
  }

  /// The squared modulus |z|² = x² + y², which overflows and underflows like any square.
  @inlinable
  public var squaredModulus: T {
    real * real + imaginary * imaginary
  }

  /// The modulus |z| = √(x² + y²), without spurious overflow or underflow; infinite if either part is, as C's `hypot`.
  @inlinable
  public var modulus: T {
    // A square that underflows beside a normal sum is below half an ulp of it, so a normal sum is all that must be
    // asked.
    let square = squaredModulus
    return square.isNormal ? square.squareRoot() : T.hypot(real, imaginary)
  }

  /// The phase φ = atan2(y, x) in [−π, π] radians, and 0 at 0.
  ///
  /// On the negative real axis it is π for y = +0 and −π for y = −0. At 0 it is +0 whatever the signs of the zeros, as
  /// a silent bin has no phase.
  @inlinable
  public var phase: T {
    isZero ? 0 : T.atan2(y: imaginary, x: real)
  }

  /// The polar form (r, φ) of z = r·exp(iφ).
  @inlinable
  public var polar: (modulus: T, phase: T) {
    (modulus, phase)
  }

  /// The number r·exp(iφ) = r·cos φ + i·r·sin φ.
  ///
  /// - Parameters:
  ///   - modulus: r; a negative one turns the number by π.
  ///   - phase: φ in radians. At φ = 0 the result is r exactly, an infinite r included.
  @inlinable
  public init(modulus: T, phase: T) {
    if phase.isZero {
      self.init(modulus, phase)
    } else {
      self.init(modulus * T.cos(phase), modulus * T.sin(phase))
    }
  }

  /// The point exp(iθ) = cos θ + i·sin θ on the unit circle.
  ///
  /// `Complex<Double>.exp(i: .pi)` is Euler's −1, but for the 1.2·10⁻¹⁶ i by which `Double.pi` falls short of π; where
  /// the angle is a rational part of the circle, `rootOfUnity(_:of:)` is exact.
  ///
  /// - Parameter theta: θ in radians.
  @inlinable
  public static func exp(i theta: T) -> Complex {
    Complex(T.cos(theta), T.sin(theta))
  }
}
