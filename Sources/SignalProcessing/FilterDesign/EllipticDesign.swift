import ComplexNumbers
import Fourier

/// An elliptic filter (Cauer's): of all filters of an order, with a ripple and an attenuation, the one with the
/// narrowest transition.
///
/// Its gain lies between 1 and 10^(−ripple/20) in the passband, and below 10^(−attenuation/20) in the stopband.
/// ```swift
/// let filter = try ellip(order: 5, ripple: 0.1, attenuation: 60, band: .lowpass(8000), sampleRate: 48_000)
/// let filtered = BiquadFilter<Double>(filter.sections)(recording)
/// ```
///
/// - Parameters:
///   - order: of the lowpass that it is made from; bandpasses and bandstops have twice as many poles.
///   - ripple: of the passband, in dB.
///   - attenuation: of the stopband, in dB.
///   - band: what shall pass, by the edges of the passband in the unit of `sampleRate`.
///   - sampleRate: samples per unit of time.
/// - Throws: ``FilterDesignError`` unless the order is positive, 0 < ripple < attenuation, and the edges lie, in
///   ascending order, between 0 and half the sample rate.
/// - Complexity: O(order).
/// - Source: S. J. Orfanidis, "Lecture Notes on Elliptic Filter Design" (2006); SciPy's `ellip`.
public func ellip(
  order: Int, ripple: Double, attenuation: Double, band: FilterBand, sampleRate: Double
) throws(FilterDesignError) -> ZerosPolesGain {
  guard order >= 1 else { throw .invalidOrder(order) }
  guard ripple > 0, attenuation > ripple, attenuation.isFinite else {
    throw .invalidRipple(ripple, attenuation: attenuation)
  }
  let edges = [0] + band.edges + [sampleRate / 2]
  guard sampleRate.isFinite, zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
    throw .invalidEdges(band.edges, sampleRate: sampleRate)
  }
  return AnalogPrototype(elliptic: order, ripple: ripple, attenuation: attenuation)
    .digital(band, sampleRate: sampleRate)
}

/// The elliptic filter of an order whose largest error under a specification is least.
///
/// Ripple and attenuation follow from the order and the transition, in the proportion of the tolerances; the gain lies
/// around that of the passbands. No other filter of as many poles has a smaller error, where the bands lie
/// symmetrically (on the warped, logarithmic frequency axis) about the center of a bandpass or bandstop; where they
/// don't, it has the narrower of two transitions on both sides.
/// - Parameter order: as for ``ellip(order:ripple:attenuation:band:sampleRate:)``.
/// - Throws: ``FilterDesignError`` if the order is not positive, or the specification is not of a lowpass, highpass,
///   bandpass or bandstop with one gain, reaching from 0 to half the sample rate.
public func ellip(
  order: Int, _ specification: FilterSpecification
) throws(FilterDesignError) -> ZerosPolesGain {
  guard order >= 1 else { throw .invalidOrder(order) }
  guard let form = specification.ellipticForm else { throw .notElliptic }
  let edges = form.band.edges.map { Double.tan(.pi * $0 / specification.sampleRate) }
  let stop = form.stopEdges.map {
    AnalogPrototype.frequency(.tan(.pi * $0 / specification.sampleRate), form.band, edges: edges)
  }
  // The degree equation: with the selectivity k the discrimination is k₁, by the nome q₁ = qᴺ.
  let selectivity = 1 / (stop.min() ?? .infinity)
  let m = selectivity * selectivity
  let nome = EllipticFunctions.nome(parameter: m, complement: (1 - selectivity) * (1 + selectivity))
  let discrimination = EllipticFunctions.parameter(nome: .pow(nome, order)).m.squareRoot()
  // With errors E times the tolerances, in units of the gain, it would have to be this; it grows with E.
  let pass = form.passTolerance / form.gain, stopTolerance = form.stopTolerance / form.gain
  func needed(_ error: Double) -> Double {
    let largest = 1 + error * pass, least = 1 - error * pass, stop = error * stopTolerance
    return ((largest - least) * (largest + least)).squareRoot() / least
      * stop / ((largest - stop) * (largest + stop)).squareRoot()
  }
  // Between 0 and where the stopband would reach up into the passband.
  var low = 0.0, high = 1 / (pass + stopTolerance)
  for _ in 0..<2000 {
    let middle = low == 0 ? high / 1024 : (low * high).squareRoot()
    if middle <= low || middle >= high || middle == 0 { break }
    if needed(middle) < discrimination { low = middle } else { high = middle }
    if low > 0, high / low < 1 + 4 * .ulpOfOne { break }
  }
  let largest = 1 + high * pass, least = 1 - high * pass
  var filter = AnalogPrototype(
    elliptic: order, ripple: 20 * .log10(largest / least), attenuation: 20 * .log10(largest / (high * stopTolerance))
  ).digital(form.band, sampleRate: specification.sampleRate)
  filter.gain *= largest * form.gain
  return filter
}

