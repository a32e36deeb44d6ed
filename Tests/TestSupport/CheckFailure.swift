/// What a checker found wrong with an operator or a rule.
public struct CheckFailure: Sendable, CustomStringConvertible {
  /// The properties that ``checkAdjoint(of:inputShape:named:seed:)`` and ``checkGradient(of:at:named:order:seed:)``
  /// examine.
  public enum Property: Sendable, Hashable, CaseIterable {
    /// A result has the shape that it should have.
    case shape
    /// What is computed while differentiating has the bits of what is computed without.
    case value
    /// A(ax + by) = aAx + bAy for real a and b.
    case linearity
    /// Re⟨Ax, w⟩ = Re⟨x, Aᴴw⟩.
    case adjoint
    /// The derivative is that of finite differences.
    case firstDerivative
    /// Re⟨w, Jv⟩ = Re⟨Jᴴw, v⟩, forward mode against reverse mode.
    case forwardAgainstReverse
    /// The second derivative is that of finite differences of the gradient.
    case secondDerivative
    /// The second derivative is symmetric.
    case symmetry
    /// Reverse over reverse and reverse over forward agree with forward over reverse.
    case nesting
    /// The oracle itself is accurate enough to judge.
    case oracle
  }

  public let property: Property
  public let name: String
  public let details: String

  public var description: String { "\(name): \(property): \(details)" }
}
