public import Autodiff
import Fourier

/// A gain in decibels: y = 10^(g/20)·x. A step of a decibel is as large at every loudness, and no gain is negative.
public struct GainLayer<T: TensorScalar>: Parameterized, Sendable {
  /// g in dB: a scalar, or of a shape that broadcasts with the leading axes of the signals, [channels] say.
  public var decibels: Tensor<T>

  /// A gain of g dB.
  public init(decibels: Tensor<T> = 0) { self.decibels = decibels }

  /// The factor 10^(g/20).
  public var factor: Tensor<T> { exp(decibels * (T.log(10) / 20)) }

  /// The signals, along the last axis, times their factors. Traps for a scalar.
  public func callAsFunction(_ x: Tensor<T>) -> Tensor<T> {
    require(x.rank >= 1, "a gain is that of signals along the last axis, which a scalar does not have")
    return decibels.rank == 0 ? factor * x : factor.expandingAxis(at: -1) * x
  }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("decibels", &decibels)
  }
}
