import SignalProcessing
import SpectralLearning
import Testing

/// Linear-phase filters by descent, beside those of the exchange algorithm, which are the best there are.
struct MinimaxFIRTests {
  private static let specifications: [FilterSpecification] = {
    do {
      return [
        try .lowpass(passband: 8000, stopband: 9600, ripple: 0.1, attenuation: 60, sampleRate: 48_000),
        try .highpass(stopband: 8000, passband: 9600, ripple: 0.5, attenuation: 40, sampleRate: 44_100),
        try .bandpass(
          passband: 0.1...0.2, stopbandsOutside: 0.07...0.24, ripple: 1, attenuation: 50, sampleRate: 1),
        try .bandstop(
          stopband: 0.1...0.2, passbandsOutside: 0.07...0.24, ripple: 1, attenuation: 50, sampleRate: 1),
        try FilterSpecification(
          bands: [
            .init(0...0.1, lowerGain: 1, upperGain: 0.5, tolerance: 0.01),
            .init(0.13...0.25, gain: 0, tolerance: 0.002),
            .init(0.3...0.5, gain: 2, tolerance: 0.02),
          ], sampleRate: 1),
      ]
    } catch {
      Issue.record(error)
      return []
    }
  }()

  @Test(arguments: 0..<5)
  func theErrorIsThatOfTheExchange(index: Int) throws {
    let specification = Self.specifications[index]
    for taps in [31, 65] {
      let exchanged = specification.evaluate(try remez(taps: taps, specification))
      let designed = try MinimaxDesign().fir(taps: taps, specification)
      let ratio = designed.evaluation.peakError / exchanged.peakError
      #expect(ratio >= 1 - 1e-9, "no filter is better")
      #expect(ratio < 1.001, "\(index), \(taps) taps: \(ratio)")
      // An extremum that hardly bears on the error is left a few percent below the others.
      if index < 3 { #expect(designed.evaluation.alternations >= exchanged.alternations) }
      #expect(designed.filter.taps.count == taps)
    }
  }

  /// Types II, III and IV.
  @Test func otherSymmetries() throws {
    let lowpass = Self.specifications[0]
    let hilbert = try FilterSpecification(bands: [.init(0.05...0.45, gain: 1, tolerance: 0.01)], sampleRate: 1)
    let differentiator = try FilterSpecification(
      bands: [.init(0...0.5, lowerGain: 0, upperGain: .pi, tolerance: 0.01)], sampleRate: 1)
    for (taps, symmetry, specification) in [
      (40, FIRSymmetry.even, lowpass), (31, .odd, hilbert), (30, .odd, hilbert), (20, .odd, differentiator),
    ] {
      let exchanged = specification.evaluate(try remez(taps: taps, specification, symmetry: symmetry))
      let designed = try MinimaxDesign().fir(taps: taps, specification, symmetry: symmetry)
      let ratio = designed.evaluation.peakError / exchanged.peakError
      #expect(ratio >= 1 - 1e-9 && ratio < 1.001, "\(taps) taps, \(symmetry): \(ratio)")
    }
  }

  @Test func theHistoryTellsTheDescent() throws {
    var stages: [MinimaxDesign.Stage] = []
    let design = MinimaxDesign(temperatures: [0.5, 0.1, 0.01], iterations: 100)
    let designed = try design.fir(taps: 31, Self.specifications[0]) { stages.append($0) }
    #expect(designed.history == stages)
    #expect(stages.map(\.temperature) == [0.5, 0.1, 0.01])
    #expect(stages.allSatisfy { (1...100).contains($0.iterations) && $0.evaluations > $0.iterations })
    #expect(zip(stages, stages.dropFirst()).allSatisfy { $0.peakError > $1.peakError })
    // Between the points of the grid the error is a little larger.
    let last = stages[2].peakError
    #expect(designed.evaluation.peakError >= last * (1 - 1e-12) && designed.evaluation.peakError < 1.002 * last)
  }

  @Test func theSameCallGivesTheSameBits() throws {
    let design = MinimaxDesign(temperatures: [0.3, 0.1], iterations: 20)
    #expect(
      try design.fir(taps: 21, Self.specifications[2]).filter == design.fir(taps: 21, Self.specifications[2]).filter)
  }

