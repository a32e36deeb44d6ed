import Fourier

/// The step h of a difference quotient.
public enum DifferenceStep<T: TensorScalar>: Sendable, Hashable {
  /// h = u^(1/(p+1)) · max(|x|, `scale`): balanced for a scheme of order p, where the function changes by its own size
  /// over a distance of |x|, or of `scale` near 0; |x| is the modulus of a complex element.
  ///
  /// The scale is in the argument's unit. That of ln x at 10⁻⁸ is 10⁻⁸, since the step must not reach 0; that of
  /// sin x at 10⁸ would be 1, which only ``fixed(_:)`` can say.
  case relative(scale: T)
  /// The step that is given, in the argument's unit.
  case fixed(T)

  /// The relative step for a function whose scale near 0 is 1.
  public static var automatic: DifferenceStep { .relative(scale: 1) }

  /// The step for an argument of this magnitude. Traps unless the step, or the scale, is a positive finite number.
  func size(of scheme: FiniteDifference, magnitude: T) -> T {
    switch self {
    case .relative(let scale):
      require(
        scale > 0 && scale.isFinite, "the scale of an argument is a positive finite number, but \(scale) was given")
      return .root(T.ulpOfOne / 2, scheme.order + 1) * .maximum(magnitude, scale)
    case .fixed(let step):
      require(step > 0 && step.isFinite, "the step of a difference is a positive finite number, but \(step) was given")
      return step
    }
  }

  /// The step along one coordinate, rounded so that (x + h) − x = h.
  ///
  /// Where h ≤ |x|, both x + h and x − h are numbers of the type then, and the quotient's divisor is the distance that
  /// the function saw; else h is right to its last digit, which is as good. Traps for a step that x does not feel.
  func size(of scheme: FiniteDifference, at x: T, magnitude: T) -> T {
    let wanted = size(of: scheme, magnitude: magnitude)
    // Away from 0, where the numbers get no denser.
    let step = (x.magnitude + wanted) - x.magnitude
    require(step != 0, "a step of \(wanted) does not change the argument \(x)")
    return step
  }
}
