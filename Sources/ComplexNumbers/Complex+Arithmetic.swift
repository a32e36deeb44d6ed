// Complex with complex: +, − and × as the textbook writes them.
//
// Multiplication is the plain four-product formula, as fast as C's under -fcx-limited-range. C's Annex G recovers an
// infinity where the formula gives NaN + i·NaN, at a branch per product; here ∞ times a finite number may have NaN parts.

extension Complex: AdditiveArithmetic {
  /// (a + c) + i(b + d)
  @inlinable
  public static func + (z: Complex, w: Complex) -> Complex {
    Complex(z.real + w.real, z.imaginary + w.imaginary)
  }

  /// (a − c) + i(b − d)
  @inlinable
  public static func - (z: Complex, w: Complex) -> Complex {
    Complex(z.real - w.real, z.imaginary - w.imaginary)
  }

  @inlinable
  public static func += (z: inout Complex, w: Complex) {
    z = z + w
  }

  @inlinable
  public static func -= (z: inout Complex, w: Complex) {
    z = z - w
  }
}

extension Complex: Numeric {
  /// (ac − bd) + i(ad + bc)
  @inlinable
  public static func * (z: Complex, w: Complex) -> Complex {
    Complex(z.real * w.real - z.imaginary * w.imaginary, z.real * w.imaginary + z.imaginary * w.real)
  }

  @inlinable
  public static func *= (z: inout Complex, w: Complex) {
    z = z * w
  }

  /// The modulus |z|, as `Numeric` names it.
  @inlinable
  public var magnitude: T {
    modulus
  }

  /// The real number x, rounded to `T`.
  @inlinable
  public init<Source: BinaryInteger>(_ real: Source) {
    self.init(T(real), 0)
  }

  /// The real number x, or nil if `T` cannot represent it exactly.
  @inlinable
  public init?<Source: BinaryInteger>(exactly real: Source) {
    guard let real = T(exactly: real) else { return nil }
    self.init(real, 0)
  }
}

extension Complex: SignedNumeric {
  /// −x − iy
  @inlinable
  public static prefix func - (z: Complex) -> Complex {
    Complex(-z.real, -z.imaginary)
  }

  @inlinable
  public mutating func negate() {
    self = -self
  }
}

/// The modulus |z| = √(x² + y²), without spurious overflow or underflow.
@inlinable
public func abs<T>(_ z: Complex<T>) -> T {
  z.modulus
}
