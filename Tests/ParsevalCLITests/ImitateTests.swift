import CSndfile
import Foundation
import Testing

/// `parseval imitate`, on the guitar: two strings of the first half second.
struct ImitateTests {
  /// The strings, in Hz: the peaks of a long spectrum of that half second, by quadratic interpolation in NumPy.
  private static let strings = [165.6, 369.7]

  /// The rows of the report's table: guess, found by transport, found by the spectral loss.
  private func fundamentals(_ output: String) -> [[Double]] {
    output.split(separator: "\n").filter { $0.hasPrefix("  voice ") }.map { line in
      line.split(separator: " ").compactMap { Double($0) }.suffix(3)
    }
  }

  /// From a fifth below, optimal transport finds both strings within a tenth of a semitone; both of the plain loss's
  /// voices end more than two semitones off.
  @Test func transportFindsTheStringsThatThePlainLossMisses() throws {
    let folder = try Folder()
    let guitar = Folder.recordings.appendingPathComponent("guit_e_fifths.flac").path
    let outcome = try Program.run(
      ["imitate", guitar, "-o", "imitation.wav", "--pitches", "110,247", "--steps", "60"]
        + ["--plot", "imitation.png"], in: folder)
    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)
    let rows = fundamentals(outcome.output)
    try #require(rows.count == 2 && rows.allSatisfy { $0.count == 3 })
    for (row, string) in zip(rows, Self.strings) {
      func semitones(_ frequency: Double) -> Double { abs(12 * log2(frequency / string)) }
      #expect(abs(semitones(row[0]) - 7) < 0.1)
      #expect(semitones(row[1]) < 0.1, "\(row)")
      #expect(semitones(row[2]) > 2, "\(row)")
    }

    let imitation = try Recording(reading: folder.path("imitation.wav"))
    #expect(imitation.channelCount == 1 && imitation.sampleRate == 44_100 && imitation.samples.count == 22_050)
    let original = try Recording(reading: guitar)
    let mixed = (0..<22_050).map { (frame: Int) -> Double in
      (original.samples[2 * frame] + original.samples[2 * frame + 1]) / 2
    }
    func level(_ samples: [Double]) -> Double { 10 * log10(samples.reduce(0) { $0 + $1 * $1 }) }
    #expect(abs(level(imitation.samples) - level(mixed)) < 1.5)
    let losses = try #require(outcome.output.firstMatch(of: /loss +([0-9.]+) +([0-9.]+)/))
    let before = try #require(Double(losses.1)), after = try #require(Double(losses.2))
    #expect(after < 0.5 * before)
    let picture = try [UInt8](folder.data("imitation.png"))
    #expect(picture.count > 20_000 && picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  /// From a guess that leads astray and one that does not, the fit begins at what the second found.
  @Test func theBestOfTheGuessesIsTaken() throws {
    let folder = try Folder()
    let tone = (0..<10_000).map { 0.3 * sin(2 * .pi * 300 / 44_100 * Double($0)) }
    try Recording(samples: tone, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16).write(to: folder.path("a.wav"))
    let outcome = try Program.run(
      ["imitate", "a.wav", "-o", "b.wav", "--steps", "1", "--pitches", "1990,1995", "--pitches", "250"], in: folder)
    #expect(outcome.error.isEmpty)
    let start = try #require(outcome.output.firstMatch(of: /fitted to the recording from ([0-9.]+) Hz/))
    #expect(abs((Double(start.1) ?? 0) - 300) < 0.5, "\(outcome.output)")
  }

  @Test func oneVoiceFromTheDefaultGuess() throws {
    let folder = try Folder()
    let tone = (0..<12_000).map { 0.3 * sin(2 * .pi * 300 / 44_100 * Double($0)) }
    try Recording(samples: tone, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16).write(to: folder.path("a.wav"))
    let outcome = try Program.run(["imitate", "a.wav", "-o", "b.wav", "--steps", "5"], in: folder)
    #expect(outcome.error.isEmpty)
    let rows = fundamentals(outcome.output)
    try #require(rows.count == 1 && rows[0].count == 3)
    #expect(rows[0][0] == 220 && abs(rows[0][1] - 300) < 1)
    #expect(try folder.names() == ["a.wav", "b.wav"])
  }

