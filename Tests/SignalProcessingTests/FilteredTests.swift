import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

/// A rational transfer function, its response and a signal through it by SciPy.
private struct RationalCase: Decodable {
  let numerator: [Double], denominator: [Double]
  let samples: [Int], filtered: [Double]
  let fftLength: Int, response: [Double]
}

/// Second-order sections by SciPy.
private struct SectionsCase: Decodable {
  let sections: [[Double]]
  let samples: [Int], filtered: [Double]
  let fftLength: Int, response: [Double]
}

struct FilteredTests {
  /// The recursion carries each rounding on as the impulse response of 1/a does, whose sum of moduli is the bound.
  private func carried(_ denominator: [Double], count: Int) -> Double {
    let impulse = Tensor<Double>((0..<max(count, 1)).map { $0 == 0 ? 1 : 0 })
    let leading = denominator[0]
    let response = filtered(impulse, numerator: Tensor([1]), denominator: Tensor(denominator.map { $0 / leading }))
    return response.elements.reduce(0) { $0 + $1.magnitude }
  }

  @Test func rationalFiltersAreSciPys() throws {
    for expected in try cases("lfilter.json") as [RationalCase] {
      func check<T: TensorScalar>(_ type: T.Type) {
        let b = Tensor<T>(expected.numerator.map { T($0) }), a = Tensor<T>(expected.denominator.map { T($0) })
        let y = filtered(Tensor<T>(pcm: expected.samples), numerator: b, denominator: a)
        let loudest = expected.filtered.reduce(0) { max($0, $1.magnitude) }
        let coefficients = Double(b.count + a.count)
        let moved = expected.numerator.reduce(0) { $0 + $1.magnitude } / expected.denominator[0].magnitude
        let unit = Double(Tolerances.unitRoundoff(T.self))
        // Each sample adds a rounding of every product, and each coefficient is rounded once.
        let tolerance =
          4 * unit * coefficients * carried(expected.denominator, count: y.count)
          * (moved + loudest * expected.denominator.reduce(0) { $0 + $1.magnitude } / expected.denominator[0])
        for (n, (computed, reference)) in zip(y.elements, expected.filtered).enumerated() {
          #expect(
            (Double(computed) - reference).magnitude <= tolerance, "\(T.self), \(b.count) and \(a.count), sample \(n)")
        }
      }
      check(Double.self)
      check(Float.self)
    }
  }

  /// Measured: below 3·10⁻¹⁴ for poles up to 0.97, in double precision; 10⁻⁵ in single.
  @Test func sectionsAreSciPys() throws {
    for expected in try cases("sosfilt.json") as [SectionsCase] {
      func check<T: TensorScalar>(_ type: T.Type, _ tolerance: Double) {
        let sections = Tensor<T>(rounding: expected.sections)
        let y = filtered(Tensor<T>(pcm: expected.samples), sections: sections)
        #expect(relativeError(y.elements.map { Double($0) }, expected.filtered) < tolerance)
      }
      check(Double.self, 1e-13)
      check(Float.self, 1e-4)
    }
  }

  /// Near a zero or a pole the polynomials cancel: the error is that of their coefficients, over what is left.
  @Test func responsesAreSciPys() throws {
    for expected in try cases("lfilter.json") as [RationalCase] {
      let b = Tensor(expected.numerator), a = Tensor(expected.denominator)
      let reference = Tensor<Complex<Double>>(pairs: [expected.response]).elements
      let response = frequencyResponse(numerator: b, denominator: a, fftLength: expected.fftLength).elements
      let below = frequencyResponse(taps: a, fftLength: expected.fftLength).elements
      let sizes = (sum(abs(b)).scalar, sum(abs(a)).scalar)
      for (k, (computed, reference)) in zip(response, reference).enumerated() {
        let tolerance = Tolerances.unitRoundoff() * 20 * (sizes.0 + sizes.1 * reference.modulus) / below[k].modulus
        #expect((computed - reference).modulus <= tolerance, "\(b.count) and \(a.count), bin \(k)")
      }
    }
    for expected in try cases("sosfilt.json") as [SectionsCase] {
      let response = frequencyResponse(sections: Tensor(expected.sections), fftLength: expected.fftLength)
      let reference = Tensor<Complex<Double>>(pairs: [expected.response]).elements
      #expect(relativeError(response.elements, reference) < 1e-13)
    }
  }

  /// By every coefficient and the signal, with a₀ ≠ 1, at orders with loops of their own and others.
  @Test(arguments: [(1, 1), (1, 2), (3, 3), (2, 5), (4, 1), (5, 2)], [1, 2, 9, 16])
  func gradients(orders: (Int, Int), length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 11)
      let x = random.tensor(T.self, shape: [2, length]), b = random.tensor(T.self, shape: [orders.0])
      let rest = random.tensor(T.self, shape: [2, orders.1]).slice(1..<orders.1) * 0.3
      let a = concatenate([Tensor(repeating: 1.5, shape: [2, 1]), rest])
      #expect(checkGradient(of: { filtered($0, numerator: b, denominator: a) }, at: x, named: "signal").isEmpty)
      #expect(checkGradient(of: { filtered(x, numerator: $0, denominator: a) }, at: b, named: "numerator").isEmpty)
      #expect(checkGradient(of: { filtered(x, numerator: b, denominator: $0) }, at: a, named: "denominator").isEmpty)
      // All of them at once.
      #expect(
        checkGradient(
          of: { filtered(x * $0.slice(0..<1), numerator: b * $0.slice(0..<1), denominator: $0) }, at: a, named: "all"
        ).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: [1, 2, 3], [1, 10])
  func gradientsOfSections(count: Int, length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SeededRandom(seed: 12)
      let x = random.tensor(T.self, shape: [2, length])
      let rows = random.tensor(T.self, shape: [count, 6]) * Tensor([1, 1, 1, 0.2, 0.4, 0.4])
      let sections = rows + Tensor([0, 0, 0, 1, 0, 0])
      #expect(checkGradient(of: { filtered($0, sections: sections) }, at: x).isEmpty)
      #expect(checkGradient(of: { filtered(x, sections: $0) }, at: sections).isEmpty)
      for n in [7, 8, 2] {
        #expect(checkGradient(of: { frequencyResponse(sections: $0, fftLength: n) }, at: sections).isEmpty)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  /// The gradient by the taps is the correlation of the cotangent with the signal, and by the denominator that with the
  /// output.
  @Test func gradientsByHand() {
    var random = SeededRandom(seed: 13)
    let x = random.tensor(Double.self, shape: [40]), w = random.tensor(Double.self, shape: [40])
    let a = Tensor([1, -0.9, 0.5]), b = Tensor([0.5, 0.25])
    let pullback = valueWithPullback(at: b, a) { filtered(x, numerator: $0, denominator: $1) }
    let (slopeB, slopeA) = pullback.pullback(w)
    // Backwards through 1/a.
    let source = filtered(w.flipped(), numerator: Tensor([1]), denominator: a).flipped().elements
    let x0 = x.elements, y = pullback.value.elements
    func correlation(_ other: [Double], _ lag: Int) -> Double {
      (lag..<40).reduce(0) { $0 + source[$1] * other[$1 - lag] }
    }
    for k in 0..<2 { #expect((slopeB[k] - correlation(x0, k)).magnitude < 1e-13) }
    for k in 0..<3 { #expect((slopeA[k] + correlation(y, k)).magnitude < 1e-13) }
  }

  @Test func fixedSectionsAgree() {
    let section = ParametricSection(kind: .peak, frequency: 900, gain: 9, q: 3).coefficients(sampleRate: 8000)
    var random = SeededRandom(seed: 14)
    let x = random.tensor(Double.self, shape: [3, 500])
    let sections = Tensor([[section.b0, section.b1, section.b2, 1, section.a1, section.a2]])
    let expected = BiquadFilter<Double>([section])(x)
    #expect(relativeError(filtered(x, sections: sections).elements, expected.elements) < 1e-14)
  }

  /// Many taps go through the DFT, few don't.
  @Test(arguments: [31, 32, 33, 200], [30, 500])
  func tapsAreConvolved(count: Int, length: Int) {
    var random = SeededRandom(seed: 15)
    let x = random.tensor(Double.self, shape: [2, 1, length]), h = random.tensor(Double.self, shape: [3, count])
    let y = filtered(x, taps: h)
    #expect(y.shape == [2, 3, length])
    #expect(relativeError(y.elements, fftConvolve(x, h, mode: .causal).elements) < 1e-14)
  }

  @Test func leadingAxesBroadcast() {
    var random = SeededRandom(seed: 16)
    let x = random.tensor(Double.self, shape: [2, 3, 20])
    let b = random.tensor(Double.self, shape: [3, 2]), a = Tensor([1, -0.5, 0.2])
    let y = filtered(x, numerator: b, denominator: a)
    for i in 0..<2 {
      for j in 0..<3 {
        let alone = filtered(x.row(i).row(j), numerator: b.row(j), denominator: a)
        #expect(y.row(i).row(j) == alone)
      }
    }
  }

  @Test func emptySignalsStayEmpty() {
    let none = Tensor<Double>(repeating: 0, shape: [2, 0])
    #expect(filtered(none, numerator: Tensor([1, 2]), denominator: Tensor([1, 0.5])) == none)
    #expect(filtered(none, sections: Tensor([[1, 0, 0, 1, 0, 0]])) == none)
    #expect(filtered(Tensor([1.0, 2]), sections: .zeros([0, 6])) == Tensor([1, 2]))
    #expect(
      frequencyResponse(sections: Tensor<Double>.zeros([0, 6]), fftLength: 4) == Tensor(repeating: 1, shape: [3]))
  }

  /// What an impulse leaves behind dies away; huge and tiny signals scale.
  @Test func signalsOfAnySizeAreScaled() {
    let a = Tensor([1, -1.8, 0.9]), b = Tensor([1, 0.5])
    var random = SeededRandom(seed: 17)
    let x = random.tensor(Double.self, shape: [50])
    let y = filtered(x, numerator: b, denominator: a)
    for scale in [0x1p900, 0x1p-900, 0] {
      #expect(filtered(x * scale, numerator: b, denominator: a) == y * scale)
      let slope = gradient(at: x * scale) { sum(filtered($0, numerator: b, denominator: a)) }
      #expect(slope.elements.allSatisfy { $0.isFinite })
    }
  }

  @Test func theResponseFiltersPeriodically() {
    // Zeros enough for the impulse response to die away: the same as in time.
    var random = SeededRandom(seed: 18)
    let x = random.tensor(Double.self, shape: [2, 100])
    let b = Tensor([1, -0.3, 0.2]), a = Tensor([1, -0.9, 0.5])
    let response = frequencyResponse(numerator: b, denominator: a, fftLength: 255)
    let y = filtered(x, response: response, fftLength: 255)
    #expect(relativeError(y.elements, filtered(x, numerator: b, denominator: a).elements) < 1e-14)
    // Around the end of a shorter period comes what lies behind it.
    let echo = filtered(
      Tensor([0.0, 0, 1]), response: frequencyResponse(taps: Tensor([0, 1]), fftLength: 3), fftLength: 3)
    for (y, expected) in zip(echo.elements, [1.0, 0, 0]) { #expect((y - expected).magnitude < 1e-15) }
  }

  @Test func whatCannotBeFilteredTraps() async {
    let noTaps = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = filtered(Tensor([1.0, 2]), taps: Tensor<Double>.zeros([0]))
    }
    #expect(message(ofExit: noTaps).contains("a filter whose taps have the shape [0] has none"))
    let noDenominator = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = filtered(Tensor([1.0, 2]), numerator: Tensor([1]), denominator: Tensor<Double>.zeros([0]))
    }
    #expect(message(ofExit: noDenominator).contains("a filter whose denominator has the shape [0] has none"))
    let sections = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = filtered(Tensor([1.0, 2]), sections: Tensor([[1.0, 0, 0, 0, 0]]))
    }
    #expect(message(ofExit: sections).contains("have the shape […, sections, 6], but [1, 5] was given"))
    let leading = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = filtered(Tensor<Double>.zeros([2, 4]), taps: Tensor<Double>.zeros([3, 2]))
    }
    #expect(message(ofExit: leading).contains("the leading axes of shapes [2, 4] and [3, 2] do not broadcast"))
    let bins = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = filtered(Tensor<Double>.zeros([4]), response: Tensor<Complex<Double>>.zeros([3]), fftLength: 3)
    }
    #expect(message(ofExit: bins).contains("a response of shape [3] at the bins of a DFT of 3 points"))
  }
}
