#if canImport(_Differentiation)
  public import ComplexNumbers
  public import _Differentiation

  /// A complex number is its own tangent: cotangents are ∂/∂Re + i ∂/∂Im, the library's convention.
  extension Complex: Differentiable {
    public typealias TangentVector = Complex

    public mutating func move(by offset: Complex) { self += offset }
  }
#endif
