import Foundation
import Testing

/// The progress bar: on a terminal only, one line, gone at the end.
struct ProgressBarTests {
  /// What the program writes to a terminal that is its standard error.
  private func written(_ arguments: [String], environment: [String: String] = [:]) throws -> String {
    var size = winsize(ws_row: 24, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0)
    var terminal: Int32 = -1
    var descriptor: Int32 = -1
    try #require(openpty(&terminal, &descriptor, nil, nil, &size) == 0)
    defer { close(terminal) }
    let device = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)

    let folder = try Folder()
    try folder.addCrow()
    let process = Process()
    process.executableURL = try Program.executable()
    process.arguments = ["match", "crow.wav", "crow.wav", "-o", "out.wav", "--steps", "20"] + arguments
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging(["TERM": "xterm"]) { $1 }
      .merging(environment) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = device
    try process.run()

    // Read as it comes, lest the terminal's buffer fill; it is at its end when the program's side is closed.
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    try device.close()
    while case let count = read(terminal, &block, block.count), count > 0 { bytes += block[..<count] }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func isOneLineDrawnOverAndClearedAtTheEnd() throws {
    let text = try written([])
    #expect(!text.contains("\n"))
    let frames = text.split(separator: "\r\u{1B}[K", omittingEmptySubsequences: false)
    #expect(frames.count >= 3)
    #expect(frames.first == "")
    #expect(frames.last == "", "cleared at the end")
    let drawn = frames.dropFirst().dropLast()
    for frame in drawn {
      #expect(frame.contains(/[█░]{5,} +[0-9]+\/20  loss [-0-9.e]+  [0-9]+:[0-9][0-9] left$/))
      #expect(frame.count < 60, "no wider than the terminal")
    }
    #expect(drawn.last?.contains(" 20/20 ") == true)
  }

  @Test func isNotThereWhenQuiet() throws {
    #expect(try written(["--quiet"]).isEmpty)
  }

  @Test func isNotThereOnATerminalThatCannotDrawOver() throws {
    #expect(try written([], environment: ["TERM": "dumb"]).isEmpty)
  }
}
