import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

/// A filter by SciPy's `remez` on a grid of 3000 points to an extremum, and its largest error.
private struct Case: Decodable {
  let sampleRate: Double, edges: [Double], gains: [Double], tolerances: [Double]
  let symmetry: FIRSymmetry, taps: [Double], peakError: Double

  func specification() throws -> FilterSpecification {
    try FilterSpecification(
      bands: gains.indices.map {
        FilterSpecification.Band(edges[2 * $0]...edges[2 * $0 + 1], gain: gains[$0], tolerance: tolerances[$0])
      }, sampleRate: sampleRate)
  }
}

struct ParksMcClellanTests {
  @Test func tapsAreSciPys() throws {
    for design in try cases("remez.json") as [Case] {
      let filter = try remez(taps: design.taps.count, design.specification(), symmetry: design.symmetry)
      #expect(filter.taps.count == design.taps.count)
      for (computed, expected) in zip(filter.taps, design.taps) {
        #expect((computed - expected).magnitude < 1e-8, "\(design.taps.count) taps, \(design.edges)")
      }
    }
  }

  @Test func errorsAreSciPys() throws {
    for design in try cases("remez.json") as [Case] {
      let specification = try design.specification()
      let filter = try remez(taps: design.taps.count, specification, symmetry: design.symmetry)
      #expect((specification.evaluate(filter).peakError / design.peakError - 1).magnitude < 1e-6)
      let other = LinearPhaseFilter(taps: design.taps, symmetry: design.symmetry)
      #expect((specification.evaluate(other).peakError / design.peakError - 1).magnitude < 1e-6)
    }
  }

  /// The alternation theorem: r + 1 errors of one size, by turns, and no filter of r free taps has a smaller one.
  @Test(arguments: [3, 4, 21, 64, 101, 150, 200])
  func theErrorAlternates(taps: Int) throws {
    let specification = try FilterSpecification(
      bands: [
        .init(0...0.2, lowerGain: 1, upperGain: 2, tolerance: 0.1), .init(0.25...0.5, gain: 0, tolerance: 0.02),
      ], sampleRate: 1)
    let filter = try remez(taps: taps, specification)
    #expect(specification.evaluate(filter).alternations >= (taps + 1) / 2 + 1)
  }

  /// A differentiator: the gain is the angle.
  @Test(arguments: [20, 21])
  func aDifferentiator(taps: Int) throws {
    let specification = try FilterSpecification(
      bands: [.init(0...0.45, lowerGain: 0, upperGain: 0.9 * .pi, tolerance: 1e-3)], sampleRate: 1)
    let filter = try remez(taps: taps, specification, symmetry: .odd)
    #expect(specification.evaluate(filter).alternations >= taps / 2 + 1)
    // H(ω) = iω, delayed.
    let response = filter.response(at: [0.1], sampleRate: 1)[0]
    let ideal = Complex<Double>(0, 0.2 * .pi) * .exp(i: -0.2 * .pi * Double(taps - 1) / 2)
    #expect((response - ideal).modulus < 0.05)
  }

  /// The response is the transform of the taps, by definition.
  @Test(arguments: FIRSymmetry.allCases, [6, 7])
  func theResponseIsTheTransform(symmetry: FIRSymmetry, count: Int) {
    var random = SeededRandom(seed: 7)
    let noise: [Double] = random.signal(count: count)
    let sign: Double = symmetry == .even ? 1 : -1
    let taps = zip(noise, noise.reversed()).map { $0 + sign * $1 }
    let filter = LinearPhaseFilter(taps: taps, symmetry: symmetry)
    for frequency in [0, 0.7, 3.3, 5] {
      var expected = Complex<Double>.zero
      for (n, tap) in taps.enumerated() { expected += tap * Complex.exp(i: -2 * .pi * frequency / 10 * Double(n)) }
      #expect((filter.response(at: [frequency], sampleRate: 10)[0] - expected).modulus < 1e-13)
    }
  }

  @Test func whatNoFilterCanDoIsRefused() throws {
    let highpass = try FilterSpecification.highpass(
      stopband: 100, passband: 200, ripple: 1, attenuation: 40, sampleRate: 1000)
    let lowpass = try FilterSpecification.lowpass(
      passband: 100, stopband: 200, ripple: 1, attenuation: 40, sampleRate: 1000)
    #expect(throws: FilterDesignError.invalidTaps(2, least: 3)) { try remez(taps: 2, lowpass) }
    let even = #expect(throws: FilterDesignError.self) { try remez(taps: 30, highpass) }
    #expect(even == .gainIsZero(frequency: 500, taps: 30, .even))
    #expect(
      even?.description == "a symmetric filter of 30 taps has the gain 0 at 500.0 Hz, where another is asked for; "
        + "use an odd number of taps")
    #expect(throws: FilterDesignError.gainIsZero(frequency: 0, taps: 30, .odd)) {
      try remez(taps: 30, lowpass, symmetry: .odd)
    }
    #expect(throws: FilterDesignError.gainIsZero(frequency: 500, taps: 31, .odd)) {
      try remez(taps: 31, highpass, symmetry: .odd)
    }
    // Nothing is asked for between 0.45 and 0.5, where the gain of a long filter grows beyond all bounds.
    let open = try FilterSpecification(
      bands: [.init(0...0.2, gain: 1, tolerance: 0.1), .init(0.25...0.45, gain: 0, tolerance: 0.02)], sampleRate: 1)
    #expect(throws: FilterDesignError.lostInRounding(taps: 151)) { try remez(taps: 151, open) }
    #expect(specificationIsKept(try remez(taps: 31, highpass), highpass))
  }

  private func specificationIsKept(_ filter: LinearPhaseFilter, _ specification: FilterSpecification) -> Bool {
    specification.evaluate(filter).meetsSpecification
  }
}
