import Foundation

/// The built `parseval` program, run as a user runs it.
enum Program {
  struct Outcome {
    var status: Int32
    var output: String
    var error: String
  }

  struct NotFound: Error {}

  /// Beside the test bundle, wherever the build put both.
  static func executable() throws -> URL {
    let starts = [Bundle.main.executablePath].compactMap(\.self) + CommandLine.arguments.filter { $0.contains("/") }
    for start in starts {
      var folder = URL(fileURLWithPath: start).resolvingSymlinksInPath()
      for _ in 0..<6 {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("parseval")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue {
          return candidate
        }
      }
    }
    throw NotFound()
  }

  static func run(
    _ arguments: [String], in folder: Folder, environment: [String: String] = [:]
  ) throws -> Outcome {
    try run([executable().path] + arguments, in: folder.url, environment: environment)
  }

  /// Runs any command; what it prints goes to files, so that neither stream can block the other.
  static func run(_ command: [String], in folder: URL, environment: [String: String] = [:]) throws -> Outcome {
    let streams = try Folder()
    let output = try streams.emptyFile("output"), error = try streams.emptyFile("error")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try streams.text("output"), error: try streams.text("error"))
  }
}
