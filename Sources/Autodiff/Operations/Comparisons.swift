import ComplexNumbers

// Comparisons, element by element, into masks. Of NaN every one is false but `.!=`, as of numbers. Shapes broadcast;
// what is being differentiated is compared by its value.
//
// With a number they are disfavored, as arithmetic is, since a literal can be a number or a tensor.

extension Tensor where Element: TensorScalar {
  /// x < y.
  public static func .< (left: Tensor, right: Tensor) -> Mask {
    let (left, right) = withoutDerivative(at: left).broadcasting(with: withoutDerivative(at: right))
    return Kernels.isLess(left, right)
  }

  /// x < c.
  @_disfavoredOverload
  public static func .< (left: Tensor, right: Element) -> Mask { Kernels.isLess(withoutDerivative(at: left), right) }

  /// c < x.
  @_disfavoredOverload
  public static func .< (left: Element, right: Tensor) -> Mask { right .> left }

  /// x ≤ y.
  public static func .<= (left: Tensor, right: Tensor) -> Mask {
    let (left, right) = withoutDerivative(at: left).broadcasting(with: withoutDerivative(at: right))
    return Kernels.isAtMost(left, right)
  }

  /// x ≤ c.
  @_disfavoredOverload
  public static func .<= (left: Tensor, right: Element) -> Mask { Kernels.isAtMost(withoutDerivative(at: left), right) }

  /// c ≤ x.
  @_disfavoredOverload
  public static func .<= (left: Element, right: Tensor) -> Mask { right .>= left }

  /// x > y.
  public static func .> (left: Tensor, right: Tensor) -> Mask {
    let (left, right) = withoutDerivative(at: left).broadcasting(with: withoutDerivative(at: right))
    return Kernels.isGreater(left, right)
  }

  /// x > c.
  @_disfavoredOverload
  public static func .> (left: Tensor, right: Element) -> Mask { Kernels.isGreater(withoutDerivative(at: left), right) }

  /// c > x.
  @_disfavoredOverload
  public static func .> (left: Element, right: Tensor) -> Mask { right .< left }

  /// x ≥ y.
  public static func .>= (left: Tensor, right: Tensor) -> Mask {
    let (left, right) = withoutDerivative(at: left).broadcasting(with: withoutDerivative(at: right))
    return Kernels.isAtLeast(left, right)
  }

  /// x ≥ c.
  @_disfavoredOverload
  public static func .>= (left: Tensor, right: Element) -> Mask {
    Kernels.isAtLeast(withoutDerivative(at: left), right)
  }

  /// c ≥ x.
  @_disfavoredOverload
  public static func .>= (left: Element, right: Tensor) -> Mask { right .<= left }
}

extension Tensor {
  /// x = y.
  public static func .== (left: Tensor, right: Tensor) -> Mask {
    let (left, right) = withoutDerivative(at: left).broadcasting(with: withoutDerivative(at: right))
    return Kernels.isEqual(left, right)
  }

  /// x = c.
  @_disfavoredOverload
  public static func .== (left: Tensor, right: Element) -> Mask { Kernels.isEqual(withoutDerivative(at: left), right) }

  /// c = x.
  @_disfavoredOverload
  public static func .== (left: Element, right: Tensor) -> Mask { right .== left }

  /// x ≠ y.
  public static func .!= (left: Tensor, right: Tensor) -> Mask {
    let (left, right) = withoutDerivative(at: left).broadcasting(with: withoutDerivative(at: right))
    return Kernels.isUnequal(left, right)
  }

  /// x ≠ c.
  @_disfavoredOverload
  public static func .!= (left: Tensor, right: Element) -> Mask {
    Kernels.isUnequal(withoutDerivative(at: left), right)
  }

  /// c ≠ x.
  @_disfavoredOverload
  public static func .!= (left: Element, right: Tensor) -> Mask { right .!= left }
}

/// Whether each element is a finite number; of a complex one, whether both parts are.
public func isFinite<Element>(_ x: Tensor<Element>) -> Mask { Kernels.isFinite(withoutDerivative(at: x)) }

/// Whether each element is NaN; of a complex one, whether either part is.
public func isNaN<Element>(_ x: Tensor<Element>) -> Mask { Kernels.isNaN(withoutDerivative(at: x)) }

// MARK: Kernels

private enum Kernels {
  @specialized(where E == Float)
  @specialized(where E == Double)
  static func isLess<E: TensorScalar>(_ x: Tensor<E>, _ y: Tensor<E>) -> Mask { x.maskOfPairs(y) { $0 < $1 } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  static func isLess<E: TensorScalar>(_ x: Tensor<E>, _ c: E) -> Mask { x.maskOfElements { $0 < c } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  static func isAtMost<E: TensorScalar>(_ x: Tensor<E>, _ y: Tensor<E>) -> Mask { x.maskOfPairs(y) { $0 <= $1 } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  static func isAtMost<E: TensorScalar>(_ x: Tensor<E>, _ c: E) -> Mask { x.maskOfElements { $0 <= c } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  static func isGreater<E: TensorScalar>(_ x: Tensor<E>, _ y: Tensor<E>) -> Mask { x.maskOfPairs(y) { $0 > $1 } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  static func isGreater<E: TensorScalar>(_ x: Tensor<E>, _ c: E) -> Mask { x.maskOfElements { $0 > c } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  static func isAtLeast<E: TensorScalar>(_ x: Tensor<E>, _ y: Tensor<E>) -> Mask { x.maskOfPairs(y) { $0 >= $1 } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  static func isAtLeast<E: TensorScalar>(_ x: Tensor<E>, _ c: E) -> Mask { x.maskOfElements { $0 >= c } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  @specialized(where E == Complex<Float>)
  @specialized(where E == Complex<Double>)
  static func isEqual<E: TensorElement>(_ x: Tensor<E>, _ y: Tensor<E>) -> Mask { x.maskOfPairs(y) { $0 == $1 } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  @specialized(where E == Complex<Float>)
  @specialized(where E == Complex<Double>)
  static func isEqual<E: TensorElement>(_ x: Tensor<E>, _ c: E) -> Mask { x.maskOfElements { $0 == c } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  @specialized(where E == Complex<Float>)
  @specialized(where E == Complex<Double>)
  static func isUnequal<E: TensorElement>(_ x: Tensor<E>, _ y: Tensor<E>) -> Mask { x.maskOfPairs(y) { $0 != $1 } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  @specialized(where E == Complex<Float>)
  @specialized(where E == Complex<Double>)
  static func isUnequal<E: TensorElement>(_ x: Tensor<E>, _ c: E) -> Mask { x.maskOfElements { $0 != c } }

  // x − x is 0 of finite numbers and NaN of others, and NaN alone differs from itself: the same for complex numbers.

  @specialized(where E == Float)
  @specialized(where E == Double)
  @specialized(where E == Complex<Float>)
  @specialized(where E == Complex<Double>)
  static func isFinite<E: TensorElement>(_ x: Tensor<E>) -> Mask { x.maskOfElements { $0 - $0 == .zero } }

  @specialized(where E == Float)
  @specialized(where E == Double)
  @specialized(where E == Complex<Float>)
  @specialized(where E == Complex<Double>)
  static func isNaN<E: TensorElement>(_ x: Tensor<E>) -> Mask { x.maskOfElements { $0 != $0 } }
}
