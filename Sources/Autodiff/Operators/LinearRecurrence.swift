import ComplexNumbers
import Fourier

/// The sequence sₖ = aₖ·sₖ₋₁ + vₖ along an axis, from s₋₁ = 0; backward, sₖ = aₖ·sₖ₊₁ + vₖ from s_N = 0.
///
/// Linear in v. Its adjoint is the recurrence in the other direction, bₖ = conj(aₖ₊₁)·bₖ₊₁ + wₖ. In a, the derivative is the
/// recurrence again, of ȧₖ·sₖ₋₁. So no derivative divides by a, and factors may be zero.
func linearRecurrence<Element>(
  _ a: Tensor<Element>, _ v: Tensor<Element>, axis: Int, backward: Bool = false
) -> Tensor<Element> {
  @Sendable func adjoint(_ a: Tensor<Element>, _ w: Tensor<Element>) -> Tensor<Element> {
    linearRecurrence(conjugate(neighbors(a, axis: axis, next: !backward)), w, axis: axis, backward: !backward)
  }
  return a.combining(
    "linear recurrence", v,
    evaluate: { a, v in
      let shape = a.shape
      let storage = recurrence(
        a.values, v.values, outer: elementCount(shape[..<axis]), length: shape[axis],
        block: elementCount(shape[(axis + 1)...]), backward: backward)
      return Tensor(shape: shape, storage: storage)
    },
    linearizeLeft: { a, _, s in
      let previous = neighbors(s, axis: axis, next: backward)
      return Linearization(
        apply: { linearRecurrence(a, $0 * previous, axis: axis, backward: backward) },
        adjoint: { conjugate(previous) * adjoint(a, $0) })
    },
    linearizeRight: { a, _, _ in
      Linearization(
        apply: { linearRecurrence(a, $0, axis: axis, backward: backward) },
        adjoint: { adjoint(a, $0) })
    })
}

/// At each place the previous element along the axis, or the next one; 0 beyond the ends.
private func neighbors<Element>(_ x: Tensor<Element>, axis: Int, next: Bool) -> Tensor<Element> {
  let length = x.shape[axis]
  return AxisWindow(axis: axis, inputLength: length, outputLength: length, offset: next ? 1 : -1)(x)
}

@specialized(where Element == Float)
@specialized(where Element == Double)
@specialized(where Element == Complex<Float>)
@specialized(where Element == Complex<Double>)
private func recurrence<Element: TensorElement>(
  _ a: [Element], _ v: [Element], outer: Int, length: Int, block: Int, backward: Bool
) -> [Element] {
  a.withUnsafeBufferPointer { a in
    v.withUnsafeBufferPointer { v in
      scanned(from: v, outer: outer, length: length, block: block, backward: backward) { a[$1] * $0 + v[$1] }
    }
  }
}