  @Test(arguments: [
    (["imitate"], "Missing expected argument '<RECORDING>'."),
    (["imitate", "crow.wav"], "Missing expected argument '--output <OUTPUT>'."),
    (
      ["imitate", "crow.wav", "-o", "b.mp4"],
      "the extension of 'b.mp4' names no kind of file to write; .wav, .flac, .aiff, .aif would be right."
    ),
    (
      ["imitate", "crow.wav", "-o", "b.wav", "--pitches", "110,x"],
      "The value '110,x' is invalid for '--pitches <HZ,HZ>'."
    ),
    (
      ["imitate", "crow.wav", "-o", "b.wav", "--pitches", "20"],
      "a voice can't start at 20.0 Hz; guess from 50.0 to 2000.0 Hz."
    ),
    (
      ["imitate", "crow.wav", "-o", "b.wav", "--start=-1"],
      "--start is -1.0, but must be 0 or a positive number of seconds."
    ),
    (
      ["imitate", "crow.wav", "-o", "b.wav", "--duration", "0"],
      "--duration is 0.0, but must be a positive number of seconds."
    ),
    (
      ["imitate", "crow.wav", "-o", "b.wav", "--harmonics", "0"],
      "a voice of 0 harmonics can't be fitted; use from 1 to 1000."
    ),
    (["imitate", "crow.wav", "-o", "b.wav", "--steps", "0"], "a fit of 0 steps is not possible; use at least 1."),
  ])
  func wrongCommandLineEndsWithOneLineThatSaysWhy(arguments: [String], message: String) throws {
    let folder = try Folder()
    try folder.addCrow()
    let outcome = try Program.run(arguments, in: folder)
    #expect(outcome.error == "parseval: error: \(message) See 'parseval imitate --help'.\n")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(try folder.names() == ["crow.wav"])
  }

  @Test func aRecordingThatCannotBeImitatedEndsWithOneLine() throws {
    let folder = try Folder()
    try folder.addCrow()
    let silence = [Double](repeating: 0, count: 20_000)
    try Recording(samples: silence, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16)
      .write(to: folder.path("silence.wav"))
    for (arguments, status, message) in [
      (["nope.wav"], 66, "cannot read 'nope.wav': no such file; give the path of a recording"),
      (["silence.wav"], 65, "the recording is silent, so there is nothing to imitate"),
      (["crow.wav", "--duration", "0.1"], 65, "the recording has 4410 samples, but at least 8192 are needed"),
      (["crow.wav", "--start", "3"], 65, "'crow.wav' ends after 0.48 s, before --start 3; start earlier"),
    ] as [([String], Int32, String)] {
      let outcome = try Program.run(["imitate"] + arguments + ["-o", "b.wav"], in: folder)
      #expect(outcome.error == "parseval: error: \(message)\n")
      #expect(outcome.status == status)
    }
    let unwritable = try Program.run(["imitate", "crow.wav", "-o", "no/b.wav"], in: folder)
    #expect(unwritable.status == 73)
    #expect(try folder.names() == ["crow.wav", "silence.wav"])
  }

  @Test func helpExplainsEveryOptionWithExamplesAndExitCodes() throws {
    let outcome = try Program.run(["imitate", "--help"], in: Folder(), environment: ["COLUMNS": "80"])
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    for word in [
      "RECORDING", "--output", "--pitches", "default: 220", "--start", "--duration", "default: 0.5", "--harmonics",
      "--steps", "--plot", "--quiet", "EXAMPLES", "EXIT CODES",
    ] {
      #expect(outcome.output.contains(word), "\(word)")
    }
    for code in ["   0  done", "  64  ", "  65  ", "  66  ", "  73  "] { #expect(outcome.output.contains("\n\(code)")) }
  }
}
