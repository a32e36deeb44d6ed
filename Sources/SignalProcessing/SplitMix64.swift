public import Autodiff

/// A generator of random bits from a seed, the same on every platform.
///
/// ```swift
/// var random = SplitMix64(seed: 7)
/// let layer = Linear<Float>(inputs: 128, outputs: 10, using: &random)
/// ```
/// - Source: G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, 453.
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable, Codable {
  private var state: UInt64

  /// The sequence that belongs to a seed.
  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SplitMix64 {
  /// A number from 0 up to, not including, `bound`, each as likely as the others.
  ///
  /// - Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019), 3.
  package mutating func number(below bound: Int) -> Int {
    let bound = UInt64(bound), excess = (0 &- bound) % bound
    while true {
      let (high, low) = next().multipliedFullWidth(by: bound)
      if low >= excess { return Int(high) }
    }
  }

  /// A multiple of 2⁻⁵³ in [0, 1).
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// `count` different whole numbers of `range` in ascending order, each choice equally likely.
  ///
  /// - Source: R. Floyd's algorithm, in J. Bentley, "Programming pearls", Comm. ACM 30 (1987), 754.
  package mutating func subset(of range: Range<Int>, count: Int) -> [Int] {
    var chosen: Set<Int> = []
    for last in (range.count - count)..<range.count {
      let candidate = number(below: last + 1)
      if !chosen.insert(candidate).inserted { chosen.insert(last) }
    }
    return chosen.sorted().map { range.lowerBound + $0 }
  }
}

extension Tensor where Element: TensorScalar {
  /// Numbers drawn uniformly between −`bound` and `bound`. The same in every precision, up to rounding, and on every
  /// platform.
  public static func uniform(
    shape: [Int], bound: Double = 1, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    // No inout in the closure of an initializer that rethrows: elements first.
    let count = shape.reduce(1, *)
    return Tensor((0..<count).map { _ in Element(bound * signedUnit(from: generator.next())) }, shape: shape)
  }

  /// Numbers drawn from the normal distribution of mean 0. The same in every precision, up to rounding, and on every
  /// platform.
  ///
  /// - Source: A. J. Kinderman and J. F. Monahan, ACM Trans. Math. Softw. 3 (1977), 257: a ratio of uniform numbers, so that a
  ///   platform's logarithm decides only whether a number is taken, not what it is.
  public static func normal(
    shape: [Int], standardDeviation: Double = 1, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(
      (0..<count).map { _ in Element(standardDeviation * standardNormal(using: &generator)) }, shape: shape)
  }
}

/// A multiple of 2⁻⁵² in [−1, 1).
func signedUnit(from bits: UInt64) -> Double { Double(Int64(bitPattern: bits) >> 11) * 0x1p-52 }

private func standardNormal(using generator: inout some RandomNumberGenerator) -> Double {
  while true {
    // u in (0, 1], v in [−√(2/e), √(2/e)).
    let u = Double((generator.next() >> 11) + 1) * 0x1p-53
    let v = signedUnit(from: generator.next()) * 0.857_763_884_960_706_8
    let x = v / u
    if x * x <= -4 * Double.log(u) { return x }
  }
}
