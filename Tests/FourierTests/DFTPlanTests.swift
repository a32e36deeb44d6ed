import ComplexNumbers
import Foundation
import Fourier
import TestSupport
import Testing

/// What FFTW's plans promise beyond the protocol: bits, efforts, inverses, consuming forms, a bounded cache.
@Suite("FFTW's plans")
struct DFTPlanTests {
  static let lengths = [1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 30, 31, 64, 97, 100, 128, 251, 1000, 1009, 1024]

  // MARK: - Bits

  @Test("Plans made one after the other give the same bits", arguments: lengths)
  func sameBits(length: Int) throws {
    var random = SeededRandom(seed: 5)
    let x: [Complex<Double>] = random.complexSignal(count: length)
    let first = try DFTPlan<Double>(length: length)(x)
    #expect(try DFTPlan<Double>(length: length)(x) == first)
    #expect(fft(x) == first)
  }

  @Test("Equal rows of a batch give equal bits, wherever they are", arguments: lengths, [2, 3, 8, 31])
  func samePlaces(length: Int, batchCount: Int) throws {
    var random = SeededRandom(seed: 6)
    let x: [Float] = random.signal(count: length)
    let spectra = try RealDFTPlan<Float>(length: length, batchCount: batchCount)(
      Array(repeatElement(x, count: batchCount).joined()))
    let bins = length / 2 + 1
    for row in 1..<batchCount { #expect(spectra[(row * bins)..<((row + 1) * bins)] == spectra[..<bins]) }

    let z: [Complex<Double>] = random.complexSignal(count: length)
    let rows = try DFTPlan<Double>(length: length, batchCount: batchCount)(
      Array(repeatElement(z, count: batchCount).joined()))
    for row in 1..<batchCount { #expect(rows[(row * length)..<((row + 1) * length)] == rows[..<length]) }
  }

  @Test("What has been measured does not change the bits of estimated plans", arguments: [64, 360, 1000])
  func estimateIgnoresMeasurements(length: Int) async throws {
    // In processes of their own: FFTW's wisdom and the plan cache are the process's.
    await #expect(processExitsWith: .success) { [length] in
      var random = SeededRandom(seed: 7)
      let x: [Complex<Float>] = random.complexSignal(count: length)
      // A batch count of its own keeps each plan from being another's copy in the cache.
      let before = try DFTPlan<Float>(length: length, batchCount: 1)(x)
      for direction in [Direction.forward, .inverse] {
        _ = try DFTPlan<Float>(length: length, direction: direction, effort: .measure)
      }
      for other in 2000..<2300 { _ = try DFTPlan<Float>(length: other) }  // more than the cache holds
      let after = try DFTPlan<Float>(length: length, batchCount: 1)(x)
      if before != after { fatalError("the bits have changed") }
    }
  }

  // MARK: - Efforts

  @Test(
    "Measured plans transform as estimated ones do",
    arguments: [
      (1, .measure), (2, .measure), (31, .measure), (250, .measure), (1024, .measure), (12, .patient), (31, .patient),
      (1, .exhaustive), (12, .exhaustive), (16, .exhaustive),
    ] as [(Int, PlanningEffort)])
  func efforts(length: Int, effort: PlanningEffort) throws {
    var random = SeededRandom(seed: 8)
    let tolerance = 4 * Tolerances.normalizedDFT(length: length, Double.self)
    let z: [Complex<Double>] = random.complexSignal(count: length)
    let plan = try DFTPlan<Double>(length: length, effort: effort)
    #expect(relativeError(plan(z), fft(z)) <= tolerance)
    #expect(relativeError(try plan.inverse(plan(z)), z) <= tolerance)
    #expect(relativeError(plan.adjoint(z), ifft(z, normalization: .forward)) <= tolerance)

    let x: [Double] = random.signal(count: length)
    let real = try RealDFTPlan<Double>(length: length, effort: effort)
    #expect(relativeError(real(x), rfft(x)) <= tolerance)
    #expect(relativeError(try real.inverse(real(x)), x) <= tolerance)
    let inverse = try InverseRealDFTPlan<Double>(length: length, effort: effort)
    #expect(relativeError(inverse(real(x)), x) <= tolerance)
  }

  // MARK: - Inverses

  @Test("A plan's inverse undoes it, up to N without normalization", arguments: lengths, Normalization.allCases)
  func inverses(length: Int, normalization: Normalization) throws {
    var random = SeededRandom(seed: 9)
    let tolerance = 2 * Tolerances.normalizedDFT(length: length, Float.self)
    let z: [Complex<Float>] = random.complexSignal(count: 2 * length)
    let gain: Float = normalization == .none ? Float(length) : 1
    for direction in [Direction.forward, .inverse] {
      let plan = try DFTPlan<Float>(
        length: length, batchCount: 2, direction: direction, normalization: normalization)
      #expect(relativeError(try plan.inverse(plan(z)), z.map { $0 * gain }) <= tolerance)
      #expect(try plan.inverse.direction == direction.opposite)
    }
    let x: [Float] = random.signal(count: 2 * length)
    let real = try RealDFTPlan<Float>(length: length, batchCount: 2, normalization: normalization)
    #expect(relativeError(try real.inverse(real(x)), x.map { $0 * gain }) <= tolerance)
    let spectrum = real(x)
    #expect(relativeError(try real.inverse.inverse(x), spectrum) <= tolerance)
  }

  // MARK: - Consuming

  @Test("The consuming inverse is the preserving one", arguments: lengths, [1, 3])
  func consuming(length: Int, batchCount: Int) throws {
    try checkConsuming(length, batchCount, Float.self)
    try checkConsuming(length, batchCount, Double.self)
  }

  private func checkConsuming<T: TransformScalar>(_ length: Int, _ batchCount: Int, _ type: T.Type) throws {
    var random = SeededRandom(seed: 10)
    let plan = try InverseRealDFTPlan<T>(length: length, batchCount: batchCount)
    // With imaginary parts at DC and Nyquist, which both forms ignore.
    let spectrum: [Complex<T>] = random.complexSignal(count: plan.inputCount)
    for offset in 0...1 {
      var consumed = [Complex<T>](repeating: .zero, count: offset) + spectrum
      var samples = [T](repeating: .nan, count: plan.outputCount)
      consumed.withUnsafeMutableBufferPointer { consumed in
        var input = MutableSpan(_unsafeElements: UnsafeMutableBufferPointer(rebasing: consumed[offset...]))
        var output = samples.mutableSpan
        plan.transform(consuming: &input, into: &output)
      }
      #expect(relativeError(samples, plan(spectrum)) <= 2 * Tolerances.normalizedDFT(length: length))
    }
  }

  // MARK: - Arrays

  @Test("Transforms into an array keep its storage")
  func storage() throws {
    let plan = try RealDFTPlan<Double>(length: 64)
    let x = (0..<64).map { Double($0) }
    var spectrum = [Complex<Double>](repeating: .zero, count: 33)
    let address = spectrum.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    plan.transform(x, into: &spectrum)
    #expect(spectrum.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } == address)
    #expect(spectrum == plan(x))

    var samples = [Double](repeating: 0, count: 64)
    let place = samples.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    plan.adjoint(spectrum, into: &samples)
    #expect(samples.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } == place)
    #expect(samples == plan.adjoint(spectrum))
  }

  @Test("irfft takes an even length for granted", arguments: [2, 4, 10])
  func evenLength(length: Int) {
    let x = (0..<length).map { Double($0 * $0 + 1) }
    #expect(irfft(rfft(x)).count == length)
    #expect(relativeError(irfft(rfft(x)), x) <= 2 * Tolerances.normalizedDFT(length: length))
    let odd = x.dropLast()
    #expect(
      relativeError(irfft(rfft(Array(odd)), length: length - 1), Array(odd)) <= 2
        * Tolerances.normalizedDFT(length: length))
  }

