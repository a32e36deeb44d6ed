import Fourier

extension SymbolicExpression {
  /// The value on real tensors, element by element, with operations on tensors: so it is differentiated like any function
  /// that is written with them, and a variable may be given a tensor that is being differentiated.
  ///
  /// ```swift
  /// let f = try SymbolicExpression("x^2·sin(x)")
  /// let slope = try gradient(at: Tensor([0.5, 1])) { x in sum(try f.evaluate(at: ["x": x])) }
  /// ```
  ///
  /// Shapes broadcast as in NumPy; an expression without variables has the shape `[]`.
  /// - Parameter values: a tensor for each variable that occurs; others are not looked at.
  public func evaluate<T: TensorScalar>(
    at values: [String: Tensor<T>]
  ) throws(ExpressionEvaluationError) -> Tensor<T> {
    try fold { part, form throws(ExpressionEvaluationError) in
      switch form {
      case .number(.exact(let numerator, let denominator)): return Tensor(T(numerator) / T(denominator))
      case .number(.decimal(let value)): return Tensor(T(value))
      case .constant(.e): return Tensor(T.exp(1))
      case .constant(.pi): return Tensor(T.pi)
      case .variable(let name):
        guard let value = values[name] else { throw .missingVariable(name, given: values.keys.sorted()) }
        return value
      case .negative(let x): return -x.value
      case .function(let function, let x): return function.value(at: x.value)
      case .binary(.sum, let x, let y): return x.value + y.value
      case .binary(.difference, let x, let y): return x.value - y.value
      case .binary(.product, let x, let y): return x.value * y.value
      case .binary(.quotient, let x, let y): return x.value / y.value
      case .binary(.power, let x, let y): return power(x.value, y.value, exponent: y.part)
      }
    }
  }
}

extension ElementaryFunction {
  /// The function of each element.
  fileprivate func value<T: TensorScalar>(at x: Tensor<T>) -> Tensor<T> {
    switch self {
    case .exp: Autodiff.exp(x)
    case .log: Autodiff.log(x)
    case .log10: Autodiff.log10(x)
    case .sqrt: Autodiff.sqrt(x)
    case .sin: Autodiff.sin(x)
    case .cos: Autodiff.cos(x)
    case .tan: Autodiff.tan(x)
    case .asin: Autodiff.asin(x)
    case .acos: Autodiff.acos(x)
    case .atan: Autodiff.atan(x)
    case .sinh: Autodiff.sinh(x)
    case .cosh: Autodiff.cosh(x)
    case .tanh: Autodiff.tanh(x)
    case .abs: Autodiff.abs(x)
    case .sign: Autodiff.sign(x)
    }
  }
}

/// xʸ, element by element. A whole or a constant exponent has a derivative at 0, which eʸˡⁿˣ has not.
private func power<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>, exponent: SymbolicExpression) -> Tensor<T> {
  guard case .number(let number) = exponent.form else { return pow(x, y) }
  if let n = number.integer ?? Int(exactly: number.value) { return pow(x, n) }
  return pow(x, T(number.value))
}
