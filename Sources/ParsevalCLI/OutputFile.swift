import Foundation

/// A file to be written: whether it can be is known at once, and it appears under its name whole or not at all.
///
/// ``stage(_:)`` fills a temporary file in the same folder, ``commit()`` renames it; several files are staged
/// before the first is committed, so that a failure of one leaves none.
final class OutputFile {
  /// As the user named it.
  let path: String
  /// Where it is, symbolic links followed: the link stays, its file is replaced.
  private let destination: String
  private var temporary: String?

  /// Checks, by writing a file beside it and removing it again, that `path` can be written and is none of `inputs`.
  init(path: String, inputs: [String]) throws(OutputError) {
    self.path = path
    destination = realpath(path) ?? path

    if let existing = fileStatus(destination) {
      switch existing.st_mode & S_IFMT {
      case S_IFREG: break
      case S_IFDIR: throw .isFolder(path: path)
      default: throw .notRegularFile(path: path)
      }
      for input in inputs where fileStatus(input).map({ $0.isSameFile(as: existing) }) ?? false {
        throw .sameAsInput(path: path, input: input)
      }
      guard access(destination, W_OK) == 0 else { throw .notWritable(path: path) }
    }
    try createTemporary()
    discard()
  }

  /// Whether both would be written to one place.
  func isSameFile(as other: OutputFile) -> Bool { location == other.location }

  /// Lets `write` fill the temporary file whose path it is given.
  func stage(_ write: (String) throws -> Void) throws {
    try write(createTemporary())
  }

  func commit() throws(OutputError) {
    guard let temporary else { return }
    guard rename(temporary, destination) == 0 else { throw .writing(path: path, reason: systemError()) }
    self.temporary = nil
  }

  /// Removes what was staged and not committed.
  func discard() {
    if let temporary { unlink(temporary) }
    temporary = nil
  }

  private var folder: String { destination.folderPath }
  private var location: String { (realpath(folder) ?? folder) + "/" + destination.fileName }

  @discardableResult
  private func createTemporary() throws(OutputError) -> String {
    let name = "\(folder)/.parseval-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    // Exclusively, and with the permissions that the user's mask gives to any new file.
    let descriptor = open(name, O_CREAT | O_EXCL | O_WRONLY, 0o666)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT where fileStatus(folder) == nil, ENOTDIR: throw .noFolder(path: path, folder: folder)
      case ENOENT, EACCES, EPERM, EROFS: throw .folderNotWritable(path: path, folder: folder)
      default: throw .writing(path: path, reason: systemError())
      }
    }
    close(descriptor)
    temporary = name
    return name
  }
}

extension OutputFile {
  /// Writes several files, all or none; an interrupt waits until it is done.
  static func publish(_ stages: [(OutputFile, (String) throws -> Void)]) throws {
    var interrupts = sigset_t()
    var unblocked = sigset_t()
    sigemptyset(&interrupts)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&interrupts, signal) }
    pthread_sigmask(SIG_BLOCK, &interrupts, &unblocked)
    defer { pthread_sigmask(SIG_SETMASK, &unblocked, nil) }

    do {
      for (file, write) in stages { try file.stage(write) }
      for (file, _) in stages { try file.commit() }
    } catch {
      for (file, _) in stages { file.discard() }
      throw error
    }
  }
}

/// What the C library says of the last failed call.
func systemError() -> String { String(cString: strerror(errno)) }

private func realpath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

private func fileStatus(_ path: String) -> stat? {
  var status = stat()
  return stat(path, &status) == 0 ? status : nil
}

extension stat {
  fileprivate func isSameFile(as other: stat) -> Bool { st_dev == other.st_dev && st_ino == other.st_ino }
}
