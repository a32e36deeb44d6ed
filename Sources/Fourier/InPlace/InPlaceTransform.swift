/// A planned transform whose output replaces its input: a linear map that knows its adjoint, in one buffer.
///
/// Immutable and safe to share between tasks. Out of place, such a transform is a ``FourierTransform``.
public protocol InPlaceTransform<Element>: Sendable, CustomStringConvertible {
  /// What the buffer is made of.
  associatedtype Element

  /// What the plan is and how it computes.
  var details: PlanDetails { get }

  /// Elements of the buffer.
  var elementCount: Int { get }

  /// Replaces the elements x by A · x. A count that differs from `elementCount` traps.
  func transform(_ elements: inout MutableSpan<Element>)

  /// Replaces the elements y by Aᴴ · y, the adjoint under the real inner product Re⟨x, y⟩: Re⟨Ax, y⟩ = Re⟨x, Aᴴy⟩ for
  /// every x and y.
  func adjoint(_ elements: inout MutableSpan<Element>)
}

extension InPlaceTransform {
  /// N, the number of points of one transform: along several axes, of all of them.
  @inlinable public var length: Int { details.handle.length }
  /// The number of transforms in one call.
  @inlinable public var batchCount: Int { details.handle.batchCount }
  /// The shape of the whole input, batch and all.
  public var inputShape: [Int] { details.handle.problem.inputShape }
  /// The shape of the whole output.
  public var outputShape: [Int] { details.handle.problem.outputShape }
  @inlinable public var elementCount: Int { details.handle.inputCount }
  public var description: String { "\(Self.self): \(details)" }

  /// Replaces the elements x of an array by A · x.
  @inlinable
  public func transform(_ elements: inout [Element]) {
    elements.withUnsafeMutableBufferPointer { elements in
      var span = MutableSpan(_unsafeElements: elements)
      transform(&span)
    }
  }

  /// Replaces the elements y of an array by Aᴴ · y.
  @inlinable
  public func adjoint(_ elements: inout [Element]) {
    elements.withUnsafeMutableBufferPointer { elements in
      var span = MutableSpan(_unsafeElements: elements)
      adjoint(&span)
    }
  }
}

/// Traps unless a call in place has the count that the plan was made for, or, in a layout of the caller's, more.
@inlinable @inline(__always)
func requireCount(_ name: StaticString, _ count: Int, expected: Int, allowsMore: Bool) {
  require(
    count == expected || allowsMore && count > expected,
    "\(name): works on \(expected) elements, but was given \(count)")
}