  @Test func whatNoFilterCanDoIsRefused() throws {
    let highpass = Self.specifications[1]
    #expect(throws: FilterDesignError.invalidTaps(2, least: 3)) { try MinimaxDesign().fir(taps: 2, highpass) }
    #expect(throws: FilterDesignError.gainIsZero(frequency: 22_050, taps: 30, .even)) {
      try MinimaxDesign().fir(taps: 30, highpass)
    }
  }
}

/// Chains of sections by descent, beside elliptic filters of twice the order, which are the best there are.
struct MinimaxIIRTests {
  private func expectElliptic(
    sections: Int, order: Int, _ specification: FilterSpecification, within tolerance: Double = 1.001,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let elliptic = specification.evaluate(try ellip(order: order, specification))
    let designed = try MinimaxDesign().iir(sections: sections, specification)
    let ratio = designed.evaluation.peakError / elliptic.peakError
    #expect(ratio < tolerance, "\(ratio)", sourceLocation: sourceLocation)
    #expect(designed.filter.count == sections, sourceLocation: sourceLocation)
    for section in designed.filter {
      #expect(
        section.a2.magnitude < 1 && section.a1.magnitude < 1 + section.a2, "stable", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [(2, 8000.0, 12_000.0, 0.5, 40.0), (4, 8000, 9600, 0.1, 60), (4, 2000, 2400, 0.1, 60)])
  func aLowpassIsElliptic(sections: Int, pass: Double, stop: Double, ripple: Double, attenuation: Double) throws {
    try expectElliptic(
      sections: sections, order: 2 * sections,
      .lowpass(passband: pass, stopband: stop, ripple: ripple, attenuation: attenuation, sampleRate: 48_000))
  }

  @Test func aHighpassIsElliptic() throws {
    try expectElliptic(
      sections: 3, order: 6,
      .highpass(stopband: 3000, passband: 4000, ripple: 0.1, attenuation: 60, sampleRate: 48_000))
  }

  /// Where the stopbands lie lopsided about the passband, no elliptic filter is the best.
  @Test func aBandpassIsAtLeastElliptic() throws {
    try expectElliptic(
      sections: 4, order: 4,
      .bandpass(
        passband: 4000...7000, stopbandsOutside: 3200...9000, ripple: 0.5, attenuation: 50, sampleRate: 48_000))
  }

  @Test func aBandstopIsAtLeastElliptic() throws {
    try expectElliptic(
      sections: 4, order: 4,
      .bandstop(
        stopband: 4000...7000, passbandsOutside: 3200...9000, ripple: 0.5, attenuation: 50, sampleRate: 48_000))
  }

  /// A tilt without a stopband, which no elliptic filter is.
  @Test func aSlopeIsFollowed() throws {
    let specification = try FilterSpecification(
      bands: [
        .init(0...5000, lowerGain: 1, upperGain: 0.3, tolerance: 0.01), .init(6000...8000, gain: 0.5, tolerance: 0.02),
      ],
      sampleRate: 16_000)
    let designed = try MinimaxDesign().iir(sections: 3, specification)
    #expect(designed.evaluation.meetsSpecification)
  }

  @Test func whatNoFilterCanDoIsRefused() throws {
    let specification = try FilterSpecification(
      bands: [.init(0...0.1, lowerGain: 1, upperGain: -1, tolerance: 0.1)], sampleRate: 1)
    #expect(throws: FilterDesignError.invalidOrder(0)) { try MinimaxDesign().iir(sections: 0, specification) }
    #expect(throws: FilterDesignError.negativeGain(-1)) { try MinimaxDesign().iir(sections: 1, specification) }
  }
}
