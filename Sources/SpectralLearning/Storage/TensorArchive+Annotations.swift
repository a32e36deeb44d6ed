import Autodiff

// What the library writes into the metadata for itself, and takes out of it again.

extension TensorArchive {
  private static let repetitionKey = "parseval.repeated"

  /// The metadata, with the names of the tensors that repeat one number: in that form they are read again.
  var annotatedMetadata: [String: String] {
    let repeated = tensors.filter(\.value.isRepeated).map(\.key).sorted()
    var annotated = metadata
    if !repeated.isEmpty { annotated[Self.repetitionKey] = JSON.text(repeated) }
    return annotated
  }

  /// Takes the annotations out of the metadata, and does what they say.
  mutating func applyAnnotations() throws(StorageError) {
    for name in try takeNames(Self.repetitionKey) {
      guard let tensor = tensors[name] else {
        throw .invalidEntry(name: name, reason: "\(Self.repetitionKey) names it, but there is none")
      }
      tensors[name] = tensor.repeated
    }
  }

  /// Takes a list of names out of the metadata; none, if there is no list.
  mutating func takeNames(_ key: String) throws(StorageError) -> [String] {
    guard let text = metadata.removeValue(forKey: key) else { return [] }
    do {
      return try JSON.decode(from: text.utf8)
    } catch {
      throw .malformed(reason: "its metadata has '\(text)' for '\(key)', where a list of names should stand")
    }
  }
}
