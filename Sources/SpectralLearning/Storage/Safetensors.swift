import Autodiff
import ComplexNumbers

/// The format of Hugging Face's `safetensors`.
///
/// Eight bytes, the length of the header as a little-endian number; the header, an object of JSON that gives each tensor's
/// type, shape and range of bytes, and may have text under `__metadata__`; the elements of all tensors, without gaps.
///
/// The format has no complex numbers of double precision. They are written as 64-bit numbers with a last axis of extent 2,
/// the real part first: `torch.view_as_complex` and NumPy's `view(numpy.complex128)[..., 0]` give them back. The names of
/// such tensors stand in the metadata, under `parseval.complex128`, as an array of JSON.
/// - Source: <https://github.com/huggingface/safetensors>; files come out as its release 0.8 writes them.
enum Safetensors {
  /// The most bytes of a header that the format allows.
  static let largestHeader = 100_000_000

  private static let pairsKey = "parseval.complex128"

  // MARK: Writing

  static func encode(_ archive: TensorArchive) -> [UInt8] {
    // The largest types first, so that each tensor is aligned to its elements.
    let sorted = archive.tensors.sorted { left, right in
      let first = rank(left.value), second = rank(right.value)
      return first == second ? Array(left.key.utf8).lexicographicallyPrecedes(right.key.utf8) : first < second
    }
    var metadata = archive.annotatedMetadata
    let pairs = sorted.filter { $0.value.storedType == .complex128 }.map(\.key)
    if !pairs.isEmpty { metadata[pairsKey] = JSON.text(pairs) }

    var entries = metadata.isEmpty ? [] : ["\"__metadata__\":\(JSON.text(metadata))"]
    var offset = 0
    for (name, tensor) in sorted {
      let isPair = tensor.storedType == .complex128
      let shape = JSON.text(tensor.shape + (isPair ? [2] : []))
      let next = offset + tensor.byteCount
      entries.append(
        "\(JSON.text(name)):{\"dtype\":\"\(word(tensor.storedType))\",\"shape\":\(shape),"
          + "\"data_offsets\":[\(offset),\(next)]}")
      offset = next
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    header += Array(repeating: UInt8(ascii: " "), count: -header.count & 7)

    var bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    bytes.reserveCapacity(8 + header.count + offset)
    bytes += header
    for (_, tensor) in sorted { bytes += tensor.littleEndianBytes }
    return bytes
  }

  fileprivate static func word(_ type: StoredType) -> String {
    switch type {
    case .float32: "F32"
    case .float64, .complex128: "F64"
    case .complex64: "C64"
    }
  }

  private static func rank(_ tensor: AnyTensor) -> Int {
    switch tensor.storedType {
    case .float64, .complex128: 0
    case .complex64: 1
    case .float32: 2
    }
  }

  // MARK: Reading

  static func decode(_ bytes: [UInt8]) throws(StorageError) -> TensorArchive {
    guard bytes.count >= 8 else { throw .truncated(byteCount: bytes.count, needed: 8) }
    let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard length <= largestHeader else { throw .headerTooLarge(byteCount: length) }
    let start = 8 + Int(length)
    guard bytes.count >= start else { throw .truncated(byteCount: bytes.count, needed: start) }

    let header: Header = try JSON.decode(from: bytes[8..<start])
    let sorted = header.entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.name) < ($1.range.lowerBound, $1.range.upperBound, $1.name)
    }
    var archive = TensorArchive(metadata: header.metadata)
    var offset = 0
    var previous = ""
    for entry in sorted {
      let range = entry.range
      if range.lowerBound < offset { throw .overlapping(first: previous, second: entry.name) }
      if range.lowerBound > offset { throw .unclaimed(offset: offset, byteCount: range.lowerBound - offset) }
      guard byteCount(entry.shape, entry.type) == range.count else {
        throw .invalidEntry(
          name: entry.name,
          reason: "it has \(range.count) bytes for a shape of \(entry.shape) and \(entry.type.rawValue) elements")
      }
      guard range.upperBound <= bytes.count - start else {
        throw .truncated(byteCount: bytes.count, needed: start + (sorted.last?.range.upperBound ?? 0))
      }
      archive.tensors[entry.name] = bytes.withUnsafeBytes { bytes in
        let own = UnsafeRawBufferPointer(rebasing: bytes[start...].dropFirst(range.lowerBound).prefix(range.count))
        return AnyTensor(littleEndian: own, type: entry.type, shape: entry.shape)
      }
      (offset, previous) = (range.upperBound, entry.name)
    }
    guard offset == bytes.count - start else {
      throw .unclaimed(offset: offset, byteCount: bytes.count - start - offset)
    }
    for name in try archive.takeNames(pairsKey) {
      guard let pairs = archive.tensors[name]?.pairsAsComplex else {
        throw .invalidEntry(name: name, reason: "\(pairsKey) names it, but it is not of pairs of 64-bit numbers")
      }
      archive.tensors[name] = .complexDouble(pairs)
    }
    try archive.applyAnnotations()
    return archive
  }
}

private struct Header: Decodable {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Name.self)
    for name in fields.allKeys {
      if name.stringValue == "__metadata__" {
        metadata = try fields.decode([String: String].self, forKey: name)
      } else {
        entries.append(try fields.decode(Entry.self, forKey: name))
      }
    }
  }
}

private struct Entry: Decodable {
  private enum CodingKeys: String, CodingKey {
    case type = "dtype", shape, offsets = "data_offsets"
  }

  let name: String
  let type: StoredType
  let shape: [Int]
  /// Where the elements are behind the header.
  let range: Range<Int>

  init(from decoder: any Decoder) throws {
    name = decoder.codingPath.last?.stringValue ?? ""
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let word = try fields.decode(String.self, forKey: .type)
    guard let type = StoredType.allCases.first(where: { Safetensors.word($0) == word }) else {
      throw StorageError.unsupportedType(name: name, type: word)
    }
    self.type = type
    shape = try fields.decode([Int].self, forKey: .shape)
    let offsets = try fields.decode([Int].self, forKey: .offsets)
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1] else {
      throw StorageError.invalidEntry(
        name: name, reason: "data_offsets are \(offsets), where a begin and an end should stand")
    }
    range = offsets[0]..<offsets[1]
  }
}

/// The bytes of a tensor, nil if they are more than there can be, or if an extent is negative.
func byteCount(_ shape: [Int], _ type: StoredType) -> Int? {
  guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
  var count = type.size
  for extent in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: extent)
    if overflow { return shape.contains(0) ? 0 : nil }
    count = product
  }
  return count
}
