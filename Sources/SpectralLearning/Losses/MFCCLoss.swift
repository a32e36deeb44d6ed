public import Autodiff
import Fourier
public import SignalProcessing

/// The distance of mel-frequency cepstral coefficients: mean|c(x) − c(y)|, or mean(c(x) − c(y))².
///
/// Coefficient 0, the level, may be left out, so that timbre alone counts. At x = y value and derivative are 0; floor and
/// range are those of the ``MFCC``.
/// - Source: R. Kubichek, "Mel-cepstral distance measure for objective speech quality assessment", IEEE Pacific Rim Conf.
///   Commun. Comput. Signal Process. (1993), 125; coefficients as of librosa's `feature.mfcc`.
public struct MFCCLoss: Sendable {
  /// The coefficients that are compared.
  public let mfcc: MFCC
  /// The first coefficient that counts: 1 leaves the level out.
  public let firstCoefficient: Int
  /// Of absolute differences or of squares.
  public let distance: ElementwiseDistance

  /// The distance of the coefficients of `mfcc` from `firstCoefficient` on. Traps unless there is one.
  public init(mfcc: MFCC, firstCoefficient: Int = 0, distance: ElementwiseDistance = .l1) {
    require(
      firstCoefficient >= 0 && firstCoefficient < mfcc.coefficientCount,
      "coefficients from \(firstCoefficient) on, of \(mfcc.coefficientCount)")
    self.mfcc = mfcc
    self.firstCoefficient = firstCoefficient
    self.distance = distance
  }

  /// The loss of signals along the last axis, […, T], in dB or dB². Traps if the shapes differ, or as the MFCC do.
  /// - Parameter reduction: one loss for each signal, their sum or mean.
  public func callAsFunction<T: TensorScalar>(
    _ estimate: Tensor<T>, _ target: Tensor<T>, reduction: Reduction = .mean
  ) -> Tensor<T> {
    requireSameShape("MFCCLoss", estimate, target)
    let distances = distance(coefficients(estimate), coefficients(target), .none)
    return reduction(mean(distances, axes: [-2, -1]))
  }

  private func coefficients<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
    mfcc(x).slice(firstCoefficient..<mfcc.coefficientCount)
  }
}
