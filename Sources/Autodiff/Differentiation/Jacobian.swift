import Fourier

/// The Jacobian of f at x: Jᵢⱼ = ∂fᵢ/∂xⱼ, with i running over the places of f's value and j over those of x.
///
/// - Returns: a tensor of the shape of f(x) followed by that of x.
/// - Complexity: by rows, one graph and a reverse sweep for each element of f(x), where these are no more than the
///   elements of x; else by columns, one evaluation in forward mode for each element of x.
/// - Source: `jacrev` and `jacfwd` of JAX.
public func jacobian<T: TensorScalar>(
  at x: Tensor<T>, of f: (Tensor<T>) throws -> Tensor<T>
) rethrows -> Tensor<T> {
  let (value, pullback) = try valueWithPullback(at: x, of: f)
  let shape = value.shape + x.shape
  if value.count <= x.count {
    let rows = unitTensors(T.self, shape: value.shape).map { pullback($0) }
    return joined(rows, shape: shape)
  }
  let columns = try unitTensors(T.self, shape: x.shape).map {
    try valueWithDerivative(at: x, along: $0, of: f).derivative
  }
  return joined(columns, shape: [x.count, value.count]).transposed().reshaped(to: shape)
}

/// The Hessian of a real scalar function at x: Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ, i and j running over the places of x.
///
/// - Returns: a tensor of the shape of x twice.
/// - Complexity: one Hessian-vector product for each element of x.
public func hessian<T: TensorScalar>(at x: Tensor<T>, of f: (Tensor<T>) throws -> Tensor<T>) rethrows -> Tensor<T> {
  // H is symmetric: its columns are its rows.
  let rows = try unitTensors(T.self, shape: x.shape).map { try hessianVectorProduct(at: x, along: $0, of: f) }
  return joined(rows, shape: x.shape + x.shape)
}

/// H · v, the derivative of the gradient of a real scalar function along v, by forward over reverse mode.
///
/// For a complex x, the derivative of ∂f/∂Re + i ∂f/∂Im along v. Traps unless v has the shape of x.
/// - Complexity: a small multiple of f, whatever the size of x.
/// - Source: B. Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6 (1994), 147.
public func hessianVectorProduct<Input, Loss: TensorScalar>(
  at x: Tensor<Input>, along v: Tensor<Input>, of f: (Tensor<Input>) throws -> Tensor<Loss>
) rethrows -> Tensor<Input> {
  try valueWithDerivative(at: x, along: v) { try gradient(at: $0, of: f) }.derivative
}

/// The tensors of `shape` with a 1 at one place, and zeros else, in row-major order of the place.
private func unitTensors<T: TensorScalar>(_ type: T.Type, shape: [Int]) -> [Tensor<T>] {
  let count = elementCount(shape)
  return (0..<count).map { place in
    var elements = Array(repeating: T.zero, count: count)
    elements[place] = 1
    return Tensor(elements, shape: shape)
  }
}

/// The tensors behind one another, under one shape.
private func joined<T: TensorScalar>(_ tensors: [Tensor<T>], shape: [Int]) -> Tensor<T> {
  elementCount(shape) == 0 ? Tensor([], shape: shape) : stack(tensors).reshaped(to: shape)
}
