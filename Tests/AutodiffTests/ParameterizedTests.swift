import Autodiff
import ComplexNumbers
import TestSupport
import Testing

/// Derivatives by values made of tensors, and by several arguments.
@Suite("Derivatives by structures of tensors")
struct ParameterizedTests {
  struct LinearLayer: Parameterized, Equatable {
    var weight: Tensor<Double>
    var bias: Tensor<Double>

    mutating func visitParameters(with visitor: inout some ParameterVisitor) {
      visitor.visit("weight", &weight)
      visitor.visit("bias", &bias)
    }

    func callAsFunction(_ x: Tensor<Double>) -> Tensor<Double> { matmul(weight, x) + bias }
  }

  /// Layers, a tensor of another element type, and a part that may be missing.
  struct Model: Parameterized {
    var layers: [LinearLayer]
    var turn: Tensor<Complex<Double>>
    var gain: Tensor<Float>?
    /// Not a parameter.
    var slope = 0.1

    mutating func visitParameters(with visitor: inout some ParameterVisitor) {
      visitor.visit("layers", &layers)
      visitor.visit("turn", &turn)
      visitor.visit("gain", &gain)
    }
  }

  private static func model() -> Model {
    var random = SeededRandom(seed: 5)
    return Model(
      layers: [
        LinearLayer(weight: random.tensor(shape: [3, 2]), bias: random.tensor(shape: [3])),
        LinearLayer(weight: random.tensor(shape: [2, 3]), bias: random.tensor(shape: [2])),
      ],
      turn: random.tensor(shape: [2]), gain: Tensor(2))
  }

  private static func loss(_ model: Model) -> Tensor<Double> {
    let y = model.layers.reduce(Tensor([0.3, -0.7])) { x, layer in leakyRelu(layer(x), slope: model.slope) }
    let z = model.turn * exp(i: y)
    return sum(square(real(z))) + Tensor<Double>(model.gain ?? 1) * sum(imaginary(z))
  }

  @Test("The gradient of a model has the derivative by each tensor in its place")
  func gradientOfModel() {
    let model = Self.model()
    let (value, slope) = valueWithGradient(at: model, of: Self.loss)
    #expect(value == Self.loss(model))
    #expect(slope.layers.count == 2 && slope.slope == model.slope)
    // One tensor at a time, the others constant.
    func alone<E: TensorElement>(_ path: WritableKeyPath<Model, Tensor<E>>) -> Tensor<E> {
      gradient(at: model[keyPath: path]) { x in
        var changed = model
        changed[keyPath: path] = x
        return Self.loss(changed)
      }
    }
    #expect(slope.layers[0].weight == alone(\.layers[0].weight))
    #expect(slope.layers[0].bias == alone(\.layers[0].bias))
    #expect(slope.layers[1].weight == alone(\.layers[1].weight))
    #expect(slope.layers[1].bias == alone(\.layers[1].bias))
    #expect(slope.turn == alone(\.turn))
    let byGain = gradient(at: Tensor<Float>(2)) { gain in
      var changed = model
      changed.gain = gain
      return Self.loss(changed)
    }
    #expect(slope.gain == byGain)
  }

  @Test("What is not used has a gradient of zeros; what is missing stays so")
  func unused() {
    var model = Self.model()
    model.gain = nil
    let slope = gradient(at: model) { sum($0.layers[1].bias) }
    #expect(slope.layers[0].weight == Tensor(repeating: 0, shape: [3, 2]))
    #expect(slope.layers[1].bias == Tensor([1, 1]) && slope.gain == nil)
    #expect(slope.turn == Tensor(repeating: 0, shape: [2]))
  }

