import ComplexNumbers
import Fourier

/// Which frequencies a filter lets pass, in the unit of the sample rate.
public enum FilterBand: Sendable, Equatable {
  /// Those below an edge.
  case lowpass(Double)
  /// Those above an edge.
  case highpass(Double)
  /// Those in a range.
  case bandpass(ClosedRange<Double>)
  /// Those outside a range.
  case bandstop(ClosedRange<Double>)

  /// The edges, in ascending order.
  public var edges: [Double] {
    switch self {
    case .lowpass(let edge), .highpass(let edge): [edge]
    case .bandpass(let range), .bandstop(let range): [range.lowerBound, range.upperBound]
    }
  }
}

/// An analog lowpass whose passband ends at 1 rad/s: H(s) = k Π (s − zᵢ)/Π (s − pᵢ).
struct AnalogPrototype {
  var zeros: [Complex<Double>]
  var poles: [Complex<Double>]
  var gain: Double

  /// The digital filter with its passband at `band`: s is replaced by a function of s that maps the passband's edges to
  /// ±i, then by (z − 1)/(z + 1).
  ///
  /// - Source: SciPy's `lp2lp_zpk`, `lp2hp_zpk`, `lp2bp_zpk`, `lp2bs_zpk` and `bilinear_zpk`.
  func digital(_ band: FilterBand, sampleRate: Double) -> ZerosPolesGain {
    let edges = band.edges.map { Double.tan(.pi * $0 / sampleRate) }
    return moved(to: band, edges).bilinear()
  }

  /// What s = iΩ becomes of an angular frequency Ω: the prototype's frequency there, whose sign does not matter.
  static func frequency(_ warped: Double, _ band: FilterBand, edges: [Double]) -> Double {
    switch band {
    case .lowpass: return warped / edges[0]
    case .highpass: return edges[0] / warped
    case .bandpass:
      return ((warped * warped - edges[0] * edges[1]) / (warped * (edges[1] - edges[0]))).magnitude
    case .bandstop:
      return (warped * (edges[1] - edges[0]) / (warped * warped - edges[0] * edges[1])).magnitude
    }
  }

  private var degree: Int { poles.count - zeros.count }

  private func moved(to band: FilterBand, _ edges: [Double]) -> AnalogPrototype {
    switch band {
    case .lowpass:
      return AnalogPrototype(
        zeros: zeros.map { edges[0] * $0 }, poles: poles.map { edges[0] * $0 }, gain: gain * .pow(edges[0], degree))
    case .highpass:
      return AnalogPrototype(
        zeros: zeros.map { edges[0] / $0 } + Array(repeating: .zero, count: degree), poles: poles.map { edges[0] / $0 },
        gain: gain * gainAtInfinity)
    case .bandpass:
      let width = edges[1] - edges[0], center = edges[0] * edges[1]
      func pair(_ root: Complex<Double>) -> [Complex<Double>] { Self.pair(width / 2 * root, center) }
      return AnalogPrototype(
        zeros: zeros.flatMap(pair) + Array(repeating: .zero, count: degree), poles: poles.flatMap(pair),
        gain: gain * .pow(width, degree))
    case .bandstop:
      let width = edges[1] - edges[0], center = edges[0] * edges[1]
      func pair(_ root: Complex<Double>) -> [Complex<Double>] { Self.pair(width / 2 / root, center) }
      let notch = Complex(0, center.squareRoot())
      return AnalogPrototype(
        zeros: zeros.flatMap(pair) + Array(repeating: [notch, notch.conjugate], count: degree).joined(),
        poles: poles.flatMap(pair), gain: gain * gainAtInfinity)
    }
  }

  /// The roots of s² − 2rs + c.
  private static func pair(_ r: Complex<Double>, _ c: Double) -> [Complex<Double>] {
    let root = Complex.sqrt(r * r - c)
    return [r + root, r - root]
  }

  /// Π(−zᵢ)/Π(−pᵢ), by which the gain changes where s becomes 1/s.
  private var gainAtInfinity: Double { (Self.product(zeros.map { -$0 }) / Self.product(poles.map { -$0 })).real }

  private func bilinear() -> ZerosPolesGain {
    ZerosPolesGain(
      zeros: zeros.map { (1 + $0) / (1 - $0) } + Array(repeating: Complex(-1, 0), count: degree),
      poles: poles.map { (1 + $0) / (1 - $0) },
      gain: gain * (Self.product(zeros.map { 1 - $0 }) / Self.product(poles.map { 1 - $0 })).real)
  }

  private static func product(_ factors: [Complex<Double>]) -> Complex<Double> { factors.reduce(Complex(1, 0), *) }
}
