import Autodiff
import ComplexNumbers
import SignalProcessing
import TestSupport
import Testing

struct MelFilterbankTests {
  private struct Case: Decodable {
    let kind: String
    let scale: MelScale?, normalization: MelFilterbank.Normalization?
    let bands: Int?, length: Int?, rate: Double?, low: Double?, high: Double?
    let hertz: [Double]?, mel: [Double]?, spaced: [Double]?, decibels: [Double]?
    let weights: [[Double]]?, taps: [Double]?
  }

  private static func cases(of kind: String) throws -> [Case] {
    let chosen = (try SignalProcessingTests.cases("mel.json") as [Case]).filter { $0.kind == kind }
    try #require(!chosen.isEmpty)
    return chosen
  }

  @Test func scalesAreLibrosas() throws {
    for expected in try Self.cases(of: "scale") {
      let scale = try #require(expected.scale)
      for (hertz, mel) in zip(try #require(expected.hertz), try #require(expected.mel)) {
        #expect((scale.mel(hertz: hertz) - mel).magnitude <= 1e-12 * max(1, mel), "\(scale), \(hertz) Hz")
        #expect((scale.hertz(mel: mel) - hertz).magnitude <= 1e-11 * max(1, hertz), "\(scale), \(mel) mel")
      }
      #expect(relativeError(scale.frequencies(count: 7, in: 100...5000), try #require(expected.spaced)) < 1e-13)
    }
  }

  @Test func weightsAreLibrosas() throws {
    for expected in try Self.cases(of: "mel") {
      let low = try #require(expected.low), high = try #require(expected.high)
      let filterbank = MelFilterbank(
        bandCount: try #require(expected.bands), fftLength: try #require(expected.length),
        sampleRate: try #require(expected.rate), range: low...high, scale: try #require(expected.scale),
        normalization: try #require(expected.normalization))
      let weights = try #require(expected.weights)
      #expect(filterbank.weights.count == weights.count && filterbank.binCount == weights[0].count)
      // Differences of frequencies lose some digits on both sides.
      #expect(relativeError(filterbank.weights.flatMap { $0 }, weights.flatMap { $0 }) < 1e-12)
      #expect(filterbank.emptyBands == weights.indices.filter { weights[$0].allSatisfy { $0 == 0 } })
    }
  }

  /// A fixture has bands that no bin falls into.
  @Test func bandsCanBeEmpty() throws {
    let filterbank = MelFilterbank(bandCount: 30, fftLength: 32, sampleRate: 8000)
    #expect(!filterbank.emptyBands.isEmpty)
    let bands = filterbank(Tensor<Double>.ones([17])).elements
    #expect(filterbank.emptyBands.allSatisfy { bands[$0] == 0 })
  }

  @Test func theWholeRangeIsTheDefault() {
    let all = MelFilterbank(bandCount: 6, fftLength: 64, sampleRate: 8000)
    let same = MelFilterbank(bandCount: 6, fftLength: 64, sampleRate: 8000, range: 0...4000)
    #expect(all.weights == same.weights && all.frequencies == same.frequencies)
  }

  /// The operator is the matrix of the weights.
  @Test func bandsAreWeightedSums() {
    var random = SeededRandom(seed: 50)
    let filterbank = MelFilterbank(bandCount: 5, fftLength: 33, sampleRate: 22_050, range: 200...9000)
    let spectra: Tensor<Double> = random.tensor(shape: [2, 3, 17])
    let expected = matmul(spectra, Tensor(filterbank.weights).transposed())
    #expect(filterbank(spectra).shape == [2, 3, 5])
    #expect(relativeError(filterbank(spectra).elements, expected.elements) < 1e-15)
  }

  @Test(arguments: [(6, 64), (5, 51)])
  func adjointsBelong(bands: Int, length: Int) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      let mel = MelFilterbank(bandCount: bands, fftLength: length, sampleRate: 8000)
      let operation: some LinearOperator<T, T> = mel.operation()
      #expect(checkAdjoint(of: operation, inputShape: [2, length / 2 + 1]).isEmpty)
      let chroma = ChromaFilterbank(fftLength: length, sampleRate: 8000)
      let classes: some LinearOperator<T, T> = chroma.operation()
      #expect(checkAdjoint(of: classes, inputShape: [length / 2 + 1]).isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func pitchClassesAreLibrosas() throws {
    for expected in try Self.cases(of: "chroma") {
      let filterbank = ChromaFilterbank(
        classCount: try #require(expected.bands), fftLength: try #require(expected.length),
        sampleRate: try #require(expected.rate))
      let weights = try #require(expected.weights)
      #expect(relativeError(filterbank.weights.flatMap { $0 }, weights.flatMap { $0 }) < 1e-12)
    }
  }

  /// 440 Hz is an A, the tenth of twelve classes from C.
  @Test func pitchClassesAreNamedFromC() {
    let filterbank = ChromaFilterbank(fftLength: 4410, sampleRate: 44_100)
    let spectrum = Tensor<Double>(shape: [2206]) { $0[0] == 44 ? 1 : 0 }
    #expect(filterbank(spectrum).argmax().elements == [9])
  }

  @Test func aWeightingIsLibrosas() throws {
    for expected in try Self.cases(of: "aWeighting") {
      for (hertz, decibels) in zip(try #require(expected.hertz), try #require(expected.decibels)) {
        #expect((aWeighting(frequency: hertz) - decibels).magnitude < 1e-12 * max(1, decibels.magnitude))
      }
    }
    #expect(aWeighting(frequency: 1000).magnitude < 1e-3)
    #expect(aWeighting(frequency: 0) == -.infinity)
  }

  /// Another solver of the same normal equations, of a condition of some thousands.
  @Test func aWeightingTapsAreAuralosss() throws {
    for expected in try Self.cases(of: "aTaps") {
      let taps = try #require(expected.taps)
      let filter = PerceptualFilter.aWeighting(sampleRate: try #require(expected.rate), tapCount: taps.count)
      #expect(relativeError(try #require(filter.taps), taps) < 1e-11)
    }
  }

  @Test func settingsThatCannotWorkTrap() async {
    let bands = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MelFilterbank(bandCount: 0, fftLength: 64, sampleRate: 8000)
    }
    #expect(message(ofExit: bands).contains("a mel filterbank of 0 bands for DFTs of 64 points at 8000.0 Hz"))
    let range = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MelFilterbank(bandCount: 4, fftLength: 64, sampleRate: 8000, range: (-1)...4000)
    }
    #expect(message(ofExit: range).contains("the bands of a mel filterbank lie between -1.0 and 4000.0 Hz"))
    let bins = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MelFilterbank(bandCount: 4, fftLength: 64, sampleRate: 8000)(Tensor<Float>.ones([2, 32]))
    }
    #expect(message(ofExit: bins).contains("a tensor of shape [2, 32] where the last axes should be [33]"))
  }
}
