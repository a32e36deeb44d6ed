/// The algorithm of a one-dimensional transform whose effort is an estimate: FFTW's own plan for it, or one of ours
/// around a complex plan of FFTW, where that has been measured to be faster.
///
/// A function of the problem alone, so that the bits of an estimated transform are the same in every run.
enum EstimatedChoice: Hashable, Sendable {
  /// FFTW's estimated plan for the whole problem.
  case direct
  /// ``HalfLengthReal`` around a complex transform of half the length.
  case halfLength
  /// ``Bluestein`` around two complex transforms of a good length.
  case bluestein

  /// What a problem transforms, with no regard to the sign of the exponent.
  enum Kind: Hashable, Sendable {
    case complex, realToComplex, complexToReal
  }

  /// Chooses for `batchCount` contiguous rows of `length` points.
  ///
  /// - Complexity: O(√length).
  init(_ kind: Kind, _ precision: Precision, length: Int, batchCount: Int) {
    if precision == .extended {
      self = .direct
      return
    }
    switch kind {
    case .complex:
      self = Self.complexBluesteinPays(precision, length) ? .bluestein : .direct
    case .realToComplex, .complexToReal:
      if length % 2 == 0 {
        let pays =
          Self.complexBluesteinPays(precision, length / 2)
          || Self.halfLengthPays(kind, precision, length, isBatch: batchCount >= 8)
        self = pays ? .halfLength : .direct
      } else {
        let prime = Self.largestPrimeFactor(of: length)
        let pays = precision == .single ? prime >= 31 : prime >= 53 && length / prime <= 64
        self = pays ? .bluestein : .direct
      }
    }
  }

  // FFTW transforms a large prime p by Rader's algorithm if p − 1 is a product of twos, threes and fives, else by
  // Bluestein's on its own choice of length. Time of ours over FFTW's estimated plan, for lengths c·p:
  //
  //             p, Rader's                                   p, Bluestein's
  //   single    37…257, c ≤ 64: 0.28–0.65                    43…10007, c ≤ 2: 0.3–0.88; c = 3…12: 0.25–1.3
  //   double    37…257, c ≤ 4: 0.5–0.86; c = 8: 0.6–1.2      47…10007, c ≤ 2: 0.5–0.9; c = 3…12: 0.7–1.75
  //
  // Of the real transforms of odd length (FFTW has Rader's algorithm for them only, and below it a sum) ours takes
  // 0.11–0.68 in single precision, 0.24–1.0 in double (1.3 for 39273 = 53·741); of those of twice a length for which the
  // complex one pays, HalfLengthReal around it 0.24–0.92.
  private static func complexBluesteinPays(_ precision: Precision, _ length: Int) -> Bool {
    // Beyond, the padded transforms leave the caches: 1.0–1.3 at 200006.
    guard length <= 1 << 17 else { return false }
    let prime = largestPrimeFactor(of: length), cofactor = length / max(prime, 1)
    let isRaders = isFiveSmooth(prime - 1)
    switch precision {
    case .single:
      if isRaders { return prime >= 37 && cofactor <= 64 }
      let padded = Bluestein<Float>.paddedLength(for: length, kind: .complex(.forward))
      return prime >= 43 && (cofactor <= 2 || (cofactor <= 4 && 2 * padded <= 5 * length))
    case .double, .extended:
      return isRaders ? prime >= 37 && cofactor <= 4 && prime < 20000 : prime >= 47 && cofactor <= 2
    }
  }

  // Time of half the length and one pass over FFTW's estimated plan, one row (and rows in a batch):
  //
  //   n             64           256          1024         4096         1000   3600   6000   16384  65536  2²⁰
  //   r2c single    0.78 (0.36)  0.55 (0.47)  0.53 (0.60)  0.56 (0.68)  0.65   0.87   0.79   1.20   0.80   1.9–2.5
  //   r2c double    0.98 (0.46)  0.86 (0.76)  1.10 (1.12)  1.02 (1.0)   1.18   0.88   0.92   1.22   1.18   0.8
  //   c2r single    0.96 (0.50)  0.46 (0.56)  0.45 (0.55)  0.48 (0.56)  0.62   0.83   0.53   0.86   0.87   1.1
  //   c2r double    1.00 (0.62)  0.58 (0.66)  0.88 (0.9)   0.90 (0.93)  0.94   0.81   0.78   1.07   1.18   0.5–1.0
  //
  // A large prime leaves either way the same work, and the pass comes on top: 1.0–1.1 in single precision. In double
  // precision a copy of the bins, which FFTW may overwrite, gains a single complex-to-real row as much.
  private static func halfLengthPays(_ kind: Kind, _ precision: Precision, _ length: Int, isBatch: Bool) -> Bool {
    guard largestPrimeFactor(of: length) <= 13 else { return false }
    if isBatch && length % 32 == 0 && length >= 64 && length <= 256 { return true }
    guard precision == .single, length >= 256 else { return false }
    return kind == .realToComplex
      ? length % 8 == 0 && length <= 1 << 18 && length != 1 << 14 : length % 4 == 0 && length <= 1 << 17
  }

  private static func isFiveSmooth(_ number: Int) -> Bool {
    guard number >= 1 else { return false }
    var rest = number
    for prime in [2, 3, 5] {
      while rest % prime == 0 { rest /= prime }
    }
    return rest == 1
  }

  static func largestPrimeFactor(of number: Int) -> Int {
    var (rest, largest, divisor) = (number, 1, 2)
    while divisor * divisor <= rest {
      if rest % divisor == 0 {
        rest /= divisor
        largest = divisor
      } else {
        divisor += 1
      }
    }
    return max(rest, largest)
  }
}
