import Autodiff
import ComplexNumbers

/// Tensors as an object of JSON.
///
/// `{"metadata": {…}, "tensors": {NAME: {"type": "float64", "shape": [2, 3], "elements": […]}, …}}`, each tensor on a line.
/// The elements lie in row-major order, complex numbers as two numbers each, the real part first.
struct TensorDocument: Decodable {
  private let metadata: [String: String]?
  private let tensors: [String: Entry]

  static func encode(_ archive: TensorArchive) -> [UInt8] {
    let lines = archive.tensors.sorted { $0.key < $1.key }.map { name, tensor in
      "\(JSON.text(name)): {\"type\": \"\(tensor.storedType.rawValue)\", \"shape\": \(tensor.shape), "
        + "\"elements\": [\(numbers(tensor).joined(separator: ", "))]}"
    }
    return Array(
      """
      {"metadata": \(JSON.text(archive.annotatedMetadata)),
      "tensors": {
      \(lines.joined(separator: ",\n"))
      }}

      """.utf8)
  }

  private static func numbers(_ tensor: AnyTensor) -> [String] {
    switch tensor {
    case .float(let tensor): tensor.elements.map(text)
    case .double(let tensor): tensor.elements.map(text)
    case .complexFloat(let tensor): parts(tensor).map(text)
    case .complexDouble(let tensor): parts(tensor).map(text)
    case .floatNumber(let number): [text(number)]
    case .doubleNumber(let number): [text(number)]
    }
  }

  /// The fewest digits from which the number can be told from its neighbors. Foundation writes -0.0 as -0, which Python takes
  /// for a whole number and loses the sign.
  private static func text(_ number: some TensorScalar) -> String {
    if number.isFinite { return "\(number)" }
    return number.isNaN ? "\"\(JSON.nan)\"" : "\"\(number < 0 ? "-" : "")\(JSON.infinity)\""
  }

  static func decode(_ bytes: [UInt8]) throws(StorageError) -> TensorArchive {
    let document: Self = try JSON.decode(from: bytes)
    var archive = TensorArchive(
      tensors: document.tensors.mapValues(\.tensor), metadata: document.metadata ?? [:])
    try archive.applyAnnotations()
    return archive
  }
}

private struct Entry: Decodable {
  private enum CodingKeys: CodingKey {
    case type, shape, elements
  }

  let tensor: AnyTensor

  init(from decoder: any Decoder) throws {
    let name = decoder.codingPath.last?.stringValue ?? ""
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let word = try fields.decode(String.self, forKey: .type)
    guard let type = StoredType(rawValue: word) else { throw StorageError.unsupportedType(name: name, type: word) }
    let shape = try fields.decode([Int].self, forKey: .shape)
    // As the type that they are: a decimal number rounded twice may be another one.
    func numbers<T: TensorScalar & Decodable>(perElement width: Int = 1) throws -> [T] {
      let numbers = try fields.decode([T].self, forKey: .elements)
      guard let bytes = byteCount(shape, type), bytes / type.size * width == numbers.count else {
        throw StorageError.invalidEntry(
          name: name, reason: "it has \(numbers.count) numbers for a shape of \(shape) and \(word) elements")
      }
      return numbers
    }
    tensor =
      switch type {
      case .float32: .float(Tensor(try numbers(), shape: shape))
      case .float64: .double(Tensor(try numbers(), shape: shape))
      case .complex64: .complexFloat(Tensor(pairs(try numbers(perElement: 2)), shape: shape))
      case .complex128: .complexDouble(Tensor(pairs(try numbers(perElement: 2)), shape: shape))
      }
  }
}
