import Foundation
import Fourier
import Testing

/// Wisdom in files: written whole or not at all.
@Suite("Wisdom in files")
struct WisdomFileTests {
  private let wisdom: Wisdom

  init() throws { wisdom = try Wisdom(bytes: WisdomSample.text(.double).utf8) }

  @Test("A file is written, and replaces an older one, with nothing beside it")
  func writing() throws {
    let folder = try WisdomFolder()
    try wisdom.write(to: folder.path("wisdom"))
    try folder.write("older and longer than what replaces it" + String(repeating: ".", count: 1 << 20), to: "older")
    try wisdom.write(to: folder.path("older"))
    for name in ["wisdom", "older"] {
      #expect(try folder.bytes(name) == wisdom.bytes)
      #expect(try Wisdom(contentsOf: folder.path(name)) == wisdom)
    }
    #expect(try folder.names() == ["older", "wisdom"])
  }

  @Test("Where the path is a link, the file that it points to is written")
  func link() throws {
    let folder = try WisdomFolder()
    try folder.write("old", to: "file")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "file")
    try wisdom.write(to: folder.path("link"))
    #expect(try folder.bytes("file") == wisdom.bytes)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link")) == "file")
    #expect(try folder.names() == ["file", "link"])
  }

  @Test("What cannot be written to says why")
  func unwritable() throws {
    let folder = try WisdomFolder()
    try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: false)
    try folder.write("kept", to: "file")
    try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
    let reasons = [
      ("missing/wisdom", "No such file or directory"), ("folder", "Is a directory"),
      ("file/wisdom", "Not a directory"), ("pipe", "not a regular file"), ("a\0b", "Invalid argument"),
      (String(repeating: "a", count: 300), "File name too long"),
    ]
    for (name, reason) in reasons {
      let path = folder.path(name)
      #expect(throws: WisdomError.unwritable(path: path, reason: reason)) { try wisdom.write(to: path) }
    }
    #expect(try folder.names() == ["file", "folder", "pipe"])
    #expect(try folder.bytes("file") == Array("kept".utf8))
  }

  @Test("A protected folder or file is left as it is")
  func protected() async {
    await #expect(processExitsWith: .success) {
      let wisdom = try Wisdom(bytes: WisdomSample.text(.double).utf8)
      let folder = try WisdomFolder()
      try folder.write("kept", to: "file")
      chmod(folder.path, 0o555)
      let open = try WisdomFolder()
      chmod(open.path, 0o777)
      try open.write("kept", to: "file")
      chmod(open.path("file"), 0o444)
      try open.write("kept", to: "secret")
      chmod(open.path("secret"), 0o000)
      WisdomSample.dropPrivileges()
      for path in [folder.path("file"), folder.path("wisdom"), open.path("file")] {
        #expect(throws: WisdomError.unwritable(path: path, reason: "Permission denied")) {
          try wisdom.write(to: path)
        }
      }
      let secret = open.path("secret")
      #expect(throws: WisdomError.unreadable(path: secret, reason: "Permission denied")) {
        try Wisdom(contentsOf: secret)
      }
      #expect(try folder.bytes("file") == Array("kept".utf8) && folder.names() == ["file"])
      #expect(try open.bytes("file") == Array("kept".utf8) && open.names() == ["file", "secret"])
      WisdomSample.regainPrivileges()
      chmod(folder.path, 0o755)
    }
  }

  @Test("A disk that is full in the middle leaves the old file and nothing else")
  func fullDisk() async {
    await #expect(processExitsWith: .success) {
      let wisdom = try Wisdom(bytes: WisdomSample.text(.double).utf8)
      let folder = try WisdomFolder()
      try folder.write("kept", to: "wisdom")
      // The system ends a process that exceeds its limit, unless it is told to say so.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100, rlim_max: 100)
      #if os(Linux)
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      #else
        try #require(setrlimit(RLIMIT_FSIZE, &limit) == 0)
      #endif
      try #require(wisdom.bytes.count > 100)
      let path = folder.path("wisdom")
      #expect(throws: WisdomError.unwritable(path: path, reason: "File too large")) { try wisdom.write(to: path) }
      #expect(try folder.bytes("wisdom") == Array("kept".utf8) && folder.names() == ["wisdom"])
    }
  }

  @Test("What cannot be read says why")
  func unreadable() throws {
    let folder = try WisdomFolder()
    let reasons = [
      ("missing", "No such file or directory"), ("", "Is a directory"), ("a\0b", "Invalid argument"),
    ]
    for (name, reason) in reasons {
      let path = folder.path(name)
      #expect(throws: WisdomError.unreadable(path: path, reason: reason)) { try Wisdom(contentsOf: path) }
    }
    #expect(throws: WisdomError.unreadable(path: "/dev/zero", reason: "longer than \(1 << 24) bytes")) {
      try Wisdom(contentsOf: "/dev/zero")
    }
  }

  @Test("A file that is cut off, of another precision, or something else")
  func contents() throws {
    let folder = try WisdomFolder()
    for tenth in 0..<10 {
      let count = wisdom.bytes.count * tenth / 10
      try folder.write(String(decoding: wisdom.bytes[..<count], as: UTF8.self), to: "short")
      #expect(throws: WisdomError.truncated(byteCount: count)) { try Wisdom(contentsOf: folder.path("short")) }
    }
    try wisdom.write(to: folder.path("wisdom"))
    #expect(throws: WisdomError.wrongPrecision(found: .double, expected: .single)) {
      try Wisdom(contentsOf: folder.path("wisdom"), expecting: .single)
    }
    try folder.write("RIFF....WAVEfmt and so on", to: "sound")
    #expect(throws: WisdomError.notWisdom(firstBytes: Array("RIFF....WAVEfmt ".utf8))) {
      try Wisdom(contentsOf: folder.path("sound"))
    }
  }
}
