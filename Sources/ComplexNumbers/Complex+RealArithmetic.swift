// Complex with real: half the work of promoting the real operand, and no invented zero: x·z keeps the signs of zeros and
// an infinity beside a finite part, x + z leaves the imaginary part untouched.

extension Complex {
  /// (x + a) + ib
  @inlinable
  public static func + (x: T, z: Complex) -> Complex {
    Complex(x + z.real, z.imaginary)
  }

  /// (a + x) + ib
  @inlinable
  public static func + (z: Complex, x: T) -> Complex {
    Complex(z.real + x, z.imaginary)
  }

  /// (x − a) − ib
  @inlinable
  public static func - (x: T, z: Complex) -> Complex {
    Complex(x - z.real, -z.imaginary)
  }

  /// (a − x) + ib
  @inlinable
  public static func - (z: Complex, x: T) -> Complex {
    Complex(z.real - x, z.imaginary)
  }

  /// xa + i·xb
  @inlinable
  public static func * (x: T, z: Complex) -> Complex {
    Complex(x * z.real, x * z.imaginary)
  }

  /// ax + i·bx
  @inlinable
  public static func * (z: Complex, x: T) -> Complex {
    Complex(z.real * x, z.imaginary * x)
  }

  /// a/x + i·b/x
  @inlinable
  public static func / (z: Complex, x: T) -> Complex {
    Complex(z.real / x, z.imaginary / x)
  }

  /// x/z, as robust as the division of two complex numbers.
  @inlinable
  public static func / (x: T, z: Complex) -> Complex {
    Complex(x, 0) / z
  }

  @inlinable
  public static func += (z: inout Complex, x: T) {
    z.real += x
  }

  @inlinable
  public static func -= (z: inout Complex, x: T) {
    z.real -= x
  }

  @inlinable
  public static func *= (z: inout Complex, x: T) {
    z = z * x
  }

  @inlinable
  public static func /= (z: inout Complex, x: T) {
    z = z / x
  }
}
