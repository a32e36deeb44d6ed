public import Autodiff
import Fourier

/// A cascade of second-order sections run over signals in time, from rest: yₙ = Σ bᵢ x₍n−i₎ − Σ aᵢ y₍n−i₎ for each
/// section, […, T] to […, T].
///
/// What follows a signal of T samples is cut off, so the map is a square, lower triangular matrix whose diagonals are
/// constant: its adjoint is the same cascade run backwards in time. Traps for a scalar.
/// ```swift
/// let section = ParametricSection(kind: .lowShelf, frequency: 120, gain: 4, q: 0.7)
/// let warmer = BiquadFilter<Double>([section.coefficients(sampleRate: 44_100)])(recording)
/// ```
///
/// - Complexity: O(sections) for each sample, both ways.
/// - Source: the transposed direct form II; SciPy's `sosfilt`.
public struct BiquadFilter<T: TensorScalar>: LinearOperator {
  public static var name: StaticString { "biquads" }

  /// The sections, in the order in which they run.
  public let sections: [BiquadCoefficients]

  /// The cascade of `sections`.
  public init(_ sections: [BiquadCoefficients]) { self.sections = sections }

  public func apply(_ x: Tensor<T>) -> Tensor<T> { run(x, backwards: false) }

  public func applyAdjoint(_ y: Tensor<T>) -> Tensor<T> { run(y, backwards: true) }

  private func run(_ x: Tensor<T>, backwards: Bool) -> Tensor<T> {
    require(x.rank >= 1, "biquads filter signals along the last axis, which a scalar does not have")
    let length = x.shape.last ?? 1
    return mapRows(of: x, shaped: [length], to: [length]) { input, output in
      output.update(from: input, count: length)
      for section in sections { filter(output, count: length, section, backwards: backwards) }
    }
  }
}

/// Runs one section over a signal in place, forwards or backwards.
@specialized(where T == Float)
@specialized(where T == Double)
private func filter<T: TensorScalar>(
  _ signal: UnsafeMutablePointer<T>, count: Int, _ section: BiquadCoefficients, backwards: Bool
) {
  let b0 = T(section.b0), b1 = T(section.b1), b2 = T(section.b2), a1 = T(section.a1), a2 = T(section.a2)
  var s1: T = 0, s2: T = 0
  for step in 0..<count {
    let n = backwards ? count - 1 - step : step
    let x = signal[n]
    let y = b0 * x + s1
    s1 = b1 * x - a1 * y + s2
    s2 = b2 * x - a2 * y
    signal[n] = y
  }
}
