public import Autodiff
import Fourier

/// The phase of an oscillator whose frequency varies: φₙ = 2π (f₀ + … + fₙ)/rate, in radians, within ±π.
///
/// Whole turns are left out as they come, so the phase is as accurate at the end of a long signal as at its beginning,
/// in single precision too: the sum runs in double precision, in turns. The derivative is that of the sum.
/// ```swift
/// let chirp = sin(cumulativePhase(Tensor.linearlySpaced(from: 100, through: 1000, count: 44_100), sampleRate: 44_100))
/// ```
/// - Parameters:
///   - frequency: f at each sample, […, N]. Traps for a scalar.
///   - sampleRate: in the unit of the frequency; 1 for cycles per sample.
/// - Complexity: O(N) for each row.
/// - Source: DDSP's `angular_cumsum`.
public func cumulativePhase<T: TensorScalar>(_ frequency: Tensor<T>, sampleRate: Double = 1) -> Tensor<T> {
  require(frequency.rank >= 1, "a phase runs along the last axis, which a scalar does not have")
  let length = frequency.shape.last ?? 0
  let slope = T(2 * Double.pi / sampleRate)
  return frequency.applying(
    "cumulative phase",
    evaluate: { frequency in
      mapRows(of: frequency, shaped: [length], to: [length]) {
        accumulate($0, into: $1, count: length, sampleRate: sampleRate)
      }
    }
  ) { _, _ in
    Linearization(
      apply: { $0.cumulativeSum() * slope },
      adjoint: { $0.flipped().cumulativeSum().flipped() * slope })
  }
}

@specialized(where T == Float)
@specialized(where T == Double)
private func accumulate<T: TensorScalar>(
  _ frequency: UnsafePointer<T>, into phase: UnsafeMutablePointer<T>, count: Int, sampleRate: Double
) {
  var turns = 0.0
  for n in 0..<count {
    turns += Double(frequency[n]) / sampleRate
    turns -= turns.rounded(.toNearestOrEven)
    phase[n] = T(2 * Double.pi * turns)
  }
}
