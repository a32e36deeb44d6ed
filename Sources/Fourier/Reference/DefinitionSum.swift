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

/// A real part of the root exp(iθ) that a real-to-real transform sums.
enum Wave: Sendable {
  /// cos θ
  case cosine
  /// sin θ
  case sine
  /// cos θ + sin θ
  case cosinePlusSine
}

/// Σⱼ xⱼ wave(2π(start + j·step)/M) with M = roots.count > start, step; a sine from the term `sinesFrom` on. Compensated.
@specialized(where T == Float)
@specialized(where T == Double)
#if arch(x86_64) && (os(Linux) || os(macOS))
  @specialized(where T == Float80)
#endif
func definitionSum<T: Real & BitwiseCopyable & Sendable>(
  _ x: [T], start: Int, step: Int, roots: [Complex<T>], wave: Wave, sinesFrom: Int
) -> T {
  let order = roots.count
  var sum = CompensatedSum<T>()
  var power = start
  for j in x.indices {
    let root = roots[power]
    switch j < sinesFrom ? wave : .sine {
    case .cosine: sum.add(x[j] * root.real)
    case .sine: sum.add(x[j] * root.imaginary)
    case .cosinePlusSine: sum.add(x[j] * (root.real + root.imaginary))
    }
    power += step
    if power >= order { power -= order }
  }
  return sum.total
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
