public import Autodiff
import Fourier

/// One linear operator after another: x ↦ B(Ax), with the adjoint y ↦ Aᴴ(Bᴴy).
public struct ComposedOperator<First: LinearOperator, Second: LinearOperator>: LinearOperator
where First.Output == Second.Input {
  public static var name: StaticString { "composition" }
  /// A.
  public let first: First
  /// B.
  public let second: Second

  public func apply(_ x: Tensor<First.Input>) -> Tensor<Second.Output> { second.apply(first.apply(x)) }

  public func applyAdjoint(_ y: Tensor<Second.Output>) -> Tensor<First.Input> {
    first.applyAdjoint(second.applyAdjoint(y))
  }
}

extension LinearOperator {
  /// This operator, then `next`.
  public func then<Next: LinearOperator>(_ next: Next) -> ComposedOperator<Self, Next> where Next.Input == Output {
    ComposedOperator(first: self, second: next)
  }
}
