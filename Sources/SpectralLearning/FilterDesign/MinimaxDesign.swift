import Autodiff
import Fourier
public import SignalProcessing

/// Filters to a specification by gradient descent: the largest error over all bands is made as small as it gets.
///
/// The largest error has no gradient where two are the largest; so what is descended is a smooth bound of it, τ·ln Σ
/// (e^{eₖ/τ} + e^{−eₖ/τ}) over a dense grid of frequencies, by L-BFGS, at temperatures τ that fall from a third of the
/// largest error to a ten-thousandth: at each, the descent starts where the one before has ended. The bound exceeds the
/// largest error by τ·ln 2K at most, K being the number of frequencies, which grows as the temperature falls: between
/// them, too, errors exceed those on the grid by no more than about τ.
/// ```swift
/// let specification = try FilterSpecification.lowpass(
///   passband: 8000, stopband: 9600, ripple: 0.1, attenuation: 60, sampleRate: 48_000)
/// let fir = try MinimaxDesign().fir(taps: 101, specification)
/// let iir = try MinimaxDesign().iir(sections: 4, specification)
/// print(fir.evaluation.attenuation, iir.evaluation.attenuation)
/// ```
///
/// - Source: the p-norms and continuation of C. Charalambous, IEEE Trans. Acoust. Speech Signal Process. 27 (1979), 86,
///   with the exponential bound of B. W. Kort and D. P. Bertsekas, Proc. IEEE CDC (1972), 162.
public struct MinimaxDesign: Sendable {
  /// τ over the largest error, one descent after another.
  public let temperatures: [Double]
  /// The most iterations at each temperature.
  public let iterations: Int

  /// What a descent at one temperature has come to.
  public struct Stage: Sendable, Equatable {
    /// τ over the largest error before the stage.
    public let temperature: Double
    /// Iterations, each with one direction.
    public let iterations: Int
    /// Values and gradients computed.
    public let evaluations: Int
    /// The largest error on the grid after the stage, in units of the tolerances.
    public let peakError: Double
  }

  /// A design by these temperatures. Traps unless they lie between 0 and 1 and fall, and there is an iteration.
  public init(
    temperatures: [Double] = [0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 3e-4, 1e-4], iterations: Int = 500
  ) {
    require(
      !temperatures.isEmpty && temperatures.allSatisfy { $0 > 0 && $0 <= 1 }
        && zip(temperatures, temperatures.dropFirst()).allSatisfy { $0 > $1 },
      "the temperatures \(temperatures) of a design must fall, from 1 at most, and be positive")
    require(iterations >= 1, "a design of \(iterations) iterations needs one at least")
    self.temperatures = temperatures
    self.iterations = iterations
  }

  /// Descends the largest of the errors, which are a function of the parameters, on a grid for each temperature.
  func descend(
    _ parameters: inout Tensor<Double>, temperatures: [Double]? = nil, iterations: Int? = nil,
    progress: (Stage) -> Void = { _ in }, grid: (_ pointsPerRipple: Double) -> any ErrorGrid
  ) throws(FilterDesignError) -> [Stage] {
    var history: [Stage] = []
    for (index, temperature) in (temperatures ?? self.temperatures).enumerated() {
      // A cosine of n points to half a period is missed by (π/2n)²/2 at most.
      let errors = grid(max(16, 1.1 / temperature.squareRoot())).errors
      var largest = Self.peak(errors(parameters))
      guard largest.isFinite else { throw .diverged(step: index) }
      if largest == 0 { break }
      let scale = 1 / (temperature * largest)
      let limits = MinimizationLimits(valueTolerance: 0, iterations: iterations ?? self.iterations)
      let minimization = LBFGS(memory: 20, limits: limits).minimize(&parameters) { smoothMaximum(errors($0) * scale) }
      largest = Self.peak(errors(parameters))
      let stage = Stage(
        temperature: temperature, iterations: minimization.iterations, evaluations: minimization.evaluations,
        peakError: largest)
      history.append(stage)
      progress(stage)
      guard largest.isFinite else { throw .diverged(step: history.count) }
    }
    return history
  }

  static func peak(_ errors: Tensor<Double>) -> Double {
    // Not by `max`, which would drop what is not a number.
    errors.elements.reduce(0) { $0.isNaN || $1.magnitude <= $0 ? $0 : $1.magnitude }
  }
}

/// A filter's errors at frequencies as a function of its parameters.
protocol ErrorGrid {
  func errors(_ parameters: Tensor<Double>) -> Tensor<Double>
}

/// ln Σ (e^{x} + e^{−x}): a bound of max|x|, closer the larger it is.
func smoothMaximum(_ x: Tensor<Double>) -> Tensor<Double> { logSumExp(concatenate([x, -x])) }

/// A filter that was designed, and what it achieves.
public struct DesignedFilter<Filter: Sendable>: Sendable {
  /// The filter.
  public let filter: Filter
  /// What it achieves under the specification.
  public let evaluation: FilterEvaluation
  /// The descent, temperature by temperature.
  public let history: [MinimaxDesign.Stage]
}
