public import Parseval

/// `count` samples in [−1, 1) that any language makes alike: splitmix64 of (seed · 2³² + n), its upper 53 bits.
///
/// - Source: G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public func signal<T: TransformScalar>(_ type: T.Type = T.self, seed: UInt64, count: Int) -> [T] {
  (0..<UInt64(count)).map { n in
    var z = ((seed << 32) &+ n &+ 1) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return T(Double(z >> 11) * 0x1p-52 - 1)
  }
}

/// `count` complex numbers whose real and imaginary parts are consecutive samples of ``signal(_:seed:count:)``.
public func complexSignal<T: TransformScalar>(
  _ type: T.Type = T.self, seed: UInt64, count: Int
) -> [Complex<T>] {
  pairs(signal(T.self, seed: seed, count: 2 * count))
}

/// A signal of single precision, so that every precision transforms the same numbers.
func testReals<T: TransformScalar>(_ type: T.Type = T.self, count: Int) -> [T] {
  signal(Float.self, seed: 1, count: count).map { T($0) }
}

/// Complex numbers of consecutive parts.
func pairs<T: TransformScalar>(_ parts: [T]) -> [Complex<T>] {
  (0..<parts.count / 2).map { Complex(parts[2 * $0], parts[2 * $0 + 1]) }
}
