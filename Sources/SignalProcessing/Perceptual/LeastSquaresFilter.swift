import Autodiff
import ComplexNumbers
import Fourier

/// The symmetric FIR filter of an odd number of taps whose amplitude A(f) has the least ∫ (A(f) − D(f))² df over some
/// bands, on each of which D is a straight line.
///
/// A(f) = Σₙ aₙ cos(πnf) makes that a positive definite system for a, a Toeplitz plus a Hankel matrix.
/// - Parameters:
///   - tapCount: odd.
///   - bands: not overlapping.
/// - Returns: the taps, or nil where the bands leave them undetermined.
/// - Complexity: O(tapCount³ + tapCount · bands).
/// - Source: I. W. Selesnick, "Linear-phase FIR filter design by least squares" (2005); SciPy's `firls`.
func leastSquaresFilter(tapCount: Int, bands: [DesignBand]) -> [Double]? {
  let half = tapCount / 2
  // ∫ cos(πnf) df over the bands, for n up to 2·half.
  let moments = (0..<tapCount).map { n in
    bands.reduce(0.0) { sum, band in sum + cosineIntegral(n, band.high) - cosineIntegral(n, band.low) }
  }
  let matrix = Tensor<Double>(shape: [half + 1, half + 1]) { place in
    let (row, column) = (place[0], place[1])
    return moments[max(row, column) - min(row, column)]
      + moments[row + column]
  }
  let right = (0...half).map { n -> Double in
    bands.reduce(0.0) { sum, band in
      let slope = (band.atHigh - band.atLow) / (band.high - band.low), offset = band.atLow - slope * band.low
      let ramp = rampIntegral(n, band.high) - rampIntegral(n, band.low)
      return sum + slope * ramp + offset * (cosineIntegral(n, band.high) - cosineIntegral(n, band.low))
    }
  }
  guard let halves = try? solve(matrix, Tensor(right)).elements, halves.allSatisfy({ $0.isFinite }) else { return nil }
  return (0..<tapCount).map { $0 == half ? 2 * halves[0] : halves[max($0, half) - min($0, half)] }
}

/// A stretch of frequencies, in units of half the sample rate, with the amplitudes D wanted at its ends.
struct DesignBand: Sendable {
  let low: Double, high: Double
  let atLow: Double, atHigh: Double
}

/// ∫₀ᶠ cos(πng) dg.
private func cosineIntegral(_ n: Int, _ f: Double) -> Double {
  n == 0 ? f : .sin(.pi * Double(n) * f) / (.pi * Double(n))
}

/// ∫₀ᶠ g cos(πng) dg.
private func rampIntegral(_ n: Int, _ f: Double) -> Double {
  let w = Double.pi * Double(n)
  return n == 0 ? f * f / 2 : f * .sin(w * f) / w + (.cos(w * f) - 1) / (w * w)
}
