/// The phases from which a search for a signal starts.
public enum InitialPhase: Sendable, Hashable {
  /// 0 everywhere: frames of cosines, all at their crests in the middle of the window's DFT. librosa's `init=None`.
  case zero
  /// Uniform in [0, 2π), the same for the same seed on every platform. librosa's `init="random"`, with other numbers.
  case random(seed: UInt64)
}
