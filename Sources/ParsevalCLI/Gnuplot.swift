import Foundation

/// The plotting program gnuplot, found on the PATH.
struct Gnuplot {
  private let executable: URL

  /// Finds gnuplot and makes sure that it can draw PNG files.
  init() throws(OutputError) {
    let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
    let candidates = folders.map { URL(fileURLWithPath: String($0)).appendingPathComponent("gnuplot") }
    guard let executable = candidates.first(where: { access($0.path, X_OK) == 0 }) else { throw .noGnuplot }
    self.executable = executable
    let status = try? run(["-e", Figure.terminal()], output: .nullDevice).status
    guard status == 0 else { throw .gnuplotWithoutPNG }
  }

  /// Runs a script that draws a PNG; what it draws goes over the file at `temporary`, which is to become `path`.
  func draw(script: String, to temporary: String, for path: String) throws(OutputError) {
    let scriptFile = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).gnuplot")
    defer { try? FileManager.default.removeItem(at: scriptFile) }
    let status: Int32
    let complaint: String
    do {
      try Data(script.utf8).write(to: scriptFile)
      let output = try FileHandle(forWritingTo: URL(fileURLWithPath: temporary))
      (status, complaint) = try run([scriptFile.path], output: output)
      try output.close()
    } catch {
      throw .writing(path: path, reason: "gnuplot could not be run: \(error.localizedDescription)")
    }
    guard status == 0 else {
      let reason = complaint.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      throw .writing(path: path, reason: "gnuplot says: \(reason)")
    }
    // gnuplot does not notice when its output is cut short.
    let end = FileManager.default.contents(atPath: temporary)?.suffix(8) ?? Data()
    guard end.starts(with: Data("IEND".utf8)) else {
      throw .writing(path: path, reason: "gnuplot did not write all of the picture")
    }
  }

  private func run(_ arguments: [String], output: FileHandle) throws -> (status: Int32, complaint: String) {
    let process = Process()
    let complaints = Pipe()
    process.executableURL = executable
    // Not the user's own settings: the picture is laid out here.
    process.arguments = ["--default-settings"] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = complaints
    try process.run()
    let complaint = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: complaint, as: UTF8.self))
  }
}
