import Parseval

/// An epoch of 1000 samples through a linear layer of 64 inputs and 32 outputs with a ReLU, by gradient descent at a rate of
/// 0.01: written as a user would, by the derivative of a structure and an optimizer.
public struct LinearLayerProblem<T: TensorScalar>: Sendable {
  /// y = relu(x·W + b).
  private struct Layer: Parameterized {
    var weight: Tensor<T>
    var bias: Tensor<T>

    func callAsFunction(_ x: Tensor<T>) -> Tensor<T> { relu(matmul(x, weight) + bias) }

    mutating func visitParameters(with visitor: inout some ParameterVisitor) {
      visitor.visit("weight", &weight)
      visitor.visit("bias", &bias)
    }
  }

  private let inputs = Tensor<T>(signal(seed: 1, count: 64_000), shape: [1000, 64])
  private let targets = Tensor<T>(signal(seed: 2, count: 32_000), shape: [1000, 32])
  private let start = Layer(
    weight: Tensor(signal(seed: 3, count: 2048), shape: [64, 32]) * 0.125, bias: Tensor(signal(seed: 4, count: 32)))

  public init() {}

  /// The squared norms of weight and bias after an epoch of one update by all samples, or of one by each.
  public func epoch(isStochastic: Bool) -> (T, T) {
    var layer = start
    var descent = GradientDescent(learningRate: 0.01)
    if isStochastic {
      for sample in 0..<1000 {
        let x = inputs.slice(sample..<(sample + 1), axis: 0), y = targets.slice(sample..<(sample + 1), axis: 0)
        LinearLayerProblem.update(&layer, &descent, x, y)
      }
    } else {
      LinearLayerProblem.update(&layer, &descent, inputs, targets)
    }
    return (sum(square(layer.weight)).scalar, sum(square(layer.bias)).scalar)
  }

  private static func update(_ layer: inout Layer, _ descent: inout GradientDescent, _ x: Tensor<T>, _ y: Tensor<T>) {
    descent.update(&layer, along: gradient(at: layer) { mean(square($0(x) - y)) })
  }
}
