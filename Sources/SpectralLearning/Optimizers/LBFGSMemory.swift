/// The last steps s and changes of the gradient y, and the approximate inverse Hessian that follows from them.
///
/// - Source: J. Nocedal, "Updating quasi-Newton matrices with limited storage", Math. Comp. 35 (1980), 773; algorithm 7.4
///   of J. Nocedal and S. J. Wright, "Numerical Optimization" (2006).
struct LBFGSMemory {
  private struct Pair {
    let step: [Double]
    let change: [Double]
    let curvature: Double
  }
  private let capacity: Int
  private var pairs: [Pair] = []
  /// sᵀy/yᵀy of the last pair: the scale of the inverse Hessian.
  private var scale = 1.0

  init(capacity: Int) { self.capacity = capacity }

  var isEmpty: Bool { pairs.isEmpty }

  mutating func clear() { pairs = [] }

  /// Takes in a pair, unless its curvature sᵀy is not positive beyond rounding: the Hessian then stays positive definite.
  mutating func append(step: [Double], change: [Double]) {
    let curvature = dot(step, change), square = dot(change, change)
    guard curvature > .ulpOfOne * (dot(step, step) * square).squareRoot(), curvature.isFinite, square.isFinite
    else { return }
    if pairs.count == capacity { pairs.removeFirst() }
    pairs.append(Pair(step: step, change: change, curvature: curvature))
    scale = curvature / square
  }

  /// −H·g.
  func direction(along gradient: [Double]) -> [Double] {
    var direction = gradient.map { -$0 }
    guard !pairs.isEmpty else { return direction }
    var weights: [Double] = []
    for pair in pairs.reversed() {
      let weight = dot(pair.step, direction) / pair.curvature
      weights.append(weight)
      add(pair.change, times: -weight, to: &direction)
    }
    for i in direction.indices { direction[i] *= scale }
    for (pair, weight) in zip(pairs, weights.reversed()) {
      add(pair.step, times: weight - dot(pair.change, direction) / pair.curvature, to: &direction)
    }
    return direction
  }
}
