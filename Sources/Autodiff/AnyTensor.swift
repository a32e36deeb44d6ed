public import ComplexNumbers

/// A tensor of any of the four element types: what the graph's edges carry.
public enum AnyTensor: Sendable {
  case float(Tensor<Float>)
  case double(Tensor<Double>)
  case complexFloat(Tensor<Complex<Float>>)
  case complexDouble(Tensor<Complex<Double>>)
  /// A real scalar that is traced at no level, as plain bits: scalar programs are differentiated without counting
  /// references to coefficients and cotangents.
  case floatNumber(Float)
  case doubleNumber(Double)

  /// The shape of the tensor.
  public var shape: [Int] {
    switch self {
    case .float(let tensor): tensor.shape
    case .double(let tensor): tensor.shape
    case .complexFloat(let tensor): tensor.shape
    case .complexDouble(let tensor): tensor.shape
    case .floatNumber, .doubleNumber: []
    }
  }

  // Arithmetic is recorded where the tensors are traced.

  /// The sum of two tensors of one element type and shape.
  static func + (left: AnyTensor, right: AnyTensor) -> AnyTensor {
    switch (left, right) {
    case (.floatNumber(let left), .floatNumber(let right)): .floatNumber(left + right)
    case (.doubleNumber(let left), .doubleNumber(let right)): .doubleNumber(left + right)
    default:
      switch (left.spelledOut, right.spelledOut) {
      case (.float(let left), .float(let right)): .float(left + right)
      case (.double(let left), .double(let right)): .double(left + right)
      case (.complexFloat(let left), .complexFloat(let right)): .complexFloat(left + right)
      case (.complexDouble(let left), .complexDouble(let right)): .complexDouble(left + right)
      default: fatalError("a node received cotangents of two element types: \(left) and \(right)")
      }
    }
  }

  /// Adds a tensor of the same element type and shape.
  @inline(__always)
  mutating func add(_ other: AnyTensor) {
    if case .doubleNumber(let left) = self, case .doubleNumber(let right) = other {
      self = .doubleNumber(left + right)
    } else {
      self = self + other
    }
  }

  static prefix func - (tensor: AnyTensor) -> AnyTensor {
    switch tensor {
    case .float(let tensor): .float(-tensor)
    case .double(let tensor): .double(-tensor)
    case .complexFloat(let tensor): .complexFloat(-tensor)
    case .complexDouble(let tensor): .complexDouble(-tensor)
    case .floatNumber(let number): .floatNumber(-number)
    case .doubleNumber(let number): .doubleNumber(-number)
    }
  }

  /// The product with the conjugate of a tensor of the same element type and shape.
  func scaled(byConjugateOf coefficient: AnyTensor) -> AnyTensor {
    switch (coefficient, self) {
    case (.floatNumber(let c), .floatNumber(let x)): .floatNumber(c * x)
    case (.doubleNumber(let c), .doubleNumber(let x)): .doubleNumber(c * x)
    default:
      switch (coefficient.spelledOut, self.spelledOut) {
      case (.float(let c), .float(let x)): .float(c * x)
      case (.double(let c), .double(let x)): .double(c * x)
      case (.complexFloat(let c), .complexFloat(let x)): .complexFloat(conjugate(c) * x)
      case (.complexDouble(let c), .complexDouble(let x)): .complexDouble(conjugate(c) * x)
      default: fatalError("a node received a cotangent of another element type than its value's: \(self)")
      }
    }
  }

  /// The same, with a number as a tensor.
  var spelledOut: AnyTensor {
    switch self {
    case .floatNumber(let number): .float(Tensor(number))
    case .doubleNumber(let number): .double(Tensor(number))
    default: self
    }
  }
}

extension Tensor {
  /// Whether the tensor is a scalar that is traced at no level.
  var isNumber: Bool { body == nil && trace == nil }
}
