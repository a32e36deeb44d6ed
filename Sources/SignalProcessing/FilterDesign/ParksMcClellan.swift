import ComplexNumbers
import Fourier

/// The linear-phase filter whose largest error under a specification is least: Parks and McClellan's.
///
/// Remez's exchange algorithm: the amplitude that has an error of one size ±δ at r + 1 frequencies, by turns, is
/// interpolated in barycentric form; these frequencies are exchanged for the extrema of its error, until all of them
/// are of one size.
/// ```swift
/// let specification = try FilterSpecification.lowpass(
///   passband: 8000, stopband: 9600, ripple: 0.1, attenuation: 60, sampleRate: 48_000)
/// let filter = try remez(taps: 101, specification)
/// let evaluation = specification.evaluate(filter)     // .attenuation, .ripple, .alternations
/// ```
///
/// - Parameters:
///   - taps: the length N of the filter, 3 or more.
///   - specification: bands, gains and tolerances.
///   - symmetry: even, or odd for differentiators and Hilbert transformers.
/// - Throws: ``FilterDesignError`` for too few taps, for a gain where filters of this type have none, if the exchange
///   does not settle, or the taps come out so large that rounding hides the gain: as for very many taps, wide
///   transitions, and frequencies left out at an end.
/// - Complexity: O(N²) for each of some ten iterations.
/// - Source: T. W. Parks and J. H. McClellan, IEEE Trans. Circuit Theory 19 (1972), 189; S. Pachón and L. N. Trefethen,
///   BIT 49 (2009), 721. SciPy's `remez`, which takes the extrema from a grid, agrees as far as its grid is dense.
public func remez(
  taps: Int, _ specification: FilterSpecification, symmetry: FIRSymmetry = .even
) throws(FilterDesignError) -> LinearPhaseFilter {
  try specification.checkTaps(taps, symmetry)
  var exchange = RemezExchange(taps: taps, specification, symmetry)
  let amplitude = try exchange.run()
  let filter = LinearPhaseFilter(taps: taps, symmetry: symmetry, amplitude: amplitude)
  guard exchange.isKept(by: filter) else { throw .lostInRounding(taps: taps) }
  return filter
}

extension FilterSpecification {
  /// Checks that a filter of this type can have the gains.
  public func checkTaps(_ taps: Int, _ symmetry: FIRSymmetry) throws(FilterDesignError) {
    guard taps >= 3 else { throw .invalidTaps(taps, least: 3) }
    for angle in symmetry.zeros(taps: taps) {
      let frequency = angle / (2 * .pi) * sampleRate
      for band in bands
      where (frequency == band.frequencies.lowerBound && band.lowerGain != 0)
        || (frequency == band.frequencies.upperBound && band.upperGain != 0)
      {
        throw .gainIsZero(frequency: frequency, taps: taps, symmetry)
      }
    }
  }
}

/// The search for the r + 1 frequencies of the best approximation.
private struct RemezExchange {
  private let specification: FilterSpecification
  private let taps: Int
  private let symmetry: FIRSymmetry
  /// r + 1.
  private let count: Int
  private var extrema: [ErrorExtremum]

  private static let mostIterations = 100

  init(taps: Int, _ specification: FilterSpecification, _ symmetry: FIRSymmetry) {
    self.taps = taps
    self.specification = specification
    self.symmetry = symmetry
    count = symmetry.freeTaps(of: taps) + 1
    extrema = []
    // Where the extrema of a filter of half the length lie, those of a longer one lie between; evenly over the bands to
    // begin with, the deviation of a long filter would be lost in rounding.
    let half = taps / 2 + (taps / 2 + taps) % 2
    var shorter = count > 16 ? RemezExchange(taps: half, specification, symmetry) : nil
    extrema = (try? shorter?.run()).flatMap { _ in shorter?.refined(to: count) } ?? evenExtrema()
    moveOffZeros()
  }

  private func evenExtrema() -> [ErrorExtremum] {
    let grid = specification.bands.indices.flatMap { band in
      specification.grid(of: band, points: 16 * count).map { ErrorExtremum(frequency: $0, error: 0, band: band) }
    }
    return (0..<count).map { grid[$0 * (grid.count - 1) / (count - 1)] }
  }

