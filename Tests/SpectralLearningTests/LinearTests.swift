import Autodiff
import SignalProcessing
import SpectralLearning
import TestSupport
import Testing

/// Two layers and what stands between them: a struct is all that composition takes.
private struct Perceptron<T: TensorScalar>: Parameterized {
  var hidden: Linear<T>
  var output: Linear<T>

  func callAsFunction(_ x: Tensor<T>) -> Tensor<T> { output(relu(hidden(x))) }

  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("hidden", &hidden)
    visitor.visit("output", &output)
  }
}

private struct NameCollector: ParameterVisitor {
  var path: [String] = [], names: [String] = []
  mutating func enter(_ name: String) { path.append(name) }
  mutating func leave() { path.removeLast() }
  mutating func visit<Element>(_ name: String, _ tensor: inout Tensor<Element>) {
    names.append((path + [name]).joined(separator: "."))
  }
}

struct LinearTests {
  private struct Case: Decodable {
    let shape: [Int], outputs: Int
    let weight: [Int], bias: [Int]?, x: [Int], y: [Double]
    let cotangent: [Int], xGradient: [Double], weightGradient: [Double], biasGradient: [Double]?
  }

  /// A sum of as many products as there are inputs, or rows; all numbers are below 1.
  @Test func valuesAndGradientsArePyTorchs() throws {
    for expected in try cases("linear.json") as [Case] {
      func check<T: TensorScalar>(_ type: T.Type) {
        let inputs = expected.shape.last ?? 0, rows = expected.shape.dropLast().reduce(1, *)
        let layer = Linear<T>(
          weight: Tensor(pcm: expected.weight, shape: [expected.outputs, inputs]),
          bias: expected.bias.map { Tensor(pcm: $0, shape: [expected.outputs]) })
        let x = Tensor<T>(pcm: expected.x, shape: expected.shape)
        let shape = expected.shape.dropLast() + [expected.outputs]
        let (y, pullback) = valueWithPullback(at: layer, x) { layer, x in layer(x) }
        let (byLayer, byX) = pullback(Tensor(pcm: expected.cotangent, shape: Array(shape)))
        #expect(y.shape == Array(shape) && byX.shape == x.shape)
        func expect(_ computed: Tensor<T>?, _ reference: [Double]?, terms: Int) {
          #expect((computed == nil) == (reference == nil))
          for (computed, reference) in zip(computed?.elements ?? [], reference ?? []) {
            #expect((computed - T(reference)).magnitude <= T(terms + 1) * Tolerances.unitRoundoff())
          }
        }
        expect(y, expected.y, terms: inputs)
        expect(byX, expected.xGradient, terms: expected.outputs)
        expect(byLayer.weight, expected.weightGradient, terms: rows)
        expect(byLayer.bias, expected.biasGradient, terms: rows)
      }
      check(Float.self)
      check(Double.self)
    }
  }

  @Test(arguments: [[5], [1, 5], [4, 5], [2, 3, 5]], [true, false])
  func gradients(shape: [Int], hasBias: Bool) {
    func check<T: TensorScalar & SampledElement>(_ type: T.Type) {
      var random = SplitMix64(seed: 1), samples = SeededRandom(seed: 2)
      let layer = Linear<T>(inputs: 5, outputs: 3, hasBias: hasBias, using: &random)
      let x = samples.tensor(T.self, shape: shape)
      #expect(layerFailures(layer, at: x) { layer, x in layer(x) }.isEmpty)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func modelsAreStructsOfLayers() {
    var random = SplitMix64(seed: 3)
    var model = Perceptron<Double>(
      hidden: Linear(inputs: 2, outputs: 3, using: &random), output: Linear(inputs: 3, outputs: 1, using: &random))
    var names = NameCollector()
    model.visitParameters(with: &names)
    #expect(names.names == ["hidden.weight", "hidden.bias", "output.weight", "output.bias"])
    // y = relu(x·Wᵀ + b)·Vᵀ + c, with one unit on and one off.
    model.hidden = Linear(weight: Tensor([[1, 0], [-1, 0]]), bias: Tensor([0.5, 0.5]))
    model.output = Linear(weight: Tensor([[2, 7]]), bias: Tensor([1]))
    #expect(model(Tensor([[1, 5], [-2, 5]])) == Tensor([[4], [18.5]]))
    let slope = gradient(at: model) { sum($0(Tensor([1, 5]))) }
    #expect(slope.hidden.weight == Tensor([[2, 10], [0, 0]]) && slope.hidden.bias == Tensor([2, 0]))
    #expect(slope.output.weight == Tensor([[1.5, 0]]) && slope.output.bias == Tensor([1]))
  }

  @Test func beginningsArePyTorchs() {
    var random = SplitMix64(seed: 4)
    let layer = Linear<Double>(inputs: 400, outputs: 100, using: &random)
    let bound = 1 / 20.0
    for parameters in [layer.weight, layer.bias ?? 0] {
      #expect(parameters.elements.allSatisfy { $0.magnitude <= bound })
      let largest = parameters.elements.reduce(0) { max($0, $1.magnitude) }
      #expect(largest > 0.9 * bound)
    }
    var again = SplitMix64(seed: 4)
    let single = Linear<Float>(inputs: 400, outputs: 100, using: &again)
    #expect(single.weight.elements == layer.weight.elements.map { Float($0) })
  }

  @Test func shapesThatDifferTrap() async {
    let parameters = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Linear<Double>(weight: .zeros([2, 3]), bias: .zeros([3]))
    }
    #expect(
      message(ofExit: parameters).contains(
        "a linear layer with a weight of shape [2, 3] and a bias of shape [3]: these should be [out, in] and [out]"))
    let input = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Linear<Double>(weight: .zeros([2, 3]), bias: nil)(.zeros([3, 2]))
    }
    #expect(message(ofExit: input).contains("a linear layer of 3 inputs was given a tensor of shape [3, 2]"))
  }
}
