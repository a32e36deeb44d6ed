import ComplexNumbers

/// A DFT in the widest precision that the machine has, for lengths that the O(N²) definition cannot reach: the
/// mixed-radix recursion of Cooley and Tukey, one prime factor, or two twos, at a time.
///
/// Shares no code with the transforms that it judges, its roots of unity included. On x86-64 it computes in `Float80`,
/// whose roundoff is 2⁻¹¹ of `Double`'s; elsewhere in `Double`, and can judge `Float` only.
///
/// - Complexity: O(N Σp) over the prime factors p of N.
/// - Source: J. W. Cooley and J. W. Tukey, Math. Comp. 19 (1965), 297.
public struct ExtendedPrecisionDFT {
  #if arch(x86_64) && (os(Linux) || os(macOS))
    public typealias Scalar = Float80
  #else
    public typealias Scalar = Double
  #endif

  private let roots: [Complex<Scalar>]

  /// Prepares transforms of `length` points.
  public init(length: Int) {
    roots = (0..<length).map { Self.root($0, of: length) }
  }

  /// exp(2πi k/n), from its mirror image in the real axis, turned back by a right angle where it is left of it.
  private static func root(_ k: Int, of n: Int) -> Complex<Scalar> {
    if 2 * k > n { return root(n - k, of: n).conjugate }
    return 4 * k > n ? Complex(imaginary: 1) * quarterRoot(4 * k - n, of: n) : quarterRoot(4 * k, of: n)
  }

  /// exp((π/2)i m/n) for m ≤ n, from its mirror image in the diagonal, so that no angle beyond π/4 is ever rounded.
  private static func quarterRoot(_ m: Int, of n: Int) -> Complex<Scalar> {
    let isSteep = 2 * m > n
    let angle = Scalar.pi / 2 * Scalar(isSteep ? n - m : m) / Scalar(n)
    let (c, s) = (Scalar.cos(angle), Scalar.sin(angle))
    return isSteep ? Complex(s, c) : Complex(c, s)
  }

  /// Σₙ xₙ exp(−2πi kn/N).
  public func forward(_ x: [Complex<Scalar>]) -> [Complex<Scalar>] {
    transform(x, start: 0, stride: 1)
  }

  /// Σₖ Xₖ exp(+2πi kn/N), unnormalized.
  public func inverse(_ x: [Complex<Scalar>]) -> [Complex<Scalar>] {
    forward(x.map { $0.conjugate }).map { $0.conjugate }
  }

  /// The transform of x[start], x[start + stride], …: p interleaved transforms joined by p-point ones.
  private func transform(_ x: [Complex<Scalar>], start: Int, stride: Int) -> [Complex<Scalar>] {
    let length = roots.count, count = length / stride
    let p = count <= 16 ? count : radix(of: count)
    let parts =
      p == count
      ? (0..<p).map { [x[start + $0 * stride]] }
      : (0..<p).map { transform(x, start: start + $0 * stride, stride: stride * p) }
    let partLength = count / p
    return (0..<count).map { k in
      let step = k * stride
      var power = 0
      var sum = Complex<Scalar>.zero
      for part in parts {
        sum += part[p == count ? 0 : k % partLength] * roots[power].conjugate
        power += step
        if power >= length { power -= length }
      }
      return sum
    }
  }

  private func radix(of n: Int) -> Int {
    if n % 4 == 0 { return 4 }
    var divisor = 2
    while divisor * divisor <= n {
      if n % divisor == 0 { return divisor }
      divisor += 1
    }
    return n
  }
}
