import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

/// An elliptic filter by SciPy: zeros, poles, gain, sections, response.
private struct Case: Decodable {
  let order: Int, ripple: Double, attenuation: Double, kind: String, sampleRate: Double, edges: [Double]
  let zeros: [Double], poles: [Double], gain: Double, sos: [[Double]], frequencies: [Double], response: [Double]

  var band: FilterBand {
    switch kind {
    case "lowpass": .lowpass(edges[0])
    case "highpass": .highpass(edges[0])
    case "bandpass": .bandpass(edges[0]...edges[1])
    default: .bandstop(edges[0]...edges[1])
    }
  }

  func design() throws -> ZerosPolesGain {
    try ellip(order: order, ripple: ripple, attenuation: attenuation, band: band, sampleRate: sampleRate)
  }

  var name: Comment { "\(kind) \(edges), order \(order), \(ripple) dB, \(attenuation) dB" }
}

private func numbers(_ pairs: [Double]) -> [Complex<Double>] { Tensor<Complex<Double>>(pairs: [pairs]).elements }

struct EllipticDesignTests {
  /// Each of SciPy's roots has one of ours beside it, and there are as many. (Zeros come in no order.)
  @Test func zerosAndPolesAreSciPys() throws {
    for design in try cases("ellip.json") as [Case] {
      let filter = try design.design()
      for (computed, expected) in [
        (filter.zeros, numbers(design.zeros)), (filter.poles, numbers(design.poles)),
      ] {
        try #require(computed.count == expected.count, design.name)
        for root in expected {
          #expect(computed.contains { ($0 - root).modulus < 1e-9 }, "\(design.name): \(root) in \(computed)")
        }
      }
      #expect((filter.gain / design.gain - 1).magnitude < 1e-8, design.name)
      #expect(filter.isStable, design.name)
    }
  }

  @Test func responsesAreSciPys() throws {
    for design in try cases("ellip.json") as [Case] {
      let response = try design.design().response(at: design.frequencies, sampleRate: design.sampleRate)
      for (computed, expected) in zip(response, numbers(design.response)) {
        #expect((computed - expected).modulus < 1e-8, design.name)
      }
    }
  }

  /// Section by section, in SciPy's order and pairing.
  @Test func sectionsAreSciPys() throws {
    for design in try cases("ellip.json") as [Case] {
      let sections = try design.design().sections
      try #require(sections.count == design.sos.count, design.name)
      for (section, row) in zip(sections, design.sos) {
        let computed = [section.b0, section.b1, section.b2, 1, section.a1, section.a2]
        for (computed, expected) in zip(computed, row) {
          #expect((computed - expected).magnitude < 1e-8 * max(1, expected.magnitude), design.name)
        }
      }
    }
  }

  /// What the filter is asked for, it has: ripples of one size, as many as the order lets there be.
  @Test(arguments: 2...9)
  func aLowpassIsEquiripple(order: Int) throws {
    let filter = try ellip(order: order, ripple: 0.5, attenuation: 50, band: .lowpass(9000), sampleRate: 48_000)
    let gains = (0...20_000).map { 9000 * Double($0) / 20_000 }
    let response = filter.response(at: gains, sampleRate: 48_000).map { 20 * Double.log10($0.modulus) }
    #expect(((response.max() ?? 1) - 0).magnitude < 1e-6)
    #expect(((response.min() ?? 0) + 0.5).magnitude < 1e-6)
  }

  @Test func whatIsNoEllipticFilterIsRefused() {
    func error(
      order: Int = 4, ripple: Double = 1, attenuation: Double = 40, band: FilterBand = .lowpass(100),
      sampleRate: Double = 1000
    ) -> FilterDesignError? {
      #expect(throws: FilterDesignError.self) {
        try ellip(order: order, ripple: ripple, attenuation: attenuation, band: band, sampleRate: sampleRate)
      }
    }
    #expect(error(order: 0) == .invalidOrder(0))
    #expect(error(ripple: 0) == .invalidRipple(0, attenuation: 40))
    #expect(error(attenuation: 1) == .invalidRipple(1, attenuation: 1))
    #expect(error(attenuation: .infinity) == .invalidRipple(1, attenuation: .infinity))
    #expect(error(band: .lowpass(0)) == .invalidEdges([0], sampleRate: 1000))
    #expect(error(band: .highpass(500)) == .invalidEdges([500], sampleRate: 1000))
    #expect(error(band: .bandpass(100...100)) == .invalidEdges([100, 100], sampleRate: 1000))
    #expect(error(band: .bandstop(100...200), sampleRate: 300) == .invalidEdges([100, 200], sampleRate: 300))
    #expect(
      error(order: 0)?.description == "a filter of the order 0 can't be designed; use 1 or more")
  }
}

