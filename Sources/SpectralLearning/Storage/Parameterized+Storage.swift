public import Autodiff
import Fourier

extension Parameterized {
  /// Writes the tensors of the model to a file, whole or not at all: where that fails, or the machine does, an existing
  /// file is as it was.
  ///
  /// ```swift
  /// try model.save(to: "model.safetensors")     // in Python: safetensors.torch.load_file("model.safetensors")
  /// try model.load(from: "model.safetensors")
  /// ```
  /// - Parameters:
  ///   - path: The file's path, in a folder that exists; the extension says the format: `.json` or `.safetensors`.
  ///   - format: The format, whatever the extension says.
  ///   - metadata: Text about the model, by keys.
  /// - Throws: ``StorageError/unwritable(path:reason:)`` or ``StorageError/unknownFormat(path:)``.
  public func save(
    to path: String, format: StorageFormat? = nil, metadata: [String: String] = [:]
  ) throws(StorageError) {
    try TensorArchive(self, metadata: metadata).write(to: path, format: format)
  }

  /// Reads the tensors of the model from a file, which has all of them and no others, of the same shapes and types.
  ///
  /// - Parameters:
  ///   - path: The file's path; the extension says the format: `.json` or `.safetensors`.
  ///   - format: The format, whatever the extension says.
  /// - Throws: A ``StorageError`` that says what is wrong; the model is as it was.
  public mutating func load(from path: String, format: StorageFormat? = nil) throws(StorageError) {
    try TensorArchive(contentsOf: path, format: format).load(into: &self)
  }

  /// The tensors with their names, in the order in which they are visited. Traps if two have one name.
  var namedTensors: [(name: String, tensor: AnyTensor)] {
    var visitor = NamingVisitor(), copy = self
    copy.visitParameters(with: &visitor)
    var names: Set<String> = []
    for (name, _) in visitor.tensors {
      require(names.insert(name).inserted, "two tensors of a \(Self.self) have one name: '\(name)'")
    }
    return visitor.tensors
  }

  /// Replaces the tensors, in the order in which they are visited. Traps unless these are as many, of the same types.
  mutating func replaceTensors(by tensors: [AnyTensor]) {
    var visitor = ReplacingVisitor(tensors: tensors[...])
    visitParameters(with: &visitor)
  }
}

/// Collects the tensors with the names of the parts that they are in.
private struct NamingVisitor: ParameterVisitor {
  private var path: [String] = []
  private(set) var tensors: [(name: String, tensor: AnyTensor)] = []

  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    // A tensor that is visited as a part has its name from there.
    let full = (path + [name]).filter { !$0.isEmpty }.joined(separator: ".")
    tensors.append((full.isEmpty ? "tensor" : full, Element.erase(tensor)))
  }
  mutating func enter(_ name: String) { path.append(name) }
  mutating func leave() { path.removeLast() }
}

private struct ReplacingVisitor: ParameterVisitor {
  var tensors: ArraySlice<AnyTensor>

  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    guard let next = tensors.popFirst().flatMap(Element.recover) else {
      fatalError("there is no tensor of \(Element.self) elements for '\(name)'")
    }
    tensor = next
  }
}
