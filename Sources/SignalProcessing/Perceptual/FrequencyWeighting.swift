import ComplexNumbers
import Fourier

/// The A-weighting of a frequency: the ear's sensitivity at low levels relative to that at 1 kHz, in dB; −∞ at 0 Hz.
///
/// 20 log₁₀(f₄²f⁴ / ((f² + f₁²)(f² + f₄²)√((f² + f₂²)(f² + f₃²)))) + 2 with f₁ … f₄ of 20.6, 107.7, 737.9 and 12194 Hz.
/// - Parameter frequency: in Hz, not negative.
/// - Source: IEC 61672-1; librosa's `A_weighting` with `min_db=None`.
public func aWeighting(frequency: Double) -> Double {
  20 * .log10(aWeightingAmplitude(frequency)) + 2
}

/// The amplitude of A-weighting without the 2 dB that make it 1 at 1 kHz.
func aWeightingAmplitude(_ frequency: Double) -> Double {
  let f1 = 20.598997, f2 = 107.65265, f3 = 737.86223, f4 = 12194.217
  let square = frequency * frequency
  return f4 * f4 * square * square
    / ((square + f1 * f1) * (square + f4 * f4) * ((square + f2 * f2) * (square + f3 * f3)).squareRoot())
}

/// The two sections of K-weighting, a high shelf for the head and a high pass: what loudness is measured after.
///
/// The standard gives their coefficients at 48 kHz; those of other rates follow from the same analog prototypes.
/// - Parameter sampleRate: in Hz. Traps unless it is finite and above 3364 Hz, twice the shelf's frequency.
/// - Source: ITU-R BS.1770-5, annex 1; libebur128's formulas for other rates.
public func kWeighting(sampleRate: Double) -> [BiquadCoefficients] {
  let shelfFrequency = 1681.974450955533, shelfQ = 0.7071752369554196
  require(
    sampleRate > 2 * shelfFrequency && sampleRate.isFinite,
    "K-weighting at a sample rate of \(sampleRate) Hz, but its shelf lies at \(shelfFrequency) Hz")
  let k = Double.tan(.pi * shelfFrequency / sampleRate)
  let high = Double.exp10(3.999843853973347 / 20), band = Double.pow(high, 0.4996667741545416)
  let a0 = 1 + k / shelfQ + k * k
  let shelf = BiquadCoefficients(
    b0: (high + band * k / shelfQ + k * k) / a0, b1: 2 * (k * k - high) / a0,
    b2: (high - band * k / shelfQ + k * k) / a0, a1: 2 * (k * k - 1) / a0, a2: (1 - k / shelfQ + k * k) / a0)

  let l = Double.tan(.pi * 38.13547087602444 / sampleRate), q = 0.5003270373238773
  let c0 = 1 + l / q + l * l
  let highPass = BiquadCoefficients(
    b0: 1, b1: -2, b2: 1, a1: 2 * (l * l - 1) / c0, a2: (1 - l / q + l * l) / c0)
  return [shelf, highPass]
}
