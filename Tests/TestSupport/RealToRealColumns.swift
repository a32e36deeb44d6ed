import ComplexNumbers
import Fourier

/// A real-to-real transform that an examination asks for.
struct RealToRealChoice: CustomStringConvertible {
  let kinds: [RealToRealKind]
  let direction: Direction
  let normalization: Normalization
  let orthogonalizes: Bool?

  init(
    _ kinds: [RealToRealKind], _ direction: Direction, _ normalization: Normalization, _ orthogonalizes: Bool?
  ) {
    self.kinds = kinds
    self.direction = direction
    self.normalization = normalization
    self.orthogonalizes = orthogonalizes
  }

  /// Whether end terms are weighted: SciPy's default unless told otherwise.
  var isOrthogonalized: Bool { orthogonalizes ?? (normalization == .orthonormal) }

  /// The kinds whose matrices are applied.
  var applied: [RealToRealKind] { direction == .forward ? kinds : kinds.map(\.counterpart) }

  var description: String {
    let ends = orthogonalizes.map { $0 ? ", orthogonalized" : ", ends as they are" } ?? ""
    return "\(kinds.map(\.description).joined(separator: " × ")), \(direction), \(normalization)\(ends)"
  }
}

// What the real-to-real kinds are, in closed form, for the examinations: written out from FFTW's table, and apart from
// the library's own.

extension RealToRealKind {
  /// The kind whose matrix is the inverse, times N.
  var counterpart: RealToRealKind {
    switch self {
    case .dct1, .dct4, .dst1, .dst4, .dht: self
    case .dct2: .dct3
    case .dct3: .dct2
    case .dst2: .dst3
    case .dst3: .dst2
    case .realToHalfComplex: .halfComplexToReal
    case .halfComplexToReal: .realToHalfComplex
    }
  }

  /// N, by which the kind and its counterpart multiply.
  func period(_ n: Int) -> Int {
    switch self {
    case .dct1: 2 * n - 2
    case .dst1: 2 * n + 2
    case .dht, .realToHalfComplex, .halfComplexToReal: n
    default: 2 * n
    }
  }

  /// Column j of the n × n matrix, which is the transform of an impulse at j.
  func column<T: Real>(_ j: Int, of n: Int, orthogonalized: Bool, _ type: T.Type = T.self) -> [T] {
    func root(_ k: Int, _ order: Int) -> Complex<T> { .rootOfUnity(k % order, of: order) }
    func cos(_ k: Int, _ order: Int) -> T { root(k, order).real }
    func sin(_ k: Int, _ order: Int) -> T { root(k, order).imaginary }
    let ends = orthogonalized ? orthogonalEnds(n) : (input: [], output: [])
    let weight: T = ends.input.contains(j) ? .sqrt(2) : 1
    return (0..<n).map { k in
      let element: T =
        switch self {
        case .dct1: (j == 0 || j == n - 1 ? 1 : 2) * cos(j * k, 2 * n - 2)
        case .dct2: 2 * cos((2 * j + 1) * k, 4 * n)
        case .dct3: (j == 0 ? 1 : 2) * cos(j * (2 * k + 1), 4 * n)
        case .dct4: 2 * cos((2 * j + 1) * (2 * k + 1), 8 * n)
        case .dst1: 2 * sin((j + 1) * (k + 1), 2 * n + 2)
        case .dst2: 2 * sin((2 * j + 1) * (k + 1), 4 * n)
        case .dst3: (j == n - 1 ? 1 : 2) * sin((j + 1) * (2 * k + 1), 4 * n)
        case .dst4: 2 * sin((2 * j + 1) * (2 * k + 1), 8 * n)
        case .dht: cos(j * k, n) + sin(j * k, n)
        // The imaginary part of bin n − k is that of bin k with the other sign.
        case .realToHalfComplex: 2 * k <= n ? cos(j * k, n) : sin(j * k, n)
        case .halfComplexToReal: 2 * j <= n ? (j == 0 || 2 * j == n ? 1 : 2) * cos(j * k, n) : 2 * sin(j * k, n)
        }
      return ends.output.contains(k) ? element * weight / .sqrt(2) : element * weight
    }
  }

  /// Inputs that are multiplied, and outputs that are divided, by √2.
  private func orthogonalEnds(_ n: Int) -> (input: [Int], output: [Int]) {
    switch self {
    case .dct1: ([0, n - 1], [0, n - 1])
    case .dct2: ([], [0])
    case .dct3: ([0], [])
    case .dst2: ([], [n - 1])
    case .dst3: ([n - 1], [])
    default: ([], [])
    }
  }

  /// The weights with which the squares of input and output sum up to the same energy, up to N: 1, but 2 for the parts of
  /// a half-complex bin that stands for a conjugate pair.
  func energyWeights<T: Real>(_ n: Int, _ type: T.Type = T.self) -> (input: [T], output: [T]) {
    let plain = [T](repeating: 1, count: n)
    let halfComplex = (0..<n).map { $0 == 0 || 2 * $0 == n ? T(1) : 2 }
    switch self {
    case .realToHalfComplex: return (plain, halfComplex)
    case .halfComplexToReal: return (halfComplex, plain)
    default: return (plain, plain)
    }
  }
}
