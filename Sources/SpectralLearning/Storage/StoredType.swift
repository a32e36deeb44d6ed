import Autodiff

/// The elements of a stored tensor, called as in NumPy: what a tensor of `Float`, `Double`, `Complex<Float>` or
/// `Complex<Double>` holds.
public enum StoredType: String, Sendable, Hashable, CaseIterable {
  case float32, float64, complex64, complex128

  /// The bytes that an element takes.
  var size: Int {
    switch self {
    case .float32: 4
    case .float64, .complex64: 8
    case .complex128: 16
    }
  }
}

extension AnyTensor {
  /// The type of the elements.
  var storedType: StoredType {
    switch self {
    case .float, .floatNumber: .float32
    case .double, .doubleNumber: .float64
    case .complexFloat: .complex64
    case .complexDouble: .complex128
    }
  }

  /// Whether one number stands at all of several places, without memory for each.
  var isRepeated: Bool {
    switch self {
    case .float(let tensor): tensor.isUniform && tensor.count > 1
    case .double(let tensor): tensor.isUniform && tensor.count > 1
    case .complexFloat(let tensor): tensor.isUniform && tensor.count > 1
    case .complexDouble(let tensor): tensor.isUniform && tensor.count > 1
    case .floatNumber, .doubleNumber: false
    }
  }

  /// The tensor in the form in which it takes the memory of one number, which must be at every place.
  ///
  /// That form is summed by a product, which rounds otherwise than a sum: a model that is read goes on to the bit as the one
  /// that was written only if both have it.
  var repeated: AnyTensor {
    func form<Element>(_ tensor: Tensor<Element>) -> Tensor<Element> {
      tensor.elements.first.map { Tensor(repeating: $0, shape: tensor.shape) } ?? tensor
    }
    return switch self {
    case .float(let tensor): .float(form(tensor))
    case .double(let tensor): .double(form(tensor))
    case .complexFloat(let tensor): .complexFloat(form(tensor))
    case .complexDouble(let tensor): .complexDouble(form(tensor))
    case .floatNumber, .doubleNumber: self
    }
  }
}
