import Fourier

extension SymbolicExpression {
  /// The derivative by a variable, of any order, simplified.
  ///
  /// - Parameters:
  ///   - variable: by which; all others are constants. An expression in which it does not occur has the derivative 0.
  ///   - order: how many times, 1 or more; 0 gives the expression, simplified. Traps if negative.
  /// - Complexity: linear in the ``distinctNodeCount``, since shared parts are differentiated once; but that grows with each
  ///   order, see ``swell(by:orders:)``.
  public func derivative(by variable: String, order: Int = 1) -> SymbolicExpression {
    require(order >= 0, "a derivative has an order of 0 or more, but \(order) was given")
    return (0..<order).reduce(simplified()) { result, _ in
      result.unsimplifiedDerivative(by: variable).simplified()
    }
  }

  /// The derivative by a variable as the rules give it, part by part: with all their factors 1 and terms 0.
  public func unsimplifiedDerivative(by variable: String, order: Int = 1) -> SymbolicExpression {
    require(order >= 0, "a derivative has an order of 0 or more, but \(order) was given")
    return (0..<order).reduce(self) { result, _ in
      result.fold { $0.differentiated($1, by: variable) }.derivative
    }
  }

  /// The derivatives by several variables.
  public func gradient(by variables: [String]) -> [SymbolicExpression] { variables.map { derivative(by: $0) } }

  /// The matrix of second derivatives: row i, column j is that by variables i and j.
  public func hessian(by variables: [String]) -> [[SymbolicExpression]] {
    gradient(by: variables).map { $0.gradient(by: variables) }
  }

  /// The rule for a part, and the derivative that it gives.
  struct Differentiated {
    let rule: DifferentiationRule
    let derivative: SymbolicExpression
  }

  /// This part's derivative, given those of its operands: each rule stands here, and nowhere else.
  func differentiated(
    _ form: ExpressionForm<Folded<Differentiated>>, by variable: String
  ) -> Differentiated {
    switch form {
    case .number, .constant: Differentiated(rule: .constant, derivative: 0)
    case .variable(let name):
      name == variable
        ? Differentiated(rule: .variable, derivative: 1) : Differentiated(rule: .constant, derivative: 0)
    case .negative(let u) where !u.isConstant: Differentiated(rule: .negation, derivative: -u.derivative)
    case .function(let function, let u) where !u.isConstant:
      Differentiated(rule: .function(function), derivative: u.chained(function.derivative(at: u.part)))
    case .binary(let operation, let u, let v) where !(u.isConstant && v.isConstant):
      switch operation {
      case .sum: Differentiated(rule: .sum, derivative: u.derivative + v.derivative)
      case .difference: Differentiated(rule: .difference, derivative: u.derivative - v.derivative)
      case .product: productRule(u, v)
      case .quotient: quotientRule(u, v)
      case .power: powerRule(u, v)
      }
    case .negative, .function, .binary: Differentiated(rule: .constant, derivative: 0)
    }
  }

  private func productRule(_ u: Folded<Differentiated>, _ v: Folded<Differentiated>) -> Differentiated {
    if u.isConstant { return Differentiated(rule: .constantFactor, derivative: u.part * v.derivative) }
    if v.isConstant { return Differentiated(rule: .constantFactor, derivative: u.derivative * v.part) }
    return Differentiated(rule: .product, derivative: u.derivative * v.part + u.part * v.derivative)
  }

  private func quotientRule(_ u: Folded<Differentiated>, _ v: Folded<Differentiated>) -> Differentiated {
    if v.isConstant { return Differentiated(rule: .constantDivisor, derivative: u.derivative / v.part) }
    let square = pow(v.part, 2)
    if u.isConstant { return Differentiated(rule: .reciprocal, derivative: -u.part * v.derivative / square) }
    return Differentiated(
      rule: .quotient, derivative: (u.derivative * v.part - u.part * v.derivative) / square)
  }

  private func powerRule(_ u: Folded<Differentiated>, _ v: Folded<Differentiated>) -> Differentiated {
    if v.isConstant {
      var lower = v.part - 1
      if case .number(let n) = v.part.form { lower = SymbolicExpression(.number(n + SymbolicNumber(-1))) }
      return Differentiated(rule: .power, derivative: u.chained(v.part * pow(u.part, lower)))
    }
    if u.isConstant {
      let slope = u.part == .e ? self : self * log(u.part)
      return Differentiated(rule: .exponential, derivative: v.chained(slope))
    }
    return Differentiated(
      rule: .generalPower,
      derivative: self * (v.derivative * log(u.part) + v.part * u.derivative / u.part))
  }
}

extension SymbolicExpression.Folded<SymbolicExpression.Differentiated> {
  var derivative: SymbolicExpression { value.derivative }

  var isConstant: Bool { value.rule == .constant }

  /// The chain rule: the derivative of a function of this, from the function's own. Of the variable itself that is all.
  fileprivate func chained(_ slope: SymbolicExpression) -> SymbolicExpression {
    value.rule == .variable ? slope : slope * derivative
  }
}

extension [SymbolicExpression] {
  /// The matrix of derivatives: row i, column j is that of expression i by variable j.
  public func jacobian(by variables: [String]) -> [[SymbolicExpression]] { map { $0.gradient(by: variables) } }
}
