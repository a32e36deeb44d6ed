import CSndfile
import Foundation
import Testing

/// `parseval retrieve-phase`.
struct RetrievePhaseTests {
  private static let few = ["--window", "512", "--steps", "40"]

  @Test func findsARecordingFromItsSpectrogram() throws {
    let folder = try Folder()
    try folder.addCrow()
    let arguments = ["retrieve-phase", "crow.wav", "-o", "found.wav", "--plot", "found.png"] + Self.few
    let outcome = try Program.run(arguments, in: folder)
    #expect(outcome.error.isEmpty && outcome.status == 0)
    #expect(outcome.output.contains("fast Griffin–Lim"))
    #expect(outcome.output.contains("L-BFGS after 20 of its steps"))
    // Two transforms a step; and what was reached, beside the phases' own signal.
    let rows = outcome.output.split(separator: "\n").filter {
      $0.contains("Griffin–Lim ") || $0.contains("L-BFGS after")
    }
    let reached = try rows.prefix(2).map { try #require(Double($0.split(separator: " ").last ?? "")) }
    #expect(reached.count == 2 && reached.allSatisfy { $0 < -18 && $0 > -40 })
    #expect(rows[0].contains(" 80 "))

    let source = try Recording(reading: folder.path("crow.wav"))
    let found = try Recording(reading: folder.path("found.wav"))
    #expect(found.samples.count == source.samples.count && found.format == source.format)
    #expect(found.samples != source.samples)
    // The spectrogram's energy is that of the signal, but for the windows at the ends.
    func energy(_ samples: [Double]) -> Double { samples.reduce(0) { $0 + $1 * $1 } }
    #expect(abs(energy(found.samples) / energy(source.samples) - 1) < 0.05)
    let picture = try [UInt8](folder.data("found.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) && picture.count > 20_000)
  }

  @Test func theSameCommandWritesTheSameBytes() throws {
    let folder = try Folder()
    try folder.addCrow()
    for name in ["a.wav", "b.wav"] {
      let outcome = try Program.run(["retrieve-phase", "crow.wav", "-o", name, "--seed", "3"] + Self.few, in: folder)
      #expect(outcome.status == 0)
    }
    #expect(try folder.data("a.wav") == folder.data("b.wav"))
  }

  @Test(arguments: [
    (["--window", "3"], "a window of 3 samples is not possible; use from 4 to 65536."),
    (["--hop", "513"], "a hop of 513 samples does not cover the recording by windows of 1024; use from 1 to 512."),
    (["--steps", "1"], "a search of 1 steps is not possible; use from 2 to 100000."),
    (["--steps", "9", "--griffin-lim", "10"], "10 of 9 steps cannot be Griffin–Lim's; use from 1 to 9."),
    (["--exponent", "nan"], "the exponent is nan, but must be from 0.5 to 4."),
  ])
  func impossibleNumberEndsWithOneLine(arguments: [String], message: String) throws {
    let folder = try Folder()
    try folder.addCrow()
    let outcome = try Program.run(["retrieve-phase", "crow.wav", "-o", "out.wav"] + arguments, in: folder)
    #expect(outcome.error == "parseval: error: \(message) See 'parseval retrieve-phase --help'.\n")
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(try folder.names() == ["crow.wav"])
  }

  @Test(arguments: ["retrieve-phase", "recover"]) func recordingsThatCannotBeWorkedOn(command: String) throws {
    let folder = try Folder()
    try Recording(samples: [0, 0, 0, 0], container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16)
      .write(to: folder.path("silent.wav"))
    let silent = try Program.run([command, "silent.wav", "-o", "out.wav"], in: folder)
    #expect(
      silent.error == "parseval: error: 'silent.wav' is silent; a recording with sound in it would be right\n")
    #expect(silent.status == 65)
    let missing = try Program.run([command, "none.wav", "-o", "out.wav"], in: folder)
    #expect(missing.error.contains("no such file") && missing.status == 66)
    try folder.addCrow()
    let nowhere = try Program.run([command, "crow.wav", "-o", "nowhere/out.wav"], in: folder)
    #expect(nowhere.error.contains("there is no folder 'nowhere'") && nowhere.status == 73)
    let strange = try Program.run([command, "crow.wav", "-o", "out.txt"], in: folder)
    #expect(strange.error.contains("the extension of 'out.txt' names no kind of file to write") && strange.status == 64)
    #expect(try folder.names() == ["crow.wav", "silent.wav"])
  }

  @Test(arguments: [
    ("retrieve-phase", ["RECORDING", "--window", "--hop", "--steps", "--griffin-lim", "--exponent", "--seed"]),
    ("recover", ["RECORDING", "--fraction", "--bins", "--seed"]),
  ])
  func helpExplainsEveryOption(command: String, options: [String]) throws {
    let outcome = try Program.run([command, "--help"], in: Folder(), environment: ["COLUMNS": "80"])
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    for word in options + ["--output", "--plot", "--quiet", "EXAMPLES", "EXIT CODES"] {
      #expect(outcome.output.contains(word), "\(word)")
    }
  }
}
