import Fourier

/// The derivative of an operation at a point: a linear operator with its adjoint.
///
/// Its coefficients are tensors that may be traced at lower levels, and both directions are written with operations on
/// tensors; so a derivative can be differentiated again. `adjoint` is taken under the real inner product Re⟨x, y⟩: for a
/// holomorphic f it multiplies by conj(f′).
public struct Linearization<Input: TensorElement, Output: TensorElement>: Sendable {
  /// Of the kinds before `general`, the two element types are the same.
  private enum Kind: Sendable {
    case identity
    case negation
    case scaling(Tensor<Output>)
    case lazyScaling(@Sendable () -> Tensor<Output>)
    case general(
      apply: @Sendable (Tensor<Input>) -> Tensor<Output>, adjoint: @Sendable (Tensor<Output>) -> Tensor<Input>)
  }
  private let kind: Kind

  private init(_ kind: Kind) { self.kind = kind }

  /// The linear operator with these two directions.
  /// - Parameters:
  ///   - apply: v ↦ Av, a tangent of the input to the output's.
  ///   - adjoint: w ↦ Aᴴw, a cotangent of the output to the input's.
  public init(
    apply: @escaping @Sendable (Tensor<Input>) -> Tensor<Output>,
    adjoint: @escaping @Sendable (Tensor<Output>) -> Tensor<Input>
  ) {
    self.init(.general(apply: apply, adjoint: adjoint))
  }

  /// A linear operator is its own derivative, everywhere.
  public init<Operator: LinearOperator>(_ map: Operator) where Operator.Input == Input, Operator.Output == Output {
    self.init(
      apply: { map($0) },
      adjoint: { cotangent in
        // What `map.adjoint` does, without a type for each order of differentiation.
        cotangent.applying("adjoint", evaluate: map.applyAdjoint) { _, _ in Linearization(map).transposed }
      })
  }

  /// The adjoint, as a linear operator.
  private var transposed: Linearization<Output, Input> {
    Linearization<Output, Input>(apply: adjoint, adjoint: apply)
  }

  /// v ↦ Av: a tangent of the input to the output's.
  public func apply(_ tangent: Tensor<Input>) -> Tensor<Output> {
    switch kind {
    case .identity: Self.sameType(tangent)
    case .negation: -Self.sameType(tangent)
    case .scaling(let coefficient): coefficient * Self.sameType(tangent)
    case .lazyScaling(let coefficient): coefficient() * Self.sameType(tangent)
    case .general(let apply, _): apply(tangent)
    }
  }

  /// w ↦ Aᴴw: a cotangent of the output to the input's.
  public func adjoint(_ cotangent: Tensor<Output>) -> Tensor<Input> {
    switch kind {
    case .identity: Self.sameType(cotangent)
    case .negation: Self.sameType(-cotangent)
    case .scaling(let coefficient): Self.sameType(conjugate(coefficient) * cotangent)
    case .lazyScaling(let coefficient): Self.sameType(conjugate(coefficient()) * cotangent)
    case .general(_, let adjoint): adjoint(cotangent)
    }
  }

  /// A tensor of one element type as of the other, of a linearization made where the two are the same.
  private static func sameType<From, To>(_ tensor: Tensor<From>) -> Tensor<To> {
    if let tensor = tensor as? Tensor<To> { return tensor }
    fatalError("a linearization between \(From.self) and \(To.self) has to say what it does")
  }
}

extension Linearization where Input == Output {
  /// v ↦ v.
  public static var identity: Linearization { Linearization(.identity) }

  /// v ↦ −v.
  public static var negation: Linearization { Linearization(.negation) }

  /// Element by element v ↦ c·v, as of every elementwise function with the derivative c.
  public static func scaling(by coefficient: Tensor<Output>) -> Linearization { Linearization(.scaling(coefficient)) }

  /// Element by element v ↦ c·v, where c is computed when it is needed.
  public static func scaling(by coefficient: @escaping @Sendable () -> Tensor<Output>) -> Linearization {
    Linearization(.lazyScaling(coefficient))
  }
}

extension Linearization {
  /// The edge along the adjoint, from the value of `operation` to one of its inputs, as lower levels see it.
  ///
  /// - Parameter isCheap: whether a coefficient that is computed when it is needed may as well be computed now.
  consuming func edge(to node: Node, for input: Tensor<Input>, of operation: StaticString, isCheap: Bool) -> Edge {
    func scalingEdge(_ coefficient: Tensor<Output>) -> Edge {
      require(
        coefficient.hasShape(of: input),
        "the derivative of \(operation) has the shape \(coefficient.shape) for an input of shape \(input.shape)")
      return Edge(input: node, rule: .scaling(Output.erase(coefficient)))
    }
    switch kind {
    case .identity: return Edge(input: node, rule: .identity)
    case .negation: return Edge(input: node, rule: .negation)
    case .scaling(let coefficient): return scalingEdge(coefficient)
    case .lazyScaling(let coefficient) where isCheap: return scalingEdge(coefficient())
    default:
      // The graph keeps the shape, not the input.
      let shape = input.shape, derivative = self
      return Edge(
        input: node,
        rule: .adjoint { cotangent in
          guard let cotangent = Output.recover(cotangent) else {
            fatalError("the cotangent of a tensor of \(Output.self) arrived as \(cotangent)")
          }
          let result = derivative.adjoint(cotangent)
          // Otherwise a wrong adjoint would broadcast into the sum of cotangents.
          require(
            result.shape == shape,
            "the adjoint of \(operation) gave a cotangent of shape \(result.shape) for an input of shape \(shape)")
          return Input.erase(result)
        })
    }
  }
}
