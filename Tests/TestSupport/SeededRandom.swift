import ComplexNumbers

/// Random signals that are the same in every run: SplitMix64 from a seed.
///
/// Samples are uniform in [−1, 1), multiples of the type's ulp at 1. The same seed draws the same sample in every
/// precision, up to its rounding.
/// - Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA (2014), 453.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A sample in [−1, 1).
  public mutating func sample<T: Real>(_ type: T.Type = T.self) -> T {
    let significandBits = 1 - Int(T.ulpOfOne.exponent)
    return T(Int64(bitPattern: next()) >> (64 - significandBits)) * T.ulpOfOne
  }

  /// `count` real samples, each in [−1, 1).
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func signal<T: Real>(_ type: T.Type = T.self, count: Int) -> [T] {
    (0..<count).map { _ in sample() }
  }

  /// `count` complex samples, each part in [−1, 1).
  @specialized(where T == Float)
  @specialized(where T == Double)
  public mutating func complexSignal<T: Real>(_ type: T.Type = T.self, count: Int) -> [Complex<T>] {
    (0..<count).map { _ in Complex(sample(), sample()) }
  }
}
