#if canImport(_Differentiation)
  public import ComplexNumbers
  public import Fourier
  public import _Differentiation

  // Between spectra and real arrays, element by element.

  /// |z|² = (Re z)² + (Im z)² of each element. The pullback of g is 2g·z.
  public func squaredModulus<T: TransformScalar>(_ z: [Complex<T>]) -> [T] { squaredModuli(z) }

  @derivative(of: squaredModulus)
  public func vjpSquaredModulus<T: TransformScalar & Differentiable>(
    _ z: [Complex<T>]
  ) -> (value: [T], pullback: ([T].TangentVector) -> [Complex<T>].TangentVector) where T.TangentVector == T {
    (squaredModuli(z), { $0.base.isEmpty ? .zero : .init(scaled(z, by: $0.base, factor: 2)) })
  }

  /// |z| of each element, without spurious over- or underflow. The pullback of g is g·z/|z|, and 0 where z is 0.
  public func abs<T: TransformScalar>(_ z: [Complex<T>]) -> [T] { moduli(z) }

  @derivative(of: abs)
  public func vjpAbs<T: TransformScalar & Differentiable>(
    _ z: [Complex<T>]
  ) -> (value: [T], pullback: ([T].TangentVector) -> [Complex<T>].TangentVector) where T.TangentVector == T {
    let modulus = moduli(z)
    return (modulus, { $0.base.isEmpty ? .zero : .init(scaledDirections(z, modulus, $0.base)) })
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func squaredModuli<T: TransformScalar>(_ z: [Complex<T>]) -> [T] { mapped(z) { $0.squaredModulus } }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func moduli<T: TransformScalar>(_ z: [Complex<T>]) -> [T] { mapped(z) { $0.modulus } }

  @specialized(where T == Float)
  @specialized(where T == Double)
  private func scaled<T: TransformScalar>(_ z: [Complex<T>], by g: [T], factor: T) -> [Complex<T>] {
    zipped(z, g) { z, g in (factor * g) * z }
  }

  /// g·z/|z|, and 0 where z is 0; z/|z| first, whose parts are at most 1, however small or large z is.
  @specialized(where T == Float)
  @specialized(where T == Double)
  private func scaledDirections<T: TransformScalar>(_ z: [Complex<T>], _ modulus: [T], _ g: [T]) -> [Complex<T>] {
    zipped(zipped(z, modulus) { z, r in r == 0 ? .zero : Complex(z.real / r, z.imaginary / r) }, g) { z, g in g * z }
  }
#endif
