import ComplexNumbers

/// The N roots exp(2πi k/N).
func rootsOfUnity<T: Real>(_ count: Int) -> [Complex<T>] {
  (0..<count).map { Complex.rootOfUnity($0, of: count) }
}

/// Σₙ xₙ exp(∓2πi kn/N) over the terms of `x`, which may be fewer than N = roots.count; compensated.
///
/// - Source: W. Kahan, "Further remarks on reducing truncation errors", CACM 8 (1965), 40.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func definitionSum<T: Real & BitwiseCopyable & Sendable>(
  _ x: [Complex<T>], frequency k: Int, roots: [Complex<T>], direction: Direction
) -> Complex<T> {
  let length = roots.count
  var real = CompensatedSum<T>(), imaginary = CompensatedSum<T>()
  var power = 0  // kn mod N, without a product that could overflow
  for element in x {
    let root = direction == .forward ? roots[power].conjugate : roots[power]
    let term = element * root
    real.add(term.real)
    imaginary.add(term.imaginary)
    power += k
    if power >= length { power -= length }
  }
  return Complex(real.total, imaginary.total)
}

/// Kahan's running sum with the rounding error carried along.
private struct CompensatedSum<T: Real> {
  private(set) var total: T = 0
  private var carry: T = 0

  mutating func add(_ term: T) {
    let corrected = term - carry
    let next = total + corrected
    carry = (next - total) - corrected
    total = next
  }
}
