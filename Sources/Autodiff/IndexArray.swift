import Fourier

/// Whole numbers with a shape: the places that sorting or searching a tensor found. They are constants of a derivative.
public struct IndexArray: Sendable, Hashable {
  /// The extent of each axis.
  public let shape: [Int]
  /// The indices in row-major order.
  public let elements: [Int]

  /// Indices of `shape` in row-major order. Traps unless they are as many as the shape has places.
  public init(_ elements: [Int], shape: [Int]) {
    let count = elementCount(shape)
    require(
      elements.count == count, "indices of shape \(shape) are \(count), but \(elements.count) were given")
    self.shape = shape
    self.elements = elements
  }

  /// The index at a place. Traps unless `place` has one index in range for each axis.
  public subscript(_ place: Int...) -> Int {
    require(place.count == shape.count, "\(place.count) indices \(place) for indices of shape \(shape)")
    var position = 0
    for (index, extent) in zip(place, shape) {
      require(index >= 0 && index < extent, "the indices \(place) are outside the shape \(shape)")
      position = position * extent + index
    }
    return elements[position]
  }
}
