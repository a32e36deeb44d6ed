/// Why wisdom could not be read, written or used; what was in force before still is.
public enum WisdomError: Error, Equatable, CustomStringConvertible {
  /// The text does not begin as wisdom does; these are its first bytes, 16 at most.
  case notWisdom(firstBytes: [UInt8])
  /// The text ends before its last parenthesis is closed.
  case truncated(byteCount: Int)
  /// The text begins as wisdom does, and goes on otherwise.
  case malformed(offset: Int, found: String)
  /// The wisdom is of another version of FFTW.
  case wrongVersion(found: String, expected: String)
  /// The wisdom is of another precision than the one asked for.
  case wrongPrecision(found: Precision, expected: Precision)
  /// The wisdom is of a library that is not one of the three in use, such as that for quadruple precision.
  case unknownLibrary(String)
  /// The wisdom is of an FFTW of the same version with other algorithms, built for another processor or with threads.
  case wrongConfiguration(found: String, expected: String)
  /// FFTW refuses this entry.
  case rejected(entry: String)
  /// The file cannot be read.
  case unreadable(path: String, reason: String)
  /// The file cannot be written; what it held, it holds.
  case unwritable(path: String, reason: String)
  /// There is no system-wide wisdom.
  case noSystemWisdom(Precision, path: String)

  public var description: String {
    switch self {
    case .notWisdom(let bytes):
      "this is not wisdom: it begins with '\(Self.escaped(bytes))', where wisdom begins with '(fftw-'"
    case .truncated(let count):
      "the wisdom is cut off: it ends after \(count) bytes, before its last parenthesis is closed"
    case .malformed(let offset, let found):
      "the wisdom is damaged: at byte \(offset) it has '\(found)', which cannot stand there"
    case .wrongVersion(let found, let expected):
      "the wisdom is of \(found), but this is \(expected); measure anew with this version"
    case .wrongPrecision(let found, let expected):
      "the wisdom is of \(found) precision, but \(expected) precision is wanted"
    case .unknownLibrary(let name):
      "the wisdom is '\(name)', but must be one of 'fftwf_wisdom', 'fftw_wisdom' and 'fftwl_wisdom'"
    case .wrongConfiguration(let found, let expected):
      "the wisdom is of an FFTW with other algorithms, \(found), but this one has \(expected); "
        + "measure anew with this library"
    case .rejected(let entry):
      "FFTW rejects an entry of the wisdom: \(entry)"
    case .unreadable(let path, let reason):
      "cannot read wisdom from '\(path)': \(reason)"
    case .unwritable(let path, let reason):
      "cannot write wisdom to '\(path)': \(reason)"
    case .noSystemWisdom(let precision, let path):
      "there is no system-wide wisdom for \(precision) precision; FFTW's program fftw-wisdom writes it, to '\(path)'"
    }
  }

  /// Bytes as text on one line.
  static func escaped(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      if (0x20..<0x7F).contains(byte) { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "\\x" + (byte < 16 ? "0" : "") + digits
    }.joined()
  }
}
