// Real operations with kinks. Each says which of the slopes at the kink its derivative takes.

/// |x|. At 0 the derivative is 0.
@specialized(where T == Float)
@specialized(where T == Double)
public func abs<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("|x|", evaluate: absoluteValues) { x, _ in .scaling { sign(x) } }
}

/// −1, 0 or 1 by the sign of x; NaN of NaN. The derivative is 0 everywhere.
public func sign<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { signs(withoutDerivative(at: x)) }

/// max(x, 0). At 0 the derivative is 0.
@specialized(where T == Float)
@specialized(where T == Double)
public func relu<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("relu", evaluate: { greater($0, 0) }) { x, _ in .scaling { indicators(withoutDerivative(at: x), above: 0) }
  }
}

/// max(x, bound) for a constant bound. Where x is the bound the derivative is 1, as PyTorch's `clamp` has it.
@specialized(where T == Float)
@specialized(where T == Double)
public func clamp<T: TensorScalar>(_ x: Tensor<T>, min bound: T) -> Tensor<T> {
  x.applying("clamp", evaluate: { greater($0, bound) }) { x, _ in
    .scaling { indicators(withoutDerivative(at: x), atLeast: bound) }
  }
}

// MARK: Kernels

private func absoluteValues<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.mapElements { $0 < 0 ? -$0 : $0 == 0 ? 0 : $0 }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func signs<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.mapElements { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
}

/// NaN stays NaN.
private func greater<T: TensorScalar>(_ x: Tensor<T>, _ bound: T) -> Tensor<T> {
  x.mapElements { $0 < bound ? bound : $0 }
}

private func indicators<T: TensorScalar>(_ x: Tensor<T>, above bound: T) -> Tensor<T> {
  x.mapElements { $0 > bound ? 1 : 0 }
}

@specialized(where T == Float)
@specialized(where T == Double)
func indicators<T: TensorScalar>(_ x: Tensor<T>, atLeast bound: T) -> Tensor<T> {
  x.mapElements { $0 >= bound ? 1 : 0 }
}