  /// So many frequencies, spread in each band as the extrema are; nil if there are too few of these.
  private func refined(to newCount: Int) -> [ErrorExtremum]? {
    var refined: [ErrorExtremum] = []
    var seen = 0
    for band in specification.bands.indices {
      let places = extrema.filter { $0.band == band }.map(\.frequency)
      seen += places.count
      // Rounded sums, so that nothing is lost.
      let share = (newCount * seen + count / 2) / count - refined.count
      guard places.count >= 2 || share == 0 else { return nil }
      for index in 0..<share {
        let position = share == 1 ? 0 : Double(index * (places.count - 1)) / Double(share - 1)
        let lower = min(Int(position), places.count - 2)
        let frequency = places[lower] + (position - Double(lower)) * (places[lower + 1] - places[lower])
        refined.append(ErrorExtremum(frequency: frequency, error: 0, band: band))
      }
    }
    return refined.count == newCount ? refined : nil
  }

  /// Exchanges until the error is even; returns the best amplitude as a function of the angle.
  mutating func run() throws(FilterDesignError) -> (Double) -> Double {
    var best = Double.infinity
    for iteration in 1...Self.mostIterations {
      let interpolant = interpolant()
      let candidates = specification.errorExtrema(points: 16 * count) { frequencies in
        frequencies.map { interpolant.amplitude(angle($0)) }
      }
      let chosen = alternating(candidates)
      guard chosen.count == count else { throw .notConverged(iterations: iteration) }
      extrema = chosen
      moveOffZeros()
      let errors = chosen.map(\.error.magnitude)
      let largest = errors.max() ?? 0, least = errors.min() ?? 0
      guard largest.isFinite else { throw .notConverged(iterations: iteration) }
      // Either even, or as even as rounding lets it be.
      let spread = (largest - least) / largest
      if largest == 0 || spread < 1e-12 || (spread < 1e-8 && spread >= best) { return interpolant.amplitude }
      best = spread
    }
    throw .notConverged(iterations: Self.mostIterations)
  }

  /// Whether a filter has the errors that were found, to a hundredth.
  func isKept(by filter: LinearPhaseFilter) -> Bool {
    let gains = filter.amplitude(at: extrema.map(\.frequency), sampleRate: specification.sampleRate)
    return zip(extrema, gains).allSatisfy { extremum, gain in
      let error = specification.error(gain, at: extremum.frequency, band: extremum.band)
      return (error - extremum.error).magnitude <= 0.01 * extremum.error.magnitude + 1e-13
        / specification.bands[extremum.band].tolerance
    }
  }

  private func angle(_ frequency: Double) -> Double { 2 * .pi * frequency / specification.sampleRate }

  /// Where the amplitude is 0 anyway, there is nothing to interpolate: a little beside it.
  private mutating func moveOffZeros() {
    for angle in symmetry.zeros(taps: taps) {
      let frequency = angle / (2 * .pi) * specification.sampleRate
      for index in extrema.indices where extrema[index].frequency == frequency {
        let band = specification.bands[extrema[index].band].frequencies
        let shift = min(specification.sampleRate / Double(64 * count), (band.upperBound - band.lowerBound) / 16)
        extrema[index].frequency += angle == 0 ? shift : -shift
      }
    }
  }

  private func interpolant() -> BarycentricAmplitude {
    let angles = extrema.map { angle($0.frequency) }
    let factors = angles.map { symmetry.commonFactor($0, taps: taps) }
    let nodes = angles.map { Double.cos($0) }
    let weights = BarycentricAmplitude.weights(of: nodes)
    // Σ wⱼ Pⱼ = 0 for a polynomial of degree r − 1 < r at r + 1 nodes: that determines δ.
    var numerator = 0.0, denominator = 0.0
    for (j, extremum) in extrema.enumerated() {
      let band = specification.bands[extremum.band]
      numerator += weights[j] * band.gain(at: extremum.frequency) / factors[j]
      denominator += weights[j] * (j.isMultiple(of: 2) ? band.tolerance : -band.tolerance) / factors[j]
    }
    let deviation = numerator / denominator
    let values = extrema.enumerated().map { j, extremum in
      let band = specification.bands[extremum.band]
      let error = (j.isMultiple(of: 2) ? deviation : -deviation) * band.tolerance
      return (band.gain(at: extremum.frequency) - error) / factors[j]
    }
    return BarycentricAmplitude(nodes: nodes, weights: weights, values: values, taps: taps, symmetry)
  }

