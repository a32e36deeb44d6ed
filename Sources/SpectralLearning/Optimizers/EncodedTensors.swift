import Autodiff
import ComplexNumbers

/// Tensors of any elements in a form that is compared and encoded.
struct EncodedTensors: Codable, Equatable {
  private let encoded: [EncodedTensor]

  init(_ tensors: [AnyTensor]) { encoded = tensors.map(EncodedTensor.init) }

  var tensors: [AnyTensor] { encoded.map(\.tensor) }

  init(from decoder: any Decoder) throws { encoded = try [EncodedTensor](from: decoder) }

  func encode(to encoder: any Encoder) throws { try encoded.encode(to: encoder) }
}

/// A tensor as its shape and its numbers; complex ones are pairs of real ones, the real part first.
private enum EncodedTensor: Equatable {
  case float([Float], shape: [Int])
  case double([Double], shape: [Int])
  case complexFloat([Float], shape: [Int])
  case complexDouble([Double], shape: [Int])

  init(_ tensor: AnyTensor) {
    func pairs<T: TensorScalar>(_ tensor: Tensor<Complex<T>>) -> [T] {
      tensor.elements.flatMap { [$0.real, $0.imaginary] }
    }
    self =
      switch tensor {
      case .float(let tensor): .float(tensor.elements, shape: tensor.shape)
      case .double(let tensor): .double(tensor.elements, shape: tensor.shape)
      case .complexFloat(let tensor): .complexFloat(pairs(tensor), shape: tensor.shape)
      case .complexDouble(let tensor): .complexDouble(pairs(tensor), shape: tensor.shape)
      case .floatNumber(let number): .float([number], shape: [])
      case .doubleNumber(let number): .double([number], shape: [])
      }
  }

  var tensor: AnyTensor {
    func complex<T: TensorScalar>(_ numbers: [T], _ shape: [Int]) -> Tensor<Complex<T>> {
      Tensor(stride(from: 0, to: numbers.count, by: 2).map { Complex(numbers[$0], numbers[$0 + 1]) }, shape: shape)
    }
    return switch self {
    case .float(let numbers, let shape): Float.erase(Tensor(numbers, shape: shape))
    case .double(let numbers, let shape): Double.erase(Tensor(numbers, shape: shape))
    case .complexFloat(let numbers, let shape): .complexFloat(complex(numbers, shape))
    case .complexDouble(let numbers, let shape): .complexDouble(complex(numbers, shape))
    }
  }
}

extension EncodedTensor: Codable {
  private enum Elements: String, Codable {
    case float, double, complexFloat, complexDouble
  }
  private enum CodingKeys: CodingKey {
    case elements, shape, values
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let elements = try container.decode(Elements.self, forKey: .elements)
    let shape = try container.decode([Int].self, forKey: .shape)
    func numbers<T: Decodable>(_ type: T.Type, perElement: Int = 1) throws -> [T] {
      let numbers = try container.decode([T].self, forKey: .values)
      var count: Int? = perElement
      for extent in shape {
        let product = (count ?? 0).multipliedReportingOverflow(by: extent)
        count = extent < 0 || product.overflow ? nil : product.partialValue
      }
      guard numbers.count == count else {
        throw DecodingError.dataCorruptedError(
          forKey: .values, in: container,
          debugDescription: "\(numbers.count) numbers for a tensor of shape \(shape), which has "
            + (count.map { "\($0)" } ?? "no number of them"))
      }
      return numbers
    }
    self =
      switch elements {
      case .float: .float(try numbers(Float.self), shape: shape)
      case .double: .double(try numbers(Double.self), shape: shape)
      case .complexFloat: .complexFloat(try numbers(Float.self, perElement: 2), shape: shape)
      case .complexDouble: .complexDouble(try numbers(Double.self, perElement: 2), shape: shape)
      }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func write(_ elements: Elements, _ shape: [Int], _ values: some Encodable) throws {
      try container.encode(elements, forKey: .elements)
      try container.encode(shape, forKey: .shape)
      try container.encode(values, forKey: .values)
    }
    switch self {
    case .float(let values, let shape): try write(.float, shape, values)
    case .double(let values, let shape): try write(.double, shape, values)
    case .complexFloat(let values, let shape): try write(.complexFloat, shape, values)
    case .complexDouble(let values, let shape): try write(.complexDouble, shape, values)
    }
  }
}
