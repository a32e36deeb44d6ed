import Fourier

/// A difference quotient in place of a derivative: values of a function at points near x, weighted and divided by a
/// step.
///
/// Two errors oppose each other. *Truncation*, what the quotient would miss in exact arithmetic, falls with hᵖ, where p
/// is the ``order``; *rounding*, the errors u·|f| of the values, is divided by h and grows. Where the derivatives of f
/// are of the order of f over a length L, both are of one size at h ≈ u^(1/(p+1))·L, which is the step unless another
/// is given (see ``DifferenceStep``), and about u^(p/(p+1)) of f/L is what remains:
///
/// | scheme | quotient | truncation | rounding | evaluations | digits, single and double |
/// | --- | --- | --- | --- | --- | --- |
/// | ``forward`` | (f(x+h) − f(x)) / h | h/2·f″ | 2u·f/h | 1, and f(x) | 4, 8 |
/// | ``backward`` | (f(x) − f(x−h)) / h | h/2·f″ | 2u·f/h | 1, and f(x) | 4, 8 |
/// | ``central`` | (f(x+h) − f(x−h)) / 2h | h²/6·f‴ | u·f/h | 2 | 5, 11 |
/// | ``fivePoint`` | (8(f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))) / 12h | h⁴/30·f⁗′ | 3/2·u·f/h | 4 | 6, 13 |
/// | ``richardson`` | central ones, extrapolated to h = 0 | estimated | estimated | up to 20 | 6, 14 |
///
/// u is the unit roundoff, 2⁻²⁴ in single and 2⁻⁵³ in double precision; the evaluations are those for one direction.
/// A function that can be evaluated at complex arguments has a derivative to all digits by
/// ``complexStepDerivative(at:of:scale:)``.
///
/// At a kink the quotients are not what differentiation says: of |x| at 0, ``forward`` gives 1, ``backward`` −1, and
/// the symmetric ones 0; of relu at 0 they give 1, 0 and ½.
///
/// - Source: W. Press et al., "Numerical Recipes", § 5.7; M. Abramowitz and I. Stegun, "Handbook of Mathematical
///   Functions", 25.3.
public enum FiniteDifference: Sendable, Hashable, CaseIterable {
  /// (f(x+h) − f(x)) / h, of order 1: looks at x and beyond only.
  case forward
  /// (f(x) − f(x−h)) / h, of order 1: looks at x and before only.
  case backward
  /// (f(x+h) − f(x−h)) / 2h, of order 2.
  case central
  /// The central difference of five points, of which that in the middle has no weight: order 4.
  case fivePoint
  /// Central differences with steps h, h/2, h/4, …, extrapolated to 0 by Ridders' tableau until rounding
  /// prevails.
  ///
  /// - Source: C. J. F. Ridders, Advances in Engineering Software 4 (1982), 75.
  case richardson

  /// p, the power of the step with which the truncation error falls; of ``richardson``, the highest that it reaches.
  public var order: Int {
    switch self {
    case .forward, .backward: 1
    case .central: 2
    case .fivePoint: 4
    case .richardson: 2 * Self.extrapolatedSteps
    }
  }

  /// Evaluations of the function for each direction of a derivative, f(x) itself, which all directions share, not
  /// counted; of ``richardson``, at most.
  public var evaluationCount: Int {
    switch self {
    case .forward, .backward: 1
    case .central: 2
    case .fivePoint: 4
    case .richardson: 2 * Self.extrapolatedSteps
    }
  }

  /// The most steps that ``richardson`` takes.
  static var extrapolatedSteps: Int { 10 }
}

extension FiniteDifference {
  /// dg/dt at t = 0, from values of g at multiples of `step` (for ``richardson``, at its halves, quarters, … too).
  ///
  /// `magnitude` is that of g's argument, whose rounding is one of the errors that ``richardson`` reckons with.
  func derivative<T: TensorScalar>(
    step: T, magnitude: T, of g: (T) throws -> [T]
  ) rethrows -> [DerivativeEstimate<T>] {
    switch self {
    case .forward: try zip(g(step), g(0)).map { DerivativeEstimate(($0 - $1) / step) }
    case .backward: try zip(g(0), g(-step)).map { DerivativeEstimate(($0 - $1) / step) }
    case .central: try zip(g(step), g(-step)).map { DerivativeEstimate(($0 - $1) / (2 * step)) }
    case .fivePoint:
      try zip(
        zip(g(step), g(-step)).map { 8 * ($0 - $1) }, zip(g(2 * step), g(-2 * step)).map { $0 - $1 }
      ).map { DerivativeEstimate(($0 - $1) / (12 * step)) }
    case .richardson: try Self.extrapolated(step: step, magnitude: magnitude, of: g)
    }
  }

  private static func extrapolated<T: TensorScalar>(
    step: T, magnitude: T, of g: (T) throws -> [T]
  ) rethrows -> [DerivativeEstimate<T>] {
    var tableaus: [RiddersTableau<T>] = []
    var step = step
    for row in 0..<extrapolatedSteps {
      let (ahead, behind) = (try g(step), try g(-step))
      if row == 0 { tableaus = ahead.map { _ in RiddersTableau(magnitude: magnitude) } }
      for place in tableaus.indices where !tableaus[place].isFinished {
        tableaus[place].extend(ahead: ahead[place], behind: behind[place], step: step)
      }
      if tableaus.allSatisfy(\.isFinished) { break }
      step /= 2
    }
    return tableaus.map(\.best)
  }
}

/// A derivative as a scheme gives it, and how far off it may be.
struct DerivativeEstimate<T: TensorScalar>: Sendable {
  var derivative: T
  /// Infinite where nothing is known about it.
  var error: T

  init(_ derivative: T, error: T = .infinity) {
    self.derivative = derivative
    self.error = error
  }
}
