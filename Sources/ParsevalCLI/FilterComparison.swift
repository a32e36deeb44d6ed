import Parseval

/// A filter designed by descent, and the one that it is held against.
struct FilterComparison {
  /// A filter by its gain, amplitude or modulus, and what it achieves.
  struct Design {
    var name: String
    var evaluation: FilterEvaluation
    var seconds: Double
    var gain: ([Double]) -> [Double]
  }

  var specification: FilterSpecification
  /// What the filter is, in a few words.
  var kind: String
  var descent: Design
  var history: [MinimaxDesign.Stage]
  /// Parks and McClellan's or the elliptic filter; nil where there is none.
  var reference: Design?
  /// Why there is none.
  var missing: String?
  var document: FilterDocument

  init(taps: Int, symmetry: FIRSymmetry, _ specification: FilterSpecification) throws {
    self.specification = specification
    let rate = specification.sampleRate
    func gain(_ filter: LinearPhaseFilter) -> ([Double]) -> [Double] {
      { filter.amplitude(at: $0, sampleRate: rate) }
    }
    let (designed, seconds) = try timed { try MinimaxDesign().fir(taps: taps, specification, symmetry: symmetry) }
    descent = Design(
      name: "descent", evaluation: designed.evaluation, seconds: seconds, gain: gain(designed.filter))
    history = designed.history
    kind = "FIR filter of \(taps) taps"
    document = FilterDocument(.fir(taps: designed.filter.taps, sampleRate: rate))
    do {
      let (filter, seconds) = try timed { try remez(taps: taps, specification, symmetry: symmetry) }
      reference = Design(
        name: "Parks–McClellan", evaluation: specification.evaluate(filter), seconds: seconds, gain: gain(filter))
    } catch {
      missing = "no filter of Parks and McClellan's: \(error)"
    }
  }

  init(sections: Int, _ specification: FilterSpecification) throws {
    self.specification = specification
    let rate = specification.sampleRate
    let (designed, seconds) = try timed { try MinimaxDesign().iir(sections: sections, specification) }
    let chain = designed.filter
    descent = Design(name: "descent", evaluation: designed.evaluation, seconds: seconds) { frequencies in
      let chain = chain.map {
        Biquad(
          numerator: (Tensor($0.b0), Tensor($0.b1), Tensor($0.b2)),
          denominator: (1, Tensor($0.a1), Tensor($0.a2)))
      }
      let angles = frequencies.map { 2 * Double.pi * $0 / rate }
      return chain.map { abs($0.response(at: angles)).elements }
        .reduce([Double](repeating: 1, count: angles.count)) { zip($0, $1).map(*) }
    }
    history = designed.history
    kind = "\(sections) second-order section\(sections == 1 ? "" : "s")"
    document = FilterDocument(sections: chain, sampleRate: rate)
    // A bandpass or bandstop has twice the poles of the lowpass that it is made from.
    let order = specification.bands.count == 3 ? sections : 2 * sections
    do {
      let (filter, seconds) = try timed { try ellip(order: order, specification) }
      reference = Design(name: "elliptic", evaluation: specification.evaluate(filter), seconds: seconds) {
        filter.response(at: $0, sampleRate: rate).map(\.modulus)
      }
    } catch {
      missing = "no elliptic filter: \(error)"
    }
  }
}

/// What a function returns, and the seconds that it took.
private func timed<Result>(_ work: () throws -> Result) rethrows -> (Result, Double) {
  let clock = ContinuousClock(), start = clock.now
  let result = try work()
  return (result, start.duration(to: clock.now) / .seconds(1))
}

extension FilterDocument {
  /// Second-order sections without parameters.
  init(sections: [BiquadCoefficients], sampleRate: Double) {
    self.init(.biquads([], gain: 0, sampleRate: sampleRate))
    self.sections = nil
    sos = sections.map { [$0.b0, $0.b1, $0.b2, 1, $0.a1, $0.a2] }
  }
}
