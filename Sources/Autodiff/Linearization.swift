import Fourier

/// The derivative of an operation at a point: a linear operator with its adjoint.
///
/// Its coefficients are tensors that may be traced at lower levels, and both directions are written with operations on
/// tensors; so a derivative can be differentiated again. `adjoint` is taken under the real inner product Re⟨x, y⟩: for a
/// holomorphic f it multiplies by conj(f′).
public struct Linearization<Input: TensorElement, Output: TensorElement>: Sendable {
  /// v ↦ Av: a tangent of the input to the output's.
  public let apply: @Sendable (Tensor<Input>) -> Tensor<Output>
  /// w ↦ Aᴴw: a cotangent of the output to the input's.
  public let adjoint: @Sendable (Tensor<Output>) -> Tensor<Input>

  /// The linear operator with these two directions.
  public init(
    apply: @escaping @Sendable (Tensor<Input>) -> Tensor<Output>,
    adjoint: @escaping @Sendable (Tensor<Output>) -> Tensor<Input>
  ) {
    self.apply = apply
    self.adjoint = adjoint
  }

  /// A linear operator is its own derivative, everywhere.
  init<Operator: LinearOperator>(_ map: Operator) where Operator.Input == Input, Operator.Output == Output {
    self.init(
      apply: { map($0) },
      adjoint: { cotangent in
        // What `map.adjoint` does, without a type for each order of differentiation.
        cotangent.applying("adjoint", evaluate: map.applyAdjoint) { _, _ in Linearization(map).transposed }
      })
  }

  /// The adjoint, as a linear operator.
  private var transposed: Linearization<Output, Input> { Linearization<Output, Input>(apply: adjoint, adjoint: apply) }
}

extension Linearization where Input == Output {
  /// Element by element v ↦ c·v, as of every elementwise function with the derivative c; c is computed when needed.
  static func scaling(by coefficient: @escaping @Sendable () -> Tensor<Input>) -> Linearization {
    Linearization(apply: { coefficient() * $0 }, adjoint: { conjugate(coefficient()) * $0 })
  }
}

extension Tensor {
  /// An operation of one tensor: `evaluate` computes it on plain ones, `linearize` gives its derivative at the input,
  /// which is passed to it with the output.
  ///
  /// The one entry of all unary operations, whatever is being differentiated, in whichever mode, at whichever depth.
  func applying<Output>(
    _ operation: StaticString, evaluate: (Tensor) -> Tensor<Output>,
    linearize: (Tensor, Tensor<Output>) -> Linearization<Element, Output>
  ) -> Tensor<Output> {
    guard let trace else { return evaluate(self) }
    let output = trace.primal.applying(operation, evaluate: evaluate, linearize: linearize)
    let derivative = linearize(trace.primal, output)
    if let tangent = trace.tangent {
      return Tensor<Output>(
        trace: Trace(level: trace.level, operation: operation, primal: output, tangent: derivative.apply(tangent)))
    }
    return Tensor<Output>(
      trace: Trace(
        level: trace.level, operation: operation, primal: output, edges: trace.edges(derivative, of: operation)))
  }

  /// An operation of two tensors: as ``applying(_:evaluate:linearize:)``, with the partial derivative in either.
  func combining<Other, Output>(
    _ operation: StaticString, _ other: Tensor<Other>, evaluate: (Tensor, Tensor<Other>) -> Tensor<Output>,
    linearizeLeft: (Tensor, Tensor<Other>, Tensor<Output>) -> Linearization<Element, Output>,
    linearizeRight: (Tensor, Tensor<Other>, Tensor<Output>) -> Linearization<Other, Output>
  ) -> Tensor<Output> {
    guard let level = highest(trace?.level, other.trace?.level) else { return evaluate(self, other) }
    let leftTrace = trace(at: level), rightTrace = other.trace(at: level)
    let left = leftTrace?.primal ?? self, right = rightTrace?.primal ?? other
    let output = left.combining(
      operation, right, evaluate: evaluate, linearizeLeft: linearizeLeft, linearizeRight: linearizeRight)

    // In forward mode every tensor traced at the level has a tangent; in reverse mode none has.
    let fromLeft = leftTrace?.tangent.map { linearizeLeft(left, right, output).apply($0) }
    let fromRight = rightTrace?.tangent.map { linearizeRight(left, right, output).apply($0) }
    if let tangent = sum(fromLeft, fromRight) {
      return Tensor<Output>(trace: Trace(level: level, operation: operation, primal: output, tangent: tangent))
    }
    let leftEdges = leftTrace?.edges(linearizeLeft(left, right, output), of: operation) ?? []
    let rightEdges = rightTrace?.edges(linearizeRight(left, right, output), of: operation) ?? []
    return Tensor<Output>(
      trace: Trace(level: level, operation: operation, primal: output, edges: leftEdges + rightEdges))
  }
}

extension Trace {
  /// The edge to this value's node along the adjoint of `derivative`.
  func edges<Output>(_ derivative: Linearization<Element, Output>, of operation: StaticString) -> [Node.Edge] {
    guard let node else { return [] }
    let edge = Node.Edge(input: node) { [shape = primal.shape] cotangent in
      guard let cotangent = Output.recover(cotangent) else {
        fatalError("the cotangent of a tensor of \(Output.self) arrived as \(cotangent)")
      }
      let result = derivative.adjoint(cotangent)
      // Otherwise a wrong adjoint would broadcast into the sum of cotangents.
      require(
        result.shape == shape,
        "the adjoint of \(operation) gave a cotangent of shape \(result.shape) for an input of shape \(shape)")
      return Element.erase(result)
    }
    return [edge]
  }
}

private func highest(_ left: Level?, _ right: Level?) -> Level? {
  guard let left, let right else { return left ?? right }
  return left.rank >= right.rank ? left : right
}

private func sum<Element>(_ left: Tensor<Element>?, _ right: Tensor<Element>?) -> Tensor<Element>? {
  guard let left, let right else { return left ?? right }
  return left + right
}
