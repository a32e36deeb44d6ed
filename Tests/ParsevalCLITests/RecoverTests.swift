import Foundation
import Testing

/// `parseval recover`.
struct RecoverTests {
  @Test func findsSpikesAndShowsThePhaseTransition() throws {
    let folder = try Folder()
    let outcome = try Program.run(["recover", "--plot", "spikes.png"], in: folder)
    #expect(outcome.error.isEmpty && outcome.status == 0)
    func numbers(after label: String) throws -> [Double] {
      let line = try #require(outcome.output.split(separator: "\n").first { $0.contains(label) })
      return line.split(separator: " ").compactMap { Double($0) }
    }
    #expect(try #require(numbers(after: "basis pursuit").last) > 200)
    #expect(try #require(numbers(after: "taken as 0").last) < 6)
    let wiener = try #require(numbers(after: "Wiener's filter").last)
    #expect(try #require(numbers(after: "sparse deconvolution").last) > wiener + 10)
    // By the theory, half of them at 49 spikes.
    let successes = try numbers(after: "found exactly").suffix(10)
    #expect(Array(successes.prefix(3)) == [10, 10, 10] && Array(successes.suffix(3)) == [0, 0, 0])
    let picture = try [UInt8](folder.data("spikes.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]) && picture.count > 20_000)
  }

  /// Measured: 26.7 dB from half of its samples in time, 3.2 dB from half of its Fourier samples, which is what they
  /// have by themselves.
  @Test func findsARecordingFromSamplesInTimeAndHardlyFromFourierSamples() throws {
    let folder = try Folder()
    try folder.addCrow()
    let outcome = try Program.run(
      ["recover", "crow.wav", "-o", "out.wav", "--fraction", "0.5", "--bins", "512", "--plot", "out.png"], in: folder)
    #expect(outcome.error.isEmpty && outcome.status == 0)
    func row(_ label: String) throws -> [Double] {
      let line = try #require(outcome.output.split(separator: "\n").first { $0.contains(label) })
      return line.split(separator: " ").suffix(2).compactMap { Double($0) }
    }
    let times = try row("samples in time"), frequencies = try row("Fourier samples"), blur = try row("from a blur")
    #expect(times[0] < 4 && times[1] > 24)
    #expect(frequencies[1] < 6)
    #expect(blur[1] > blur[0] + 2)
    let source = try Recording(reading: folder.path("crow.wav")), found = try Recording(reading: folder.path("out.wav"))
    let error = zip(source.samples, found.samples).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let energy = source.samples.reduce(0) { $0 + $1 * $1 }
    #expect(abs(10 * log10(energy / error) - times[1]) < 0.1)
  }

  @Test(arguments: [
    (["--fraction", "0"], "a fraction of 0.0 is not possible; use from 0.01 to 0.99."),
    (["--bins", "7"], "frames of 7 coefficients are not possible; use an even number from 2 to 16384."),
    (["-o", "out.wav"], "--output is for a RECORDING; spikes are printed and drawn."),
  ])
  func impossibleCommandLineEndsWithOneLine(arguments: [String], message: String) throws {
    let folder = try Folder()
    let outcome = try Program.run(["recover"] + arguments, in: folder)
    #expect(outcome.error == "parseval: error: \(message) See 'parseval recover --help'.\n")
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(try folder.names().isEmpty)
  }
}
