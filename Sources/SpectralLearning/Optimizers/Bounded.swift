public import Autodiff
import ComplexNumbers
import Fourier

/// Parameters that stay within bounds, whatever steps are made: a smooth function of unconstrained ones.
///
/// A model holds them in the place of a tensor; optimizers move what lies behind, and functions use the ``value``.
/// ```swift
/// struct Resonator: Parameterized {
///   var radius = Bounded(Tensor([0.5]), in: .interval(0, 1))
///   mutating func visitParameters(with visitor: inout some ParameterVisitor) { visitor.visit("radius", &radius) }
/// }
/// ```
public struct Bounded<T: TensorScalar>: Parameterized, Sendable, Equatable {
  /// What u, without bounds, becomes.
  public enum Bounds: Sendable, Hashable, Codable {
    /// a + (b − a)·σ(u), between a and b: the logistic function, which is a hyperbolic tangent of u/2.
    case interval(Double, Double)
    /// a + ln(1 + eᵘ), above a: like u where that is large.
    case above(Double)
    /// eᵘ, above 0: steps are ratios.
    case positive
  }

  /// Where the values lie.
  public let bounds: Bounds
  /// u, which has no bounds.
  public var unconstrained: Tensor<T>

  /// Parameters that have these values. Traps unless these lie within the bounds, not on them.
  public init(_ value: Tensor<T>, in bounds: Bounds) {
    if case .interval(let lower, let upper) = bounds {
      require(lower < upper && (upper - lower).isFinite, "values in the interval from \(lower) to \(upper)")
    }
    self.bounds = bounds
    unconstrained = Tensor(
      value.elements.map { element in
        let u = bounds.inverse(Double(element))
        require(u.isFinite, "the value \(element) does not lie within the bounds \(bounds)")
        return T(u)
      }, shape: value.shape)
  }

  /// The parameters, as a differentiable function of the unconstrained ones.
  public var value: Tensor<T> {
    switch bounds {
    case .interval(let lower, let upper): Tensor(T(lower)) + Tensor(T(upper - lower)) * sigmoid(unconstrained)
    case .above(let lower): Tensor(T(lower)) + softplus(unconstrained)
    case .positive: exp(unconstrained)
    }
  }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("unconstrained", &unconstrained)
  }
}

extension Bounded.Bounds {
  /// u of a value; not finite where there is none.
  fileprivate func inverse(_ value: Double) -> Double {
    switch self {
    case .interval(let lower, let upper): .log((value - lower) / (upper - value))
    // ln(eʸ − 1), which is y + ln(1 − e⁻ʸ).
    case .above(let lower): value - lower + .log(-.expMinusOne(lower - value))
    case .positive: .log(value)
    }
  }
}
