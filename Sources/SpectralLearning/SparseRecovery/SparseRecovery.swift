public import Autodiff
import ComplexNumbers
import Fourier

/// Compressed sensing: the sparse x behind fewer measurements b = Ax (+ noise) than x has numbers.
///
/// Without noise it is basis pursuit, min ‖x‖₁ with Ax = b: the LASSO for a falling λ (continuation), each solution the
/// start of the next. As soon as the support of one, at most half as large as the measured numbers, explains b to
/// rounding by least squares alone (debiasing), that is the answer: no second x of so few numbers does, but by chance.
/// With noise of known norm η, λ falls until ‖Ax − b‖ ≤ η (Morozov's discrepancy principle).
/// ```swift
/// let sampling = SubsampledDFT<Double>.random(length: 512, count: 64, seed: 1)   // a quarter of what there is
/// let found = SparseRecovery()(sampling, sampling(spikes), shape: [512])
/// print(found.isExact, found.support)
/// ```
/// How many numbers have to be measured is sharp: of n numbers, k of them not 0, about as many as
/// ``phaseTransition(undersampling:)`` says.
///
/// - Source: E. J. Candès, J. Romberg and T. Tao, IEEE Trans. Inf. Theory 52 (2006), 489; continuation and debiasing as
///   in M. A. T. Figueiredo, R. D. Nowak and S. J. Wright, "Gradient projection for sparse reconstruction", IEEE J.
///   Sel. Top. Signal Process. 1 (2007), 586.
public struct SparseRecovery: Sendable, Hashable {
  /// η, the norm of the noise in b; 0 for none.
  public let noiseNorm: Double
  /// The last λ as a fraction of the first, ‖Aᴴb‖∞, above which the solution is 0.
  public let leastPenalty: Double
  /// The values of λ within a factor of ten.
  public let stepsPerDecade: Int
  /// Whether supports are tried by least squares; of no use for what is only nearly sparse, and costly if it is long.
  public let debiases: Bool
  /// How each LASSO is solved.
  public let solver: FISTA

  /// Traps unless η is finite and not negative, 0 < leastPenalty < 1, and there is a step in a decade.
  public init(
    noiseNorm: Double = 0, leastPenalty: Double = 1e-5, stepsPerDecade: Int = 2, debiases: Bool = true,
    solver: FISTA = FISTA(iterations: 500, tolerance: 1e-6)
  ) {
    require(noiseNorm >= 0 && noiseNorm.isFinite, "the norm of the noise is \(noiseNorm)")
    require(
      leastPenalty > 0 && leastPenalty < 1 && stepsPerDecade >= 1,
      "a continuation down to \(leastPenalty) of the first λ in \(stepsPerDecade) steps a decade")
    self.noiseNorm = noiseNorm
    self.leastPenalty = leastPenalty
    self.stepsPerDecade = stepsPerDecade
    self.debiases = debiases
    self.solver = solver
  }

