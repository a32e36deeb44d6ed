/// f(x), whose derivative computes f again instead of keeping the values in between: memory for time.
///
/// In reverse mode only x is kept of what f computes from it; the pullback evaluates f a second time. What f uses besides x
/// is differentiated as usual, and recorded in full.
///
/// ```swift
/// let slope = gradient(at: x) { x in
///   sum(withRecomputationInPullback(at: x) { exp(sin(square($0))) })
/// }
/// ```
/// - Complexity: the memory of f(x) instead of that of f's graph; one more evaluation of f for each pullback.
/// - Source: A. Griewank and A. Walther, "Evaluating Derivatives" (2008), ch. 12; `jax.checkpoint`.
public func withRecomputationInPullback<Input, Output>(
  at x: Tensor<Input>, of f: @escaping @Sendable (Tensor<Input>) -> Tensor<Output>
) -> Tensor<Output> {
  guard let trace = x.trace, !trace.level.isForward else { return f(x) }
  let level = trace.level, input = x.primal
  // Other levels, and what f uses besides x, are traced as f meets them.
  let output = withRecomputationInPullback(at: input, of: f)
  let (value, otherTrace) = output.untraced(at: level)
  let derivative = Linearization<Input, Output>(
    apply: { valueWithDerivative(at: input, along: $0, of: f).derivative.untraced(at: level).0 },
    // What f uses besides x is traced at this level, but the sweep works below it.
    adjoint: { pullback(at: input, of: f)($0).untraced(at: level).0 })
  return value.recorded(
    at: level, "recomputation",
    first: derivative.edge(to: trace, for: input, of: "recomputation", isCheap: false),
    second: otherTrace.map { Edge(input: $0, rule: .identity) }
  ).observed(
    at: level,
    from: [ObservedValue(x, at: level)] + (otherTrace == nil ? [] : [ObservedValue(output, at: level)]))
}
