import Fourier

// Real operations with steps. Their derivatives are those between the steps: 0, and 1 for a remainder.

/// The greatest whole number ≤ x. The derivative is 0 everywhere.
public func floor<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { rounded(withoutDerivative(at: x), .down) }

/// The least whole number ≥ x. The derivative is 0 everywhere.
public func ceil<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { rounded(withoutDerivative(at: x), .up) }

/// The nearest whole number, the even one of two, as in NumPy. The derivative is 0 everywhere.
public func round<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  rounded(withoutDerivative(at: x), .toNearestOrEven)
}

/// x without its fraction. The derivative is 0 everywhere.
public func trunc<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> { rounded(withoutDerivative(at: x), .towardZero) }

/// x − y·⌊x/y⌋, in [0, y) for a positive divisor y and in (y, 0] for a negative one; NaN for y = 0. Shapes broadcast.
///
/// The slopes are 1 and −⌊x/y⌋, at the steps too. NumPy's `mod`, and Python's `%`.
public func mod<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  remainder("mod", x, y, flooredRemainders)
}

/// x − y·trunc(x/y), with the sign of x; NaN for y = 0. Shapes broadcast.
///
/// The slopes are 1 and −trunc(x/y), at the steps too. C's and NumPy's `fmod`.
public func fmod<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  remainder("fmod", x, y, truncatedRemainders)
}

/// The rule of both remainders: r = x − qy with a q that is constant between the steps.
@specialized(where T == Float)
@specialized(where T == Double)
private func remainder<T: TensorScalar>(
  _ name: StaticString, _ x: Tensor<T>, _ y: Tensor<T>, _ evaluate: (Tensor<T>, Tensor<T>) -> Tensor<T>
) -> Tensor<T> {
  let (x, y) = x.broadcasting(with: y)
  return x.combining(
    name, y, evaluate: evaluate, linearizeLeft: { _, _, _ in .identity },
    linearizeRight: { x, y, r in
      .scaling {
        // From r, as ⌊x/y⌋ may be the next number where the quotient has been rounded.
        let x = withoutDerivative(at: x), y = withoutDerivative(at: y), r = withoutDerivative(at: r)
        return round((r - x) / y)
      }
    })
}

// MARK: Kernels

@specialized(where T == Float)
@specialized(where T == Double)
private func rounded<T: TensorScalar>(_ x: Tensor<T>, _ rule: FloatingPointRoundingRule) -> Tensor<T> {
  // One loop for each rule, so that each is an instruction, or a call of libm's, rather than a choice.
  switch rule {
  case .down: x.mapElements { $0.rounded(.down) }
  case .up: x.mapElements { $0.rounded(.up) }
  case .towardZero: x.mapElements { $0.rounded(.towardZero) }
  default: x.mapElements { $0.rounded(.toNearestOrEven) }
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func flooredRemainders<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { x, y in
    let r = x.truncatingRemainder(dividingBy: y)
    return r != 0 && (r < 0) != (y < 0) ? r + y : r
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func truncatedRemainders<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.zipElements(y) { $0.truncatingRemainder(dividingBy: $1) }
}
