import ComplexNumbers
import Fourier

/// A contraction of two tensors in Einstein's notation: a sum of products over the labels that the result lacks.
///
/// A letter names an axis. One that both operands have joins their axes: it is multiplied along if the result has it,
/// and summed over if not. What is summed goes through one matrix product.
///
/// ```swift
/// einsum("ij,jk->ik", a, b)        // the matrix product
/// einsum("bct,dc->bdt", x, mix)    // channels mixed at each time
/// ```
///
/// Nothing is conjugated. Traps unless the specification reads `labels,labels->labels` with a label for each axis, each
/// once in an operand and once in the result, those of the result are in an operand, and axes of one label have one
/// extent.
/// - Complexity: that of the matrix product, and a copy of an operand whose axes have to be put in order.
/// - Source: NumPy's `einsum`, without diagonals, ellipses and implicit results.
public func einsum<Element>(
  _ specification: String, _ a: Tensor<Element>, _ b: Tensor<Element>
) -> Tensor<Element> {
  let labels = EinsumLabels(specification, shapes: [a.shape, b.shape])
  let (left, right, result) = (labels.operands[0], labels.operands[1], labels.result)
  // What only one operand has, and the result has not, is summed before.
  let x = einsum(a, left, to: left.filter { right.contains($0) || result.contains($0) })
  let y = einsum(b, right, to: right.filter { left.contains($0) || result.contains($0) })

  let joint = result.filter { left.contains($0) && right.contains($0) }
  let summed = left.filter { right.contains($0) && !result.contains($0) }
  let ofLeft = result.filter { !right.contains($0) }, ofRight = result.filter { !left.contains($0) }
  func count(_ group: [Character]) -> Int { elementCount(labels.shape(of: group)) }
  let product = matmul(
    einsum(x.tensor, x.labels, to: joint + ofLeft + summed).tensor
      .reshaped(to: [count(joint), count(ofLeft), count(summed)]),
    einsum(y.tensor, y.labels, to: joint + summed + ofRight).tensor
      .reshaped(to: [count(joint), count(summed), count(ofRight)]))
  let order = joint + ofLeft + ofRight
  return einsum(product.reshaped(to: labels.shape(of: order)), order, to: result).tensor
}

/// A tensor with its axes in another order, and summed over the labels that the result lacks: `einsum("ij->j", x)`.
///
/// The rules are those of ``einsum(_:_:_:)``.
/// - Source: NumPy's `einsum`, without diagonals, ellipses and implicit results.
public func einsum<Element>(_ specification: String, _ x: Tensor<Element>) -> Tensor<Element> {
  let labels = EinsumLabels(specification, shapes: [x.shape])
  return einsum(x, labels.operands[0], to: labels.result).tensor
}

/// Sums over the labels that the result lacks and puts the others in its order.
private func einsum<Element>(
  _ x: Tensor<Element>, _ labels: [Character], to result: [Character]
) -> (tensor: Tensor<Element>, labels: [Character]) {
  if labels == result { return (x, result) }
  let kept = labels.filter(result.contains)
  let sums = kept.count == labels.count ? x : sum(x, axes: labels.indices.filter { !result.contains(labels[$0]) })
  let order = result.compactMap { kept.firstIndex(of: $0) }
  return (kept == result ? sums : Transposition(permutation: order)(sums), result)
}

/// A specification, read and checked.
private struct EinsumLabels {
  let operands: [[Character]]
  let result: [Character]
  private var extents: [Character: Int] = [:]

  init(_ specification: String, shapes: [[Int]]) {
    let sides = specification.filter { !$0.isWhitespace }.split(separator: "->", omittingEmptySubsequences: false)
    let operands = (sides.first ?? "").split(separator: ",", omittingEmptySubsequences: false).map { Array($0) }
    require(
      sides.count == 2 && operands.count == shapes.count
        && (operands.joined() + sides[1]).allSatisfy { $0.isLetter },
      "einsum(\"\(specification)\") of \(shapes.count) operand\(shapes.count == 1 ? "" : "s"): the form is "
        + (shapes.count == 1 ? "\"ij->ji\"" : "\"ij,jk->ik\"") + ", with letters for axes")
    self.operands = operands
    result = Array(sides[1])
    for (labels, shape) in zip(operands, shapes) {
      require(
        labels.count == shape.count,
        "einsum(\"\(specification)\"): \"\(String(labels))\" names \(labels.count) axes of a tensor of shape \(shape)")
      require(
        Set(labels).count == labels.count,
        "einsum(\"\(specification)\"): \"\(String(labels))\" names an axis twice; diagonals are not taken")
      for (label, extent) in zip(labels, shape) {
        let known = extents[label] ?? extent
        require(
          known == extent,
          "einsum(\"\(specification)\"): the extent of \(label) is \(known) and \(extent), of \(shapes)")
        extents[label] = extent
      }
    }
    require(
      Set(result).count == result.count && result.allSatisfy { extents[$0] != nil },
      "einsum(\"\(specification)\"): the result has each of its labels once, and from an operand")
  }

  func shape(of labels: [Character]) -> [Int] { labels.map { extents[$0] ?? 1 } }
}