/// The elliptic filter of least error under a specification.
struct EllipticSpecificationTests {
  private func lowpass(attenuation: Double = 60) throws -> FilterSpecification {
    try .lowpass(passband: 8000, stopband: 9600, ripple: 0.1, attenuation: attenuation, sampleRate: 48_000)
  }

  /// In the passband the gain of order n has n + 1 extrema of one size, by turns; in the stopband, where it is a
  /// modulus, it reaches up to one height.
  @Test(arguments: 2...8)
  func theErrorAlternates(order: Int) throws {
    for specification in [
      try lowpass(), try lowpass(attenuation: 20),
      try .highpass(stopband: 300, passband: 400, ripple: 1, attenuation: 50, sampleRate: 2000),
    ] {
      let evaluation = specification.evaluate(try ellip(order: order, specification))
      #expect(evaluation.alternations == order + 2)
      // Both bands have the same share of their tolerance.
      for (band, achieved) in zip(specification.bands, evaluation.bands) {
        #expect((achieved.deviation / (band.tolerance * evaluation.peakError) - 1).magnitude < 1e-6)
      }
    }
  }

  /// SciPy's `ellipord` says that order 8 is needed for 0.1 dB and 60 dB between 8 and 9.6 kHz at 48 kHz.
  @Test func theOrderThatIsNeededMeetsTheSpecification() throws {
    let specification = try lowpass()
    #expect(specification.evaluate(try ellip(order: 8, specification)).meetsSpecification)
    #expect(!specification.evaluate(try ellip(order: 7, specification)).meetsSpecification)
  }

  /// A bandpass whose edges are symmetric on the warped axis has ripples of one size in all three bands: 2n + 1 in the
  /// passband, and one height in each stopband.
  @Test func aSymmetricBandpassAlternatesToo() throws {
    let rate = 48_000.0
    func mirrored(_ edge: Double, about low: Double, _ high: Double) -> Double {
      let product = Double.tan(.pi * low / rate) * .tan(.pi * high / rate)
      return .atan(product / .tan(.pi * edge / rate)) * rate / .pi
    }
    let pass = 4000.0...7000.0
    let outer = 3400...mirrored(3400, about: pass.lowerBound, pass.upperBound)
    for specification in [
      try FilterSpecification.bandpass(
        passband: pass, stopbandsOutside: outer, ripple: 0.5, attenuation: 40, sampleRate: rate),
      try FilterSpecification.bandstop(
        stopband: pass, passbandsOutside: outer, ripple: 0.5, attenuation: 40, sampleRate: rate),
    ] {
      let evaluation = specification.evaluate(try ellip(order: 5, specification))
      #expect(evaluation.alternations == 2 * 5 + 1 + 2)
      for (band, achieved) in zip(specification.bands, evaluation.bands) {
        #expect((achieved.deviation / (band.tolerance * evaluation.peakError) - 1).magnitude < 1e-6)
      }
    }
  }

  /// The gain and its tolerances only scale the filter.
  @Test func theGainScales() throws {
    let one = try lowpass()
    let four = try FilterSpecification(
      bands: one.bands.map {
        FilterSpecification.Band($0.frequencies, gain: 4 * $0.lowerGain, tolerance: 4 * $0.tolerance)
      }, sampleRate: one.sampleRate)
    let filter = try ellip(order: 5, one), scaled = try ellip(order: 5, four)
    #expect((scaled.gain / filter.gain - 4).magnitude < 1e-9)
    #expect(zip(scaled.poles, filter.poles).allSatisfy { ($0 - $1).modulus < 1e-9 })
  }

  @Test func otherBandsAreRefused() throws {
    let band = FilterSpecification.Band(0...100, gain: 1, tolerance: 0.1)
    let stop = FilterSpecification.Band(200...500, gain: 0, tolerance: 0.1)
    for bands in [
      [band],
      [FilterSpecification.Band(10...100, gain: 1, tolerance: 0.1), stop],
      [FilterSpecification.Band(0...100, lowerGain: 1, upperGain: 2, tolerance: 0.1), stop],
      [band, FilterSpecification.Band(200...500, gain: 2, tolerance: 0.1)],
      [band, FilterSpecification.Band(200...400, gain: 0, tolerance: 0.1)],
    ] {
      let specification = try FilterSpecification(bands: bands, sampleRate: 1000)
      #expect(throws: FilterDesignError.notElliptic) { try ellip(order: 4, specification) }
    }
    #expect(throws: FilterDesignError.invalidOrder(0)) { try ellip(order: 0, try lowpass()) }
  }
}
