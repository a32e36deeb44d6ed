import ComplexNumbers
import SignalProcessing

/// Random signals that are the same in every run: SplitMix64 from a seed.
///
/// Samples are uniform in [−1, 1), multiples of the type's ulp at 1. The same seed draws the same sample in every
/// precision, up to its rounding.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var generator: SplitMix64

  public init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  public mutating func next() -> UInt64 { generator.next() }

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
