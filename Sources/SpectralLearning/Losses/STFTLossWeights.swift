/// How much each term of an STFT loss counts; a term with the weight 0 is not computed.
///
/// - Source: the defaults of auraloss 0.4's `STFTLoss`: `w_sc`, `w_log_mag`, `w_lin_mag`, `w_phs`.
public struct STFTLossWeights: Sendable, Hashable, Codable {
  /// Of the spectral convergence, ‖|Y| − |X|‖/‖|Y|‖.
  public var spectralConvergence: Double
  /// Of the distance of log magnitudes.
  public var logMagnitude: Double
  /// Of the distance of magnitudes.
  public var linearMagnitude: Double
  /// Of the mean squared difference of phases, which are not unwrapped: it jumps where one of them passes ±π.
  /// ``PhaseLoss`` does not.
  public var phase: Double

  /// The weights 1, 1, 0, 0, or others.
  public init(
    spectralConvergence: Double = 1, logMagnitude: Double = 1, linearMagnitude: Double = 0, phase: Double = 0
  ) {
    self.spectralConvergence = spectralConvergence
    self.logMagnitude = logMagnitude
    self.linearMagnitude = linearMagnitude
    self.phase = phase
  }
}
