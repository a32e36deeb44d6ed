import Foundation

// Wisdom in files.
extension Wisdom {
  /// Reads wisdom from a file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - precision: The precision that the file must be about; nil: any.
  /// - Throws: ``WisdomError/unreadable(path:reason:)``, or what ``init(bytes:expecting:)`` throws.
  public init(contentsOf path: String, expecting precision: Precision? = nil) throws(WisdomError) {
    try self.init(bytes: WisdomFile.read(path), expecting: precision)
  }

  /// Writes a file, whole or not at all: where that fails, or the machine does, an existing file is as it was.
  ///
  /// - Parameter path: The file's path, in a folder that exists. Where it is a symbolic link, the link stays.
  /// - Throws: ``WisdomError/unwritable(path:reason:)``
  public func write(to path: String) throws(WisdomError) { try WisdomFile.write(bytes, path) }

  /// How the system says that a file does not exist.
  static let noSuchFile = WisdomFile.words(ENOENT)
}

private enum WisdomFile {
  /// What the C library says of an error.
  static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// Far above the largest wisdom, far below what a device without an end would fill.
  private static let largestSize = 1 << 24

  static func read(_ path: String) throws(WisdomError) -> [UInt8] {
    let file = path.utf8.contains(0) ? -1 : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable(path: path, reason: words(path.utf8.contains(0) ? EINVAL : errno)) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(file, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path: path, reason: words(errno))
      }
      bytes += chunk[..<count]
      if bytes.count > largestSize { throw .unreadable(path: path, reason: "longer than \(largestSize) bytes") }
    }
  }

  static func write(_ bytes: [UInt8], _ path: String) throws(WisdomError) {
    func failure(_ code: Int32) -> WisdomError { .unwritable(path: path, reason: words(code)) }
    if path.utf8.contains(0) { throw failure(EINVAL) }
    let destination = resolved(path)
    var status = stat()
    if stat(destination, &status) == 0 {
      // A new file would take the place of a device, or of a file that is protected against just that.
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR { throw failure(EISDIR) }
      if kind != S_IFREG { throw .unwritable(path: path, reason: "not a regular file") }
      if faccessat(AT_FDCWD, destination, W_OK, AT_EACCESS) != 0 { throw failure(errno) }
    }

    let temporary = "\(destination).\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    let file = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw failure(errno) }
    var code = writeAll(bytes, to: file)
    // Before the name points to the new content, that content must be on the disk.
    if code == 0 && fsync(file) != 0 { code = errno }
    if close(file) != 0 && code == 0 { code = errno }
    if code == 0 && rename(temporary, destination) != 0 { code = errno }
    if code != 0 {
      unlink(temporary)
      throw failure(code)
    }
  }

  /// The error's code, or 0.
  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32 {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return 0
    }
  }

  /// The path with symbolic links followed; as it is if there is no such file yet.
  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
