public import Autodiff
import ComplexNumbers
import Fourier
import SignalProcessing

/// The fast iterative shrinkage-thresholding algorithm for the LASSO: minimizes ½‖Ax − b‖² + λ‖x‖₁.
///
/// x ← soft threshold of y − Aᴴ(Ay − b)/L by λ/L, where y extrapolates from the last two x. Its objective is above the
/// minimum by no more than 2L‖x₀ − x*‖²/(k + 1)² after k iterations; started over whenever the extrapolation points
/// uphill, it converges linearly once the support is found. It ends when the duality gap, a bound of the distance from
/// the minimum that is known without knowing the minimum, is within the tolerance. Where A is orthogonal, one iteration
/// is the solution.
/// ```swift
/// let sampling = SubsampledDFT<Double>.random(length: 512, count: 64, seed: 1)
/// let solution = FISTA()(sampling, samples, penalty: 0.01, from: Tensor(repeating: 0, shape: [512]))
/// ```
/// - Complexity: one application of A and one of Aᴴ an iteration, and a few passes over x and b.
/// - Source: A. Beck and M. Teboulle, SIAM J. Imaging Sci. 2 (2009), 183, with backtracking; B. O'Donoghue and E.
///   Candès, "Adaptive restart for accelerated gradient schemes", Found. Comput. Math. 15 (2015), 715; the stopping
///   rule of scikit-learn's `Lasso`.
public struct FISTA: Sendable, Hashable {
  /// The iterations that are allowed.
  public let iterations: Int
  /// The duality gap at which it ends, as a fraction of the objective.
  public let tolerance: Double

  /// Traps unless an iteration is allowed, and the tolerance is not negative.
  public init(iterations: Int = 2000, tolerance: Double = 1e-8) {
    require(iterations >= 1 && tolerance >= 0, "FISTA with \(iterations) iterations to a gap of \(tolerance)")
    self.iterations = iterations
    self.tolerance = tolerance
  }

  /// The solution for one penalty. The same call gives the same bits.
  ///
  /// - Parameters:
  ///   - map: A; real or complex measurements of real numbers.
  ///   - b: the measurements.
  ///   - penalty: λ. Traps unless it is positive and finite.
  ///   - start: x₀, in the shape of x.
  ///   - operatorNorm: ‖A‖, or about; estimated by power iteration when nil. Where it turns out too small, it is
  ///     raised.
  public func callAsFunction<Map: LinearOperator>(
    _ map: Map, _ b: Tensor<Map.Output>, penalty: Map.Input, from start: Tensor<Map.Input>,
    operatorNorm: Map.Input? = nil
  ) -> LassoSolution<Map.Input> where Map.Input: TensorScalar, Map.Output.RealPart == Map.Input {
    typealias T = Map.Input
    require(penalty > 0 && penalty.isFinite, "the LASSO's λ is \(penalty), but must be positive and finite")
    let norm = operatorNorm ?? largestSingularValue(of: map, inputShape: start.shape)
    var steepness = norm > 0 ? norm * norm : 1
    let correlation = map.applyAdjoint(b)

    var x = start, y = ImagedPoint(start, by: map)
    require(y.image.shape == b.shape, "measurements of shape \(b.shape), where A makes \(y.image.shape)")
    var previous = y, momentum: T = 1, iteration = 0
    while true {
      iteration += 1
      var next: ImagedPoint<Map>
      var isTooSteep: Bool
      repeat {
        let target = y.x - (y.gram - correlation) / steepness
        next = ImagedPoint(softThreshold(target, penalty / steepness), by: map)
        isTooSteep = next.isBeyond(y, steepness: steepness)
        if isTooSteep { steepness *= 2 }
      } while isTooSteep

      let certificate = LassoCertificate(next, b: b, correlation: correlation, penalty: penalty)
      let isConverged = certificate.gap <= T(tolerance) * certificate.objective
      if isConverged || iteration == iterations {
        return LassoSolution(
          x: next.x, objective: certificate.objective, dualityGap: certificate.gap,
          residualNorm: certificate.residualNorm, iterations: iteration, isConverged: isConverged)
      }
      if innerProduct(y.x - next.x, next.x - x).scalar > 0 { momentum = 1 }
      let following = (1 + T.sqrt(1 + 4 * momentum * momentum)) / 2
      y = next.extrapolated(from: previous, by: (momentum - 1) / following)
      (x, previous, momentum) = (next.x, next, following)
    }
  }
}

