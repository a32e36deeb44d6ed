import Autodiff

/// Checks the derivatives of a function at a point: first and second order, forward and reverse mode.
///
/// With a random cotangent w and random directions v and u, of J, the derivative of f, and H, that of y ↦ Jᴴ(y)w:
/// - Re⟨Jᴴw, v⟩ is the difference quotient of Re⟨w, f⟩ along v;
/// - Re⟨w, Jv⟩ = Re⟨Jᴴw, v⟩ to rounding, and the value has the same bits in every mode;
/// - Re⟨u, Hv⟩ is the difference quotient of Re⟨u, Jᴴw⟩ along v, and Re⟨u, Hv⟩ = Re⟨v, Hu⟩ to rounding;
/// - reverse over reverse and reverse over forward give the H of forward over reverse.
///
/// A complex x changes along 1 and i alike, so a passed check says that gradients are ∂/∂Re + i ∂/∂Im.
///
/// - Parameters:
///   - f: the function.
///   - x: the point, of elements of the order of 1, and farther from kinks and poles of f than the step,
///     u^⅕: 0.0006 in double and 0.04 in single precision.
///   - name: what failures call the function.
///   - order: the highest order of derivatives that is examined, 1 or 2.
///   - seed: of the random tensors.
/// - Returns: what is wrong; where the gradient is, with its worst entry.
public func checkGradient<Input: SampledElement, Output: SampledElement>(
  of f: @escaping (Tensor<Input>) -> Tensor<Output>, at x: Tensor<Input>, named name: String = "f", order: Int = 2,
  seed: UInt64 = 1
) -> [CheckFailure] where Input.RealPart == Output.RealPart {
  var random = SeededRandom(seed: seed)
  let value = f(x)
  let w = random.tensor(Output.self, shape: value.shape)
  let u = random.tensor(Input.self, shape: x.shape), v = random.tensor(Input.self, shape: x.shape)
  let check = GradientCheck(f: f, x: x, value: value, w: w, u: u, v: v, name: name)
  let failures = check.firstOrder()
  return failures.isEmpty && order > 1 ? check.secondOrder() : failures
}

