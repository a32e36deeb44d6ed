import ComplexNumbers
import Fourier
import TestSupport
import Testing

/// What bounds a plan: the time of its search, its threads, and whether there is to be a search at all.
@Suite("PlanningOptions")
struct PlanningOptionsTests {
  @Test("A search under a limit far below its time gives a right plan")
  func timeLimit() throws {
    // Searches that take seconds.
    let options = PlanningOptions(timeLimit: .milliseconds(1))
    var random = SeededRandom(seed: 5)
    let length = 1 << 18
    let x: [Complex<Double>] = random.complexSignal(count: length)
    let tolerance = 2 * Tolerances.dft(length: length, Double.self)
    let plan = try DFTPlan<Double>(length: length, effort: .patient, options: options)
    #expect(plan.details.options == options)
    #expect(plan.details.effort == .patient)
    #expect(relativeError(plan(x), fft(x)) <= tolerance)
    let real = try RealDFTPlan<Double>(length: length, effort: .measure, options: options)
    #expect(relativeError(real(x.map(\.real)), rfft(x.map(\.real))) <= tolerance)
    let rows = try DFTPlan<Double>(shape: [512, 512], effort: .patient, options: options)
    #expect(
      relativeError(rows(x), try DFTPlan<Double>(shape: [512, 512])(x)) <= tolerance)
  }

  @Test("A limit holds for its own search only")
  func restoredLimit() async {
    await #expect(processExitsWith: .success) {
      let length = 1024
      let limited = try DFTPlan<Double>(
        length: length, effort: .measure, options: PlanningOptions(timeLimit: .nanoseconds(1)))
      #expect(WisdomSample.error(limited) <= Tolerances.dft(length: length))
      // The limit has ended the search before it had a result to remember.
      WisdomSample.expectNone(Double.self, length: length)
      _ = try DFTPlan<Double>(length: length, effort: .measure)
      try WisdomSample.expectKnown(Double.self, length: length)
    }
  }

  @Test("A limit that is no time is refused", arguments: [Duration.zero, .seconds(-1), .nanoseconds(-1)])
  func invalidTimeLimit(limit: Duration) {
    for effort in PlanningEffort.allCases {
      expectRefusal(.invalidTimeLimit(limit), effort, PlanningOptions(timeLimit: limit))
    }
    #expect(
      "\(DFTError.invalidTimeLimit(limit))" == "a search cannot be limited to \(limit); the limit must be positive")
  }

  @Test("A plan without a thread is refused", arguments: [0, -1, .min])
  func invalidThreadCount(count: Int) {
    for effort in PlanningEffort.allCases {
      expectRefusal(.invalidThreadCount(count), effort, PlanningOptions(threadCount: count))
    }
    #expect(
      "\(DFTError.invalidThreadCount(count))"
        == "a plan for \(count) threads is not possible; the count must be at least 1")
  }

  private func expectRefusal(_ error: DFTError, _ effort: PlanningEffort, _ options: PlanningOptions) {
    #expect(throws: error) { try DFTPlan<Double>(length: 8, effort: effort, options: options) }
    #expect(throws: error) { try DFTPlan<Float>(shape: [4, 4], effort: effort, options: options) }
    #expect(throws: error) { try RealDFTPlan<Float>(length: 8, effort: effort, options: options) }
    #expect(throws: error) { try RealDFTPlan<Double>(shape: [4, 4], effort: effort, options: options) }
    #expect(throws: error) { try InverseRealDFTPlan<Double>(length: 8, effort: effort, options: options) }
    #expect(throws: error) { try InverseRealDFTPlan<Float>(shape: [4, 4], effort: effort, options: options) }
    #expect(throws: error) { try RealToRealPlan<Double>(length: 8, kind: .dct2, effort: effort, options: options) }
    #expect(throws: error) {
      try RealToRealPlan<Float>(shape: [4, 4], kinds: [.dht, .dst1], effort: effort, options: options)
    }
  }

  @Test("By wisdom alone a plan is made of what was measured, and of nothing else")
  func wisdomOnly() async {
    await #expect(processExitsWith: .success) {
      let options = PlanningOptions(wisdomOnly: true)
      func expectNoWisdom(_ what: String, _ plan: () throws -> Any) {
        let error = #expect(throws: DFTError.self) { _ = try plan() }
        #expect("\(error.map { "\($0)" } ?? "")".hasPrefix("there is no wisdom for \(what)"))
      }
      for effort in PlanningEffort.allCases {
        expectNoWisdom("1 forward complex DFT of 60 points in double precision, effort \(effort);") {
          try DFTPlan<Double>(length: 60, effort: effort, options: options)
        }
        expectNoWisdom("3 real-to-complex DFT of 60 points in single precision, effort \(effort);") {
          try RealDFTPlan<Float>(length: 60, batchCount: 3, effort: effort, options: options)
        }
        expectNoWisdom("1 complex-to-real DFT of 6 × 10 points in double precision, effort \(effort);") {
          try InverseRealDFTPlan<Double>(shape: [6, 10], effort: effort, options: options)
        }
        expectNoWisdom("1 DCT-II of 60 points in single precision, effort \(effort);") {
          try RealToRealPlan<Float>(length: 60, kind: .dct2, effort: effort, options: options)
        }
      }
      // An estimate is no wisdom.
      _ = try DFTPlan<Double>(length: 60)
      WisdomSample.expectNone(Double.self, length: 60)

      let measured = try DFTPlan<Double>(length: 60, effort: .measure)
      let again = try DFTPlan<Double>(length: 60, effort: .measure, options: options)
      #expect(again.details.algorithm == measured.details.algorithm)
      var random = SeededRandom(seed: 6)
      let x: [Complex<Double>] = random.complexSignal(count: 60)
      #expect(again(x) == measured(x))
      #expect(again.details.options == options)
      // Neither for another precision, length or count, nor for more effort.
      WisdomSample.expectNone(Float.self, length: 60)
      WisdomSample.expectNone(Double.self, length: 61)
      expectNoWisdom("2 forward") {
        try DFTPlan<Double>(length: 60, batchCount: 2, effort: .measure, options: options)
      }
      expectNoWisdom("1 forward") { try DFTPlan<Double>(length: 60, effort: .exhaustive, options: options) }
    }
  }

  @Test("A plan by wisdom alone takes a misaligned slice, and has an adjoint")
  func twins() async {
    await #expect(processExitsWith: .success) {
      let length = 60
      _ = try DFTPlan<Float>(length: length, effort: .measure)
      let plan = try DFTPlan<Float>(length: length, effort: .measure, options: PlanningOptions(wisdomOnly: true))
      var random = SeededRandom(seed: 7)
      let x: [Complex<Float>] = random.complexSignal(count: length + 1)
      let expected = fft(Array(x[1...]))
      var spectrum = [Complex<Float>](repeating: .zero, count: length)
      x[1...].withUnsafeBufferPointer { slice in
        var output = spectrum.mutableSpan
        plan.transform(Span(_unsafeElements: slice), into: &output)
      }
      #expect(relativeError(spectrum, expected) <= 2 * Tolerances.dft(length: length))
      let back = plan.adjoint(spectrum).map { $0 / Float(length) }
      #expect(relativeError(back, Array(x[1...])) <= 3 * Tolerances.dft(length: length))
    }
  }
}
