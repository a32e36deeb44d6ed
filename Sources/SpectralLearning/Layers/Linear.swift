public import Autodiff
import Fourier

/// An affine map: y = x·Wᵀ + b, […, in] to […, out].
///
/// A model is a struct of layers; what stands between them is a function.
/// ```swift
/// struct Perceptron: Parameterized {
///   var hidden: Linear<Double>
///   var output: Linear<Double>
///
///   func callAsFunction(_ x: Tensor<Double>) -> Tensor<Double> { output(relu(hidden(x))) }
///
///   mutating func visitParameters(with visitor: inout some ParameterVisitor) {
///     visitor.visit("hidden", &hidden)
///     visitor.visit("output", &output)
///   }
/// }
///
/// var random = SplitMix64(seed: 1)
/// let model = Perceptron(
///   hidden: Linear(inputs: 2, outputs: 16, using: &random), output: Linear(inputs: 16, outputs: 1, using: &random))
/// let slope = gradient(at: model) { model in mean(square(model(x) - target)) }
/// ```
/// - Source: PyTorch's `nn.Linear`.
public struct Linear<T: TensorScalar>: Parameterized, Sendable {
  /// W, [out, in].
  public var weight: Tensor<T>
  /// b, [out], if there is one.
  public var bias: Tensor<T>?

  /// The map with these parameters. Traps unless their shapes are [out, in] and [out].
  public init(weight: Tensor<T>, bias: Tensor<T>?) {
    require(
      weight.rank == 2 && (bias.map { $0.shape == [weight.shape[0]] } ?? true),
      "a linear layer with a weight of shape \(weight.shape)\(bias.map { " and a bias of shape \($0.shape)" } ?? ""): "
        + "these should be [out, in] and [out]")
    self.weight = weight
    self.bias = bias
  }

  /// Random parameters. Traps unless both numbers are positive.
  ///
  /// - Parameters:
  ///   - inputs: the extent of the last axis of what the layer takes.
  ///   - outputs: the extent of the last axis of what it gives.
  ///   - hasBias: whether b is there.
  ///   - weight: how W is drawn; b is drawn uniformly between ±1/√in. The default is PyTorch's, which draws W so, too.
  ///   - generator: what they are drawn from, W first.
  public init(
    inputs: Int, outputs: Int, hasBias: Bool = true,
    weight: VarianceScaling = VarianceScaling(.uniform, fan: .in, gain: (1.0 / 3).squareRoot()),
    using generator: inout some RandomNumberGenerator
  ) {
    let matrix: Tensor<T> = weight(shape: [outputs, inputs], using: &generator)
    let bound = 1 / Double(inputs).squareRoot()
    self.init(
      weight: matrix, bias: hasBias ? .uniform(shape: [outputs], bound: bound, using: &generator) : nil)
  }

  /// x·Wᵀ + b, […, in] to […, out]. Traps for another last axis.
  ///
  /// - Complexity: O(in·out) for each row, by the system's BLAS.
  public func callAsFunction(_ x: Tensor<T>) -> Tensor<T> {
    let inputs = weight.shape[1]
    require(
      x.rank >= 1 && x.shape.last == inputs,
      "a linear layer of \(inputs) inputs was given a tensor of shape \(x.shape), whose last axis is not that long")
    // One row needs no transposed matrix.
    let product =
      x.count == inputs
      ? matmul(weight, x.reshaped(to: [inputs])).reshaped(to: x.shape.dropLast() + [weight.shape[0]])
      : matmul(x, weight.transposed())
    guard let bias else { return product }
    return product + bias
  }

  public mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("weight", &weight)
    if var tensor = bias {
      visitor.visit("bias", &tensor)
      bias = tensor
    }
  }
}
