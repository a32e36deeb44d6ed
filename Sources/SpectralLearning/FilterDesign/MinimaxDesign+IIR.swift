import Autodiff
import ComplexNumbers
import Fourier
public import SignalProcessing

extension MinimaxDesign {
  /// The chain of second-order sections whose gain has the least largest error, as ``ellip(order:_:)`` finds it for
  /// lowpasses and their kin, of twice the order.
  ///
  /// The parameters place poles and zeros, so that whatever they are, the poles lie inside the unit circle and the
  /// zeros not outside: the filter is stable, and of minimum phase. There may be several minima; descents of one
  /// temperature start from several places, with the zeros shared out in turn among the stopbands, and the best one
  /// goes on.
  /// - Parameters:
  ///   - sections: their number.
  ///   - specification: bands, gains (which are not negative) and tolerances.
  ///   - progress: called after each temperature.
  /// - Throws: ``FilterDesignError`` unless there are sections, and if no start leads anywhere.
  /// - Complexity: O(sections²) for each of some thousand evaluations.
  public func iir(
    sections: Int, _ specification: FilterSpecification, progress: (Stage) -> Void = { _ in }
  ) throws(FilterDesignError) -> DesignedFilter<[BiquadCoefficients]> {
    guard sections >= 1 else { throw .invalidOrder(2 * sections) }
    for band in specification.bands {
      for gain in [band.lowerGain, band.upperGain] where gain < 0 { throw .negativeGain(gain) }
    }
    let grid = { CascadeGrid(sections: sections, specification, pointsPerRipple: $0) }
    let first = grid(16)
    var best: (parameters: Tensor<Double>, peakError: Double)?
    for start in SectionPlacement.starts(sections: sections, specification) {
      var parameters = first.parameters(start)
      let history = try? descend(
        &parameters, temperatures: Array(temperatures.prefix(1)), iterations: min(iterations, 150), grid: grid)
      guard let last = history?.last, last.peakError < best?.peakError ?? .infinity else { continue }
      best = (parameters, last.peakError)
    }
    guard var (parameters, _) = best else { throw .diverged(step: 0) }
    let history = try descend(&parameters, progress: progress, grid: grid)
    let filter = SectionCascade(parameters, sections: sections).coefficients
    return DesignedFilter(filter: filter, evaluation: specification.evaluate(filter), history: history)
  }
}

/// A chain of sections as a function of unconstrained parameters: an overall gain, and for each section four numbers
/// that place a pair of zeros and a pair of poles.
///
/// 1 + c₁z⁻¹ + c₂z⁻² has its roots inside the unit circle if −1 < c₂ < 1 and |c₁| < 1 + c₂, the stability triangle.
/// Poles have c₂ = tanh p; zeros have c₂ = sin p, which may reach the circle, where those of stopbands belong; and both
/// c₁ = (1 + c₂)·tanh q.
struct SectionCascade {
  /// [sections, 1].
  let zeroC1: Tensor<Double>, zeroC2: Tensor<Double>, poleC1: Tensor<Double>, poleC2: Tensor<Double>
  /// ln k.
  let logGain: Tensor<Double>

  init(_ parameters: Tensor<Double>, sections: Int) {
    func part(_ index: Int) -> Tensor<Double> {
      parameters.slice((index * sections)..<((index + 1) * sections)).reshaped(to: [sections, 1])
    }
    zeroC2 = sin(part(0))
    zeroC1 = (1 + zeroC2) * tanh(part(1))
    poleC2 = tanh(part(2))
    poleC1 = (1 + poleC2) * tanh(part(3))
    logGain = parameters.element(4 * sections)
  }

  /// The gain |H| at angles of these cosines and sines: e^{iω}(1 + c₁e^{−iω} + c₂e^{−2iω}) has the real part
  /// (1 + c₂)cos ω + c₁ and the imaginary part (1 − c₂)sin ω, which nothing cancels near a root.
  func gain(cosines: Tensor<Double>, sines: Tensor<Double>) -> Tensor<Double> {
    let zeros = hypot((1 + zeroC2) * cosines + zeroC1, (1 - zeroC2) * sines)
    let poles = hypot((1 + poleC2) * cosines + poleC1, (1 - poleC2) * sines)
    return Autodiff.exp(logGain) * product(zeros / poles, axes: [0])
  }

  /// The sections, the overall gain shared evenly among them.
  var coefficients: [BiquadCoefficients] {
    let share = Double.exp(logGain.scalar / Double(zeroC1.count))
    return (0..<zeroC1.count).map { section in
      BiquadCoefficients(
        b0: share, b1: share * zeroC1.elements[section], b2: share * zeroC2.elements[section],
        a1: poleC1.elements[section], a2: poleC2.elements[section])
    }
  }
}

/// The errors of a chain of sections at frequencies that lie closer toward the edges of the bands, as the ripples do.
struct CascadeGrid: ErrorGrid {
  let sections: Int
  private let cosines: Tensor<Double>, sines: Tensor<Double>
  /// D and 1/δ.
  private let gains: Tensor<Double>, weights: Tensor<Double>

  init(sections: Int, _ specification: FilterSpecification, pointsPerRipple: Double) {
    self.sections = sections
    var angles: [Double] = [], gains: [Double] = [], weights: [Double] = []
    // A band has two ripples for each section, about; they crowd even more toward the edges than cosines do.
    let count = max(128, Int((4 * pointsPerRipple * Double(sections)).rounded(.up)))
    for band in specification.bands {
      let range = band.frequencies
      for index in 0...count {
        let place = (1 - Double.cos(.pi * Double(index) / Double(count))) / 2
        let frequency =
          index == count ? range.upperBound : range.lowerBound + place * (range.upperBound - range.lowerBound)
        angles.append(2 * .pi * frequency / specification.sampleRate)
        gains.append(band.gain(at: frequency))
        weights.append(1 / band.tolerance)
      }
    }
    cosines = Tensor(angles.map { .cos($0) })
    sines = Tensor(angles.map { .sin($0) })
    self.gains = Tensor(gains)
    self.weights = Tensor(weights)
  }

  func errors(_ parameters: Tensor<Double>) -> Tensor<Double> {
    (SectionCascade(parameters, sections: sections).gain(cosines: cosines, sines: sines) - gains) * weights
  }

  /// The parameters of a start, with the overall gain that suits the passbands.
  func parameters(_ start: SectionPlacement) -> Tensor<Double> {
    func tangents(_ angles: [Double], radius: Double) -> [Double] {
      angles.map { angle in
        let place = -2 * radius * .cos(angle) / (1 + radius * radius)
        return .atanh(min(max(place, -0.9999), 0.9999))
      }
    }
    let zeroC2 = Double.asin(start.zeroRadius * start.zeroRadius)
    let poleC2 = Double.atanh(start.poleRadius * start.poleRadius)
    let places =
      [Double](repeating: zeroC2, count: sections) + tangents(start.zeroAngles, radius: start.zeroRadius)
      + [Double](repeating: poleC2, count: sections) + tangents(start.poleAngles, radius: start.poleRadius)
    let flat = SectionCascade(Tensor(places + [0]), sections: sections).gain(cosines: cosines, sines: sines).elements
    let (asked, given) = zip(gains.elements, flat).reduce((0.0, 0.0)) { sum, pair in
      pair.0 > 0 ? (sum.0 + pair.0, sum.1 + pair.1) : sum
    }
    return Tensor(places + [.log(asked / given)])
  }
}