  // MARK: - Cache

  @Test("A plan in use outlives its place in the cache")
  func eviction() throws {
    var random = SeededRandom(seed: 11)
    let x: [Complex<Double>] = random.complexSignal(count: 48)
    let plan = try DFTPlan<Double>(length: 48)
    let (before, adjoint) = (plan(x), plan.adjoint(x))
    for length in 1...400 { _ = fft([Complex<Double>](repeating: .one, count: length)) }
    #expect(plan(x) == before)
    #expect(plan.adjoint(x) == adjoint)
    #expect(fft(x) == before)
  }

  #if os(Linux)
    @Test("Plans that are no longer used give their memory back", .disabled(if: runsSanitized))
    func boundedMemory() async {
      await #expect(processExitsWith: .success) {
        var random = SeededRandom(seed: 12)
        func transformSomeLengths(_ count: Int) throws {
          for _ in 0..<count {
            // Awkward lengths, whose plans hold a megabyte or more.
            let length = Int.random(in: 15_000..<20_000, using: &random) * 2 + 1
            let forward = try DFTPlan<Double>(length: length)
            let inverse = try forward.inverse
            let x = [Complex<Double>](repeating: .one, count: length)
            _ = forward.adjoint(x)
            _ = inverse.adjoint(x)
          }
        }
        try transformSomeLengths(150)
        let before = residentBytes()
        try transformSomeLengths(300)
        let growth = residentBytes() - before
        if growth > 100 << 20 { fatalError("memory has grown by \(growth >> 20) MiB") }
      }
    }
  #endif
}

#if os(Linux)
  /// The process's memory that is in RAM.
  private func residentBytes() -> Int {
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    guard let pages, pages.count > 1, let resident = Int(pages[1]) else { fatalError("no /proc/self/statm") }
    return resident * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
#endif
