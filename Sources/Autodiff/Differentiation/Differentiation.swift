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
  let leaf = x.leaf(at: level)
  let (value, root) = try f(leaf).untraced(at: level)
  return (
    value,
    { [shape = value.shape] cotangent in
      sweep(from: root, seed: cotangent, shape: shape).cotangent(of: leaf)
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
  let first = x.leaf(at: level), second = y.leaf(at: level)
  let (value, root) = try f(first, second).untraced(at: level)
  return (
    value,
    { [shape = value.shape] cotangent in
      let sweep = sweep(from: root, seed: cotangent, shape: shape)
      return (sweep.cotangent(of: first), sweep.cotangent(of: second))
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
@specialized(where Input == Float, Loss == Float)
@specialized(where Input == Double, Loss == Double)
public func valueWithGradient<Input, Loss: TensorScalar>(
  at x: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Loss>
) rethrows -> (value: Tensor<Loss>, gradient: Tensor<Input>) {
  // Not by a pullback, whose closure takes as long to make as a scalar operation.
  let level = Level()
  let leaf = x.leaf(at: level)
  let (value, root) = try f(leaf).untraced(at: level)
  return (value, sweep(from: root, seed: one(for: value), shape: value.shape).cotangent(of: leaf))
}

/// The value and the gradients of a real scalar function of two arguments.
@specialized(where First == Float, Second == Float, Loss == Float)
@specialized(where First == Double, Second == Double, Loss == Double)
public func valueWithGradient<First, Second, Loss: TensorScalar>(
  at x: Tensor<First>, _ y: Tensor<Second>, of f: (Tensor<First>, Tensor<Second>) throws -> Tensor<Loss>
) rethrows -> (value: Tensor<Loss>, gradient: (Tensor<First>, Tensor<Second>)) {
  let level = Level()
  let first = x.leaf(at: level), second = y.leaf(at: level)
  let (value, root) = try f(first, second).untraced(at: level)
  let sweep = sweep(from: root, seed: one(for: value), shape: value.shape)
  return (value, (sweep.cotangent(of: first), sweep.cotangent(of: second)))
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
  let level = Level(isForward: true)
  let (value, trace) = try f(x.moving(at: level, "leaf", along: v).observed(at: level)).untraced(at: level)
  return (value, trace?.tangent ?? Tensor(repeating: 0, shape: value.shape))
}

/// The derivative of f at x, as a linear map tangent ↦ J · tangent; each call evaluates f by forward mode.
public func differential<Input, Output>(
  at x: Tensor<Input>, of f: @escaping (Tensor<Input>) -> Tensor<Output>
) -> (Tensor<Input>) -> Tensor<Output> {
  { valueWithDerivative(at: x, along: $0, of: f).derivative }
}

/// The derivative at x of a function that may throw, as a linear map that throws what f throws.
@_disfavoredOverload
public func differential<Input, Output>(
  at x: Tensor<Input>, of f: @escaping (Tensor<Input>) throws -> Tensor<Output>
) -> (Tensor<Input>) throws -> Tensor<Output> {
  { try valueWithDerivative(at: x, along: $0, of: f).derivative }
}

/// The value of f at x, and its derivative there as a linear map tangent ↦ J · tangent, each call of which evaluates f
/// by forward mode. Where one tangent is wanted, ``valueWithDerivative(at:along:of:)`` evaluates f once.
public func valueWithDifferential<Input, Output>(
  at x: Tensor<Input>, of f: @escaping (Tensor<Input>) -> Tensor<Output>
) -> (value: Tensor<Output>, differential: (Tensor<Input>) -> Tensor<Output>) {
  (f(x), differential(at: x, of: f))
}

/// The value and the differential of a function that may throw.
@_disfavoredOverload
public func valueWithDifferential<Input, Output>(
  at x: Tensor<Input>, of f: @escaping (Tensor<Input>) throws -> Tensor<Output>
) throws -> (value: Tensor<Output>, differential: (Tensor<Input>) throws -> Tensor<Output>) {
  (try f(x), differential(at: x, of: f))
}

/// x as a constant: the same value, with no derivative at any level.
public func withoutDerivative<Element>(at x: Tensor<Element>) -> Tensor<Element> { Tensor(sharing: x) }

extension Tensor {
  /// The tensor as the world outside a level sees it, and its trace within, if it has one.
  func untraced(at level: Level) -> (Tensor, Trace<Element>?) {
    guard let trace, trace.level.rank >= level.rank else { return (self, nil) }
    if trace.level === level { return (primal, trace) }
    // Left over from a derivative that was taken, and is over, within this one.
    return primal.untraced(at: level)
  }
}

/// What is left at the leaves after the reverse sweep of one level.
struct Cotangents {
  fileprivate let sweep: ReverseSweep?

  /// The cotangent of a leaf; zeros if the root does not depend on it.
  func cotangent<Element>(of leaf: Tensor<Element>) -> Tensor<Element> {
    if let trace = leaf.trace, let cotangent = sweep?.cotangent(of: trace) { return cotangent }
    return Tensor(repeating: 0, shape: leaf.shape)
  }
}

/// Sweeps from `root`, if there is one, with a cotangent that has to be of `shape`.
func sweep<Element>(from root: Node?, seed cotangent: Tensor<Element>, shape: [Int]) -> Cotangents {
  require(cotangent.shape == shape, "a cotangent of shape \(cotangent.shape) for a value of shape \(shape)")
  return Cotangents(sweep: root.map { ReverseSweep(from: $0, seed: Element.erase(cotangent)) })
}

func one<Loss>(for value: Tensor<Loss>) -> Tensor<Loss> {
  require(
    value.count == 1,
    "a gradient is that of one number, but the function's value has the shape \(value.shape); "
      + "reduce it by sum or mean, or take the pullback of a cotangent")
  return Tensor(repeating: 1, shape: value.shape)
}
