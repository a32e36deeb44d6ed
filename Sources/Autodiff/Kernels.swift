// Loops over the elements of plain tensors. They see storage only: traces, shapes and broadcasting are their callers'.
// Always inlined, so that a caller with `@specialized` gets one loop per element type, which vectorizes; without it each
// element passes through its type's witnesses, some fifty times slower.

extension Tensor {
  /// f of each element.
  @inline(__always)
  func mapElements<Result>(_ f: (Element) -> Result) -> Tensor<Result> {
    guard let body else { return Tensor<Result>(f(uniformElement)) }
    guard let elements = body.buffer?.elements else {
      return Tensor<Result>(uniform: f(uniformElement), shape: body.shape)
    }
    let storage = elements.withUnsafeBufferPointer { source in
      filled(count: source.count) { target in
        for i in 0..<source.count { target.initializeElement(at: i, to: f(source[i])) }
      }
    }
    return Tensor<Result>(shape: shape, storage: storage)
  }

  /// f of each pair of elements of two tensors of one shape; either may repeat one number.
  @inline(__always)
  func zipElements<Other, Result>(_ other: Tensor<Other>, _ f: (Element, Other) -> Result) -> Tensor<Result> {
    guard let left = buffer?.elements else {
      let element = uniformElement
      return other.mapElements { f(element, $0) }
    }
    guard let right = other.buffer?.elements else {
      let element = other.uniformElement
      return mapElements { f($0, element) }
    }
    let storage = left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        filled(count: left.count) { target in
          for i in 0..<left.count { target.initializeElement(at: i, to: f(left[i], right[i])) }
        }
      }
    }
    return Tensor<Result>(shape: shape, storage: storage)
  }

  /// f of each triple of elements of three tensors of one shape; fastest where only the third repeats one number.
  @inline(__always)
  func zipElements<Second, Third, Result>(
    _ second: Tensor<Second>, _ third: Tensor<Third>, _ f: (Element, Second, Third) -> Result
  ) -> Tensor<Result> {
    guard let thirds = third.buffer?.elements else {
      let element = third.uniformElement
      return zipElements(second) { f($0, $1, element) }
    }
    let storage = values.withUnsafeBufferPointer { first in
      second.values.withUnsafeBufferPointer { second in
        thirds.withUnsafeBufferPointer { third in
          filled(count: first.count) { target in
            for i in 0..<first.count { target.initializeElement(at: i, to: f(first[i], second[i], third[i])) }
          }
        }
      }
    }
    return Tensor<Result>(shape: shape, storage: storage)
  }
}

/// The storage of a new tensor, written by `body`, which has to write all of it.
@inline(__always)
package func filled<Element: TensorElement>(
  count: Int, _ body: (UnsafeMutableBufferPointer<Element>) -> Void
) -> [Element] {
  var elements = unwritten(Element.self, count: count)
  elements.withUnsafeMutableBufferPointer { body($0) }
  return elements
}

/// An array of `count` elements of any values, which are plain bits and about to be overwritten.
@inline(never)
private func unwritten<Element: TensorElement>(_ type: Element.Type, count: Int) -> [Element] {
  // All empty arrays share one storage, to whose count the initializer below would write.
  guard count > 0 else { return [] }
  if count >= StoragePool.leastCount(Element.self), let recycled = StoragePool.take(Element.self, count: count) {
    return recycled
  }
  return Array(unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
}
