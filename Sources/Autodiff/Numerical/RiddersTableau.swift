/// Ridders' tableau: central differences with the steps h, h/2, h/4, … in its first column, and in the others what is
/// left when one power of h² after another is eliminated.
///
/// aᵢ₀ = (f(x+hᵢ) − f(x−hᵢ)) / 2hᵢ has an error in even powers of hᵢ = h/2ⁱ only; so
/// aᵢⱼ = (4ʲ aᵢ,ⱼ₋₁ − aᵢ₋₁,ⱼ₋₁) / (4ʲ − 1) is of order 2(j + 1). The derivative is the entry of the least error
/// estimate.
///
/// **Error estimate.** How far an entry is from the two that it was made of and from that above it, the one of its own
/// order with twice the step, the largest distance; and what rounding adds at most. (Where the terms in h² and h⁴
/// cancel, two entries agree by chance; three hardly do. So the last entry of a row, which has none above, is no
/// candidate.) The weights of an entry sum to ∏ (4ʲ+1)/(4ʲ−1) < 2 in modulus; values accurate to an ulp, 2u·|f|, of an
/// argument that is rounded as much, 2u·|x|, make 2u·(|f| + |x·f′|)/hᵢ in the first column. It knows nothing of what
/// the points don't show: at a kink in their middle they show a smooth function of another slope.
///
/// **Safe stop.** The tableau is finished where the rounding of another row alone would exceed the best estimate; and,
/// since values may be worse than an ulp, where it has begun to converge and then the last entries of rows move apart
/// again, by twice the best estimate. Before it converges nothing is concluded: over the first steps a function may
/// oscillate.
///
/// - Source: C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)", Advances in Engineering Software 4
///   (1982), 75; W. Press et al., "Numerical Recipes", § 5.7, `dfridr`. The third distance and the term for rounding
///   are added here.
struct RiddersTableau<T: TensorScalar> {
  /// The best entry so far; its error is infinite before the third row, and where no entry is a number.
  private(set) var best = DerivativeEstimate<T>(.nan)
  /// Whether another row would not better the derivative.
  private(set) var isFinished = false
  private let magnitude: T
  private var lastRow: [T] = []
  private var lastMove = T.infinity

  /// An empty tableau, for an argument x of this magnitude.
  init(magnitude: T) { self.magnitude = magnitude }

  /// Adds the row of a step, half of the one before.
  mutating func extend(ahead: T, behind: T, step: T) {
    var row = [(ahead - behind) / (2 * step)]
    let size = T.maximum(ahead.magnitude, behind.magnitude) + magnitude * row[0].magnitude
    let rounding = 2 * (T.ulpOfOne * size / step)
    if lastRow.isEmpty { best.derivative = row[0] }
    var power: T = 1
    for (column, coarse) in lastRow.enumerated() {
      power *= 4
      let fine = row[column]
      let entry = fine + (fine - coarse) / (power - 1)
      row.append(entry)
      guard column + 1 < lastRow.count else { continue }
      let distances = [(entry - fine).magnitude, (entry - coarse).magnitude, (entry - lastRow[column + 1]).magnitude]
      // `maximum` would pass over what is not a number.
      guard distances.allSatisfy(\.isFinite) else { continue }
      let estimate = distances.reduce(0, T.maximum) + rounding
      if estimate <= best.error { best = DerivativeEstimate(entry, error: estimate) }
    }
    if let last = lastRow.last, let corner = row.last {
      let move = (corner - last).magnitude
      let hasBegunToConverge = best.error <= best.derivative.magnitude / 64
      isFinished = 2 * rounding >= best.error || (hasBegunToConverge && move >= 2 * best.error && move > lastMove)
      lastMove = move
    }
    lastRow = row
  }
}
