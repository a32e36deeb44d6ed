import CSndfile
import Foundation
import Testing

/// `--plot`: a whole picture, for any length of the descent and any name of the files.
struct PlotTests {
  @Test(arguments: [
    (steps: 1, source: "crow.wav"),
    (steps: 12, source: #"a "loud" \crow_1 with a name that is longer than the title.wav"#),
  ])
  func drawsAPNG(steps: Int, source: String) throws {
    let folder = try Folder()
    try folder.addCrow(as: source)
    let noise = Recording.noise(seconds: 0.5, channelCount: 1, level: 0.25)
    try Recording(samples: noise, container: SF_FORMAT_WAV, samplesAs: SF_FORMAT_PCM_16).write(to: folder.path("b.wav"))

    let outcome = try Program.run(
      ["match", source, "b.wav", "-o", "c.wav", "--plot", "eq.png", "--taps", "31", "--steps", "\(steps)"], in: folder)

    #expect(outcome.error.isEmpty)
    #expect(outcome.status == 0)
    let picture = try [UInt8](folder.data("eq.png"))
    try #require(picture.count > 20_000)
    // The signature, then width and height in the first chunk; the last chunk is IEND.
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(Array(picture[12..<16]) == Array("IHDR".utf8))
    #expect(Array(picture[16..<24]) == [0, 0, 0x04, 0xB0, 0, 0, 0x05, 0x78], "1200 by 1400")
    #expect(Array(picture.suffix(8).prefix(4)) == Array("IEND".utf8))
  }
}
