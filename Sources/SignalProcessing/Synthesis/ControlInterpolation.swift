/// How values between those of two frames are made.
public enum ControlInterpolation: Sendable, Hashable {
  /// c = j/hop, a straight line. DDSP's `resample(method="linear")`.
  case linear
  /// c = sin²(πj/2hop): Hann windows, two hops long, which overlap by half. DDSP's `resample(method="window")`.
  case hann

  /// The share c of the next frame at the samples j = 0 … hop − 1 behind a frame.
  func weights(hopLength: Int) -> [Double] {
    (0..<hopLength).map { sample in
      let place = Double(sample) / Double(hopLength)
      switch self {
      case .linear: return place
      case .hann:
        let sine = Double.sin(.pi / 2 * place)
        return sine * sine
      }
    }
  }
}
