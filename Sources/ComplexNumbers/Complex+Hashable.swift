// Equality is IEEE's, part by part: NaN ≠ NaN, and 0 = −0 in either part, with equal hashes.
//
// Written out rather than synthesized, to be inlinable into other modules.

extension Complex: Equatable {
  @inlinable
  public static func == (z: Complex, w: Complex) -> Bool {
    z.real == w.real && z.imaginary == w.imaginary
  }
}

extension Complex: Hashable {
  @inlinable
  public func hash(into hasher: inout Hasher) {
    hasher.combine(real)
    hasher.combine(imaginary)
  }
}
