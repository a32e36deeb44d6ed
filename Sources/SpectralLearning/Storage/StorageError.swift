/// Why tensors could not be written or read; what was there before, file or model, is as it was.
public enum StorageError: Error, Equatable {
  /// The file cannot be read.
  case unreadable(path: String, reason: String)
  /// The file cannot be written; what it held, it holds.
  case unwritable(path: String, reason: String)
  /// The name of the file ends in no known format's extension.
  case unknownFormat(path: String)

  /// The file ends too early: it has so many bytes, and needs so many at least.
  case truncated(byteCount: Int, needed: Int)
  /// The header of a safetensors file is said to have so many bytes, which is more than any has.
  case headerTooLarge(byteCount: UInt64)
  /// What is written as JSON, the file or its header, is damaged or has something else than should stand there.
  case malformed(reason: String)
  /// A tensor's entry makes no sense.
  case invalidEntry(name: String, reason: String)
  /// The bytes of two tensors overlap.
  case overlapping(first: String, second: String)
  /// So many bytes, from an offset into the tensors' bytes on, belong to no tensor.
  case unclaimed(offset: Int, byteCount: Int)
  /// The tensor has elements of a type that is not read.
  case unsupportedType(name: String, type: String)

  /// The model has tensors of these names, the file does not.
  case missing(names: [String])
  /// The file has tensors of these names, the model does not.
  case unexpected(names: [String])
  /// The tensor has another shape in the file than in the model.
  case wrongShape(name: String, found: [Int], expected: [Int])
  /// The tensor has elements of another type in the file than in the model.
  case wrongType(name: String, found: StoredType, expected: StoredType)
  /// The file has no checkpoint in it, or one that contradicts itself.
  case invalidCheckpoint(reason: String)
}

extension StorageError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read tensors from '\(path)': \(reason)"
    case .unwritable(let path, let reason): "cannot write tensors to '\(path)': \(reason)"
    case .unknownFormat(let path):
      "the extension of '\(path)' names no format of tensors; "
        + StorageFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: " and ") + " would be right"
    case .truncated(let count, let needed): "the file is cut off: it has \(count) bytes, but needs at least \(needed)"
    case .headerTooLarge(let count):
      "the file is not of the safetensors format: it would have a header of \(count) bytes, "
        + "where \(Safetensors.largestHeader) are the most"
    case .malformed(let reason): "the file is damaged: \(reason)"
    case .invalidEntry(let name, let reason): "the entry of the tensor '\(name)' is wrong: \(reason)"
    case .overlapping(let first, let second): "the tensors '\(first)' and '\(second)' overlap in the file"
    case .unclaimed(let offset, let count):
      "\(count) bytes of the file, from byte \(offset) after the header on, belong to no tensor"
    case .unsupportedType(let name, let type):
      "the tensor '\(name)' has elements of type \(type); what is read is "
        + StoredType.allCases.map(\.rawValue).joined(separator: ", ")
    case .missing(let names): "the file lacks \(Self.list(names)), which the model has"
    case .unexpected(let names): "the file has \(Self.list(names)), which the model has not"
    case .wrongShape(let name, let found, let expected):
      "the tensor '\(name)' has the shape \(found) in the file, but \(expected) in the model"
    case .wrongType(let name, let found, let expected):
      "the tensor '\(name)' has \(found.rawValue) elements in the file, but \(expected.rawValue) ones in the model"
    case .invalidCheckpoint(let reason): "the file holds no checkpoint that could be resumed: \(reason)"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
      + (names.count > 8 ? " and \(names.count - 8) more tensors" : "")
  }
}
