import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

/// A section, its coefficients by SoX, its response and a signal through it by SciPy.
private struct Case: Decodable {
  let sampleRate: Double, kind: ParametricSection.Kind, frequency: Double, gain: Double, q: Double
  let coefficients: [Double], angles: [Double], response: [Double]
  let samples: [Int], filtered: [Double]

  var section: ParametricSection { ParametricSection(kind: kind, frequency: frequency, gain: gain, q: q) }
  var reference: [Complex<Double>] { Tensor<Complex<Double>>(pairs: [response]).elements }
}

struct BiquadTests {
  /// A dozen roundings to a coefficient; for the shelves, cancellation between terms of up to 2·A·(A + 1), while b₀ is
  /// about as small as 1/A.
  @Test func coefficientsAreThoseOfSoX() throws {
    for section in try cases("biquads.json") as [Case] {
      let computed = section.section.coefficients(sampleRate: section.sampleRate)
      let numbers = [computed.b0, computed.b1, computed.b2, computed.a1, computed.a2]
      for (computed, expected) in zip(numbers, section.coefficients) {
        #expect((computed - expected).magnitude <= 100 * Tolerances.unitRoundoff(Double.self), "\(section.section)")
      }
    }
  }

  /// Near a pole or zero the polynomials cancel: the error is that of their coefficients, over what is left of them.
  @Test func responsesAreSciPys() throws {
    for section in try cases("biquads.json") as [Case] {
      let response = section.section.biquad(sampleRate: section.sampleRate).response(at: section.angles).elements
      #expect(response.count == section.reference.count)
      for (index, (computed, expected)) in zip(response, section.reference).enumerated() {
        let delay = Complex<Double>.exp(i: -section.angles[index])
        let denominator = 1 + section.coefficients[3] * delay + section.coefficients[4] * delay * delay
        let condition = (1 + expected.modulus) / denominator.modulus
        #expect(
          (computed - expected).modulus <= 100 * Tolerances.unitRoundoff() * condition,
          "\(section.section) at \(section.angles[index])")
      }
    }
  }

  @Test func inSinglePrecisionToo() throws {
    for section in try cases("biquads.json") as [Case] where section.frequency > 0.02 * section.sampleRate {
      let biquad = Biquad<Float>.parametric(
        section.kind, frequency: Tensor(Float(section.frequency)), gain: Tensor(Float(section.gain)),
        q: Tensor(Float(section.q)), sampleRate: Float(section.sampleRate))
      let response = biquad.response(at: section.angles.map { Float($0) }).elements
      let reference = section.reference.map { Complex(Float($0.real), Float($0.imaginary)) }
      #expect(relativeError(response, reference) < 1e-4, "\(section.section)")
    }
  }

  /// The cookbook's promise: a peak has its gain at its frequency; a shelf half of it there, all of it at its end.
  @Test(arguments: ParametricSection.Kind.allCases, [-20.0, -3, 0, 12])
  func gainsAreWhereTheyShouldBe(kind: ParametricSection.Kind, gain: Double) {
    let section = ParametricSection(kind: kind, frequency: 3000, gain: gain, q: 0.8)
    let response = section.biquad(sampleRate: 16_000).response(at: [0, 2 * .pi * 3000 / 16_000, .pi]).elements
    let decibels = response.map { 20 * Double.log10($0.modulus) }
    let expected: [ParametricSection.Kind: [Double]] = [
      .lowShelf: [gain, gain / 2, 0], .peak: [0, gain, 0], .highShelf: [0, gain / 2, gain],
    ]
    for (computed, expected) in zip(decibels, expected[kind] ?? []) { #expect((computed - expected).magnitude < 1e-12) }
  }

  @Test func aBankRespondsAtOnce() {
    let frequencies = Tensor<Double>([100, 1000, 5000]), gains = Tensor<Double>([3, -6, 9])
    let bank = Biquad.parametric(.peak, frequency: frequencies, gain: gains, q: Tensor(2), sampleRate: 44_100)
    let responses = bank.response(at: [0.1, 0.2])
    #expect(responses.shape == [3, 2])
    for (row, section) in zip([100.0, 1000, 5000], [3.0, -6, 9]).enumerated() {
      let alone = ParametricSection(kind: .peak, frequency: section.0, gain: section.1, q: 2)
        .biquad(sampleRate: 44_100).response(at: [0.1, 0.2])
      #expect(relativeError(responses.slice(row..<(row + 1), axis: 0).elements, alone.elements) < 1e-15)
    }
  }

  @Test func coefficientsOfOnesOwn() {
    // H(z) = 1 + z⁻¹ over 1 − ½z⁻²: 4 at DC, 0 at Nyquist.
    let biquad = Biquad<Double>(numerator: (1, 1, 0), denominator: (1, 0, Tensor(-0.5)))
    let response = biquad.response(at: [0, .pi]).elements
    #expect(response[0] == 4)
    #expect(response[1].modulus < 1e-15)
  }

  @Test(arguments: [(0.0, 1.0), (4000, 1), (-100, 1), (100, 0), (100, -1)])
  func anUnstableSectionTraps(frequency: Double, q: Double) async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [frequency, q] in
      let section = ParametricSection(kind: .peak, frequency: frequency, gain: 6, q: q)
      _ = section.coefficients(sampleRate: 8000)
    }
    #expect(
      message(ofExit: exit).contains(
        "no section has frequency \(frequency), gain 6.0 dB and Q \(q) at a sample rate of 8000.0"))
  }
}

