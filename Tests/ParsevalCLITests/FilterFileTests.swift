import CSndfile
import Foundation
import Testing

/// `--filter-out`: the file says all that is needed to run the equalizer elsewhere.
struct FilterFileTests {
  struct Filter: Decodable {
    struct Section: Decodable {
      var kind: String
      var frequency: Double
      var gain: Double
      var q: Double
    }

    var kind: String
    var sampleRate: Double
    var taps: [Double]?
    var gain: Double?
    var sections: [Section]?
    var sos: [[Double]]?
  }

  /// A match of noise to the crow, written in double precision; the filter's file; what it was applied to.
  private func match(_ arguments: [String]) throws -> (
    filter: Filter, text: String, source: [Double], written: [Double]
  ) {
    let folder = try Folder()
    try folder.addCrow()
    let noise = Recording.noise(seconds: 0.25, channelCount: 1, level: 0.25)
    try Recording(samples: noise, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_DOUBLE).write(to: folder.path("a.wav"))
    let outcome = try Program.run(
      ["match", "a.wav", "crow.wav", "-o", "b.wav", "--filter-out", "eq.json", "--steps", "5"] + arguments, in: folder)
    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)
    let filter = try JSONDecoder().decode(Filter.self, from: folder.data("eq.json"))
    return (filter, try folder.text("eq.json"), noise, try Recording(reading: folder.path("b.wav")).samples)
  }

  @Test func theTapsMakeTheOutputFromTheSource() throws {
    let (filter, _, source, written) = try match(["--taps", "33"])
    #expect(filter.kind == "fir")
    #expect(filter.sampleRate == 44_100)
    #expect(filter.gain == nil && filter.sections == nil && filter.sos == nil)
    let taps = try #require(filter.taps)
    #expect(taps.count == 33)
    let convolved = source.indices.map { n in
      taps.indices.reduce(0) { sum, k in n >= k ? sum + taps[k] * source[n - k] : sum }
    }
    try #require(written.count == source.count)
    #expect(zip(written, convolved).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func theSectionsCoefficientsMakeTheOutputFromTheSource() throws {
    let (filter, _, source, written) = try match(["--model", "biquads", "--peaks", "2"])
    #expect(filter.kind == "biquads")
    #expect(filter.sampleRate == 44_100)
    #expect(filter.taps == nil)
    #expect(filter.sections?.map(\.kind) == ["lowShelf", "peak", "peak", "highShelf"])
    let sos = try #require(filter.sos), gain = try #require(filter.gain)
    #expect(sos.allSatisfy { $0.count == 6 && $0[3] == 1 })
    // The difference equation of each section in turn.
    var signal = source.map { $0 * pow(10, gain / 20) }
    for c in sos {
      var output = signal
      for n in signal.indices {
        let x1 = n >= 1 ? signal[n - 1] : 0, x2 = n >= 2 ? signal[n - 2] : 0
        let y1 = n >= 1 ? output[n - 1] : 0, y2 = n >= 2 ? output[n - 2] : 0
        output[n] = c[0] * signal[n] + c[1] * x1 + c[2] * x2 - c[4] * y1 - c[5] * y2
      }
      signal = output
    }
    try #require(written.count == source.count)
    #expect(zip(written, signal).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test func eachSectionHasItsGainWhereTheCookbookPutsIt() throws {
    let filter = try match(["--model", "biquads"]).filter
    let sections = try #require(filter.sections), sos = try #require(filter.sos)
    #expect(sections.count == 6)
    #expect(sos.count == 6)
    for (section, c) in zip(sections, sos) {
      // At z = 1 and z = −1.
      let atZero = 20 * log10(abs((c[0] + c[1] + c[2]) / (c[3] + c[4] + c[5])))
      let atNyquist = 20 * log10(abs((c[0] - c[1] + c[2]) / (c[3] - c[4] + c[5])))
      #expect(abs(atZero - (section.kind == "lowShelf" ? section.gain : 0)) < 1e-6)
      #expect(abs(atNyquist - (section.kind == "highShelf" ? section.gain : 0)) < 1e-6)
      #expect(section.frequency > 0 && section.frequency < 22_050)
      #expect(section.q > 0)
    }
  }

  @Test(arguments: [["--taps", "3"], ["--model", "biquads", "--peaks", "0"]])
  func keysAreSortedAndIndented(arguments: [String]) throws {
    let text = try match(arguments).text
    let keys = text.matches(of: /\n  "([a-zA-Z]+)"/).map { String($0.1) }
    #expect(keys == keys.sorted())
    #expect(text.hasPrefix("{\n"))
    #expect(text.hasSuffix("\n}\n"))
  }
}