  /// The sparse x. The same call gives the same bits.
  ///
  /// - Parameters:
  ///   - map: A; compose it with a basis, `basis.then(measurement)`, if x are the coefficients of a signal.
  ///   - b: the measurements.
  ///   - shape: that of x. Traps unless A takes it to the shape of b.
  ///   - operatorNorm: ‖A‖, if it is known.
  ///   - progress: called after each λ, with how many of how many these are.
  /// - Complexity: one application of A and of Aᴴ for each iteration of the solver.
  public func callAsFunction<Map: LinearOperator>(
    _ map: Map, _ b: Tensor<Map.Output>, shape: [Int], operatorNorm: Map.Input? = nil,
    progress: (_ step: Int, _ steps: Int) -> Void = { _, _ in }
  ) -> SparseSolution<Map.Input> where Map.Input: TensorScalar, Map.Output.RealPart == Map.Input {
    typealias T = Map.Input
    var x = Tensor<T>(repeating: 0, shape: shape)
    let energy = T.sqrt(squaredLength(b))
    let first = abs(map.applyAdjoint(b)).values.max() ?? 0
    var solution = SparseSolution(x: x, residualNorm: energy, penalty: first, iterations: 0, isExact: energy == 0)
    guard first > 0, energy > T(noiseNorm) else { return solution }
    let norm = operatorNorm ?? largestSingularValue(of: map, inputShape: shape)
    let measured = b.count * (Map.Output.self == T.self ? 1 : 2)
    let steps = max(1, Int((-Double.log10(leastPenalty) * Double(stepsPerDecade)).rounded(.up)))

    for step in 1...steps {
      let penalty = first * T(Double.pow(leastPenalty, Double(step) / Double(steps)))
      let lasso = solver(map, b, penalty: penalty, from: x, operatorNorm: norm)
      x = lasso.x
      solution = SparseSolution(
        x: x, residualNorm: lasso.residualNorm, penalty: penalty, iterations: solution.iterations + lasso.iterations,
        isExact: false)
      progress(step, steps)
      let isWithinNoise = noiseNorm > 0 && lasso.residualNorm <= T(noiseNorm)
      guard noiseNorm == 0 || isWithinNoise else { continue }
      let enough = T.sqrt(T.ulpOfOne) * T(0.01) * energy
      if debiases, measured > 1,
        let fit = leastSquares(map, b, onSupportOf: x, of: 1...(measured / 2), enough: enough)
      {
        let isExact = fit.residualNorm <= enough
        if isExact || isWithinNoise {
          return SparseSolution(
            x: fit.x, residualNorm: fit.residualNorm, penalty: penalty, iterations: solution.iterations,
            isExact: isExact)
        }
      }
      if isWithinNoise { return solution }
    }
    return solution
  }

  /// ρ: the number of non-zero numbers, as a fraction of the measured ones, up to which n numbers are found from δ·n
  /// random measurements, for n → ∞.
  ///
  /// ρ(δ) = max_z (1 − (2/δ)((1 + z²)Φ(−z) − zφ(z))) / (1 + z² − 2((1 + z²)Φ(−z) − zφ(z))), with the normal density φ
  /// and distribution Φ: 0.19 for δ = 0.1, 0.39 for δ = ½. For Gaussian measurements; those of the DFT behave alike.
  /// - Parameter undersampling: δ. Traps unless it is between 0 and 1.
  /// - Source: D. L. Donoho, A. Maleki and A. Montanari, PNAS 106 (2009), 18914; D. L. Donoho and J. Tanner, "Observed
  ///   universality of phase transitions", Phil. Trans. R. Soc. A 367 (2009), 4273.
  public static func phaseTransition(undersampling delta: Double) -> Double {
    require(delta > 0 && delta < 1, "an undersampling of \(delta), which must be between 0 and 1")
    func ratio(_ z: Double) -> Double {
      let tail = Double.erfc(z / 2.0.squareRoot()) / 2
      let density = Double.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      let moment = 2 * ((1 + z * z) * tail - z * density)
      return (1 - moment / delta) / (1 + z * z - moment)
    }
    // The maximum, by golden sections: the ratio rises to it and falls.
    var low = 0.0, high = 10.0
    let section = (5.0.squareRoot() - 1) / 2
    for _ in 0..<80 {
      let left = high - section * (high - low), right = low + section * (high - low)
      if ratio(left) < ratio(right) { low = left } else { high = right }
    }
    return max(0, ratio((low + high) / 2))
  }
}

/// What was recovered.
public struct SparseSolution<T: TensorScalar>: Sendable {
  /// x.
  public let x: Tensor<T>
  /// ‖Ax − b‖.
  public let residualNorm: T
  /// The last λ.
  public let penalty: T
  /// The iterations of all LASSOs.
  public let iterations: Int
  /// Whether a support of at most half as many numbers as were measured explains them to rounding.
  public let isExact: Bool

  /// Where x is not 0, in row-major order.
  public var support: [Int] { x.values.enumerated().filter { $0.element != 0 }.map(\.offset) }
}
