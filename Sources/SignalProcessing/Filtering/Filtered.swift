public import Autodiff
import Fourier

// Filters run in time over signals along the last axis, from rest, with tensors as coefficients: differentiable in
// signal and coefficients alike, to any order. What follows a signal of N samples is cut off.

/// A signal through a finite impulse response: yₙ = Σₖ hₖ x₍n−k₎, […, N] and […, M] to […, N].
///
/// Leading axes broadcast. Up to 32 taps the sums themselves are taken, so that rounding is relative to each sample;
/// more go through the DFT, as ``fftConvolve(_:_:mode:)`` says.
/// ```swift
/// let smooth = filtered(recording, taps: Tensor([0.25, 0.5, 0.25]))
/// ```
/// - Parameters:
///   - x: signals of N samples.
///   - taps: h of M taps. Traps if there are none.
/// - Complexity: O(N·M) for each signal, both ways, or O(N log N) for many taps.
/// - Source: SciPy's `lfilter(h, 1, x)`.
public func filtered<T: TensorScalar>(_ x: Tensor<T>, taps: Tensor<T>) -> Tensor<T> {
  let count = taps.shape.last ?? 0, length = x.shape.last ?? 0
  require(x.rank >= 1, "filters run along the last axis, which a scalar does not have")
  require(count >= 1, "a filter whose taps have the shape \(taps.shape) has none")
  if count > 32 && length > 32 { return fftConvolve(x, taps, mode: .causal) }
  let (x, taps) = broadcastLeading(x, taps)
  return shortConvolution(x, taps)
}

/// A signal through a rational transfer function: a₀yₙ = Σₖ bₖ x₍n−k₎ − Σ₍k≥1₎ aₖ y₍n−k₎, […, N] to […, N].
///
/// Leading axes broadcast. The gradient by b is the correlation of the output's cotangent, run backwards through 1/a,
/// with x; that by a its negative correlation with y.
/// ```swift
/// let (b, a) = gradient(at: numerator, denominator) { b, a in
///   mean(square(filtered(x, numerator: b, denominator: a) - target))
/// }
/// ```
/// - Parameters:
///   - x: signals of N samples.
///   - b: the numerator's coefficients, […, M].
///   - a: the denominator's, […, K]; a₀ is not 0. Whether the filter is stable is not checked: if it is not, y grows
///     without bound. High orders are better run as sections, by ``filtered(_:sections:)``. Traps if b or a is empty.
/// - Complexity: O(N·(M + K)) for each signal, both ways.
/// - Source: SciPy's `lfilter`.
public func filtered<T: TensorScalar>(_ x: Tensor<T>, numerator b: Tensor<T>, denominator a: Tensor<T>) -> Tensor<T> {
  let order = (a.shape.last ?? 0) - 1
  require(order >= 0, "a filter whose denominator has the shape \(a.shape) has none")
  let leading = a.slice(0..<1)
  let forward = filtered(x, taps: b / leading)
  if order == 0 { return forward }
  let (v, c) = broadcastLeading(forward, a.slice(1..<(order + 1)) / leading)
  return feedback(v, c)
}

/// A signal through second-order sections, one after the other, […, N] to […, N].
///
/// - Parameters:
///   - x: signals of N samples.
///   - sections: b₀, b₁, b₂, a₀, a₁, a₂ of each of S sections, […, S, 6]; leading axes broadcast with those of x. Traps
///     for another last axis.
/// - Complexity: O(N·S) for each signal, both ways.
/// - Source: SciPy's `sosfilt`.
public func filtered<T: TensorScalar>(_ x: Tensor<T>, sections: Tensor<T>) -> Tensor<T> {
  let count = sectionCount(of: sections)
  return (0..<count).reduce(x) { signal, index in
    let section = sections.at(index, axis: -2)
    return filtered(signal, numerator: section.slice(0..<3), denominator: section.slice(3..<6))
  }
}

/// S, of sections of shape […, S, 6]. Traps for another shape.
func sectionCount<T: TensorScalar>(of sections: Tensor<T>) -> Int {
  require(
    sections.rank >= 2 && sections.shape.last == 6,
    "second-order sections have the shape […, sections, 6], but \(sections.shape) was given")
  return sections.shape[sections.rank - 2]
}
