public import Autodiff
import Fourier
public import SignalProcessing

/// The distance of spectral centroids: mean|c(x) − c(y)| over the frames of an STFT, or mean(c(x) − c(y))².
///
/// c = Σ fₖ|Xₖ| / (Σ|Xₖ| + ε). At equal centroids value and derivative are 0; silence has its centroid at 0 and no slope.
/// - Complexity: that of two STFTs.
/// - Source: centroids as of librosa's `feature.spectral_centroid`.
public struct SpectralCentroidLoss: Sendable {
  /// The transform.
  public let stft: STFT
  /// Samples per unit of time; frequencies are in its unit, and so is the loss, or its square.
  public let sampleRate: Double
  /// ε, in the unit of a frame's summed magnitudes.
  public let epsilon: Double
  /// Of absolute differences or of squares.
  public let distance: ElementwiseDistance

  /// The distance over the frames of `stft`. Traps unless rate and ε are positive and finite.
  public init(stft: STFT, sampleRate: Double, epsilon: Double = 1e-8, distance: ElementwiseDistance = .l1) {
    require(
      sampleRate > 0 && sampleRate.isFinite && epsilon > 0 && epsilon.isFinite,
      "spectral centroids at a sample rate of \(sampleRate) with an ε of \(epsilon); both are positive")
    self.stft = stft
    self.sampleRate = sampleRate
    self.epsilon = epsilon
    self.distance = distance
  }

  /// The loss of signals along the last axis, […, T]. Traps if the shapes differ, or as the transform does.
  /// - Parameter reduction: one loss for each signal, their sum or mean.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    requireSameShape("SpectralCentroidLoss", estimate, target)
    let epsilon: T = positiveConstant("the ε of a centroid", self.epsilon)
    let frequencies = stft.frequencies(sampleRate: sampleRate)
    let x = spectralCentroid(abs(stft(estimate)), frequencies: frequencies, epsilon: epsilon)
    let y = spectralCentroid(abs(stft(target)), frequencies: frequencies, epsilon: epsilon)
    return reduction(mean(distance(x, y, .none), axes: [-1]))
  }
}
