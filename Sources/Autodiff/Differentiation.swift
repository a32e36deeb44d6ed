import Fourier

// Derivatives of functions on tensors. The names are those of Swift's differentiable programming.

/// The value of f at x, and the adjoint of its derivative there: cotangent ↦ Jᴴ · cotangent.
///
/// The function runs once; the pullback may be called any number of times, on any task. For a complex x, the cotangents
/// are ∂/∂Re + i ∂/∂Im, so that x − η·g descends.
/// - Parameters:
///   - x: the point.
///   - f: a function of one tensor, written with operations on tensors.
/// - Returns: f(x), and a function that takes a cotangent of its shape to one of x's shape (zeros if f ignores x).
/// - Complexity: each pullback costs a small multiple of f; the graph keeps the values that derivatives need.
/// - Source: reverse mode after S. Linnainmaa (1970), and A. Griewank and A. Walther, "Evaluating Derivatives" (2008).
public func valueWithPullback<Input, Output>(
  at x: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Output>
) rethrows -> (value: Tensor<Output>, pullback: @Sendable (Tensor<Output>) -> Tensor<Input>) {
  let level = Level()
  let leaf = Trace(level: level, operation: "leaf", primal: x)
  let (value, trace) = try f(Tensor(trace: leaf)).untraced(at: level)
  let root = trace?.node
  return (
    value,
    { [shape = value.shape] cotangent in
      let sweep = sweep(from: root, seed: cotangent, shape: shape)
      return sweep?.cotangent(of: leaf) ?? Tensor(repeating: 0, shape: x.shape)
    }
  )
}

/// The value of f at (x, y), and the adjoint of its derivative there: cotangent ↦ one cotangent for each argument.
public func valueWithPullback<First, Second, Output>(
  at x: Tensor<First>, _ y: Tensor<Second>, of f: (Tensor<First>, Tensor<Second>) throws -> Tensor<Output>
) rethrows -> (
  value: Tensor<Output>, pullback: @Sendable (Tensor<Output>) -> (Tensor<First>, Tensor<Second>)
) {
  let level = Level()
  let first = Trace(level: level, operation: "leaf", primal: x)
  let second = Trace(level: level, operation: "leaf", primal: y)
  let (value, trace) = try f(Tensor(trace: first), Tensor(trace: second)).untraced(at: level)
  let root = trace?.node
  return (
    value,
    { [shape = value.shape] cotangent in
      let sweep = sweep(from: root, seed: cotangent, shape: shape)
      return (
        sweep?.cotangent(of: first) ?? Tensor(repeating: 0, shape: x.shape),
        sweep?.cotangent(of: second) ?? Tensor(repeating: 0, shape: y.shape)
      )
    }
  )
}

/// The adjoint of the derivative of f at x: cotangent ↦ Jᴴ · cotangent.
public func pullback<Input, Output>(
  at x: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Output>
) rethrows -> @Sendable (Tensor<Output>) -> Tensor<Input> {
  try valueWithPullback(at: x, of: f).pullback
}

/// The value and the gradient of a real scalar function at x. Traps if its value has more than one element.
///
/// ```swift
/// let (loss, slope) = valueWithGradient(at: x) { mean(squaredModulus(rfft($0))) }
/// ```
public func valueWithGradient<Input, Loss: TensorScalar>(
  at x: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Loss>
) rethrows -> (value: Tensor<Loss>, gradient: Tensor<Input>) {
  let (value, pullback) = try valueWithPullback(at: x, of: f)
  return (value, pullback(one(for: value)))
}

/// The value and the gradients of a real scalar function of two arguments.
public func valueWithGradient<First, Second, Loss: TensorScalar>(
  at x: Tensor<First>, _ y: Tensor<Second>, of f: (Tensor<First>, Tensor<Second>) throws -> Tensor<Loss>
) rethrows -> (value: Tensor<Loss>, gradient: (Tensor<First>, Tensor<Second>)) {
  let (value, pullback) = try valueWithPullback(at: x, y, of: f)
  return (value, pullback(one(for: value)))
}

/// The gradient of a real scalar function at x: ∂f/∂x, or ∂f/∂Re x + i ∂f/∂Im x where x is complex.
public func gradient<Input, Loss: TensorScalar>(
  at x: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Loss>
) rethrows -> Tensor<Input> {
  try valueWithGradient(at: x, of: f).gradient
}

/// The gradients of a real scalar function of two arguments.
public func gradient<First, Second, Loss: TensorScalar>(
  at x: Tensor<First>, _ y: Tensor<Second>, of f: (Tensor<First>, Tensor<Second>) throws -> Tensor<Loss>
) rethrows -> (Tensor<First>, Tensor<Second>) {
  try valueWithGradient(at: x, y, of: f).gradient
}

/// The value of f at x and its derivative along a tangent v, by forward mode: f(x) and J · v, evaluated together.
///
/// No graph is kept. Traps unless v has the shape of x.
/// - Complexity: a small multiple of f.
public func valueWithDerivative<Input, Output>(
  at x: Tensor<Input>, along v: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Output>
) rethrows -> (value: Tensor<Output>, derivative: Tensor<Output>) {
  require(v.shape == x.shape, "a tangent of shape \(v.shape) for an argument of shape \(x.shape)")
  let level = Level()
  let leaf = Trace(level: level, operation: "leaf", primal: x, tangent: v)
  let (value, trace) = try f(Tensor(trace: leaf)).untraced(at: level)
  return (value, trace?.tangent ?? Tensor(repeating: 0, shape: value.shape))
}

/// The derivative of f at x, as a linear map tangent ↦ J · tangent; each call evaluates f by forward mode.
public func differential<Input, Output>(
  at x: Tensor<Input>, of f: @escaping (Tensor<Input>) -> Tensor<Output>
) -> (Tensor<Input>) -> Tensor<Output> {
  { valueWithDerivative(at: x, along: $0, of: f).derivative }
}

/// x as a constant: the same value, with no derivative at any level.
public func withoutDerivative<Element>(at x: Tensor<Element>) -> Tensor<Element> {
  Tensor(shape: x.shape, memory: x.memory)
}

extension Tensor {
  /// The tensor as the world outside a level sees it, and its trace within, if it has one.
  fileprivate func untraced(at level: Level) -> (Tensor, Trace<Element>?) {
    guard let trace, trace.level.rank >= level.rank else { return (self, nil) }
    if trace.level === level { return (trace.primal, trace) }
    // Left over from a derivative that was taken, and is over, within this one.
    return trace.primal.untraced(at: level)
  }
}

/// Sweeps from `root`, if there is one, with a cotangent that has to be of `shape`.
private func sweep<Element>(
  from root: Node?, seed cotangent: Tensor<Element>, shape: [Int]
) -> ReverseSweep? {
  require(cotangent.shape == shape, "a cotangent of shape \(cotangent.shape) for a value of shape \(shape)")
  return root.map { ReverseSweep(from: $0, seed: Element.erase(cotangent)) }
}

private func one<Loss>(for value: Tensor<Loss>) -> Tensor<Loss> {
  require(
    value.count == 1,
    "a gradient is that of one number, but the function's value has the shape \(value.shape); "
      + "reduce it by sum or mean, or take the pullback of a cotangent")
  return Tensor(repeating: 1, shape: value.shape)
}
