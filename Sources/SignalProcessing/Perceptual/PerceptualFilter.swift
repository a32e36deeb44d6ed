public import Autodiff
import ComplexNumbers
import Fourier

/// A fixed filter that signals pass before they are compared, so that errors count where they are heard: […, T] to
/// […, T].
///
/// ```swift
/// let filter = PerceptualFilter.aWeighting(sampleRate: 44_100)
/// let audible = filter(estimate) - filter(target)
/// ```
///
/// - Source: A. Wright and V. Välimäki, "Perceptual loss function for neural modeling of audio systems", ICASSP 2020;
///   auraloss's `FIRFilter`, which correlates rather than convolves: it turns its first two filters around in time, which
///   their magnitudes do not show.
public struct PerceptualFilter: Sendable {
  private enum Kind: Sendable {
    /// Tap n delays by n samples.
    case causal
    /// The middle tap doesn't delay.
    case centered
    case recursive
  }
  private let kind: Kind
  private let coefficients: [Double]
  private let sections: [BiquadCoefficients]

  private init(_ kind: Kind, taps: [Double] = [], sections: [BiquadCoefficients] = []) {
    self.kind = kind
    coefficients = taps
    self.sections = sections
  }

  /// yₙ = xₙ − c·xₙ₋₁, a high pass of first order; auraloss's `"hp"`. The default suits 44.1 kHz.
  public static func highPass(_ coefficient: Double = 0.85) -> PerceptualFilter {
    PerceptualFilter(.causal, taps: [1, -coefficient])
  }

  /// yₙ = xₙ − c·xₙ₋₂, the folded differentiator, which lowers both ends of the spectrum; auraloss's `"fd"`.
  public static func foldedDifferentiator(_ coefficient: Double = 0.85) -> PerceptualFilter {
    PerceptualFilter(.causal, taps: [1, 0, -coefficient])
  }

  /// A-weighting by a symmetric FIR filter, without delay: the least-squares fit to the amplitudes of the analog filter
  /// through the bilinear transform at 512 frequencies; auraloss's `"aw"`.
  ///
  /// - Parameters:
  ///   - sampleRate: in Hz, positive.
  ///   - tapCount: odd, between 3 and 255: the fit does not determine more. Traps otherwise.
  public static func aWeighting(sampleRate: Double, tapCount: Int = 101) -> PerceptualFilter {
    require(sampleRate > 0 && sampleRate.isFinite, "A-weighting at a sample rate of \(sampleRate) Hz")
    require(
      tapCount % 2 == 1 && tapCount >= 3 && tapCount <= 255,
      "A-weighting by \(tapCount) taps; an odd number from 3 to 255 is needed")
    let amplitudes = (0..<512).map { k -> Double in
      // The bilinear transform takes half the sample rate to infinity.
      let warped = sampleRate / .pi * .tan(.pi / 2 * Double(k) / 512)
      return .exp10(1.9997 / 20) * aWeightingAmplitude(warped)
    }
    let bands = (0..<256).map { band -> DesignBand in
      let k = 2 * band
      return DesignBand(
        low: Double(k) / 512, high: Double(k + 1) / 512, atLow: amplitudes[k], atHigh: amplitudes[k + 1])
    }
    guard let taps = leastSquaresFilter(tapCount: tapCount, bands: bands) else {
      fatalError("A-weighting at \(sampleRate) Hz has no least-squares fit by \(tapCount) taps")
    }
    return PerceptualFilter(.centered, taps: taps)
  }

  /// K-weighting, what loudness is measured after, by two recursive sections; see ``kWeighting(sampleRate:)``.
  public static func kWeighting(sampleRate: Double) -> PerceptualFilter {
    PerceptualFilter(.recursive, sections: SignalProcessing.kWeighting(sampleRate: sampleRate))
  }

  /// The taps, of the filters that have such.
  public var taps: [Double]? { kind == .recursive ? nil : coefficients }

  /// The filtered signals; zeros lie before and behind them. Linear, and differentiable as such.
  /// - Complexity: O(T) for each signal, O(T log T) for A-weighting.
  public func callAsFunction<T: TensorScalar>(_ x: Tensor<T>) -> Tensor<T> {
    require(x.rank >= 1, "a filter takes signals along the last axis, which a scalar does not have")
    if x.count == 0 { return x }
    switch kind {
    case .causal:
      let delayed = coefficients.enumerated().dropFirst().filter { $0.element != 0 && $0.offset < x.shape[x.rank - 1] }
      return delayed.reduce(x * T(coefficients[0])) { sum, tap in
        sum + x.resized(to: x.shape[x.rank - 1] - tap.offset).padded(before: tap.offset) * T(tap.element)
      }
    case .centered:
      let length = x.shape[x.rank - 1], margin = coefficients.count / 2
      return fftConvolve(x, Tensor(coefficients.map { T($0) })).slice(margin..<(margin + length))
    case .recursive: return BiquadFilter<T>(sections)(x)
    }
  }
}