extension AnalogPrototype {
  /// The elliptic lowpass, whose passband ends at 1 rad/s. Traps for no such filter.
  init(elliptic order: Int, ripple: Double, attenuation: Double) {
    let rippleSquared = Double.expMinusOne(ripple * .log(10) / 10)
    let ripples = rippleSquared / Double.expMinusOne(attenuation * .log(10) / 10)
    // q = q₁^(1/N).
    let nome = EllipticFunctions.nome(parameter: ripples, complement: 1 - ripples)
    let (m, m1) = EllipticFunctions.parameter(nome: .pow(nome, 1 / Double(order)))
    let quarter = EllipticFunctions.completeIntegral(complement: m1)
    // sc(iv₀ · N K₁/K) = 1/ε places the poles.
    let place =
      quarter / (Double(order) * EllipticFunctions.completeIntegral(complement: 1 - ripples))
      * EllipticFunctions.incompleteIntegral(tangent: 1 / rippleSquared.squareRoot(), complement: ripples)
    let imaginary = EllipticFunctions.jacobi(place, complement: m)
    zeros = []
    poles = []
    for j in stride(from: order.isMultiple(of: 2) ? 1 : 0, to: order, by: 2) {
      let (s, c, d) = EllipticFunctions.jacobi(Double(j) * quarter / Double(order), complement: m1)
      let share = d * imaginary.sn
      let pole = Complex(-c * d * imaginary.sn * imaginary.cn, -s * imaginary.dn) / ((1 - share) * (1 + share))
      if j == 0 {
        poles.append(Complex(pole.real, 0))
      } else {
        let zero = Complex(0, 1 / (m.squareRoot() * s))
        zeros += [zero, zero.conjugate]
        poles += [pole, pole.conjugate]
      }
    }
    let product = poles.reduce(Complex(1, 0)) { $0 * -$1 } / zeros.reduce(Complex(1, 0)) { $0 * -$1 }
    gain = product.real / (order.isMultiple(of: 2) ? (1 + rippleSquared).squareRoot() : 1)
  }
}

extension FilterSpecification {
  /// The specification as that of an elliptic filter.
  fileprivate var ellipticForm:
    (band: FilterBand, stopEdges: [Double], gain: Double, passTolerance: Double, stopTolerance: Double)?
  {
    let passes = bands.filter { !$0.isStopband }, stops = bands.filter(\.isStopband)
    guard let gain = passes.first?.lowerGain, gain > 0,
      passes.allSatisfy({ $0.lowerGain == gain && $0.upperGain == gain }),
      bands.first?.frequencies.lowerBound == 0, bands.last?.frequencies.upperBound == sampleRate / 2,
      let passTolerance = passes.map(\.tolerance).min(), let stopTolerance = stops.map(\.tolerance).min()
    else { return nil }
    let edges = bands.map(\.frequencies)
    let form: (FilterBand, [Double])
    switch bands.map(\.isStopband) {
    case [false, true]: form = (.lowpass(edges[0].upperBound), [edges[1].lowerBound])
    case [true, false]: form = (.highpass(edges[1].lowerBound), [edges[0].upperBound])
    case [true, false, true]: form = (.bandpass(edges[1]), [edges[0].upperBound, edges[2].lowerBound])
    case [false, true, false]:
      form = (
        .bandstop(edges[0].upperBound...edges[2].lowerBound), [edges[1].lowerBound, edges[1].upperBound]
      )
    default: return nil
    }
    return (form.0, form.1, gain, passTolerance, stopTolerance)
  }
}
