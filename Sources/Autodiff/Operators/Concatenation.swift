import ComplexNumbers
import Fourier

// Many tensors joined into one. The derivative goes to all of them: the tangent is the joined tangents, and each one's
// cotangent is its part of the whole's. Specialized, since programs on scalars join many small ones.

/// The tensors one behind the other along `axis`. Traps unless there is one, and all have the same shape besides.
///
/// - Complexity: O(count of the result), in each direction.
/// - Source: NumPy's `concatenate`, whose default is the first axis.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func concatenate<Element: TensorElement>(_ tensors: [Tensor<Element>], axis: Int = -1) -> Tensor<Element> {
  let first = firstTensor(of: tensors, to: "concatenate")
  require(first.rank > 0, "concatenate: scalars have no axis; stack gives them one")
  let axis = normalizedAxis(axis, shape: first.shape)
  var shape = first.shape
  var ends = [0]
  for (index, tensor) in tensors.enumerated() {
    var expected = first.shape
    if tensor.rank == first.rank { expected[axis] = tensor.shape[axis] }
    require(
      tensor.shape == expected,
      "concatenate along axis \(axis): tensor \(index) has the shape \(tensor.shape), tensor 0 has \(first.shape)")
    ends.append(ends[index] + tensor.shape[axis])
  }
  if tensors.count == 1 { return first }
  shape[axis] = ends[tensors.count]
  let block = elementCount(shape[(axis + 1)...])
  let lengths = tensors.map { $0.shape[axis] * block }
  return Tensor.combining(
    "concatenate", tensors,
    evaluate: { joined($0, lengths: lengths, shape: shape, outer: elementCount(shape[..<axis])) }
  ) { [ends] _, _ in
    JointLinearization(
      apply: { concatenate($0, axis: axis) },
      adjoint: { index, cotangent in cotangent.slice(ends[index]..<ends[index + 1], axis: axis) })
  }
}

/// The tensors, all of one shape, side by side along a new axis. Traps unless there is one, and for shapes that differ.
///
/// ```swift
/// let polar = stack([r * cos(t), r * sin(t)])   // a vector, of scalars
/// ```
/// - Parameter axis: the new axis, as one of the result.
/// - Complexity: O(count of the result), in each direction.
/// - Source: NumPy's `stack`.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
public func stack<Element: TensorElement>(_ tensors: [Tensor<Element>], axis: Int = 0) -> Tensor<Element> {
  let first = firstTensor(of: tensors, to: "stack")
  for (index, tensor) in tensors.enumerated() {
    require(
      tensor.shape == first.shape,
      "stack: tensor \(index) has the shape \(tensor.shape), tensor 0 has \(first.shape)")
  }
  let axis = first.insertionAxis(axis)
  var shape = first.shape
  let lengths = Array(repeating: elementCount(shape[axis...]), count: tensors.count)
  shape.insert(tensors.count, at: axis)
  return Tensor.combining(
    "stack", tensors, evaluate: { joined($0, lengths: lengths, shape: shape, outer: elementCount(shape[..<axis])) }
  ) { _, _ in
    JointLinearization(
      apply: { stack($0, axis: axis) },
      adjoint: { index, cotangent in
        cotangent.rank == 1 ? cotangent.element(index) : cotangent.at(index, axis: axis)
      })
  }
}

private func firstTensor<Element>(of tensors: [Tensor<Element>], to operation: StaticString) -> Tensor<Element> {
  guard let first = tensors.first else { fatalError("\(operation): there is no tensor") }
  return first
}

/// `outer` rows, each of which has the rows of all tensors, of `lengths` elements, one behind the other.
@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func joined<Element: TensorElement>(
  _ tensors: [Tensor<Element>], lengths: [Int], shape: [Int], outer: Int
) -> Tensor<Element> {
  let count = elementCount(shape)
  if count == 0 { return Tensor(repeating: 0, shape: shape) }
  let width = count / outer
  let storage: [Element] = filled(count: count) { target in
    var place = 0
    for (tensor, length) in zip(tensors, lengths) where length > 0 {
      if tensor.isUniform {
        let element = tensor.uniformElement
        for row in 0..<outer {
          let to = row * width + place
          if length == 1 {
            target.initializeElement(at: to, to: element)
          } else {
            target[to..<(to + length)].initialize(repeating: element)
          }
        }
      } else {
        tensor.values.withUnsafeBufferPointer { source in
          for row in 0..<outer {
            let to = row * width + place, from = row * length
            if length == 1 {
              target.initializeElement(at: to, to: source[from])
            } else {
              _ = target[to..<(to + length)].initialize(fromContentsOf: source[from..<(from + length)])
            }
          }
        }
      }
      place += length
    }
  }
  return Tensor(shape: shape, storage: storage)
}
