import Fourier

/// The line x + t·v on which a function is sampled, in real coordinates.
struct SampledLine<T: TensorScalar> {
  /// The step in t.
  let step: T
  /// |x| in the unit of t.
  let magnitude: T
  /// t ↦ x + t·v.
  let point: (T) -> [T]
}

extension SampledLine {
  /// The lines along each coordinate of x.
  static func coordinateLines<Input: TensorElement>(
    through x: Tensor<Input>, _ scheme: FiniteDifference, _ step: DifferenceStep<T>
  ) -> [SampledLine] where Input.RealPart == T {
    let coordinates = x.coordinates
    return zip(coordinates, x.coordinateMagnitudes).enumerated().map { place, at in
      SampledLine(step: step.size(of: scheme, at: at.0, magnitude: at.1), magnitude: at.1) { t in
        var point = coordinates
        point[place] += t
        return point
      }
    }
  }

  /// The line along v; none if v is 0. Traps unless v has the shape of x.
  static func lines<Input: TensorElement>(
    through x: Tensor<Input>, along v: Tensor<Input>, _ scheme: FiniteDifference, _ step: DifferenceStep<T>
  ) -> [SampledLine] where Input.RealPart == T {
    require(v.shape == x.shape, "a tangent of shape \(v.shape) for an argument of shape \(x.shape)")
    let coordinates = x.coordinates, tangent = v.coordinates
    guard let speed = v.coordinateMagnitudes.max(), speed != 0 else { return [] }
    // What does not move along v has no say in how far is near.
    let magnitude = zip(x.coordinateMagnitudes, tangent).lazy.filter { $0.1 != 0 }.map(\.0).max() ?? 0
    let size = step.size(of: scheme, magnitude: magnitude)
    let time: T = if case .fixed = step { size } else { size / speed }
    return [
      SampledLine(step: time, magnitude: magnitude / speed) { t in zip(coordinates, tangent).map { $0 + t * $1 } }
    ]
  }
}

/// The derivatives of f's coordinates along each line, and the shape of f's values. Traps unless they have one shape.
func sampledDerivatives<Input: TensorElement, Output: TensorElement>(
  of f: (Tensor<Input>) throws -> Tensor<Output>, at x: Tensor<Input>, along lines: [SampledLine<Input.RealPart>],
  _ scheme: FiniteDifference
) rethrows -> (shape: [Int], lines: [[DerivativeEstimate<Input.RealPart>]]) where Input.RealPart == Output.RealPart {
  // f(x), which all lines share, if the scheme asks for it; and the shape, which without lines only f(x) can tell.
  var center: Tensor<Output>? = lines.isEmpty ? try f(withoutDerivative(at: x)) : nil
  var shape = center?.shape
  let derivatives = try lines.map { line in
    try scheme.derivative(step: line.step, magnitude: line.magnitude) { t in
      if t == 0, let center { return center.coordinates }
      let value = try f(Tensor(coordinates: line.point(t), shape: x.shape))
      if t == 0 { center = value }
      let expected = shape ?? value.shape
      require(
        value.shape == expected,
        "the function's value has the shape \(expected) at one point and \(value.shape) at another")
      shape = expected
      return value.coordinates
    }
  }
  return (shape ?? [], derivatives)
}
