import Foundation

/// Foundation's reader and writer of JSON, set up as the files of this library are.
///
/// Numbers are read to the bit; those that are not finite stand as `"NaN"`, `"Infinity"` and `"-Infinity"`. Of a key that an
/// object has twice, one value is taken; keys that nobody asks for are skipped.
enum JSON {
  static let nan = "NaN", infinity = "Infinity"

  /// A value as text on one line. Traps where a type's own `encode(to:)` throws.
  static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      fatalError("a value cannot be written as JSON: \(error)")
    }
  }

  /// Reads a value.
  ///
  /// - Throws: ``StorageError/malformed(reason:)``, or what the type's own `init(from:)` says.
  static func decode<Value: Decodable>(
    _ type: Value.Type = Value.self, from bytes: some Sequence<UInt8>
  ) throws(StorageError) -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinity, negativeInfinity: "-\(infinity)", nan: nan)
    do {
      return try decoder.decode(type, from: Data(bytes))
    } catch let error as StorageError {
      throw error
    } catch {
      throw .malformed(reason: reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    func sentence(_ path: [any CodingKey], _ text: String) -> String {
      let place = path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/")
      return place.isEmpty ? text : "at \(place): \(text)"
    }
    return switch error {
    case DecodingError.keyNotFound(let key, let context):
      sentence(context.codingPath, "'\(key.stringValue)' is missing")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      sentence(context.codingPath, context.debugDescription)
    // A number beyond the range of its type is told from other damage on some systems only.
    case DecodingError.dataCorrupted(let context):
      sentence(context.codingPath, "its JSON is not valid, or has a number that does not fit its type")
    default: "\(error)"
    }
  }
}
