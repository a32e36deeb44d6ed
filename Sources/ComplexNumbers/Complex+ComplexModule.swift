// To and from swift-numerics' type, which has the same layout: both ways a renaming, at no cost.
//
// Their `real` and `imaginary` read NaN where either part is not finite; the raw parts are what is passed on.

import ComplexModule

extension Complex {
  /// The same number, from swift-numerics' type.
  @inlinable
  public init(_ z: ComplexModule.Complex<T>) {
    self.init(z.rawStorage.x, z.rawStorage.y)
  }
}

extension ComplexModule.Complex {
  /// The same number, as swift-numerics' type.
  @inlinable
  public init(_ z: ComplexNumbers.Complex<RealType>) {
    self.init(z.real, z.imaginary)
  }
}
