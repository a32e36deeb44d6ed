/// A matrix that was to be inverted has no inverse: one of its rows is, to the last bit, a combination of others.
///
/// Rounding hides most singular matrices: they pass as nearly singular ones, with huge solutions.
public struct SingularMatrixError: Error, Hashable, CustomStringConvertible {
  /// The number of rows and columns.
  public let size: Int
  /// The first row that is a combination of those before it, from 0: the one that left no pivot.
  public let row: Int
  /// Where the matrix is in its stack, one index for each leading axis.
  public let batchIndex: [Int]

  public var description: String {
    let place = batchIndex.isEmpty ? "the matrix" : "the matrix at \(batchIndex)"
    let cause = row == 0 ? "is zero" : "is a combination of those before it"
    return "\(place) of \(size)×\(size) elements has no inverse: its row \(row) \(cause)"
  }
}
