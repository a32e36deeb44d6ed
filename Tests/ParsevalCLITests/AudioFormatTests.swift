import CSndfile
import Foundation
import Testing

/// Recordings in and out: nothing is lost but what the container cannot hold, and then it says so.
///
/// A recording that is matched to itself has nothing to learn: the equalizer of one tap stays 1.
struct AudioFormatTests {
  private func matchToItself(_ recording: Recording, as input: String, to output: String) throws -> (
    written: Recording, outcome: Program.Outcome
  ) {
    let folder = try Folder()
    try recording.write(to: folder.path(input))
    let outcome = try Program.run(
      ["match", input, input, "-o", output, "--taps", "1", "--steps", "1"], in: folder)
    return (try Recording(reading: folder.path(output)), outcome)
  }

  struct Kind: CustomTestStringConvertible {
    var testDescription: String
    var container: Int
    var samples: Int
    var input: String
    var output: String
  }

  @Test(
    arguments: [
      Kind(
        testDescription: "8-bit WAV", container: SF_FORMAT_WAV, samples: SF_FORMAT_PCM_U8, input: "a.wav",
        output: "b.wav"),
      Kind(
        testDescription: "16-bit WAV", container: SF_FORMAT_WAV, samples: SF_FORMAT_PCM_16, input: "a.wav",
        output: "b.wav"),
      Kind(
        testDescription: "24-bit WAV", container: SF_FORMAT_WAV, samples: SF_FORMAT_PCM_24, input: "a.wav",
        output: "b.WAV"),
      Kind(
        testDescription: "32-bit WAV", container: SF_FORMAT_WAV, samples: SF_FORMAT_PCM_32, input: "a.wav",
        output: "b.wav"),
      Kind(
        testDescription: "float WAV", container: SF_FORMAT_WAV, samples: SF_FORMAT_FLOAT, input: "a.wav",
        output: "b.wav"),
      Kind(
        testDescription: "double WAV", container: SF_FORMAT_WAV, samples: SF_FORMAT_DOUBLE, input: "a.wav",
        output: "b.wav"),
      Kind(
        testDescription: "16-bit FLAC", container: SF_FORMAT_FLAC, samples: SF_FORMAT_PCM_16, input: "a.flac",
        output: "b.flac"),
      Kind(
        testDescription: "24-bit FLAC", container: SF_FORMAT_FLAC, samples: SF_FORMAT_PCM_24, input: "a.flac",
        output: "b.flac"),
      Kind(
        testDescription: "8-bit AIFF", container: SF_FORMAT_AIFF, samples: SF_FORMAT_PCM_S8, input: "a.aif",
        output: "b.aif"),
      Kind(
        testDescription: "24-bit AIFF", container: SF_FORMAT_AIFF, samples: SF_FORMAT_PCM_24, input: "a.aiff",
        output: "b.aiff"),
    ], [1, 2])
  func keepsFormatAndEverySample(kind: Kind, channelCount: Int) throws {
    let noise = Recording.noise(seconds: 0.25, channelCount: channelCount, sampleRate: 22_050, level: 0.9)
    let recording = Recording(
      samples: noise, channelCount: channelCount, sampleRate: 22_050, container: kind.container, samplesAs: kind.samples
    )
    let (written, outcome) = try matchToItself(recording, as: kind.input, to: kind.output)

    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)
    #expect(written.channelCount == channelCount)
    #expect(written.sampleRate == 22_050)
    #expect(written.format == recording.format)
    let folder = try Folder()
    try recording.write(to: folder.path("original"))
    let original = try Recording(reading: folder.path("original")).samples
    try #require(written.samples.count == original.count)
    let largestError = zip(written.samples, original).map { abs($0 - $1) }.max() ?? 0
    // Filtering rounds in double precision: integers come back whole.
    #expect(largestError <= (kind.samples == SF_FORMAT_DOUBLE ? 1e-12 : 0))
  }

  @Test(arguments: [
    (SF_FORMAT_WAV | SF_FORMAT_PCM_24, "b.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24),
    (SF_FORMAT_FLAC | SF_FORMAT_PCM_16, "b.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16),
    (SF_FORMAT_WAV | SF_FORMAT_PCM_U8, "b.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_S8),
    (SF_FORMAT_AIFF | SF_FORMAT_FLOAT, "b.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT),
    (SF_FORMAT_WAV | SF_FORMAT_ULAW, "b.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16),
    (SF_FORMAT_OGG | SF_FORMAT_VORBIS, "b.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT),
  ])
  func extensionChoosesTheContainer(input: Int, output: String, expected: Int) throws {
    let noise = Recording.noise(seconds: 0.25, channelCount: 2, level: 0.5)
    let recording = Recording(samples: noise, channelCount: 2, container: input, samplesAs: 0)
    let (written, outcome) = try matchToItself(recording, as: "a", to: output)
    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)
    #expect(written.format == Int32(expected))
    #expect(written.channelCount == 2)
  }

  @Test func saysWhenFLACCannotHoldTheSourcesSamples() throws {
    let noise = Recording.noise(seconds: 0.25, channelCount: 1, level: 0.5)
    let recording = Recording(samples: noise, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_FLOAT)
    let (written, outcome) = try matchToItself(recording, as: "a.wav", to: "b.flac")
    #expect(outcome.status == 0)
    #expect(
      outcome.error == "parseval: note: FLAC holds no 32-bit float samples: 'b.flac' has 24-bit samples instead\n")
    let rounding = zip(written.samples, noise).map { abs($0 - Double(Float($1))) }.max() ?? 0
    #expect(rounding <= 0x1p-24)
    #expect(rounding > 0)
  }

  @Test func makesItQuieterRatherThanClipItAndSaysByHowMuch() throws {
    var noise = Recording.noise(seconds: 0.25, channelCount: 2, level: 1.5)
    noise[1234] = 2
    let recording = Recording(samples: noise, channelCount: 2, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_FLOAT)
    let (written, outcome) = try matchToItself(recording, as: "a.wav", to: "b.flac")
    #expect(outcome.status == 0)
    // 20 log₁₀ 2 = 6.02
    #expect(
      outcome.error.hasSuffix(
        "parseval: note: 'b.flac' was made 6.02 dB quieter, for it would have clipped in 24-bit samples\n"))
    #expect(written.samples[1234] == 1 - 0x1p-23)
    #expect(zip(written.samples, noise).allSatisfy { abs($0 - $1 / 2) < 0x1p-22 })
  }

  @Test func floatingPointFormatsKeepALevelAboveFullScale() throws {
    let noise = Recording.noise(seconds: 0.25, channelCount: 1, level: 3)
    let recording = Recording(samples: noise, container: SF_FORMAT_AIFF, samplesAs: SF_FORMAT_DOUBLE)
    let (written, outcome) = try matchToItself(recording, as: "a.aiff", to: "b.aiff")
    #expect(outcome.error.isEmpty)
    #expect(zip(written.samples, noise).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test(arguments: [SF_FORMAT_PCM_16, SF_FORMAT_FLOAT])
  func theSameMatchWritesTheSameBytes(format: Int) throws {
    let folder = try Folder()
    let noise = Recording.noise(seconds: 0.25, channelCount: 1, level: 0.5)
    try Recording(samples: noise, container: SF_FORMAT_WAV, samplesAs: format).write(to: folder.path("a.wav"))
    try folder.addCrow()
    for name in ["b", "c"] {
      let outcome = try Program.run(
        ["match", "a.wav", "crow.wav", "-o", "\(name).wav", "--filter-out", "\(name).json", "--steps", "3"], in: folder)
      #expect(outcome.status == 0)
      // A header with the time of writing would differ now.
      Thread.sleep(forTimeInterval: 1.1)
    }
    #expect(try folder.data("b.wav") == folder.data("c.wav"))
    #expect(try folder.data("b.json") == folder.data("c.json"))
  }
}
