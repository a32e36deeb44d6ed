// An integer literal is a complex number wherever one is asked for, as `Numeric` demands. A literal with a decimal
// point is not: else 0.5 * z would, in some contexts, be the complex product (0.5 + 0i)·z, at twice the work and with
// a NaN where z is infinite. So it is a real number everywhere, and `Complex(0.5)` says the rest.

extension Complex: ExpressibleByIntegerLiteral {
  @inlinable
  public init(integerLiteral value: T.IntegerLiteralType) {
    self.init(T(integerLiteral: value), 0)
  }
}
