import Foundation

/// Files that are read whole, and written whole or not at all.
package enum WholeFile {
  /// What the system says of a file that it does not read or write.
  package struct Failure: Error {
    package let reason: String

    package init(reason: String) { self.reason = reason }

    fileprivate init(_ code: Int32) { reason = words(code) }
  }

  /// What the C library says of an error.
  package static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// The bytes of a file, which are `largestSize` at most: a device without an end would fill all memory.
  package static func read(_ path: String, largestSize: Int) throws(Failure) -> [UInt8] {
    let file = path.utf8.contains(0) ? -1 : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Failure(path.utf8.contains(0) ? EINVAL : errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(file, &status) == 0 { bytes.reserveCapacity(min(Int(status.st_size), largestSize)) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(file, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(errno)
      }
      bytes += chunk[..<count]
      if bytes.count > largestSize { throw Failure(reason: "longer than \(largestSize) bytes") }
    }
  }

  /// Writes a file: where that fails, or the machine does, an existing file is as it was. Where the path is a symbolic link,
  /// the link stays.
  package static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    if path.utf8.contains(0) { throw Failure(EINVAL) }
    let destination = resolved(path)
    var status = stat()
    if stat(destination, &status) == 0 {
      // A new file would take the place of a device, or of a file that is protected against just that.
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR { throw Failure(EISDIR) }
      if kind != S_IFREG { throw Failure(reason: "not a regular file") }
      if faccessat(AT_FDCWD, destination, W_OK, AT_EACCESS) != 0 { throw Failure(errno) }
    }

    let temporary = "\(destination).\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    let file = open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw Failure(errno) }
    var code = writeAll(bytes, to: file)
    // Before the name points to the new content, that content must be on the disk.
    if code == 0 && fsync(file) != 0 { code = errno }
    if close(file) != 0 && code == 0 { code = errno }
    if code == 0 && rename(temporary, destination) != 0 { code = errno }
    if code != 0 {
      unlink(temporary)
      throw Failure(code)
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
