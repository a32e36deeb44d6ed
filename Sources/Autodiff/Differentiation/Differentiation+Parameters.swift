// Derivatives by values that are made of tensors, and by several arguments.

/// The value of f at x, and the adjoint of its derivative there: cotangent ↦ Jᴴ · cotangent, a value like x.
public func valueWithPullback<Input: Parameterized, Output>(
  at x: Input, of f: (Input) throws -> Tensor<Output>
) rethrows -> (value: Tensor<Output>, pullback: (Tensor<Output>) -> Input) {
  let level = Level()
  let leaves = x.leaves(at: level)
  let (value, root) = try f(leaves).untraced(at: level)
  return (value, { [shape = value.shape] in leaves.cotangents(sweep(from: root, seed: $0, shape: shape)) })
}

/// The adjoint of the derivative of f at x.
public func pullback<Input: Parameterized, Output>(
  at x: Input, of f: (Input) throws -> Tensor<Output>
) rethrows -> (Tensor<Output>) -> Input {
  try valueWithPullback(at: x, of: f).pullback
}

/// The value and the gradient of a real scalar function of a value made of tensors: the gradient is a value like x, with the
/// derivatives by its tensors in their places.
public func valueWithGradient<Input: Parameterized, Loss: TensorScalar>(
  at x: Input, of f: (Input) throws -> Tensor<Loss>
) rethrows -> (value: Tensor<Loss>, gradient: Input) {
  let (value, pullback) = try valueWithPullback(at: x, of: f)
  return (value, pullback(one(for: value)))
}

/// The gradient of a real scalar function of a value made of tensors.
public func gradient<Input: Parameterized, Loss: TensorScalar>(
  at x: Input, of f: (Input) throws -> Tensor<Loss>
) rethrows -> Input {
  try valueWithGradient(at: x, of: f).gradient
}

/// The value of f at x and its derivative along a tangent v, a value like x, by forward mode.
///
/// Traps unless the tensors of v have the shapes of those of x.
public func valueWithDerivative<Input: Parameterized, Output>(
  at x: Input, along v: Input, of f: (Input) throws -> Tensor<Output>
) rethrows -> (value: Tensor<Output>, derivative: Tensor<Output>) {
  let level = Level(isForward: true)
  let (value, trace) = try f(x.moving(at: level, along: v)).untraced(at: level)
  return (value, trace?.tangent ?? Tensor(repeating: 0, shape: value.shape))
}

// MARK: Several arguments

/// The value of f at several arguments, and the adjoint of its derivative: cotangent ↦ one value for each argument.
public func valueWithPullback<First: Parameterized, Second: Parameterized, each Rest: Parameterized, Output>(
  at first: First, _ second: Second, _ rest: repeat each Rest,
  of f: (First, Second, repeat each Rest) throws -> Tensor<Output>
) rethrows -> (value: Tensor<Output>, pullback: (Tensor<Output>) -> (First, Second, repeat each Rest)) {
  let level = Level()
  let first = first.leaves(at: level), second = second.leaves(at: level)
  let rest = (repeat (each rest).leaves(at: level))
  let (value, root) = try f(first, second, repeat each rest).untraced(at: level)
  return (
    value,
    { [shape = value.shape] cotangent in
      let cotangents = sweep(from: root, seed: cotangent, shape: shape)
      return (
        first.cotangents(cotangents), second.cotangents(cotangents), repeat (each rest).cotangents(cotangents)
      )
    }
  )
}

/// The value and the gradients of a real scalar function of several arguments.
public func valueWithGradient<
  First: Parameterized, Second: Parameterized, each Rest: Parameterized, Loss: TensorScalar
>(
  at first: First, _ second: Second, _ rest: repeat each Rest,
  of f: (First, Second, repeat each Rest) throws -> Tensor<Loss>
) rethrows -> (value: Tensor<Loss>, gradient: (First, Second, repeat each Rest)) {
  let (value, pullback) = try valueWithPullback(at: first, second, repeat each rest, of: f)
  return (value, pullback(one(for: value)))
}

/// The gradients of a real scalar function of several arguments.
///
/// ```swift
/// let (a, b, c) = gradient(at: x, y, z) { x, y, z in sum(x * y + z) }
/// ```
public func gradient<First: Parameterized, Second: Parameterized, each Rest: Parameterized, Loss: TensorScalar>(
  at first: First, _ second: Second, _ rest: repeat each Rest,
  of f: (First, Second, repeat each Rest) throws -> Tensor<Loss>
) rethrows -> (First, Second, repeat each Rest) {
  try valueWithGradient(at: first, second, repeat each rest, of: f).gradient
}
