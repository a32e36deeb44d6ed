extension Complex: ExpressibleByIntegerLiteral {
  @inlinable
  public init(integerLiteral value: T.IntegerLiteralType) {
    self.init(T(integerLiteral: value), 0)
  }
}

extension Complex: ExpressibleByFloatLiteral where T: ExpressibleByFloatLiteral {
  @inlinable
  public init(floatLiteral value: T.FloatLiteralType) {
    self.init(T(floatLiteral: value), 0)
  }
}