/// A point x with Ax and AᴴAx. Both are linear in x, so that extrapolated points need no application of A.
private struct ImagedPoint<Map: LinearOperator>
where Map.Input: TensorScalar, Map.Output.RealPart == Map.Input {
  let x: Tensor<Map.Input>
  let image: Tensor<Map.Output>
  let gram: Tensor<Map.Input>

  init(_ x: Tensor<Map.Input>, by map: Map) {
    self.x = x
    image = map.apply(x)
    gram = map.applyAdjoint(image)
  }

  private init(x: Tensor<Map.Input>, image: Tensor<Map.Output>, gram: Tensor<Map.Input>) {
    (self.x, self.image, self.gram) = (x, image, gram)
  }

  func extrapolated(from previous: Self, by factor: Map.Input) -> Self {
    if factor == 0 { return self }
    return Self(
      x: x + factor * (x - previous.x),
      image: image + Map.Output(realPart: factor) * (image - previous.image),
      gram: gram + factor * (gram - previous.gram))
  }

  /// Whether ‖A(x − y)‖² > L‖x − y‖², by more than rounding: then L is less than ‖A‖².
  func isBeyond(_ y: Self, steepness: Map.Input) -> Bool {
    let step = squaredLength(x - y.x)
    let isResolved = step > 64 * Map.Input.ulpOfOne * squaredLength(x)
    return isResolved && squaredLength(image - y.image) > 1.001 * steepness * step
  }
}

/// How far a point is from solving the LASSO.
private struct LassoCertificate<T: TensorScalar> {
  let objective: T
  let gap: T
  let residualNorm: T

  init<Map: LinearOperator>(_ point: ImagedPoint<Map>, b: Tensor<Map.Output>, correlation: Tensor<T>, penalty: T)
  where Map.Input == T, Map.Output.RealPart == T {
    let residual = b - point.image
    let energy = squaredLength(residual)
    residualNorm = T.sqrt(energy)
    objective = energy / 2 + penalty * sum(abs(point.x)).scalar
    // The dual is max Re⟨b, θ⟩ − ½‖θ‖² over ‖Aᴴθ‖∞ ≤ λ; of the multiples of the residual, the best that is allowed.
    let slope = abs(correlation - point.gram).values.max() ?? 0
    let product = innerProduct(b, residual).scalar.realPart
    let allowed = slope > 0 ? penalty / slope : .infinity
    let scale = energy > 0 ? max(-allowed, min(allowed, product / energy)) : 0
    gap = objective - (scale * product - scale * scale * energy / 2)
  }
}

/// ‖x‖² of real or complex elements.
func squaredLength<Element: TensorElement>(_ x: Tensor<Element>) -> Element.RealPart {
  innerProduct(x, x).scalar.realPart
}

/// An estimate of ‖A‖, its largest singular value, from below, by power iteration from a fixed random start.
///
/// - Complexity: `iterations` applications of A and Aᴴ.
public func largestSingularValue<Map: LinearOperator>(
  of map: Map, inputShape: [Int], iterations: Int = 20
) -> Map.Input where Map.Input: TensorScalar, Map.Output.RealPart == Map.Input {
  typealias T = Map.Input
  require(iterations >= 1, "a power iteration of \(iterations) steps")
  var random = SplitMix64(seed: 0)
  var x = Tensor<T>.normal(shape: inputShape, using: &random)
  var norm: T = 0
  for _ in 0..<iterations {
    let length = T.sqrt(squaredLength(x))
    guard length > 0, length.isFinite else { return norm }
    x = x / length
    let image = map.apply(x)
    norm = T.sqrt(squaredLength(image))
    x = map.applyAdjoint(image)
  }
  return norm
}
