public import Autodiff

/// The terms of an STFT loss, each for all resolutions in their order, before they are weighted; 0 where the weight is.
///
/// - Source: auraloss 0.4's `output="full"`.
public struct STFTLossTerms<T: TensorScalar>: Sendable {
  /// The spectral convergences.
  public var spectralConvergence: [Tensor<T>] = []
  /// The distances of log magnitudes.
  public var logMagnitude: [Tensor<T>] = []
  /// The distances of magnitudes.
  public var linearMagnitude: [Tensor<T>] = []
  /// The mean squared differences of phases.
  public var phase: [Tensor<T>] = []
}
