/// What follows a linear layer, and by how much that layer's weights make up for it.
public enum Nonlinearity: Sendable, Hashable {
  case linear, sigmoid, tanh, relu, selu
  /// With its slope left of 0.
  case leakyRelu(slope: Double)

  /// The factor of the weights' standard deviation.
  ///
  /// 1 for linear and sigmoid, 5/3 for tanh, √2 for relu, √(2/(1 + slope²)) for a leaky one, 3/4 for selu.
  /// - Source: PyTorch's `nn.init.calculate_gain`.
  public var gain: Double {
    switch self {
    case .linear, .sigmoid: 1
    case .tanh: 5 / 3
    case .relu: 2.0.squareRoot()
    case .selu: 0.75
    case .leakyRelu(let slope): (2 / (1 + slope * slope)).squareRoot()
    }
  }
}
