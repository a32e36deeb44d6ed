/// What ``DFTCertification`` examines.
public enum DFTProperty: Sendable, Hashable, CaseIterable {
  /// The transform tells the sizes that it was made for.
  case sizes
  /// Impulses, constants and tones have the spectra that algebra gives.
  case knownPairs
  /// A(ax + by) = aAx + bAy.
  case linearity
  /// A delay is a phase factor.
  case timeShift
  /// A phase factor moves the spectrum.
  case frequencyShift
  /// ⟨X, Y⟩ = N s² ⟨x, y⟩.
  case parseval
  /// A real signal's spectrum is Hermitian; its DC and Nyquist bins are real.
  case hermitianSymmetry
  /// The real transforms agree with the complex one.
  case realAgreesWithComplex
  /// Inverse after forward, and forward after inverse, is the identity.
  case roundTrip
  /// The inverse real transform does not look at the imaginary parts of DC and Nyquist.
  case ignoredParts
  /// A batch is its rows.
  case batches
  /// Re⟨Ax, w⟩ = Re⟨x, Aᴴw⟩.
  case adjoint
  /// The same input gives the same bits.
  case repeatability
  /// Buffers may start anywhere.
  case placement
  /// The input is left as it is, the whole output is written, and nothing beside it.
  case buffers
  /// The transform agrees with another path's.
  case agreement
}

/// A property that a DFT path was found not to have.
public struct DFTFailure: Sendable, CustomStringConvertible {
  public let property: DFTProperty
  public let length: Int
  public let details: String

  public var description: String { "\(property), N = \(length): \(details)" }
}
