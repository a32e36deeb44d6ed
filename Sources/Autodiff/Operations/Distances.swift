import ComplexNumbers
import Fourier

// Distances between real tensors, each in one pass: a loss over a spectrogram is bound by memory, and composed of
// differences, squares and logarithms it would write and keep an array for each.

/// Σx².
@specialized(where T == Float)
@specialized(where T == Double)
package func squaredNorm<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  x.applying("Σx²", evaluate: squaredNorms) { x, _ in .functional { 2 * x } }
}

/// Σ(x − y)².
@specialized(where T == Float)
@specialized(where T == Double)
package func squaredDistance<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.combining(
    "Σ(x−y)²", y, evaluate: squaredDistances,
    linearizeLeft: { x, y, _ in .functional(scaled: { scaledDifferences(x, y, 2 * $0) }) { 2 * (x - y) } },
    linearizeRight: { x, y, _ in .functional(scaled: { scaledDifferences(y, x, 2 * $0) }) { 2 * (y - x) } })
}

/// Σ|x − y|. Where x = y the derivative is 0.
@specialized(where T == Float)
@specialized(where T == Double)
package func absoluteDistance<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.combining(
    "Σ|x−y|", y, evaluate: absoluteDistances,
    linearizeLeft: { x, y, _ in .functional(scaled: { scaledSigns(x, y, $0) }) { sign(x - y) } },
    linearizeRight: { x, y, _ in .functional(scaled: { scaledSigns(y, x, $0) }) { sign(y - x) } })
}

/// Σ|ln x − ln y| of positive tensors. Where x = y the derivative is 0.
@specialized(where T == Float)
@specialized(where T == Double)
package func logarithmicDistance<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.combining(
    "Σ|ln x−ln y|", y, evaluate: logarithmicDistances,
    linearizeLeft: { x, y, _ in .functional(scaled: { scaledQuotients(x, y, $0) }) { sign(x - y) / x } },
    linearizeRight: { x, y, _ in .functional(scaled: { scaledQuotients(y, x, $0) }) { sign(y - x) / y } })
}

extension Linearization where Output == Input {
  /// v ↦ Σ cv, whose adjoint is g ↦ g·c; `scaled` computes that in one pass from a plain g, where c is plain too.
  static func functional(
    scaled: (@Sendable (Input) -> Tensor<Input>?)? = nil, _ coefficient: @escaping @Sendable () -> Tensor<Input>
  ) -> Linearization {
    Linearization(
      apply: { sum(coefficient() * $0) },
      adjoint: { cotangent in
        if cotangent.trace == nil, let gradient = scaled?(cotangent.scalar) { return gradient }
        return cotangent * coefficient()
      })
  }
}

// MARK: Kernels

private func squaredNorms<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
  let values = x.values
  return values.withUnsafeBufferPointer { x in Tensor(blockwiseSum(count: x.count) { x[$0] * x[$0] }) }
}

private func squaredDistances<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.sumOfZip(y) { x, y in
    let difference = x - y
    return difference * difference
  }
}

private func absoluteDistances<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.sumOfZip(y) { ($0 - $1).magnitude }
}

private func logarithmicDistances<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>) -> Tensor<T> {
  x.sumOfZip(y) { x, y in
    // One logarithm instead of two, unless the quotient leaves the range of numbers.
    let quotient = x / y
    return (quotient.isNormal ? T.log(quotient) : T.log(x) - T.log(y)).magnitude
  }
}

private func scaledDifferences<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>, _ factor: T) -> Tensor<T>? {
  x.trace == nil && y.trace == nil ? x.zipElements(y) { ($0 - $1) * factor } : nil
}

private func scaledSigns<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>, _ factor: T) -> Tensor<T>? {
  x.trace == nil && y.trace == nil
    ? x.zipElements(y) { $0 > $1 ? factor : $0 < $1 ? -factor : ($0 - $1) * factor } : nil
}

private func scaledQuotients<T: TensorScalar>(_ x: Tensor<T>, _ y: Tensor<T>, _ factor: T) -> Tensor<T>? {
  x.trace == nil && y.trace == nil
    ? x.zipElements(y) { ($0 > $1 ? factor : $0 < $1 ? -factor : ($0 - $1) * factor) / $0 } : nil
}

extension Tensor where Element: TensorScalar {
  /// Σ f(x, y), a scalar.
  @inline(__always)
  fileprivate func sumOfZip(_ other: Tensor, _ f: (Element, Element) -> Element) -> Tensor {
    let left = values, right = other.values
    return left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        Tensor(blockwiseSum(count: left.count) { f(left[$0], right[$0]) })
      }
    }
  }
}

/// The sum of `count` terms, with the error growth of pairwise summation.
@inline(__always)
private func blockwiseSum<Element: TensorScalar>(count: Int, _ term: (Int) -> Element) -> Element {
  let block = 512
  let sums: [Element] = filled(count: (count + block - 1) / block) { sums in
    for index in sums.indices {
      let end = min(count, (index + 1) * block)
      sums.initializeElement(at: index, to: plainSum(over: (index * block)..<end, term))
    }
  }
  return sums.withUnsafeBufferPointer { pairwiseSum($0) }
}