private struct GradientCheck<Input: SampledElement, Output: SampledElement>
where Input.RealPart == Output.RealPart {
  typealias Scalar = Input.RealPart
  let f: (Tensor<Input>) -> Tensor<Output>
  let x: Tensor<Input>
  let value: Tensor<Output>
  let w: Tensor<Output>
  let u: Tensor<Input>
  let v: Tensor<Input>
  let name: String

  var rounding: Double { CheckTolerance.composition(Scalar.self, count: max(x.count, value.count)) }

  func failure(_ property: CheckFailure.Property, _ details: String) -> CheckFailure {
    CheckFailure(property: property, name: name, details: details)
  }

  /// Jᴴ(y)w.
  func gradient(at y: Tensor<Input>) -> Tensor<Input> { pullback(at: y, of: f)(w) }

  func firstOrder() -> [CheckFailure] {
    let reverse = valueWithPullback(at: x, of: f)
    let forward = valueWithDerivative(at: x, along: v, of: f)
    let gradient = reverse.pullback(w)
    guard gradient.shape == x.shape && forward.derivative.shape == value.shape else {
      return [
        failure(
          .shape,
          "the gradient of shape \(gradient.shape) for an argument of \(x.shape), "
            + "the derivative of shape \(forward.derivative.shape) for a value of \(value.shape)")
      ]
    }
    var failures: [CheckFailure] = []
    if reverse.value != value { failures.append(failure(.value, "reverse mode gives \(reverse.value), not \(value)")) }
    if forward.value != value { failures.append(failure(.value, "forward mode gives \(forward.value), not \(value)")) }

    failures += agreement(
      .forwardAgainstReverse, "⟨w, Jv⟩", realInnerProduct(w, forward.derivative), "⟨Jᴴw, v⟩",
      realInnerProduct(gradient, v),
      scale: euclideanNorm(w) * euclideanNorm(forward.derivative) + euclideanNorm(gradient) * euclideanNorm(v))

    let noise = euclideanNorm(w) * euclideanNorm(value) + euclideanNorm(gradient) * euclideanNorm(x)
    let judged = judge(
      .firstDerivative, gradient, along: v, noise: noise
    ) { realInnerProduct(w, f($0)) }
    if let judged { failures.append(judged) }
    if let judged, judged.property == .firstDerivative {
      // Which entry is it?
      let entries = unitTensors(Input.self, shape: x.shape).prefix(256).map { entry in
        let quotient = differenceQuotient(along: entry.tensor, noise: noise) { realInnerProduct(w, f($0)) }
        return (entry.label, realInnerProduct(gradient, entry.tensor), quotient.value)
      }
      if let worst = entries.max(by: { ($0.1 - $0.2).magnitude < ($1.1 - $1.2).magnitude }) {
        failures.append(
          failure(
            .firstDerivative, "worst at \(worst.0): the gradient has \(worst.1), finite differences \(worst.2)"))
      }
    }
    return failures
  }

  func secondOrder() -> [CheckFailure] {
    let gradient = gradient(at: x)
    let alongV = valueWithDerivative(at: x, along: v) { self.gradient(at: $0) }.derivative
    let alongU = valueWithDerivative(at: x, along: u) { self.gradient(at: $0) }.derivative
    let reverseOverReverse = pullback(at: x) { self.gradient(at: $0) }(u)
    let reverseOverForward = pullback(at: x) { y in valueWithDerivative(at: y, along: v, of: f).derivative }(w)
    let shapes = [alongV, alongU, reverseOverReverse, reverseOverForward].map(\.shape)
    guard shapes.allSatisfy({ $0 == x.shape }) else {
      return [failure(.shape, "second derivatives of shapes \(shapes) for an argument of \(x.shape)")]
    }
    // Where terms cancel, each of them is of the order of the gradient, as the argument is of the order of 1.
    let scale =
      euclideanNorm(u) * euclideanNorm(alongV) + euclideanNorm(v) * euclideanNorm(alongU)
      + (euclideanNorm(u) + euclideanNorm(v)) * euclideanNorm(gradient)
    let projected = realInnerProduct(u, alongV)
    var failures = agreement(
      .symmetry, "⟨u, Hv⟩", projected, "⟨v, Hu⟩", realInnerProduct(v, alongU), scale: scale)
    failures += agreement(
      .nesting, "⟨u, Hv⟩", projected, "with H by reverse over reverse", realInnerProduct(v, reverseOverReverse),
      scale: scale)
    failures += agreement(
      .nesting, "⟨u, Hv⟩", projected, "with H by reverse over forward", realInnerProduct(u, reverseOverForward),
      scale: scale)
    let noise = euclideanNorm(u) * euclideanNorm(gradient) + euclideanNorm(alongU) * euclideanNorm(x)
    if let failure = judge(
      .secondDerivative, alongU, along: v, noise: noise, { realInnerProduct(u, self.gradient(at: $0)) })
    {
      failures.append(failure)
    }
    return failures
  }

  private func agreement(
    _ property: CheckFailure.Property, _ first: String, _ a: Double, _ second: String, _ b: Double, scale: Double
  ) -> [CheckFailure] {
    if (a - b).magnitude <= rounding * scale { return [] }
    return [failure(property, "\(first) = \(a), \(second) = \(b), tolerance \(rounding * scale)")]
  }

  /// Compares Re⟨derivative, v⟩ with the difference quotient of g along v.
  private func judge(
    _ property: CheckFailure.Property, _ derivative: Tensor<Input>, along v: Tensor<Input>, noise: Double,
    _ g: (Tensor<Input>) -> Double
  ) -> CheckFailure? {
    let slope = realInnerProduct(derivative, v)
    let quotient = differenceQuotient(along: v, noise: noise, g)
    let bound = CheckTolerance.oracle(Scalar.self) * (noise + quotient.value.magnitude)
    if !(quotient.uncertainty <= bound) {
      return failure(
        .oracle, "finite differences give \(quotient.value) ± \(quotient.uncertainty), too vague to judge \(property)")
    }
    if (slope - quotient.value).magnitude <= quotient.uncertainty { return nil }
    return failure(
      property, "\(slope), but finite differences give \(quotient.value) ± \(quotient.uncertainty)")
  }

  /// The derivative of g along v at x by central differences of fourth order, and how far it can be trusted.
  ///
  /// The truncation error of the quotient with step h is a sixteenth of that with 2h, so their difference bounds it;
  /// values that are accurate to `rounding`·`noise` add 3/2 of that over h.
  ///
  /// - Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 25.3.6.
  private func differenceQuotient(
    along v: Tensor<Input>, noise: Double, _ g: (Tensor<Input>) -> Double
  ) -> (value: Double, uncertainty: Double) {
    let h = CheckTolerance.step(Scalar.self)
    let g: [Double] = [-4, -2, -1, 1, 2, 4].map { (steps: Int) in
      g(x + Input(realPart: Scalar(steps) * h) * v)
    }
    let step = Double(h)
    let fine = (8 * (g[3] - g[2]) - (g[4] - g[1])) / (12 * step)
    let coarse = (8 * (g[4] - g[1]) - (g[5] - g[0])) / (24 * step)
    return (fine, (fine - coarse).magnitude + 1.5 * rounding * noise / step)
  }
}
