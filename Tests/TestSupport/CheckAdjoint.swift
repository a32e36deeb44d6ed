import Autodiff

/// Checks that an operator is linear and knows its adjoint, in every way in which it can be called.
///
/// With random x, y and w: A(ax + by) = aAx + bAy, Re⟨Ax, w⟩ = Re⟨x, Aᴴw⟩, both for A and for `A.adjoint`; the operator,
/// when it is differentiated, is its own derivative, and its pullback is its adjoint.
///
/// - Parameters:
///   - map: the operator A.
///   - inputShape: the shape of x.
///   - name: what failures call the operator.
///   - seed: of the random tensors.
/// - Returns: what is wrong; where the adjoint is, with the entry of the two matrices that differs most.
/// - Source: the dot-product test; J. Claerbout, "Earth Soundings Analysis: Processing versus Inversion" (1992), ch. 5.
public func checkAdjoint<Operator: LinearOperator>(
  of map: Operator, inputShape: [Int], named name: String = "\(Operator.self)", seed: UInt64 = 1
) -> [CheckFailure]
where
  Operator.Input: SampledElement, Operator.Output: SampledElement, Operator.Input.RealPart == Operator.Output.RealPart
{
  var random = SeededRandom(seed: seed)
  let x = random.tensor(Operator.Input.self, shape: inputShape)
  let w = random.tensor(Operator.Output.self, shape: map(x).shape)

  let failures = dotProductFailures(of: map, x: x, w: w, name: name, random: &random)
  guard failures.isEmpty else { return failures }
  return dotProductFailures(of: map.adjoint, x: w, w: x, name: name + ", adjoint", random: &random)
    + derivativeFailures(of: map, x: x, w: w, name: name, random: &random)
}

private func dotProductFailures<Operator: LinearOperator>(
  of map: Operator, x: Tensor<Operator.Input>, w: Tensor<Operator.Output>, name: String, random: inout SeededRandom
) -> [CheckFailure]
where
  Operator.Input: SampledElement, Operator.Output: SampledElement, Operator.Input.RealPart == Operator.Output.RealPart
{
  typealias Scalar = Operator.Input.RealPart
  let image = map(x), back = map.adjoint(w)
  guard back.shape == x.shape && image.shape == w.shape else {
    return [
      CheckFailure(
        property: .shape, name: name,
        details: "A takes \(x.shape) to \(image.shape), and the adjoint takes \(w.shape) to \(back.shape)")
    ]
  }
  let rounding = CheckTolerance.rounding(Scalar.self, count: max(x.count, w.count))
  var failures: [CheckFailure] = []

  let left = realInnerProduct(image, w), right = realInnerProduct(x, back)
  let scale = euclideanNorm(image) * euclideanNorm(w) + euclideanNorm(x) * euclideanNorm(back)
  if !((left - right).magnitude <= rounding * scale) {
    failures.append(
      CheckFailure(
        property: .adjoint, name: name,
        details: "⟨Ax, w⟩ = \(left), ⟨x, Aᴴw⟩ = \(right), tolerance \(rounding * scale)"
          + worstEntry(of: map, inputShape: x.shape, outputShape: w.shape)))
  }

  let y = random.tensor(Operator.Input.self, shape: x.shape)
  let a = Operator.Input(realPart: random.sample()), b = Operator.Input(realPart: random.sample())
  let together = map(a * x + b * y)
  let apart =
    Operator.Output(realPart: a.realPart) * image + Operator.Output(realPart: b.realPart) * map(y)
  let size = euclideanNorm(image) + euclideanNorm(map(y))
  let difference = euclideanNorm(together - apart)
  if !(difference <= 2 * rounding * size) {
    failures.append(
      CheckFailure(
        property: .linearity, name: name,
        details: "A(ax + by) and aAx + bAy are \(difference) apart, tolerance \(2 * rounding * size)"))
  }
  return failures
}

/// The entry in which the matrix of A and the conjugate transpose of that of the adjoint differ most.
private func worstEntry<Operator: LinearOperator>(of map: Operator, inputShape: [Int], outputShape: [Int]) -> String
where Operator.Input: SampledElement, Operator.Output: SampledElement {
  let inputs = unitTensors(Operator.Input.self, shape: inputShape)
  let outputs = unitTensors(Operator.Output.self, shape: outputShape)
  guard inputs.count * outputs.count <= 100_000 else { return "" }
  let backs = outputs.map { map.adjoint($0.tensor) }
  var worst = (difference: 0.0, report: "")
  for input in inputs {
    let image = map(input.tensor)
    for (output, back) in zip(outputs, backs) {
      let left = realInnerProduct(image, output.tensor), right = realInnerProduct(input.tensor, back)
      if !((left - right).magnitude <= worst.difference) {
        worst = (
          (left - right).magnitude,
          "; worst at output \(output.label) and input \(input.label): A has \(left), the adjoint \(right)"
        )
      }
    }
  }
  return worst.report
}

private func derivativeFailures<Operator: LinearOperator>(
  of map: Operator, x: Tensor<Operator.Input>, w: Tensor<Operator.Output>, name: String, random: inout SeededRandom
) -> [CheckFailure] where Operator.Input: SampledElement, Operator.Output: SampledElement {
  let v = random.tensor(Operator.Input.self, shape: x.shape)
  let forward = valueWithDerivative(at: x, along: v) { map($0) }
  let reverse = valueWithPullback(at: x) { map($0) }
  // The derivative of the pullback, along a cotangent, is the operator's adjoint again.
  let backward = valueWithDerivative(at: w, along: w) { map.adjoint($0) }
  let twice = valueWithPullback(at: w) { map.adjoint($0) }
  let agreements: [(String, Bool)] = [
    ("the value in forward mode", forward.value == map(x)),
    ("the derivative", forward.derivative == map(v)),
    ("the value in reverse mode", reverse.value == map(x)),
    ("the pullback", reverse.pullback(w) == map.adjoint(w)),
    ("the derivative of the adjoint", backward.derivative == map.adjoint(w)),
    ("the pullback of the adjoint", twice.pullback(x) == map(x)),
  ]
  return agreements.filter { !$0.1 }.map {
    CheckFailure(property: .value, name: name, details: "\($0.0) differs from the operator's own result")
  }
}
