import Fourier

/// An array of truth values with a shape: what comparing tensors gives, and what ``select(where:_:_:)`` chooses by.
///
/// A mask is constant: it has no derivative, and is the same in a derivative and outside. Its operators are those of
/// the standard library's `SIMDMask`; `.&` and `.|` bind weaker than comparisons. Shapes broadcast as in NumPy.
///
/// ```swift
/// let x = Tensor([-1.0, 0.5, 3])
/// let inside = x .> 0 .& x .< 1                    // [false, true, false]
/// let y = select(where: inside, log(x), 0)         // [0, −0.69…, 0]
/// ```
public struct Mask: Sendable, Hashable {
  /// The extent of each axis.
  public let shape: [Int]
  /// The truth values in row-major order.
  public let elements: [Bool]

  /// A mask of `shape` over `elements` in row-major order. Traps unless they are as many as the shape has places.
  public init(_ elements: [Bool], shape: [Int]) {
    let count = elementCount(shape)
    require(elements.count == count, "a mask of shape \(shape) has \(count) elements, but was given \(elements.count)")
    self.shape = shape
    self.elements = elements
  }

  /// A vector of truth values.
  public init(_ elements: [Bool]) { self.init(elements, shape: [elements.count]) }

  /// One truth value at every place of `shape`. Traps for a negative extent.
  public init(repeating element: Bool, shape: [Int]) {
    self.init(Array(repeating: element, count: elementCount(shape)), shape: shape)
  }

  /// The number of axes.
  public var rank: Int { shape.count }

  /// The number of elements.
  public var count: Int { elements.count }

  /// The number of elements that are true; NumPy's `count_nonzero`.
  public var trueCount: Int { elements.reduce(0) { $0 + ($1 ? 1 : 0) } }

  /// Whether every element is true, as of no elements at all; NumPy's `all`.
  public var allTrue: Bool { elements.allSatisfy { $0 } }

  /// Whether any element is true; NumPy's `any`.
  public var anyTrue: Bool { elements.contains(true) }

  /// The element at a place. Traps unless `indices` has one index in range for each axis.
  public subscript(_ indices: Int...) -> Bool {
    require(indices.count == rank, "\(indices.count) indices \(indices) for a mask of shape \(shape)")
    var place = 0
    for (index, extent) in zip(indices, shape) {
      require(index >= 0 && index < extent, "the indices \(indices) are outside the shape \(shape)")
      place = place * extent + index
    }
    return elements[place]
  }

  /// The mask repeated to `shape` by NumPy's rules. Traps if it does not fit.
  public func broadcast(to shape: [Int]) -> Mask {
    if self.shape == shape { return self }
    // As zeros and ones, since broadcasting is written for numbers.
    return tensor(Float.self).broadcast(to: shape).maskOfElements { $0 != 0 }
  }

  /// 1 where the mask is true and 0 where it is false, as constants.
  public func tensor<Element: TensorElement>(_ type: Element.Type = Element.self) -> Tensor<Element> {
    Tensor(elements.map { $0 ? 1 : 0 }, shape: shape)
  }
}

extension Mask {
  /// Whether both are true.
  public static func .& (left: Mask, right: Mask) -> Mask { combine(left, right) { $0 && $1 } }

  /// Whether either is true.
  public static func .| (left: Mask, right: Mask) -> Mask { combine(left, right) { $0 || $1 } }

  /// Whether exactly one is true.
  public static func .^ (left: Mask, right: Mask) -> Mask { combine(left, right) { $0 != $1 } }

  /// Whether it is false.
  public static prefix func .! (mask: Mask) -> Mask { Mask(mask.elements.map { !$0 }, shape: mask.shape) }

  private static func combine(_ left: Mask, _ right: Mask, _ f: (Bool, Bool) -> Bool) -> Mask {
    let shape = Broadcast<Float>.commonShape(left.shape, right.shape)
    let left = left.broadcast(to: shape), right = right.broadcast(to: shape)
    return Mask(zip(left.elements, right.elements).map(f), shape: shape)
  }
}

extension Mask: CustomStringConvertible {
  public var description: String {
    var place = 0
    return describe(axis: 0, place: &place)
  }

  private func describe(axis: Int, place: inout Int) -> String {
    guard axis < rank else {
      defer { place += 1 }
      return "\(elements[place])"
    }
    let parts = (0..<shape[axis]).map { _ in describe(axis: axis + 1, place: &place) }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}

extension Tensor {
  /// Whether `predicate` holds, element by element.
  @inline(__always)
  func maskOfElements(_ predicate: (Element) -> Bool) -> Mask {
    let elements = values.withUnsafeBufferPointer { source in
      [Bool](unsafeUninitializedCapacity: source.count) { target, initialized in
        for i in 0..<source.count { target.initializeElement(at: i, to: predicate(source[i])) }
        initialized = source.count
      }
    }
    return Mask(elements, shape: shape)
  }

  /// Whether `predicate` holds, pair by pair of two tensors of one shape.
  @inline(__always)
  func maskOfPairs<Other>(_ other: Tensor<Other>, _ predicate: (Element, Other) -> Bool) -> Mask {
    let elements = values.withUnsafeBufferPointer { left in
      other.values.withUnsafeBufferPointer { right in
        [Bool](unsafeUninitializedCapacity: left.count) { target, initialized in
          for i in 0..<left.count { target.initializeElement(at: i, to: predicate(left[i], right[i])) }
          initialized = left.count
        }
      }
    }
    return Mask(elements, shape: shape)
  }
}
