/// What a search for pitches minimizes.
public enum PitchLoss: String, Sendable, Hashable, CaseIterable, Codable {
  /// The way, in octaves, that the energy of the voices' spectrum has to be moved to become the recording's: W₁ of
  /// ``spectralTransportCost(_:_:frequencies:exponent:normalization:epsilon:reduction:)``. Partials slide along the
  /// axis to where the energy is, however far.
  case transport
  /// ``MultiResolutionSTFTLoss``, bin by bin: a partial that overlaps with none of the recording's does not feel where
  /// they are.
  case spectral
}
