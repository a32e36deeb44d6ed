import Autodiff
public import ComplexNumbers
public import SignalProcessing

/// A filter with fixed coefficients, for one sample rate.
public enum EqualizerFilter: Sendable, Codable, Equatable {
  /// A finite impulse response.
  case fir(taps: [Double], sampleRate: Double)
  /// Parametric sections in series, and an overall gain in dB.
  case biquads([ParametricSection], gain: Double, sampleRate: Double)

  /// The sample rate that the filter is made for, in Hz.
  public var sampleRate: Double {
    switch self {
    case .fir(_, let rate), .biquads(_, _, let rate): rate
    }
  }

  /// The frequency response H(e^{2πi f/rate}) at frequencies f in Hz.
  public func response(at frequencies: [Double]) -> [Complex<Double>] {
    let angles = frequencies.map { 2 * Double.pi * $0 / sampleRate }
    switch self {
    case .fir(let taps, _):
      return angles.map { angle in
        // Horner's rule in z⁻¹.
        let delay = Complex<Double>.exp(i: -angle)
        return taps.reversed().reduce(.zero) { $0 * delay + $1 }
      }
    case .biquads(let sections, let gain, _):
      let flat = Tensor<Complex<Double>>(repeating: Complex(amplitude(gain), 0), shape: [angles.count])
      return sections.reduce(flat) { $0 * $1.biquad(sampleRate: sampleRate).response(at: angles) }.elements
    }
  }

  /// The filtered channels, each of its own length.
  public func apply(to channels: [[Double]]) -> [[Double]] {
    channels.map { channel in
      if channel.isEmpty { return [] }
      switch self {
      case .fir(let taps, _):
        return fftConvolve(Tensor(channel), Tensor(taps), mode: .causal).elements
      case .biquads(let sections, let gain, _):
        let cascade = BiquadFilter<Double>(sections.map { $0.coefficients(sampleRate: sampleRate) })
        return (amplitude(gain) * cascade(Tensor(channel))).elements
      }
    }
  }
}

/// The factor of a gain in dB.
private func amplitude(_ decibels: Double) -> Double { .exp(decibels * .log(10) / 20) }
