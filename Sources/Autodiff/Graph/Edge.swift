/// An edge of the computational graph: from a value to one of its inputs, along which a cotangent travels back.
///
/// An edge is made for one node, and that node gives back the reference to the input.
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

  // Unmanaged, since counting references takes longer than the arithmetic along the edge.
  let reference: Unmanaged<Node>
  let rule: Rule

  init(input: Node, rule: Rule) {
    reference = .passRetained(input)
    self.rule = rule
  }

  /// What the value was computed from.
  var input: Node { reference.takeUnretainedValue() }

  /// Gives up the reference to the input; returns the input if nothing else holds it.
  func releaseInput() -> Unmanaged<Node>? {
    var reference = reference
    let isLast = withUnsafeMutablePointer(to: &reference) {
      $0.withMemoryRebound(to: Node.self, capacity: 1) { isKnownUniquelyReferenced(&$0.pointee) }
    }
    if isLast { return reference }
    reference.release()
    return nil
  }

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
