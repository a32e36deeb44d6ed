import Foundation

/// A temporary folder of a test's own, removed with it.
final class Folder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("parseval-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
  }

  /// The repository's.
  static var recordings: URL {
    URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Fixtures/recordings").standardized
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Not by `Data(contentsOf:)`, which leaks a page for each empty file.
  func data(_ name: String) throws -> Data {
    try FileHandle(forReadingFrom: url.appendingPathComponent(name)).readToEnd() ?? Data()
  }

  func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
  }

  func emptyFile(_ name: String) throws -> FileHandle {
    try write("", to: name)
    return try FileHandle(forWritingTo: url.appendingPathComponent(name))
  }

  /// The names of all it holds, hidden ones too, sorted.
  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }

  /// The crow, 0.48 s, mono, 44.1 kHz, 16 bits: long enough for a match.
  func addCrow(as name: String = "crow.wav") throws {
    let crow = Self.recordings.appendingPathComponent("misc_crow.wav")
    try FileManager.default.copyItem(at: crow, to: url.appendingPathComponent(name))
  }
}
