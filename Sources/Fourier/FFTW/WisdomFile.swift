import Foundation

// Wisdom in files.
extension Wisdom {
  /// Far above the largest wisdom, far below what a device without an end would fill.
  private static let largestSize = 1 << 24

  /// Reads wisdom from a file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - precision: The precision that the file must be about; nil: any.
  /// - Throws: ``WisdomError/unreadable(path:reason:)``, or what ``init(bytes:expecting:)`` throws.
  public init(contentsOf path: String, expecting precision: Precision? = nil) throws(WisdomError) {
    let bytes: [UInt8]
    do throws(WholeFile.Failure) {
      bytes = try WholeFile.read(path, largestSize: Self.largestSize)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    try self.init(bytes: bytes, expecting: precision)
  }

  /// Writes a file, whole or not at all: where that fails, or the machine does, an existing file is as it was.
  ///
  /// - Parameter path: The file's path, in a folder that exists. Where it is a symbolic link, the link stays.
  /// - Throws: ``WisdomError/unwritable(path:reason:)``
  public func write(to path: String) throws(WisdomError) {
    do throws(WholeFile.Failure) {
      try WholeFile.write(bytes, to: path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  /// How the system says that a file does not exist.
  static let noSuchFile = WholeFile.words(ENOENT)
}
