import Autodiff
import Fourier

/// Weighted sums of neighboring bins, y_b = Σₖ W_bk xₖ: […, bins] to […, bands]. Its adjoint spreads each band over its
/// bins again.
struct BandSum<T: TensorScalar>: LinearOperator {
  static var name: StaticString { "bands" }
  let binCount: Int
  /// Each band's first bin, and its weights from there on.
  let starts: [Int]
  let weights: [[T]]

  init(binCount: Int, bands: [Band]) {
    self.binCount = binCount
    starts = bands.map(\.start)
    weights = bands.map { $0.weights.map { T($0) } }
  }

  func apply(_ x: Tensor<T>) -> Tensor<T> {
    mapRows(of: x, shaped: [binCount], to: [starts.count]) { bins, bands in
      for band in starts.indices { bands[band] = weightedSum(bins + starts[band], weights[band]) }
    }
  }

  func applyAdjoint(_ y: Tensor<T>) -> Tensor<T> {
    mapRows(of: y, shaped: [starts.count], to: [binCount]) { bands, bins in
      bins.update(repeating: 0, count: binCount)
      for band in starts.indices { addMultiple(of: weights[band], by: bands[band], to: bins + starts[band]) }
    }
  }
}

/// The bins of one band: weights from `start` on, and zeros beside them.
struct Band: Sendable, Hashable {
  let start: Int
  let weights: [Double]

  /// The band of a row of weights, without the zeros at its ends.
  init(row: [Double]) {
    guard let first = row.firstIndex(where: { $0 != 0 }), let last = row.lastIndex(where: { $0 != 0 }) else {
      start = 0
      weights = []
      return
    }
    start = first
    weights = Array(row[first...last])
  }

  /// The row of weights of `count` bins.
  func row(count: Int) -> [Double] {
    var row = [Double](repeating: 0, count: count)
    for (offset, weight) in weights.enumerated() { row[start + offset] = weight }
    return row
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func weightedSum<T: TensorScalar>(_ bins: UnsafePointer<T>, _ weights: [T]) -> T {
  weights.withUnsafeBufferPointer { weights in
    var sum: T = 0
    for i in 0..<weights.count { sum += weights[i] * bins[i] }
    return sum
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func addMultiple<T: TensorScalar>(of weights: [T], by factor: T, to bins: UnsafeMutablePointer<T>) {
  weights.withUnsafeBufferPointer { weights in
    for i in 0..<weights.count { bins[i] += factor * weights[i] }
  }
}
