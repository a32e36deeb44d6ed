internal import ComplexNumbers

/// The definition of a real-to-real transform of n numbers: yₖ = dₖ Σⱼ wave(2π aⱼbₖ/M) cⱼ xⱼ.
///
/// a and b are arithmetic progressions of small integers, so that aⱼbₖ mod M is stepped through and never multiplied out,
/// and the waves are those of exact roots of unity of order M. c holds the twos of the definition, and c and d the
/// roots of two that make the matrix orthogonal up to a factor.
struct RealToRealDefinition<T: Real & BitwiseCopyable & Sendable>: Sendable {
  private let wave: Wave
  private let input: Side<T>
  private let output: Side<T>
  private let roots: [Complex<T>]

  init(kind: RealToRealKind, length n: Int, orthogonalizes: Bool) {
    wave = kind.wave
    roots = rootsOfUnity(kind.order(length: n))
    let (inputGrid, outputGrid) = kind.grids
    var input = Side<T>(grid: inputGrid, length: n), output = Side<T>(grid: outputGrid, length: n)
    input.factors = kind.inputFactors(length: n).map { T($0) }
    switch kind {
    case .realToHalfComplex: output.firstSine = n / 2 + 1
    case .halfComplexToReal: input.firstSine = n / 2 + 1
    default: break
    }
    if orthogonalizes {
      let ends = kind.orthogonalizedEnds(length: n)
      for j in ends.input { input.factors[j] *= .sqrt(2) }
      for k in ends.output { output.factors[k] *= (T(1) / 2).squareRoot() }
    }
    (self.input, self.output) = (input, output)
  }

  /// yₖ = dₖ Σⱼ wave(2π aⱼbₖ/M) cⱼ xⱼ
  func apply(_ x: [T]) -> [T] { sums(over: x, on: input, at: output) }

  /// xⱼ = cⱼ Σₖ wave(2π aⱼbₖ/M) dₖ yₖ: the transposed definition.
  func applyTransposed(_ y: [T]) -> [T] { sums(over: y, on: output, at: input) }

  private func sums(over x: [T], on source: Side<T>, at target: Side<T>) -> [T] {
    let weighted = zip(x, source.factors).map { $0 * $1 }
    return target.factors.indices.map { k in
      let position = target.grid.start + k * target.grid.step
      let sum = definitionSum(
        weighted, start: source.grid.start * position % roots.count, step: source.grid.step * position % roots.count,
        roots: roots, wave: wave, sinesFrom: k < target.firstSine ? source.firstSine : 0)
      return sum * target.factors[k]
    }
  }
}

/// What the definition says of its input, or of its output.
private struct Side<T: Real & BitwiseCopyable & Sendable>: Sendable {
  let grid: Grid
  var factors: [T]
  /// The index from which on the wave is a sine: half-complex data's imaginary parts, stored backward as −k.
  var firstSine: Int

  init(grid: Grid, length: Int) {
    self.grid = grid
    factors = Array(repeating: 1, count: length)
    firstSine = length
  }
}

/// Where samples lie, as the integers start + j·step.
private enum Grid: Sendable {
  /// j
  case fromZero
  /// j + 1
  case fromOne
  /// j + ½, doubled
  case fromHalf

  var start: Int { self == .fromZero ? 0 : 1 }
  var step: Int { self == .fromHalf ? 2 : 1 }
}

extension RealToRealKind {
  fileprivate var wave: Wave {
    switch self {
    case .dct1, .dct2, .dct3, .dct4, .realToHalfComplex, .halfComplexToReal: .cosine
    case .dst1, .dst2, .dst3, .dst4: .sine
    case .dht: .cosinePlusSine
    }
  }

  fileprivate var grids: (input: Grid, output: Grid) {
    switch self {
    case .dct1, .dht, .realToHalfComplex, .halfComplexToReal: (.fromZero, .fromZero)
    case .dct2: (.fromHalf, .fromZero)
    case .dct3: (.fromZero, .fromHalf)
    case .dct4, .dst4: (.fromHalf, .fromHalf)
    case .dst1: (.fromOne, .fromOne)
    case .dst2: (.fromHalf, .fromOne)
    case .dst3: (.fromOne, .fromHalf)
    }
  }

  /// The order M of the roots of unity: a full turn on the product of the two grids.
  fileprivate func order(length n: Int) -> Int {
    let (input, output) = grids
    return logicalLength(n) * input.step * output.step
  }

  /// The twos of the definition: each of a DCT's and DST's terms has a mirror image, except those at a mirror.
  fileprivate func inputFactors(length n: Int) -> [Int] {
    (0..<n).map { j in
      switch self {
      case .dct1: j == 0 || j == n - 1 ? 1 : 2
      case .dct3: j == 0 ? 1 : 2
      case .dst3: j == n - 1 ? 1 : 2
      case .dct2, .dct4, .dst1, .dst2, .dst4: 2
      case .dht, .realToHalfComplex: 1
      case .halfComplexToReal: j == 0 || 2 * j == n ? 1 : 2
      }
    }
  }

  /// The inputs that are multiplied, and the outputs that are divided, by √2 where a DCT or DST is to be orthogonal.
  fileprivate func orthogonalizedEnds(length n: Int) -> (input: [Int], output: [Int]) {
    switch self {
    case .dct1: ([0, n - 1], [0, n - 1])
    case .dct2: ([], [0])
    case .dct3: ([0], [])
    case .dst2: ([], [n - 1])
    case .dst3: ([n - 1], [])
    case .dct4, .dst1, .dst4, .dht, .realToHalfComplex, .halfComplexToReal: ([], [])
    }
  }
}
