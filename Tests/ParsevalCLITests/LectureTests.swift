import CSndfile
import Foundation
import Testing

/// `parseval lecture`: the training set and the losses are those of other libraries, the picture is whole.
struct LectureTests {
  private static let fixtures = Folder.recordings.appendingPathComponent("../learning").standardized

  private struct Levels: Decodable {
    struct Entry: Decodable { let shape: [Int], elements: [Double] }
    let tensors: [String: Entry]
  }

  private struct Fits: Decodable {
    struct Case: Decodable { let hasReLU: Bool, batchSize: Int, trainingLosses: [Double], heldOutLosses: [Double] }
    struct LeastSquares: Decodable { let loss: Double }
    let leastSquares: LeastSquares
    let cases: [Case]
  }

  private static func decode<T: Decodable>(_ data: Data) throws -> T { try JSONDecoder().decode(T.self, from: data) }

  @Test func reportsWhatOtherLibrariesFind() throws {
    let folder = try Folder()
    let recording = Folder.recordings.appendingPathComponent("loop_tabla.flac").path
    let outcome = try Program.run(
      ["lecture", recording, "--epochs", "5", "--levels-out", "levels.json", "--plot", "losses.png"], in: folder)
    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)
    #expect(try folder.names() == ["levels.json", "losses.png"])

    let found: Levels = try Self.decode(folder.data("levels.json"))
    let expected: Levels = try Self.decode(Data(contentsOf: Self.fixtures.appendingPathComponent("tabla_levels.json")))
    let levels = try #require(found.tensors["levels"]), truth = try #require(expected.tensors["levels"])
    #expect(levels.shape == [916, 7] && truth.shape == [916, 7])
    // In hundredths: next to a half, the last bit of a logarithm decides.
    let differences = zip(levels.elements, truth.elements).map { ($0 - $1).magnitude }
    #expect(differences.allSatisfy { $0 < 0.0101 } && differences.filter { $0 > 1e-9 }.count <= 3)

    let fits: Fits = try Self.decode(Data(contentsOf: Self.fixtures.appendingPathComponent("lecture.json")))
    let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(lines.first == "training set: 700 frames of loop_tabla.flac, and 216 that are held out")
    func text(_ loss: Double) -> String { String(format: "%.4g", loss) }
    #expect(lines.contains { $0.hasPrefix("least squares \(text(fits.leastSquares.loss)) ") })
    for (hasReLU, line) in [(false, 3), (true, 9)] {
      let part = lines[line...]
      for (batch, name) in [(700, "gradient descent, η = 0.1 5 5"), (1, "SGD, η = 0.01 5 3500")] {
        let fit = try #require(fits.cases.first { $0.hasReLU == hasReLU && $0.batchSize == batch })
        let row = "\(name) \(text(fit.trainingLosses[4])) \(text(fit.heldOutLosses[4]))"
        #expect(part.contains { $0.hasPrefix(row) }, "\(row) is not in\n\(outcome.output)")
      }
    }

    let picture = try [UInt8](folder.data("losses.png"))
    try #require(picture.count > 20_000)
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(Array(picture.suffix(8).prefix(4)) == Array("IEND".utf8))
  }

  @Test func aRecordingFromWhichNothingIsLearnedSaysWhy() throws {
    let folder = try Folder()
    try folder.addCrow()
    func write(_ name: String, _ samples: [Double], rate: Int) throws {
      try Recording(samples: samples, sampleRate: rate, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16)
        .write(to: folder.path(name))
    }
    try write("silence.wav", Array(repeating: 0, count: 44_100), rate: 44_100)
    try write("phone.wav", Recording.noise(seconds: 4, channelCount: 1, sampleRate: 16_000, level: 0.5), rate: 16_000)
    for (name, reason) in [
      ("crow.wav", "is too short: it has 21196 samples, and 22016 are the least from which a neuron learns"),
      (
        "silence.wav",
        "has a level that does not change, in one of the bands below 4 kHz; a recording with louder and softer sounds "
          + "in it would be right"
      ),
      (
        "phone.wav",
        "has a sample rate of 16000 Hz, and nothing up to 16 kHz, which is to be guessed; a recording at 32000 Hz or "
          + "more would be right"
      ),
    ] {
      let outcome = try Program.run(["lecture", name, "--levels-out", "levels.json"], in: folder)
      #expect(outcome.error == "parseval: error: '\(name)' \(reason)\n")
      #expect(outcome.status == 65)
    }
    #expect(try folder.names() == ["crow.wav", "phone.wav", "silence.wav"])
  }

  @Test(arguments: [
    (["--epochs", "0"], "0 epochs: at least 1 is needed."),
    (["--epochs", "10001"], "10001 epochs: at most 10000 are kept."),
    (
      ["--levels-out", "levels.csv"], "'levels.csv' names no format of tensors; .json and .safetensors would be right."
    ),
  ])
  func aWrongCommandLineSaysWhy(arguments: [String], message: String) throws {
    let folder = try Folder()
    let outcome = try Program.run(["lecture", "a.wav"] + arguments, in: folder)
    #expect(outcome.error.hasSuffix("\(message) See 'parseval lecture --help'.\n"))
    #expect(outcome.status == 64)
  }

  @Test func helpExplainsTheCommand() throws {
    let outcome = try Program.run(["lecture", "--help"], in: Folder(), environment: ["COLUMNS": "80"])
    #expect(outcome.status == 0)
    for part in ["RECORDING", "--epochs", "--seed", "--plot", "--levels-out", "EXAMPLES", "EXIT CODES"] {
      #expect(outcome.output.contains(part))
    }
  }
}
