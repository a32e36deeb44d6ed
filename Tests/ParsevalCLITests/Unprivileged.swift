import Foundation

/// The program without root's power to read and write everything.
enum Unprivileged {
  /// As the user who runs the tests; when that is root, as nobody, from a copy that nobody can reach.
  static func run(_ arguments: [String], in folder: Folder) throws -> Program.Outcome {
    let executable = try Program.executable()
    guard geteuid() == 0 else { return try Program.run(arguments, in: folder) }
    let program = try Folder()
    let copy = program.path("parseval")
    try FileManager.default.copyItem(atPath: executable.path, toPath: copy)
    let nobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    return try Program.run(nobody + [copy] + arguments, in: folder.url)
  }
}
