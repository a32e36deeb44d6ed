import Fourier

// Tensors of known contents.

extension Tensor {
  /// A tensor of `shape` with 0 at every place. Takes the memory of one number.
  ///
  /// - Source: NumPy's `zeros`.
  public static func zeros(_ shape: [Int]) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// A tensor of `shape` with 1 at every place. Takes the memory of one number.
  ///
  /// - Source: NumPy's `ones`.
  public static func ones(_ shape: [Int]) -> Tensor { Tensor(repeating: 1, shape: shape) }

  /// The identity matrix of `size` rows and columns. Traps for a negative size.
  ///
  /// - Source: NumPy's `identity`.
  public static func identity(_ size: Int) -> Tensor {
    require(size >= 0, "an identity matrix of \(size) rows")
    var elements = Array(repeating: Element.zero, count: elementCount([size, size]))
    for i in 0..<size { elements[i * (size + 1)] = 1 }
    return Tensor(elements, shape: [size, size])
  }

  /// The tensor of `shape` whose element at `indices` is `element(indices)`, called in row-major order.
  ///
  /// ```swift
  /// let table = Tensor(shape: [2, 3]) { Double(10 * $0[0] + $0[1]) }   // [[0, 1, 2], [10, 11, 12]]
  /// ```
  public init(shape: [Int], _ element: (_ indices: [Int]) throws -> Element) rethrows {
    let count = elementCount(shape)
    var elements: [Element] = []
    elements.reserveCapacity(count)
    var indices = Array(repeating: 0, count: shape.count)
    for _ in 0..<count {
      elements.append(try element(indices))
      var axis = shape.count - 1
      while axis >= 0 {
        indices[axis] += 1
        if indices[axis] < shape[axis] { break }
        indices[axis] = 0
        axis -= 1
      }
    }
    self.init(elements, shape: shape)
  }

  /// A tensor of three axes from matrices of equal shape. Traps where rows, or their numbers, differ in length.
  public init(_ planes: [[[Element]]]) {
    let height = planes.first?.count ?? 0
    let width = planes.first?.first?.count ?? 0
    for (index, plane) in planes.enumerated() {
      require(plane.count == height, "matrix 0 has \(height) rows, but matrix \(index) has \(plane.count)")
      for (row, elements) in plane.enumerated() {
        require(
          elements.count == width,
          "row 0 of matrix 0 has \(width) elements, but row \(row) of matrix \(index) has \(elements.count)")
      }
    }
    self.init(planes.flatMap { $0.flatMap { $0 } }, shape: [planes.count, height, width])
  }
}

extension Tensor where Element: TensorScalar {
  /// The whole numbers of `range`, as a vector.
  ///
  /// - Source: NumPy's `arange(start, stop)`.
  public init(_ range: Range<Int>) { self.init(range.map { Element($0) }) }

  /// The numbers start, start + step, … before the end, as a vector: `Tensor(stride(from: 0, to: 1, by: 0.25))`.
  ///
  /// - Source: NumPy's `arange(start, stop, step)`.
  public init(_ numbers: StrideTo<Element>) { self.init(Array(numbers)) }

  /// `count` numbers at equal distances, xₖ = first + k·(last − first)/(count − 1), of which the last is `last` itself.
  ///
  /// One number alone is `first`. Traps for a negative count.
  /// - Source: NumPy's `linspace`.
  public static func linearlySpaced(from first: Element, through last: Element, count: Int) -> Tensor {
    require(count >= 0, "\(count) numbers from \(first) through \(last)")
    let step = (last - first) / Element(max(count - 1, 1))
    return Tensor((0..<count).map { $0 > 0 && $0 == count - 1 ? last : first + Element($0) * step })
  }
}
