public import Autodiff
import Fourier
public import SignalProcessing

/// The multi-resolution STFT loss: spectral convergence plus log-magnitude distance, averaged over STFTs of several
/// resolutions.
///
/// L = 1/R Σᵣ (‖|Y| − |X|‖/‖|Y|‖ + mean|ln|X| − ln|Y||), with magnitudes |X| = √max(|STFT x|², ε). Frames that are
/// too coarse in time are fine in frequency and the other way round, so that no shift or smear goes unseen by all.
/// Where x = y, and in bins of x below the floor, the derivative is 0: a silent estimate feels no slope.
///
/// ```swift
/// let loss = MultiResolutionSTFTLoss()
/// let (value, slope) = valueWithGradient(at: estimate) { loss($0, target) }
/// ```
///
/// - Source: R. Yamamoto, E. Song and J.-M. Kim, "Parallel WaveGAN", ICASSP 2020; defaults and values of auraloss 0.4's
///   `MultiResolutionSTFTLoss`.
public struct MultiResolutionSTFTLoss: Sendable {
  /// The transforms whose losses are averaged.
  public let resolutions: [STFT]
  /// ε, the floor under powers |STFT|², in the unit of the signal squared.
  public let powerFloor: Double

  /// The three resolutions of the paper: DFTs of 1024, 2048 and 512 points with Hann windows of 600, 1200 and 240 and
  /// hops of 120, 240 and 50 samples.
  public static let standardResolutions = [
    STFT(window: .hann(600), hopLength: 120, fftLength: 1024),
    STFT(window: .hann(1200), hopLength: 240, fftLength: 2048),
    STFT(window: .hann(240), hopLength: 50, fftLength: 512),
  ]

  /// The loss averaged over `resolutions`. Traps if there are none, or the floor is not positive and finite.
  public init(resolutions: [STFT] = standardResolutions, powerFloor: Double = 1e-8) {
    require(!resolutions.isEmpty, "a multi-resolution loss needs at least one resolution")
    require(
      powerFloor > 0 && powerFloor.isFinite, "the floor under powers is \(powerFloor), but must be positive and finite")
    self.resolutions = resolutions
    self.powerFloor = powerFloor
  }

  /// The loss of signals along the last axis, a scalar.
  ///
  /// Traps if the shapes differ, or the signals are no longer than half of a DFT that mirrors them.
  /// - Parameters:
  ///   - estimate: signals x, […, T].
  ///   - target: signals y of the same shape.
  /// - Complexity: O(T/hop · N log N) for each signal and resolution, both ways.
  public func callAsFunction<T: TensorScalar>(_ estimate: Tensor<T>, _ target: Tensor<T>) -> Tensor<T> {
    requireSameShape("MultiResolutionSTFTLoss", estimate, target)
    require(T(powerFloor) > 0, "the floor under powers, \(powerFloor), is 0 in the precision of the signals")
    let losses = resolutions.map { stft in
      let x = magnitudes(estimate, stft), y = magnitudes(target, stft)
      return spectralConvergence(x, y) + logMagnitudeDistance(x, y)
    }
    return losses.dropFirst().reduce(losses[0], +) / T(losses.count)
  }

  private func magnitudes<T: TensorScalar>(_ x: Tensor<T>, _ stft: STFT) -> Tensor<T> {
    modulus(stft(x), powerFloor: T(powerFloor))
  }
}
