import Fourier

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
  x.applying("relu", evaluate: { greater($0, 0) }) { x, _ in
    .scaling { indicators(withoutDerivative(at: x), above: 0) }
  }
}

/// x where x > 0, else s·x. At 0 the derivative is s, as in PyTorch.
///
/// - Parameter slope: s.
@specialized(where T == Float)
@specialized(where T == Double)
public func leakyRelu<T: TensorScalar>(_ x: Tensor<T>, slope: T = 0.01) -> Tensor<T> {
  x.applying("leakyRelu", evaluate: { leaking($0, slope) }) { x, _ in
    .scaling { leakySlopes(withoutDerivative(at: x), slope) }
  }
}

/// max(x, bound) for a constant bound. Where x is the bound the derivative is 1.
@specialized(where T == Float)
@specialized(where T == Double)
public func clamp<T: TensorScalar>(_ x: Tensor<T>, min bound: T) -> Tensor<T> {
  x.applying("clamp", evaluate: { greater($0, bound) }) { x, _ in
    .scaling { indicators(withoutDerivative(at: x), atLeast: bound) }
  }
}

/// min(x, bound) for a constant bound. Where x is the bound the derivative is 1.
@specialized(where T == Float)
@specialized(where T == Double)
public func clamp<T: TensorScalar>(_ x: Tensor<T>, max bound: T) -> Tensor<T> {
  x.applying("clamp", evaluate: { lesser($0, bound) }) { x, _ in
    .scaling { indicators(withoutDerivative(at: x), atMost: bound) }
  }
}

/// min(max(x, lower), upper) for constant bounds; NaN stays NaN.
///
/// Where x is one of the bounds the derivative is 1. Traps unless lower ≤ upper.
@specialized(where T == Float)
@specialized(where T == Double)
public func clamp<T: TensorScalar>(_ x: Tensor<T>, min lower: T, max upper: T) -> Tensor<T> {
  require(lower <= upper, "clamp has the lower bound \(lower) and the upper bound \(upper)")
  return x.applying("clamp", evaluate: { clamped($0, lower, upper) }) { x, _ in
    .scaling { indicators(withoutDerivative(at: x), from: lower, to: upper) }
  }
}

/// The smaller of x and y, element by element, NaN where either is NaN. Shapes broadcast.
///
/// Where x = y either gets half of the derivative, as in JAX and PyTorch. NumPy's `minimum`.
@specialized(where T == Float)
@specialized(where T == Double)
public func minimum<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  let (x, y) = x.broadcasting(with: y)
  return x.combining(
    "min", y, evaluate: minima,
    linearizeLeft: { x, y, _ in .scaling { shares(withoutDerivative(at: y), above: withoutDerivative(at: x)) } },
    linearizeRight: { x, y, _ in .scaling { shares(withoutDerivative(at: x), above: withoutDerivative(at: y)) } })
}

/// The greater of x and y, element by element, NaN where either is NaN. Shapes broadcast.
///
/// Where x = y either gets half of the derivative, as in JAX and PyTorch. NumPy's `maximum`.
@specialized(where T == Float)
@specialized(where T == Double)
public func maximum<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  let (x, y) = x.broadcasting(with: y)
  return x.combining(
    "max", y, evaluate: maxima,
    linearizeLeft: { x, y, _ in .scaling { shares(withoutDerivative(at: x), above: withoutDerivative(at: y)) } },
    linearizeRight: { x, y, _ in .scaling { shares(withoutDerivative(at: y), above: withoutDerivative(at: x)) } })
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

private func leaking<T: TensorScalar>(_ x: Tensor<T>, _ slope: T) -> Tensor<T> {
  x.mapElements { $0 > 0 ? $0 : slope * $0 }
}

private func leakySlopes<T: TensorScalar>(_ x: Tensor<T>, _ slope: T) -> Tensor<T> {
  x.mapElements { $0 > 0 ? 1 : slope }
}

// NaN stays NaN.

@specialized(where T == Float)
@specialized(where T == Double)
private func greater<T: TensorScalar>(_ x: Tensor<T>, _ bound: T) -> Tensor<T> {
  x.mapElements { $0 < bound ? bound : $0 }
}

private func lesser<T: TensorScalar>(_ x: Tensor<T>, _ bound: T) -> Tensor<T> {
  x.mapElements { $0 > bound ? bound : $0 }
}

private func clamped<T: TensorScalar>(_ x: Tensor<T>, _ lower: T, _ upper: T) -> Tensor<T> {
  x.mapElements { $0 < lower ? lower : $0 > upper ? upper : $0 }
}

private func minima<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { $0 <= $1 || $0.isNaN ? $0 : $1 }
}

private func maxima<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { $0 >= $1 || $0.isNaN ? $0 : $1 }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func indicators<T: TensorScalar>(_ x: Tensor<T>, above bound: T) -> Tensor<T> {
  x.mapElements { $0 > bound ? 1 : 0 }
}

@specialized(where T == Float)
@specialized(where T == Double)
func indicators<T: TensorScalar>(_ x: Tensor<T>, atLeast bound: T) -> Tensor<T> {
  x.mapElements { $0 >= bound ? 1 : 0 }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func indicators<T: TensorScalar>(_ x: Tensor<T>, atMost bound: T) -> Tensor<T> {
  x.mapElements { $0 <= bound ? 1 : 0 }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func indicators<T: TensorScalar>(_ x: Tensor<T>, from lower: T, to upper: T) -> Tensor<T> {
  x.mapElements { $0 >= lower && $0 <= upper ? 1 : 0 }
}

/// 1 where x > y, ½ where they are equal, else 0.
private func shares<T: TensorScalar>(_ x: Tensor<T>, above y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { $0 > $1 ? 1 : $0 == $1 ? 1 / 2 : 0 }
}
