import Fourier

/// The axes over which a reduction goes, of a tensor of `shape`. They disappear, or stay with extent 1.
struct ReducedAxes: Sendable {
  let shape: [Int]
  /// Counted from the start, ascending.
  let axes: [Int]

  /// The shape without the axes.
  var remainingShape: [Int] { shape.indices.filter { !axes.contains($0) }.map { shape[$0] } }

  /// The shape with 1 for the extent of each of the axes.
  var keptShape: [Int] { shape.indices.map { axes.contains($0) ? 1 : shape[$0] } }

  /// The number of elements that become one.
  var count: Int { elementCount(axes.map { shape[$0] }) }

  /// The axes in runs of adjacent ones, each of which is one axis to a loop.
  var runs: [Range<Int>] {
    axes.reduce(into: []) { runs, axis in
      if let last = runs.last, last.upperBound == axis {
        runs[runs.count - 1] = last.lowerBound..<(axis + 1)
      } else {
        runs.append(axis..<(axis + 1))
      }
    }
  }

  /// Traps unless there are more than `least` elements to make one of: `reduction` has no value then.
  func requireElements(for reduction: String, moreThan least: Int = 0) {
    let place = axes.count == shape.count ? "" : " over axes \(axes)"
    let found = (count == 0 ? "no elements" : "\(count) of them") + (place.isEmpty ? "" : " there")
    require(
      count > least,
      "\(reduction)\(place) of a tensor of shape \(shape), which has \(found)"
        + (least > 0 ? ", but needs more than \(least)" : ""))
  }
}

extension ReducedAxes {
  /// All axes for nil. Traps if one is out of range or repeated.
  init(_ axes: [Int]?, of shape: [Int]) {
    self.init(shape: shape, axes: axes.map { normalizedAxes($0, shape: shape) } ?? Array(shape.indices))
  }
}

extension Tensor {
  /// The result of a reduction that kept its axes, with them or without.
  func dropping(_ reduced: ReducedAxes, unless keepingAxes: Bool) -> Tensor {
    keepingAxes ? self : reshaped(to: reduced.remainingShape)
  }
}
