/// What one of FFTW's plans does, in FFTW's terms.
struct FFTWProblem: Sendable {
  /// A loop over `length` elements, with the strides in elements of either side's type.
  struct Dimension: Sendable {
    var length: Int
    var inputStride: Int
    var outputStride: Int
  }

  var kind: TransformKind
  var precision: Precision
  /// The transformed axes.
  var dimensions: [Dimension]
  /// The loops over them.
  var batch: [Dimension] = []
  var isInPlace = false
  /// Whether all buffers start at a multiple of 16 bytes.
  var isAligned = true
  var effort: PlanningEffort
  var options = PlanningOptions()

  /// The places that the input's elements take, relative to the first.
  var inputReach: ClosedRange<Int> { reach(\.inputStride, isHalved: kind.inputIsHalved) }

  /// The places that the output's elements take, relative to the first.
  var outputReach: ClosedRange<Int> { reach(\.outputStride, isHalved: kind.outputIsHalved) }

  private func reach(_ stride: KeyPath<Dimension, Int>, isHalved: Bool) -> ClosedRange<Int> {
    var first = 0, last = 0
    for (index, dimension) in (dimensions + batch).enumerated() {
      let count =
        isHalved && index == dimensions.count - 1 ? HalfSpectrum.count(dimension.length) : dimension.length
      let end = (count - 1) * dimension[keyPath: stride]
      if end < 0 { first += end } else { last += end }
    }
    return first...last
  }
}

extension FFTWProblem: CustomStringConvertible {
  var description: String {
    let points = dimensions.map { "\($0.length)" }.joined(separator: " × ")
    let count = batch.reduce(1) { $0 * $1.length }
    return "\(count) \(kind) of \(points) points in \(precision) precision"
      + "\(isInPlace ? ", in place" : ""), effort \(effort)"
  }
}
