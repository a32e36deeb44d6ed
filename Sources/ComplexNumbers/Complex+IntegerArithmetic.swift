// Complex with integer, above all with a literal: 2 * z, 1 - z, z / 2.
//
// Without these a literal beside a complex number would be complex, and 2 * z the four products of (2 + 0i)·z, which
// differs from the real product at infinities and zeros. As an `Int` is nothing but an integer, nothing is ambiguous.

extension Complex {
  /// (n + a) + ib
  @inlinable
  public static func + (n: Int, z: Complex) -> Complex {
    T(n) + z
  }

  /// (a + n) + ib
  @inlinable
  public static func + (z: Complex, n: Int) -> Complex {
    z + T(n)
  }

  /// (n − a) − ib
  @inlinable
  public static func - (n: Int, z: Complex) -> Complex {
    T(n) - z
  }

  /// (a − n) + ib
  @inlinable
  public static func - (z: Complex, n: Int) -> Complex {
    z - T(n)
  }

  /// na + i·nb
  @inlinable
  public static func * (n: Int, z: Complex) -> Complex {
    T(n) * z
  }

  /// an + i·bn
  @inlinable
  public static func * (z: Complex, n: Int) -> Complex {
    z * T(n)
  }

  /// a/n + i·b/n
  @inlinable
  public static func / (z: Complex, n: Int) -> Complex {
    z / T(n)
  }

  /// n/z
  @inlinable
  public static func / (n: Int, z: Complex) -> Complex {
    T(n) / z
  }

  @inlinable
  public static func += (z: inout Complex, n: Int) {
    z += T(n)
  }

  @inlinable
  public static func -= (z: inout Complex, n: Int) {
    z -= T(n)
  }

  @inlinable
  public static func *= (z: inout Complex, n: Int) {
    z *= T(n)
  }

  @inlinable
  public static func /= (z: inout Complex, n: Int) {
    z /= T(n)
  }
}
