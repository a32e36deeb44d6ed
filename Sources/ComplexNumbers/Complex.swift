// Complex<T>: a complex number as signal processing writes it.
//
// z = x + iy, stored as the two parts in C's order and layout, so that an array of them is what FFTW, C's
// `double complex` and `std::complex` read. The parts are IEEE numbers and nothing else: a part that is infinite or NaN
// says nothing about the other, and `==` compares part by part.

@_exported import RealModule

/// A complex number x + iy, laid out in memory like C's: the real part, then the imaginary part.
///
/// ```swift
/// let z = Complex(3.0, -4.0)
/// z.modulus                    // 5
/// 2 * z.conjugate              // 6 + 8i
/// ```
@frozen
public struct Complex<T: Real> {
  /// The real part, x.
  public var real: T

  /// The imaginary part, y.
  public var imaginary: T

  /// The number x + iy.
  ///
  /// - Parameters:
  ///   - real: x
  ///   - imaginary: y
  @inlinable
  public init(_ real: T, _ imaginary: T) {
    self.real = real
    self.imaginary = imaginary
  }
}

extension Complex: BitwiseCopyable where T: BitwiseCopyable {}

extension Complex: Sendable where T: Sendable {}

extension Complex {
  /// The real number x, with imaginary part 0.
  @inlinable
  public init(_ real: T) {
    self.init(real, 0)
  }

  /// The imaginary number iy, with real part 0.
  @inlinable
  public init(imaginary: T) {
    self.init(0, imaginary)
  }

  /// 0
  @inlinable
  public static var zero: Complex {
    Complex(0, 0)
  }

  /// 1
  @inlinable
  public static var one: Complex {
    Complex(1, 0)
  }

  /// The imaginary unit: i² = −1.
  @inlinable
  public static var i: Complex {
    Complex(0, 1)
  }

  /// Whether both parts are finite.
  @inlinable
  public var isFinite: Bool {
    real.isFinite && imaginary.isFinite
  }

  /// Whether either part is infinite, whatever the other is.
  @inlinable
  public var isInfinite: Bool {
    real.isInfinite || imaginary.isInfinite
  }

  /// Whether either part is NaN, whatever the other is.
  @inlinable
  public var isNaN: Bool {
    real.isNaN || imaginary.isNaN
  }

  /// Whether both parts are zero, of either sign.
  @inlinable
  public var isZero: Bool {
    real.isZero && imaginary.isZero
  }
}