struct BiquadFilterTests {
  private struct Cascade: Decodable {
    let sections: [[Double]]
    let samples: [Int], filtered: [Double]
  }

  /// The recursion carries each rounding on as its impulse response does; by how much is measured: below 200 u here,
  /// where the poles are at most as near to the unit circle as at 30 Hz in 44.1 kHz.
  @Test func signalsAreFilteredAsBySciPy() throws {
    for section in try cases("biquads.json") as [Case] {
      let filter = BiquadFilter<Double>([section.section.coefficients(sampleRate: section.sampleRate)])
      let filtered = filter(Tensor(pcm: section.samples)).elements
      #expect(relativeError(filtered, section.filtered) < 1e-13, "\(section.section)")
    }
  }

  /// In single precision a rounded coefficient moves a pole at ω, near 1, by up to u/ω², here at 2π · 30/44100.
  @Test func cascadesRunAsInSciPy() throws {
    for cascade in try cases("cascades.json") as [Cascade] {
      let sections = cascade.sections.map { BiquadCoefficients(b0: $0[0], b1: $0[1], b2: $0[2], a1: $0[3], a2: $0[4]) }
      let filtered = BiquadFilter<Double>(sections)(Tensor(pcm: cascade.samples)).elements
      #expect(relativeError(filtered, cascade.filtered) < 1e-13)
      let single = BiquadFilter<Float>(sections)(Tensor(pcm: cascade.samples)).elements
      #expect(relativeError(single, cascade.filtered.map { Float($0) }) < 4e-3)
    }
  }

  @Test func channelsAreFilteredAlone() {
    let filter = BiquadFilter<Double>([BiquadCoefficients(b0: 1, b1: 0, b2: 0, a1: -0.5, a2: 0)])
    #expect(filter(Tensor([[1, 0, 0, 0], [0, 0, 2, 0]])) == Tensor([[1, 0.5, 0.25, 0.125], [0, 0, 2, 1]]))
    #expect(filter.adjoint(Tensor([[0, 0, 0, 1], [0, 2, 0, 0]])) == Tensor([[0.125, 0.25, 0.5, 1], [1, 2, 0, 0]]))
  }

  @Test func noSectionsChangeNothing() {
    #expect(BiquadFilter<Float>([])(Tensor([1, 2, 3])) == Tensor([1, 2, 3]))
    #expect(BiquadFilter<Float>([])(Tensor([], shape: [2, 0])) == Tensor([], shape: [2, 0]))
  }

  @Test func aScalarTraps() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = BiquadFilter<Float>([])(Tensor(1))
    }
    #expect(message(ofExit: exit).contains("biquads filter signals along the last axis"))
  }
}