  @Test("Forward mode along a model agrees with its gradient, and with finite differences")
  func forwardMode() {
    let model = Self.model()
    var direction = Self.model()
    direction.turn = Tensor([Complex(0.2, -1), Complex(0.4, 0.3)])
    let derivative = valueWithDerivative(at: model, along: direction, of: Self.loss).derivative.scalar
    let slope = gradient(at: model, of: Self.loss)
    var product = 0.0
    for (s, d) in zip(slope.layers, direction.layers) {
      product += realInnerProduct(s.weight, d.weight) + realInnerProduct(s.bias, d.bias)
    }
    product += realInnerProduct(slope.turn, direction.turn)
    product += Double((slope.gain ?? 0).scalar * (direction.gain ?? 0).scalar)
    #expect((derivative - product).magnitude < 1e-6)  // the gain is in single precision

    func moved(_ t: Double) -> Double {
      var moved = model
      for i in 0..<2 {
        moved.layers[i].weight += t * direction.layers[i].weight
        moved.layers[i].bias += t * direction.layers[i].bias
      }
      moved.turn += Complex(t, 0) * direction.turn
      moved.gain = Tensor<Float>((model.gain ?? 0).scalar + Float(t) * (direction.gain ?? 0).scalar)
      return Self.loss(moved).scalar
    }
    // A step that single precision holds exactly.
    let h = 0x1p-12
    #expect(((moved(h) - moved(-h)) / (2 * h) - derivative).magnitude < 1e-5)
  }

  @Test("A pullback of a model, and gradients of gradients by one")
  func nested() {
    let model = Self.model()
    let (value, pullback) = valueWithPullback(at: model) { $0.layers[0](Tensor([1, 2])) }
    #expect(value.shape == [3])
    let back = pullback(Tensor([1, 0, 0]))
    #expect(back.layers[0].weight == Tensor([[1, 2], [0, 0], [0, 0]]) && back.layers[0].bias == Tensor([1, 0, 0]))
    // d/ds of the squared norm of d/dbias of a cubic.
    let second = gradient(at: Tensor(0.5)) { s in
      let layer = LinearLayer(weight: Tensor([[1]]), bias: s.reshaped(to: [1]))
      let inner = gradient(at: layer) { layer in sum(pow(layer(Tensor([2])), 3)) }
      return sum(square(inner.bias))
    }
    // (3(2 + s)²)² = 9(2 + s)⁴, whose derivative is 36(2 + s)³.
    #expect((second.scalar - 36 * 2.5 * 2.5 * 2.5).magnitude < 1e-12 * 600)
  }

  @Test("Several arguments, of several kinds")
  func severalArguments() {
    let x = Tensor([1.0, 2]), y = Tensor([3.0, 4]), z = Tensor(5.0)
    let (a, b, c) = gradient(at: x, y, z) { x, y, z in sum(x * y * z) }
    #expect(a == Tensor([15.0, 20]) && b == Tensor([5.0, 10]) && c == Tensor(11.0))
    let layer = LinearLayer(weight: Tensor([[1.0, -1]]), bias: Tensor([0.5]))
    let (value, (byLayer, byInput, byList, unused)) = valueWithGradient(at: layer, x, [y, x], z) { layer, x, list, _ in
      sum(layer(x)) + sum(list[0] * list[1])
    }
    #expect(value == Tensor(-0.5 + 11))
    #expect(byLayer == LinearLayer(weight: Tensor([[1.0, 2]]), bias: Tensor([1.0])))
    #expect(byInput == Tensor([1.0, -1]) && byList == [x, y] && unused == Tensor(0.0))
  }

  @Test("Functions may throw, and the error comes through")
  func throwing() {
    struct Refusal: Error {}
    let model = Self.model()
    func refuse(_ x: Tensor<Double>) throws -> Tensor<Double> { throw Refusal() }
    #expect(throws: Refusal.self) { try gradient(at: model) { try refuse($0.layers[0].bias) } }
    #expect(throws: Refusal.self) { try gradient(at: Tensor(1.0), of: refuse) }
    #expect(throws: Refusal.self) { try hessian(at: Tensor([1.0]), of: refuse) }
    #expect(throws: Refusal.self) { try jacobian(at: Tensor([1.0]), of: refuse) }
    #expect(throws: Refusal.self) { try differential(at: Tensor(1.0), of: refuse)(1) }
    #expect(throws: Refusal.self) { try valueWithDifferential(at: Tensor(1.0), of: refuse) }
  }

  @Test("A tangent of other shapes is refused in words")
  func wrongTangent() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let layer = LinearLayer(weight: Tensor([[1.0]]), bias: Tensor([1.0]))
      let tangent = LinearLayer(weight: Tensor([[1.0]]), bias: Tensor([1.0, 2]))
      _ = valueWithDerivative(at: layer, along: tangent) { sum($0.weight) }
    }
    expectMessage(result, "the tangent has no tensor of shape [1] for the argument's 'bias'")
  }
}
