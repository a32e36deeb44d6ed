// Complex with real: half the work of promoting the real operand, and no invented zero: x·z keeps the signs of zeros
// and an infinity beside a finite part, x + z leaves the imaginary part untouched.
//
// Overloads on a real operand are what swift-numerics warns of: in generic code `t / 2` would become complex, with 2 as
// the complex operand. They are disfavored, so that an expression that can be real is real.

extension Complex {
  /// (x + a) + ib
  @_disfavoredOverload
  @inlinable
  public static func + (x: T, z: Complex) -> Complex {
    Complex(x + z.real, z.imaginary)
  }

  /// (a + x) + ib
  @_disfavoredOverload
  @inlinable
  public static func + (z: Complex, x: T) -> Complex {
    Complex(z.real + x, z.imaginary)
  }

  /// (x − a) − ib
  @_disfavoredOverload
  @inlinable
  public static func - (x: T, z: Complex) -> Complex {
    Complex(x - z.real, -z.imaginary)
  }

  /// (a − x) + ib
  @_disfavoredOverload
  @inlinable
  public static func - (z: Complex, x: T) -> Complex {
    Complex(z.real - x, z.imaginary)
  }

  /// xa + i·xb
  @_disfavoredOverload
  @inlinable
  public static func * (x: T, z: Complex) -> Complex {
    Complex(x * z.real, x * z.imaginary)
  }

  /// ax + i·bx
  @_disfavoredOverload
  @inlinable
  public static func * (z: Complex, x: T) -> Complex {
    Complex(z.real * x, z.imaginary * x)
  }

  /// a/x + i·b/x
  @_disfavoredOverload
  @inlinable
  public static func / (z: Complex, x: T) -> Complex {
    Complex(z.real / x, z.imaginary / x)
  }

  /// x/z, as robust as the division of two complex numbers.
  @_disfavoredOverload
  @inlinable
  public static func / (x: T, z: Complex) -> Complex {
    Complex(x, 0) / z
  }

  @_disfavoredOverload
  @inlinable
  public static func += (z: inout Complex, x: T) {
    z.real += x
  }

  @_disfavoredOverload
  @inlinable
  public static func -= (z: inout Complex, x: T) {
    z.real -= x
  }

  @_disfavoredOverload
  @inlinable
  public static func *= (z: inout Complex, x: T) {
    z = z * x
  }

  @_disfavoredOverload
  @inlinable
  public static func /= (z: inout Complex, x: T) {
    z = z / x
  }
}
