public import Autodiff
import SignalProcessing

/// A delay of any number of samples, whole or not, by ``delayed(_:by:)``.
///
/// A loss of samples leads to the right delay only from within half a period of the highest frequency that matters; a
/// loss of envelopes, or of smoothed signals, from farther.
public struct DelayLayer<T: TensorScalar>: Parameterized, Sendable {
  /// The delay in samples: a scalar, or of a shape that broadcasts with the leading axes of the signals.
  public var samples: Tensor<T>

  /// A delay of `samples`.
  public init(samples: Tensor<T> = 0) { self.samples = samples }

  /// The delayed signals, […, N] to […, N].
  public func callAsFunction(_ x: Tensor<T>) -> Tensor<T> { delayed(x, by: samples) }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) { visitor.visit("samples", &samples) }
}
