/// The size of transforms, as cases write it: `1024`; `480x640`, along two axes; `16*1024`, 16 rows of 1024 points.
public struct TransformSize: Hashable, Sendable, CustomStringConvertible {
  /// The number of transforms, one behind the other.
  public let rows: Int
  /// The extent of each transformed axis.
  public let extents: [Int]

  public init(rows: Int = 1, _ extents: Int...) { (self.rows, self.extents) = (rows, extents) }

  /// Nil if the text is not a size.
  public init?(_ text: Substring) {
    let factors = text.split(separator: "*", omittingEmptySubsequences: false)
    let extents = (factors.last ?? "").split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let rows = factors.count == 2 ? Int(factors[0]) ?? 0 : 1
    guard factors.count <= 2, rows > 0, !extents.isEmpty, extents.allSatisfy({ $0 > 0 }) else { return nil }
    (self.rows, self.extents) = (rows, extents)
  }

  /// Points of one transform.
  public var length: Int { extents.reduce(1, *) }
  /// Points of all of them.
  public var points: Int { rows * length }
  /// Bins of the half-spectra of all of them.
  public var bins: Int {
    let last = extents[extents.count - 1]
    return points / last * (last / 2 + 1)
  }

  /// The shape of the array of them all.
  public var shape: [Int] { rows == 1 ? extents : [rows] + extents }
  /// The axes of it that are transformed.
  public var axes: [Int] { Array(shape.indices.suffix(extents.count)) }

  public var description: String {
    (rows > 1 ? "\(rows)*" : "") + extents.map(String.init).joined(separator: "x")
  }
}
