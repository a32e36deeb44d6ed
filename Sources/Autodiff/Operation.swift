// The entries through which every operation passes, whatever is being differentiated, in whichever mode, at whichever
// depth. An operation looks at the highest level among its inputs, computes on their primals, which recurses down to
// plain tensors, and there pushes tangents through its linearization or records a node.

extension Tensor {
  /// An operation of one tensor.
  ///
  /// ```swift
  /// /// ln(1 + eˣ).
  /// func softplus(_ x: Tensor<Double>) -> Tensor<Double> {
  ///   x.applying("softplus", evaluate: { x in Tensor(x.elements.map { log1p(exp($0)) }, shape: x.shape) }) { x, _ in
  ///     .scaling { 1 / (1 + exp(-x)) }
  ///   }
  /// }
  /// ```
  /// - Parameters:
  ///   - operation: its name in graphs.
  ///   - evaluate: computes it on a plain tensor.
  ///   - linearize: its derivative at the input, which is passed to it with the output. Written with operations on tensors,
  ///     so that it can be differentiated again.
  public func applying<Output>(
    _ operation: StaticString, evaluate: (Tensor) -> Tensor<Output>,
    linearize: (Tensor, Tensor<Output>) -> Linearization<Element, Output>
  ) -> Tensor<Output> {
    guard let trace else { return evaluate(self) }
    let input = primal
    let output = input.applying(operation, evaluate: evaluate, linearize: linearize)
    if let tangent = trace.tangent {
      return output.moving(at: trace.level, operation, along: linearize(input, output).apply(tangent))
        .observed(at: trace.level, from: [ObservedValue(self, at: trace.level)])
    }
    let value = output.recorded(
      at: trace.level, operation,
      first: linearize(input, output).edge(to: trace, for: input, of: operation, isCheap: input.isSmall))
    if trace.isObserved { value.report(at: trace.level, from: [ObservedValue(self, at: trace.level)]) }
    return value
  }

  /// An operation of two tensors: as ``applying(_:evaluate:linearize:)``, with the partial derivative in either.
  public func combining<Other, Output>(
    _ operation: StaticString, _ other: Tensor<Other>, evaluate: (Tensor, Tensor<Other>) -> Tensor<Output>,
    linearizeLeft: (Tensor, Tensor<Other>, Tensor<Output>) -> Linearization<Element, Output>,
    linearizeRight: (Tensor, Tensor<Other>, Tensor<Output>) -> Linearization<Other, Output>
  ) -> Tensor<Output> {
    let leftRank = trace?.rank ?? 0, rightRank = other.trace?.rank ?? 0
    let highest: Node? = leftRank >= rightRank ? trace : other.trace
    guard let highest else { return evaluate(self, other) }
    // Which of the two are traced at the highest level among them.
    let isLeft = leftRank >= rightRank, isRight = rightRank >= leftRank
    let left = isLeft ? primal : self, right = isRight ? other.primal : other
    let output = left.combining(
      operation, right, evaluate: evaluate, linearizeLeft: linearizeLeft, linearizeRight: linearizeRight)

    if highest.isForward {
      // In forward mode every tensor traced at the level has a tangent.
      let fromLeft = isLeft ? trace?.tangent.map { linearizeLeft(left, right, output).apply($0) } : nil
      let fromRight = isRight ? other.trace?.tangent.map { linearizeRight(left, right, output).apply($0) } : nil
      guard let tangent = sum(fromLeft, fromRight) else { return output }
      return output.moving(at: highest.level, operation, along: tangent)
        .observed(
          at: highest.level,
          from: [ObservedValue(self, at: highest.level), ObservedValue(other, at: highest.level)])
    }
    let isCheap = left.isSmall && right.isSmall
    var first: Edge?, second: Edge?
    if isLeft, let trace {
      first = linearizeLeft(left, right, output).edge(to: trace, for: left, of: operation, isCheap: isCheap)
    }
    if isRight, let trace = other.trace {
      second = linearizeRight(left, right, output).edge(to: trace, for: right, of: operation, isCheap: isCheap)
    }
    let value = output.recorded(at: highest.level, operation, first: first, second: second)
    if highest.isObserved {
      let level = highest.level
      value.report(at: level, from: [ObservedValue(self, at: level), ObservedValue(other, at: level)])
    }
    return value
  }

  /// Whether computing with the tensor costs no more than deferring it: one number, and no level to record it.
  private var isSmall: Bool { isUniform && trace == nil }
}

private func sum<Element>(_ left: Tensor<Element>?, _ right: Tensor<Element>?) -> Tensor<Element>? {
  guard let left, let right else { return left ?? right }
  return left + right
}
