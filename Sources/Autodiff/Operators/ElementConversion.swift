public import ComplexNumbers

/// Real numbers of one precision as those of another, rounded to the nearest. The adjoint converts back.
///
/// The rounding is no part of the derivative, which is that of the identity.
struct PrecisionConversion<Input: TensorScalar, Output: TensorScalar>: LinearOperator {
  static var name: StaticString { "precision" }
  func apply(_ x: Tensor<Input>) -> Tensor<Output> { converted(x) }
  func applyAdjoint(_ y: Tensor<Output>) -> Tensor<Input> { converted(y) }
}

/// Complex numbers of one precision as those of another. The adjoint converts back.
struct ComplexPrecisionConversion<From: TensorScalar, To: TensorScalar>: LinearOperator {
  static var name: StaticString { "precision" }
  func apply(_ x: Tensor<Complex<From>>) -> Tensor<Complex<To>> { converted(x) }
  func applyAdjoint(_ y: Tensor<Complex<To>>) -> Tensor<Complex<From>> { converted(y) }
}

extension Tensor {
  /// The numbers of `x` in this precision, rounded to the nearest; beyond its range, infinity. Differentiable.
  public init<Source: TensorScalar>(_ x: Tensor<Source>) where Element: TensorScalar {
    self = x as? Tensor ?? PrecisionConversion<Source, Element>()(x)
  }

  /// The complex numbers of `x` in this precision, rounded to the nearest; beyond its range, infinity. Differentiable.
  public init<Source: TensorScalar, T: TensorScalar>(_ x: Tensor<Complex<Source>>) where Element == Complex<T> {
    self = x as? Tensor ?? ComplexPrecisionConversion<Source, T>()(x)
  }

  /// The real numbers of `x` as complex ones without an imaginary part, in this precision. Differentiable.
  public init<Source: TensorScalar, T: TensorScalar>(_ x: Tensor<Source>) where Element == Complex<T> {
    self = complex(Tensor<T>(x))
  }
}

@specialized(where From == Float, To == Double)
@specialized(where From == Double, To == Float)
private func converted<From: TensorScalar, To: TensorScalar>(_ x: Tensor<From>) -> Tensor<To> {
  x.mapElements { To($0) }
}

@specialized(where From == Float, To == Double)
@specialized(where From == Double, To == Float)
private func converted<From: TensorScalar, To: TensorScalar>(_ x: Tensor<Complex<From>>) -> Tensor<Complex<To>> {
  x.mapElements { Complex(To($0.real), To($0.imaginary)) }
}
