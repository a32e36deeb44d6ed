import ComplexNumbers
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
  // Four words, since larger structures are passed through memory, and copied there by code that takes longer than the
  // arithmetic of a scalar program.

  /// The shape and the elements; nil for a scalar, whose copies then have nothing to count references to.
  let body: TensorBody<Element>?
  /// The number at every place, where the elements are no others: a scalar takes no memory of its own.
  let number: Complex<Double>
  /// How the tensor came about, while it is being differentiated.
  let trace: Trace<Element>?

  private init(body: TensorBody<Element>?, number: Complex<Double>, trace: Trace<Element>?) {
    self.body = body
    self.number = number
    self.trace = trace
  }

  private init(shape: [Int], buffer: TensorBuffer<Element>) {
    self.init(body: TensorBody(shape: shape, buffer: buffer), number: .zero, trace: nil)
  }

  /// The elements of `tensor`, in the same memory, with another trace.
  init(sharing tensor: Tensor, trace: Trace<Element>? = nil) {
    self.init(body: tensor.body, number: tensor.number, trace: trace)
  }

  /// The elements of `tensor`, in the same memory, under another shape, without a trace.
  init(sharing tensor: Tensor, shape: [Int]) {
    let buffer = tensor.body?.buffer
    let isScalar = shape.isEmpty && buffer == nil
    self.init(body: isScalar ? nil : TensorBody(shape: shape, buffer: buffer), number: tensor.number, trace: nil)
  }

  /// One number at every place of `shape`, which has at least one.
  init(uniform element: Element, shape: [Int]) {
    self.init(
      body: shape.isEmpty ? nil : TensorBody(shape: shape, buffer: nil), number: element.widened, trace: nil)
  }

  /// A tensor over elements made by ``filled(count:_:)``.
  package init(shape: [Int], storage: [Element]) {
    if storage.count == 1 {
      self.init(uniform: storage[0], shape: shape)
    } else {
      self.init(shape: shape, buffer: TensorBuffer(filled: storage))
    }
  }

  /// A tensor over elements that the caller may keep.
  private init(shape: [Int], plain elements: [Element]) {
    if elements.count == 1 {
      self.init(uniform: elements[0], shape: shape)
    } else {
      self.init(shape: shape, buffer: .plain(elements))
    }
  }

  /// A tensor of `shape` over `elements` in row-major order. Traps unless they are as many as the shape has places.
  public init(_ elements: [Element], shape: [Int]) {
    let count = elementCount(shape)
    require(
      elements.count == count, "a tensor of shape \(shape) has \(count) elements, but was given \(elements.count)")
    self.init(shape: shape, plain: elements)
  }

  /// A vector.
  public init(_ elements: [Element]) {
    self.init(shape: [elements.count], plain: elements)
  }

  /// A matrix of rows of equal length.
  public init(_ rows: [[Element]]) {
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() {
      require(row.count == width, "row 0 has \(width) elements, but row \(index) has \(row.count)")
    }
    self.init(shape: [rows.count, width], plain: Array(rows.joined()))
  }

  /// A scalar.
  public init(_ scalar: Element) {
    self.init(body: nil, number: scalar.widened, trace: nil)
  }

  /// One number at every place of `shape`. Takes the memory of one. Traps for a negative extent.
  public init(repeating element: Element, shape: [Int]) {
    self.init(shape: shape, plain: elementCount(shape) == 0 ? [] : [element])
  }

  /// The extent of each axis.
  public var shape: [Int] { body?.shape ?? [] }

  /// The number of axes.
  public var rank: Int { body?.shape.count ?? 0 }

  /// The number of elements.
  public var count: Int { body.map { elementCount($0.shape) } ?? 1 }

  /// Whether the tensor has the shape of another.
  func hasShape<Other>(of other: Tensor<Other>) -> Bool {
    guard let body, let otherBody = other.body else { return body == nil && other.body == nil }
    return body.shape == otherBody.shape
  }

  /// Where the elements lie; nil where one number is at every place of a tensor that is not empty.
  var buffer: TensorBuffer<Element>? { body?.buffer }

  /// The elements in row-major order, without their trace.
  ///
  /// - Complexity: O(1), or O(count) where the tensor repeats one number.
  public var elements: [Element] { buffer?.lend() ?? values }

  /// The elements in row-major order, for a caller that does not keep them.
  package var values: [Element] {
    if let buffer { return buffer.elements }
    let element = uniformElement
    return filled(count: count) { $0.initialize(repeating: element) }
  }

  /// Whether the elements are one number repeated.
  package var isUniform: Bool { buffer == nil }

  /// The number at every place, of a tensor that is uniform.
  package var uniformElement: Element { Element(narrowing: number) }

  /// The only element, without its trace. Traps unless there is one.
  public var scalar: Element {
    require(count == 1, "a scalar was asked of a tensor of shape \(shape)")
    return uniformElement
  }

  /// The element at a place, without its trace. Traps unless `indices` has one index in range for each axis.
  public subscript(_ indices: Int...) -> Element {
    require(indices.count == rank, "\(indices.count) indices \(indices) for a tensor of shape \(shape)")
    var place = 0
    for (index, extent) in zip(indices, shape) {
      require(index >= 0 && index < extent, "the indices \(indices) are outside the shape \(shape)")
      place = place * extent + index
    }
    return buffer?.elements[place] ?? uniformElement
  }

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
    left.hasShape(of: right) && left.values == right.values
  }
}

// Not by float literals: `Tensor(0.5)` would be such a literal then, of an element type that nothing tells.
extension Tensor: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Element.IntegerLiteralType) { self.init(Element(integerLiteral: value)) }
}

extension Tensor: CustomStringConvertible {
  public var description: String {
    if rank == 0 { return "\(uniformElement)" }
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
