import Foundation

/// Why a graph could not be drawn.
public enum GraphvizError: Error, Equatable {
  /// Graphviz's program `dot` is not on the PATH.
  case notInstalled
  /// It could not be run, or refused.
  case failed(reason: String)
}

extension GraphvizError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notInstalled:
      "Graphviz's program 'dot' was not found on the PATH; install it with 'apt-get install graphviz' on Debian and "
        + "Ubuntu, 'dnf install graphviz' on Fedora, 'brew install graphviz' on macOS, or draw the source in 'dot' elsewhere"
    case .failed(let reason): "Graphviz could not draw the graph: \(reason)"
    }
  }
}

extension ComputationGraph {
  /// The graph as a picture in SVG, drawn by Graphviz's program `dot`, which has to be installed.
  ///
  /// - Parameter path: the folders in which `dot` is looked for, separated by colons; when left out, the environment's
  ///   PATH.
  /// - Throws: ``GraphvizError``, which says how to install it.
  public func svg(searchPath path: String? = nil) throws(GraphvizError) -> String {
    let path = path ?? ProcessInfo.processInfo.environment["PATH", default: ""]
    let candidates = path.split(separator: ":").map { URL(fileURLWithPath: String($0)).appendingPathComponent("dot") }
    guard let executable = candidates.first(where: { access($0.path, X_OK) == 0 }) else { throw .notInstalled }
    let status: Int32
    let output: String
    let complaint: String
    do {
      (status, output, complaint) = try run(executable)
    } catch {
      throw .failed(reason: error.localizedDescription)
    }
    guard status == 0 else {
      throw .failed(reason: complaint.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
    return output
  }

  private func run(_ executable: URL) throws -> (status: Int32, output: String, complaint: String) {
    // Through files: a pipe that nobody empties would stop the program.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("graph-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appendingPathComponent("graph.dot"), picture = folder.appendingPathComponent("graph.svg")
    try Data(dot.utf8).write(to: source)
    let process = Process()
    let complaints = Pipe()
    process.executableURL = executable
    process.arguments = ["-Tsvg", "-o", picture.path, source.path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = complaints
    try process.run()
    let complaint = complaints.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let output = process.terminationStatus == 0 ? try Data(contentsOf: picture) : Data()
    return (
      process.terminationStatus, String(decoding: output, as: UTF8.self), String(decoding: complaint, as: UTF8.self)
    )
  }
}
