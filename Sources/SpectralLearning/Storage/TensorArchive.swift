public import Autodiff
import Fourier

/// Tensors by name, and text about them: what a file of a model holds.
///
/// The names of a model's tensors are those that it visits, with those of the parts around them, joined by periods as
/// PyTorch's are: `layers.0.weight`. A tensor that is a model by itself is called `tensor`.
/// ```swift
/// let archive = try TensorArchive(contentsOf: "model.safetensors")
/// print(archive.tensors.keys.sorted(), archive.metadata)
/// try archive.load(into: &model)
/// ```
public struct TensorArchive: Sendable {
  /// The tensors by their names.
  public var tensors: [String: AnyTensor]
  /// Text by keys, for whoever reads the file. Keys that begin with `parseval.` are for the library's own use.
  public var metadata: [String: String]

  /// An archive of these tensors.
  public init(tensors: [String: AnyTensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// An archive of the tensors of a model. Traps if two of them have one name.
  public init(_ model: some Parameterized, metadata: [String: String] = [:]) {
    self.init(
      tensors: Dictionary(uniqueKeysWithValues: model.namedTensors.map { ($0.name, $0.tensor) }), metadata: metadata)
  }

  /// Reads an archive from bytes.
  ///
  /// - Throws: A ``StorageError`` that says what is wrong with them.
  public init(bytes: [UInt8], format: StorageFormat) throws(StorageError) {
    switch format {
    case .json: self = try TensorDocument.decode(bytes)
    case .safetensors: self = try Safetensors.decode(bytes)
    }
  }

  /// Reads an archive from a file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - format: Its format; nil: what the extension says.
  /// - Throws: A ``StorageError`` that says what is wrong with the file.
  public init(contentsOf path: String, format: StorageFormat? = nil) throws(StorageError) {
    let format = if let format { format } else { try StorageFormat(path: path) }
    let bytes: [UInt8]
    do throws(WholeFile.Failure) {
      bytes = try WholeFile.read(path, largestSize: 1 << 40)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    try self.init(bytes: bytes, format: format)
  }

  /// The archive as bytes, the same ones for the same archive.
  public func encoded(as format: StorageFormat) -> [UInt8] {
    switch format {
    case .json: TensorDocument.encode(self)
    case .safetensors: Safetensors.encode(self)
    }
  }

  /// Writes the archive to a file, whole or not at all: where that fails, or the machine does, an existing file is as it
  /// was.
  ///
  /// - Parameters:
  ///   - path: The file's path, in a folder that exists. Where it is a symbolic link, the link stays.
  ///   - format: Its format; nil: what the extension says.
  /// - Throws: ``StorageError/unwritable(path:reason:)`` or ``StorageError/unknownFormat(path:)``.
  public func write(to path: String, format: StorageFormat? = nil) throws(StorageError) {
    let bytes = encoded(as: format == nil ? try StorageFormat(path: path) : format ?? .json)
    do throws(WholeFile.Failure) {
      try WholeFile.write(bytes, to: path)
    } catch {
      throw .unwritable(path: path, reason: error.reason)
    }
  }

  /// Gives a model the tensors of the archive: all of its own, no others, of the same shapes and types.
  ///
  /// Pairs of 64-bit numbers along one more axis, as other programs write complex numbers of that precision, are taken
  /// for such numbers where the model has them.
  /// - Throws: A ``StorageError`` that says what does not fit; the model is as it was.
  public func load<Model: Parameterized>(into model: inout Model) throws(StorageError) {
    let own = model.namedTensors
    let names = Set(own.map(\.name))
    let missing = own.map(\.name).filter { tensors[$0] == nil }
    if !missing.isEmpty { throw .missing(names: missing) }
    let unexpected = tensors.keys.filter { !names.contains($0) }.sorted()
    if !unexpected.isEmpty { throw .unexpected(names: unexpected) }
    var fitting: [AnyTensor] = []
    for (name, tensor) in own { try fitting.append(self.tensor(name, like: tensor)) }
    model.replaceTensors(by: fitting)
  }

  /// The tensor of a name if it has the type and the shape of another.
  func tensor(_ name: String, like model: AnyTensor) throws(StorageError) -> AnyTensor {
    guard var found = tensors[name] else { throw .missing(names: [name]) }
    if model.storedType == .complex128, let pairs = found.pairsAsComplex { found = .complexDouble(pairs) }
    guard found.storedType == model.storedType else {
      throw .wrongType(name: name, found: found.storedType, expected: model.storedType)
    }
    guard found.shape == model.shape else {
      throw .wrongShape(name: name, found: found.shape, expected: model.shape)
    }
    return found
  }
}
