/// The parts of the text in which FFTW writes its wisdom.
///
///     (fftw-3.3.10 fftw_wisdom #x458a31c8 #x92381c4c #x4f974889 #xcd46f97e
///       (fftw_codelet_n2fv_32_avx 0 #x11bdd #x11bdd #x0 #x58b9641c #x9e30bdf8 #xf0f47ae8 #x7655e569)
///     )
///
/// In the first line, version, library and a hash of the algorithms that it has; in each entry an algorithm, its number
/// among those of that name, three words of flags, and a hash of the problem that it solves.
struct WisdomText {
  struct Entry {
    /// With its parentheses.
    let range: Range<Int>
    let problem: SIMD4<UInt32>
  }

  let bytes: [UInt8]
  let version: String
  let precision: Precision
  /// The hash of the library's algorithms, as written.
  let configuration: String
  let entries: [Entry]

  /// Splits `bytes`, of which nothing but white space may be left over.
  ///
  /// Another version than the expected one is refused before its entries, which may look different, are read.
  init(_ bytes: [UInt8], expectedVersion: (Precision) -> String? = { _ in nil }) throws(WisdomError) {
    var reader = WisdomReader(bytes)
    try reader.readStart()
    self.bytes = bytes
    version = try reader.readWord()
    precision = try reader.readPrecision()
    if let expected = expectedVersion(precision), version != expected {
      throw .wrongVersion(found: version, expected: expected)
    }
    let configurationStart = reader.nextWordOffset
    for _ in 0..<4 { _ = try reader.readHexadecimal() }
    configuration = String(decoding: bytes[configurationStart..<reader.offset], as: UTF8.self)
    var entries: [Entry] = []
    while let start = try reader.readOpening() {
      _ = try reader.readWord()
      try reader.readNumber()
      for _ in 0..<3 { _ = try reader.readHexadecimal() }
      var problem = SIMD4<UInt32>()
      for i in 0..<4 { problem[i] = try reader.readHexadecimal() }
      try reader.readClosing()
      entries.append(Entry(range: start..<reader.offset, problem: problem))
    }
    try reader.readEnd()
    self.entries = entries
  }

  /// The problems of all entries.
  var problems: Set<SIMD4<UInt32>> { Set(entries.map(\.problem)) }

  func text(of entry: Entry) -> String { String(decoding: bytes[entry.range], as: UTF8.self) }

  /// Wisdom with some of the entries.
  func bytes(with entries: some Sequence<Entry>) -> [UInt8] {
    let end = self.entries.first?.range.lowerBound ?? bytes.lastIndex(of: UInt8(ascii: ")")) ?? 0
    var result = Array(bytes[..<end])
    for entry in entries { result += bytes[entry.range] + [UInt8(ascii: "\n")] }
    return result + [UInt8(ascii: ")"), UInt8(ascii: "\n")]
  }
}

/// Reads the words of wisdom.
///
/// Where the text ends too early it is cut off; where anything else stands in a word's place it is damaged.
private struct WisdomReader {
  private static let start = Array("(fftw-".utf8)

  private let bytes: [UInt8]
  private(set) var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Where the next word begins.
  var nextWordOffset: Int {
    bytes[offset...].firstIndex { !Self.isSpace($0) } ?? bytes.count
  }

  /// Checks that the text begins as wisdom does, and goes to the version.
  mutating func readStart() throws(WisdomError) {
    let common = zip(bytes, Self.start).prefix { $0 == $1 }.count
    if common < min(bytes.count, Self.start.count) { throw .notWisdom(firstBytes: Array(bytes.prefix(16))) }
    if bytes.isEmpty { throw .truncated(byteCount: 0) }
    offset = 1
  }

  mutating func readPrecision() throws(WisdomError) -> Precision {
    let name = try readWord()
    switch name {
    case "fftwf_wisdom": return .single
    case "fftw_wisdom": return .double
    case "fftwl_wisdom": return .extended
    default: throw .unknownLibrary(name)
    }
  }

  /// A word, which the text does not end with.
  mutating func readWord() throws(WisdomError) -> String {
    let word = try nextWord()
    return String(decoding: bytes[word], as: UTF8.self)
  }

  mutating func readNumber() throws(WisdomError) {
    let word = try nextWord()
    let isNumber = bytes[word].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if !isNumber || word.count > 9 { throw malformed(word.lowerBound) }
  }

  mutating func readHexadecimal() throws(WisdomError) -> UInt32 {
    let word = try nextWord()
    // No sign and no more than eight digits, which UInt32 would take.
    guard bytes[word].starts(with: "#x".utf8), (3...10).contains(word.count),
      bytes[word.lowerBound + 2] != UInt8(ascii: "+"),
      let value = UInt32(String(decoding: bytes[word].dropFirst(2), as: UTF8.self), radix: 16)
    else { throw malformed(word.lowerBound) }
    return value
  }

  /// The place of an entry's opening parenthesis; nil at the one that closes the wisdom.
  mutating func readOpening() throws(WisdomError) -> Int? {
    offset = nextWordOffset
    guard offset < bytes.count else { throw .truncated(byteCount: bytes.count) }
    defer { offset += 1 }
    switch bytes[offset] {
    case UInt8(ascii: "("): return offset
    case UInt8(ascii: ")"): return nil
    default: throw malformed(offset)
    }
  }

  mutating func readClosing() throws(WisdomError) {
    guard try readOpening() == nil else { throw malformed(offset - 1) }
  }

  func readEnd() throws(WisdomError) {
    if nextWordOffset < bytes.count { throw malformed(nextWordOffset) }
  }

  private mutating func nextWord() throws(WisdomError) -> Range<Int> {
    let start = nextWordOffset
    let end = bytes[start...].firstIndex { !(0x21..<0x7F).contains($0) || Self.isParenthesis($0) }
    guard let end else { throw .truncated(byteCount: bytes.count) }
    // Anything else than white space or a parenthesis is no text.
    if end == start || !(Self.isSpace(bytes[end]) || Self.isParenthesis(bytes[end])) { throw malformed(end) }
    offset = end
    return start..<end
  }

  private func malformed(_ offset: Int) -> WisdomError {
    .malformed(offset: offset, found: WisdomError.escaped(bytes[offset...].prefix(16)))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  private static func isParenthesis(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")") }
}
