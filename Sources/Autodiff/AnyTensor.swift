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

  /// The sum of two tensors of one element type and shape, recorded where they are traced.
  static func + (left: AnyTensor, right: AnyTensor) -> AnyTensor {
    switch (left, right) {
    case (.float(let left), .float(let right)): .float(left + right)
    case (.double(let left), .double(let right)): .double(left + right)
    case (.complexFloat(let left), .complexFloat(let right)): .complexFloat(left + right)
    case (.complexDouble(let left), .complexDouble(let right)): .complexDouble(left + right)
    default: fatalError("a node received cotangents of two element types: \(left) and \(right)")
    }
  }
}
