public import ComplexNumbers

/// A tensor of any of the four element types: what the graph's edges carry.
public enum AnyTensor: Sendable {
  case float(Tensor<Float>)
  case double(Tensor<Double>)
  case complexFloat(Tensor<Complex<Float>>)
  case complexDouble(Tensor<Complex<Double>>)

  /// The shape of the tensor.
  public var shape: [Int] {
    switch self {
    case .float(let tensor): tensor.shape
    case .double(let tensor): tensor.shape
    case .complexFloat(let tensor): tensor.shape
    case .complexDouble(let tensor): tensor.shape
    }
  }

  // Arithmetic is recorded where the tensors are traced.

  /// The sum of two tensors of one element type and shape.
  static func + (left: AnyTensor, right: AnyTensor) -> AnyTensor {
    switch (left, right) {
    case (.float(let left), .float(let right)): .float(left + right)
    case (.double(let left), .double(let right)): .double(left + right)
    case (.complexFloat(let left), .complexFloat(let right)): .complexFloat(left + right)
    case (.complexDouble(let left), .complexDouble(let right)): .complexDouble(left + right)
    default: fatalError("a node received cotangents of two element types: \(left) and \(right)")
    }
  }

  static prefix func - (tensor: AnyTensor) -> AnyTensor {
    switch tensor {
    case .float(let tensor): .float(-tensor)
    case .double(let tensor): .double(-tensor)
    case .complexFloat(let tensor): .complexFloat(-tensor)
    case .complexDouble(let tensor): .complexDouble(-tensor)
    }
  }

  /// The product with the conjugate of a tensor of the same element type and shape.
  func scaled(byConjugateOf coefficient: AnyTensor) -> AnyTensor {
    switch (coefficient, self) {
    case (.float(let c), .float(let x)): .float(c * x)
    case (.double(let c), .double(let x)): .double(c * x)
    case (.complexFloat(let c), .complexFloat(let x)): .complexFloat(conjugate(c) * x)
    case (.complexDouble(let c), .complexDouble(let x)): .complexDouble(conjugate(c) * x)
    default: fatalError("a node received a cotangent of another element type than its value's: \(self)")
    }
  }
}