  /// Of the extrema, as many as are needed, of errors with alternating signs, the largest.
  private func alternating(_ candidates: [ErrorExtremum]) -> [ErrorExtremum] {
    var chosen: [ErrorExtremum] = []
    for candidate in candidates where candidate.error != 0 {
      if let last = chosen.last, (last.error > 0) == (candidate.error > 0) {
        if candidate.error.magnitude > last.error.magnitude { chosen[chosen.count - 1] = candidate }
      } else {
        chosen.append(candidate)
      }
    }
    while chosen.count > count {
      // One alone can go at an end only; within, two neighbors go together.
      if chosen.count == count + 1 {
        let dropsFirst = (chosen.first?.error.magnitude ?? 0) < (chosen.last?.error.magnitude ?? 0)
        chosen.remove(at: dropsFirst ? 0 : chosen.count - 1)
        continue
      }
      let pairs = zip(chosen, chosen.dropFirst()).map { max($0.error.magnitude, $1.error.magnitude) }
      let ends = max(chosen.first?.error.magnitude ?? 0, chosen.last?.error.magnitude ?? 0)
      if let least = pairs.indices.min(by: { pairs[$0] < pairs[$1] }), pairs[least] < ends {
        chosen.removeSubrange(least...(least + 1))
      } else {
        chosen.removeFirst()
        chosen.removeLast()
      }
    }
    return chosen
  }
}

/// A(ω) = Q(ω)·P(cos ω) by the values of P at nodes.
///
/// - Source: J.-P. Berrut and L. N. Trefethen, SIAM Review 46 (2004), 501.
private struct BarycentricAmplitude {
  let nodes: [Double], weights: [Double], values: [Double]
  let taps: Int
  let symmetry: FIRSymmetry

  init(nodes: [Double], weights: [Double], values: [Double], taps: Int, _ symmetry: FIRSymmetry) {
    self.nodes = nodes
    self.weights = weights
    self.values = values
    self.taps = taps
    self.symmetry = symmetry
  }

  /// wⱼ = 1/Π 2(xⱼ − xᵢ): twice the differences, because [−1, 1] has the capacity ½ and the products stay about 1.
  static func weights(of nodes: [Double]) -> [Double] {
    nodes.indices.map { j in
      1 / nodes.indices.reduce(1.0) { $1 == j ? $0 : $0 * (2 * (nodes[j] - nodes[$1])) }
    }
  }

  func amplitude(_ angle: Double) -> Double {
    let x = Double.cos(angle)
    var numerator = 0.0, denominator = 0.0
    for j in nodes.indices {
      let difference = x - nodes[j]
      if difference == 0 { return symmetry.commonFactor(angle, taps: taps) * values[j] }
      let term = weights[j] / difference
      numerator += term * values[j]
      denominator += term
    }
    return symmetry.commonFactor(angle, taps: taps) * (numerator / denominator)
  }
}

extension LinearPhaseFilter {
  /// The filter of an amplitude, by its samples at N evenly spaced angles.
  fileprivate init(taps count: Int, symmetry: FIRSymmetry, amplitude: (Double) -> Double) {
    let spectrum = (0...count / 2).map { k -> Complex<Double> in
      let angle = 2 * Double.pi * Double(k) / Double(count)
      let turned = Complex<Double>.rootOfUnity(-k * (count - 1), of: 2 * count)
      return amplitude(angle) * (symmetry == .even ? turned : Complex(-turned.imaginary, turned.real))
    }
    let taps = irfft(spectrum, length: count)
    // To the bit what the symmetry says.
    let sign: Double = symmetry == .even ? 1 : -1
    self.init(taps: zip(taps, taps.reversed()).map { ($0 + sign * $1) / 2 }, symmetry: symmetry)
  }
}
