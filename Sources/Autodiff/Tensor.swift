import Fourier

/// An array of numbers with a shape: what transforms act on, and what differentiation traces.
///
/// A value, safe to share between tasks. Its elements lie in row-major order; the last axis is time or frequency, the
/// leading axes are batch; a scalar has the shape `[]`. A function written on tensors computes when it is called, and
/// is differentiated when it is given to ``gradient(at:of:)`` and its kin.
///
/// ```swift
/// let x = Tensor([1.0, 2, 3])
/// let slope = gradient(at: x) { sum($0 * $0) }   // [2, 4, 6]
/// ```
public struct Tensor<Element: TensorElement>: Sendable {
  /// The extent of each axis.
  public let shape: [Int]
  /// All elements; or, where a tensor of one element or more repeats one number (a cotangent spread by a sum, say), that
  /// number alone.
  var storage: [Element] { memory.elements }
  let memory: TensorStorage<Element>
  /// How the tensor came about, while it is being differentiated.
  let trace: Trace<Element>?

  /// A tensor over memory that it may share with others.
  init(shape: [Int], memory: TensorStorage<Element>, trace: Trace<Element>? = nil) {
    self.shape = shape
    self.memory = memory
    self.trace = trace
  }

  /// A tensor over elements made by ``filled(count:_:)``.
  package init(shape: [Int], storage: [Element]) {
    self.init(shape: shape, memory: TensorStorage(filled: storage))
  }

  /// A tensor of `shape` over `elements` in row-major order. Traps unless they are as many as the shape has places.
  public init(_ elements: [Element], shape: [Int]) {
    let count = elementCount(shape)
    require(
      elements.count == count, "a tensor of shape \(shape) has \(count) elements, but was given \(elements.count)")
    self.init(shape: shape, memory: .plain(elements))
  }

  /// A vector.
  public init(_ elements: [Element]) {
    self.init(shape: [elements.count], memory: .plain(elements))
  }

  /// A matrix of rows of equal length.
  public init(_ rows: [[Element]]) {
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() {
      require(row.count == width, "row 0 has \(width) elements, but row \(index) has \(row.count)")
    }
    self.init(shape: [rows.count, width], memory: .plain(Array(rows.joined())))
  }

  /// A scalar.
  public init(_ scalar: Element) {
    self.init(shape: [], memory: .plain([scalar]))
  }

  /// One number at every place of `shape`. Takes the memory of one. Traps for a negative extent.
  public init(repeating element: Element, shape: [Int]) {
    self.init(shape: shape, memory: .plain(elementCount(shape) == 0 ? [] : [element]))
  }

  /// The number of axes.
  public var rank: Int { shape.count }

  /// The number of elements.
  public var count: Int { elementCount(shape) }

  /// The elements in row-major order, without their trace.
  ///
  /// - Complexity: O(1), or O(count) where the tensor repeats one number.
  public var elements: [Element] { isExpanded ? memory.lend() : values }

  /// The elements in row-major order, for a caller that does not keep them.
  package var values: [Element] {
    isExpanded ? storage : filled(count: count) { $0.initialize(repeating: storage[0]) }
  }

  private var isExpanded: Bool { storage.count == count }

  /// The only element, without its trace. Traps unless there is one.
  public var scalar: Element {
    require(count == 1, "a scalar was asked of a tensor of shape \(shape)")
    return storage[0]
  }

  /// The element at a place, without its trace. Traps unless `indices` has one index in range for each axis.
  public subscript(_ indices: Int...) -> Element {
    require(indices.count == rank, "\(indices.count) indices \(indices) for a tensor of shape \(shape)")
    var place = 0
    for (index, extent) in zip(indices, shape) {
      require(index >= 0 && index < extent, "the indices \(indices) are outside the shape \(shape)")
      place = place * extent + index
    }
    return storage.count == count ? storage[place] : storage[0]
  }

  /// Whether the elements are one number repeated.
  var isUniform: Bool { storage.count == 1 }

  /// The extent of the last axis, 1 for a scalar; and the number of rows along it.
  var rows: (count: Int, length: Int) {
    (elementCount(shape.dropLast()), shape.last ?? 1)
  }
}

/// The number of places of a shape. Traps for a negative extent.
func elementCount(_ shape: some Collection<Int>) -> Int {
  var count = 1
  for extent in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: extent)
    require(extent >= 0, "the extents of a shape are not negative, but \(Array(shape)) was given")
    require(!overflow, "a tensor of shape \(Array(shape)) exceeds the address space")
    count = product
  }
  return count
}

extension Tensor: Equatable {
  /// Whether the shapes and all elements are equal; traces don't matter.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    left.shape == right.shape && left.values == right.values
  }
}

// Not by float literals: `Tensor(0.5)` would be such a literal then, of an element type that nothing tells.
extension Tensor: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Element.IntegerLiteralType) { self.init(Element(integerLiteral: value)) }
}

extension Tensor: CustomStringConvertible {
  public var description: String {
    if rank == 0 { return "\(storage[0])" }
    var place = 0
    return describe(axis: 0, elements: elements, place: &place)
  }

  private func describe(axis: Int, elements: [Element], place: inout Int) -> String {
    guard axis < rank else {
      defer { place += 1 }
      return "\(elements[place])"
    }
    let parts = (0..<shape[axis]).map { _ in describe(axis: axis + 1, elements: elements, place: &place) }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
