import ArgumentParser

extension AudioContainer {
  /// Checks that the extension of an output's path names a container.
  static func check(_ path: String) throws {
    guard AudioContainer(path: path) == nil else { return }
    let extensions = allCases.flatMap(\.extensions).map { "." + $0 }.joined(separator: ", ")
    throw ValidationError("the extension of '\(path)' names no kind of file to write; \(extensions) would be right")
  }
}
