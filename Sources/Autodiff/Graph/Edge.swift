/// An edge of the computational graph: from a value to one of its inputs, along which a cotangent travels back.
struct Edge: Sendable {
  /// What the adjoint of the operation's linearization does to a cotangent of the value.
  ///
  /// The frequent forms are data, which a scalar program records and follows without an allocation.
  enum Rule: Sendable {
    case identity
    case negation
    /// Element by element the product with the conjugate of a coefficient.
    case scaling(AnyTensor)
    case adjoint(@Sendable (AnyTensor) -> AnyTensor)
  }

  let input: Node
  let rule: Rule

  /// The cotangent of the input that a cotangent of the value gives rise to.
  func pullback(_ cotangent: AnyTensor) -> AnyTensor {
    switch rule {
    case .identity: cotangent
    case .negation: -cotangent
    case .scaling(let coefficient): cotangent.scaled(byConjugateOf: coefficient)
    case .adjoint(let adjoint): adjoint(cotangent)
    }
  }
}
