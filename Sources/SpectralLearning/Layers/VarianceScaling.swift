public import Autodiff
import Fourier

/// Random initial weights whose variance is gain²/fan, so that signals keep their size from layer to layer.
///
/// Of a shape [out, in, …], with a receptive field of the product r of the axes behind, fan-in is in·r and fan-out is
/// out·r.
/// ```swift
/// var random = SplitMix64(seed: 1)
/// let weight: Tensor<Double> = VarianceScaling.heNormal()(shape: [64, 128], using: &random)
/// ```
/// - Source: PyTorch's `nn.init`; JAX's and Keras's `VarianceScaling`.
public struct VarianceScaling: Sendable, Hashable {
  /// From what the weights are drawn; both have mean 0.
  public enum Distribution: Sendable, Hashable {
    /// Between ±√3 standard deviations.
    case uniform
    case normal
  }

  /// By what the variance is divided.
  public enum Fan: Sendable, Hashable {
    /// The inputs of an output: signals keep their size.
    case `in`
    /// The outputs of an input: gradients do.
    case out
    /// The mean of both.
    case average
  }

  public let distribution: Distribution
  public let fan: Fan
  /// The factor of the standard deviation: ``Nonlinearity/gain``.
  public let gain: Double

  /// Weights of variance gain²/fan.
  public init(_ distribution: Distribution, fan: Fan, gain: Double = 1) {
    self.distribution = distribution
    self.fan = fan
    self.gain = gain
  }

  /// Between ±gain·√(6/(fan-in + fan-out)).
  ///
  /// - Source: X. Glorot and Y. Bengio, AISTATS 2010, 249; PyTorch's `xavier_uniform_`.
  public static func glorotUniform(gain: Double = 1) -> VarianceScaling {
    VarianceScaling(.uniform, fan: .average, gain: gain)
  }

  /// Of variance gain²·2/(fan-in + fan-out).
  ///
  /// - Source: the same; PyTorch's `xavier_normal_`.
  public static func glorotNormal(gain: Double = 1) -> VarianceScaling {
    VarianceScaling(.normal, fan: .average, gain: gain)
  }

  /// Between ±gain·√(3/fan), where the gain is that of what follows.
  ///
  /// - Source: K. He, X. Zhang, S. Ren and J. Sun, ICCV 2015, 1026; PyTorch's `kaiming_uniform_`.
  public static func heUniform(_ nonlinearity: Nonlinearity = .relu, fan: Fan = .in) -> VarianceScaling {
    VarianceScaling(.uniform, fan: fan, gain: nonlinearity.gain)
  }

  /// Of variance gain²/fan, where the gain is that of what follows.
  ///
  /// - Source: the same; PyTorch's `kaiming_normal_`.
  public static func heNormal(_ nonlinearity: Nonlinearity = .relu, fan: Fan = .in) -> VarianceScaling {
    VarianceScaling(.normal, fan: fan, gain: nonlinearity.gain)
  }

  /// Between ±√(3/fan-in).
  ///
  /// - Source: Y. LeCun, L. Bottou, G. Orr and K.-R. Müller, "Efficient BackProp" (1998); Keras's `lecun_uniform`.
  public static func lecunUniform() -> VarianceScaling { VarianceScaling(.uniform, fan: .in) }

  /// Of variance 1/fan-in.
  ///
  /// - Source: the same; Keras's `lecun_normal`, but for its cutting the distribution off.
  public static func lecunNormal() -> VarianceScaling { VarianceScaling(.normal, fan: .in) }

  /// The standard deviation of weights of a shape. Traps unless it has two axes, of positive extents.
  public func standardDeviation(shape: [Int]) -> Double {
    require(
      shape.count >= 2 && shape.allSatisfy { $0 > 0 },
      "weights of shape \(shape) have no fans, for which the shape is [out, in, …] with positive extents")
    let field = shape.dropFirst(2).reduce(1, *)
    let inputs = Double(shape[1] * field), outputs = Double(shape[0] * field)
    let count =
      switch fan {
      case .in: inputs
      case .out: outputs
      case .average: (inputs + outputs) / 2
      }
    return gain / count.squareRoot()
  }

  /// Weights of shape [out, in, …]: the same from the same state of the generator, in every precision and on every
  /// platform.
  ///
  /// Traps as ``standardDeviation(shape:)`` does.
  public func callAsFunction<T: TensorScalar>(
    shape: [Int], using generator: inout some RandomNumberGenerator
  ) -> Tensor<T> {
    let deviation = standardDeviation(shape: shape)
    switch distribution {
    case .uniform: return .uniform(shape: shape, bound: deviation * 3.0.squareRoot(), using: &generator)
    case .normal: return .normal(shape: shape, standardDeviation: deviation, using: &generator)
    }
  }
}
