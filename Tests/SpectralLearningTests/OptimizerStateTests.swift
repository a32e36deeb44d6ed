import Autodiff
import ComplexNumbers
import Foundation
import SpectralLearning
import TestSupport
import Testing

private struct Layer: Parameterized {
  var weight: Tensor<Double>
  var bias: Tensor<Float>
  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("weight", &weight)
    visitor.visit("bias", &bias)
  }
}

private struct Network: Parameterized {
  var layer: Layer
  var filter: Tensor<Complex<Double>>
  var phase: Tensor<Complex<Float>>
  var gain: Tensor<Double>

  mutating func visitParameters(with visitor: inout some ParameterVisitor) {
    visitor.visit("layer", &layer)
    visitor.visit("filter", &filter)
    visitor.visit("phase", &phase)
    visitor.visit("gain", &gain)
  }

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    layer = Layer(
      weight: Tensor(random.signal(count: 12), shape: [3, 4]), bias: Tensor(random.signal(count: 3)))
    filter = Tensor(random.complexSignal(count: 5))
    phase = Tensor(random.complexSignal(count: 2))
    gain = Tensor(random.sample())
  }
}

struct OptimizerStateTests {
  /// A step in a model is the step of each tensor on its own, and that of a complex one those of its parts.
  @Test func tensorsOfAModelMoveAsTheyWouldAlone() {
    var model = Network(seed: 1)
    var optimizer = Adam(learningRate: 0.1)
    let start = model
    var filter = (real(start.filter), imaginary(start.filter)), bias = start.layer.bias, gain = start.gain
    var alone = (Adam(learningRate: 0.1), Adam(learningRate: 0.1), Adam(learningRate: 0.1), Adam(learningRate: 0.1))
    for step in 1...3 {
      let slope = Network(seed: UInt64(10 + step))
      optimizer.update(&model, along: slope)
      alone.0.update(&filter.0, along: real(slope.filter))
      alone.1.update(&filter.1, along: imaginary(slope.filter))
      alone.2.update(&bias, along: slope.layer.bias)
      alone.3.update(&gain, along: slope.gain)
    }
    #expect(model.filter == complex(filter.0, filter.1))
    #expect(model.layer.bias == bias)
    #expect(model.gain == gain)
    #expect(model.layer.weight != start.layer.weight && model.phase != start.phase)
  }

  /// Numbers beyond one block, and those of a uniform gradient, are treated like the first.
  @Test func longTensorsMoveAsTheirElementsWould() {
    var random = SeededRandom(seed: 5)
    let start = Tensor<Double>(random.signal(count: 5003))
    var long = start, short = start.slice(4990..<5003)
    var first = Adam(learningRate: 0.1), second = first
    for _ in 0..<3 {
      let slope = Tensor<Double>(random.signal(count: 5003))
      first.update(&long, along: slope)
      second.update(&short, along: slope.slice(4990..<5003))
    }
    first.update(&long, along: .ones([5003]))
    second.update(&short, along: .ones([13]))
    #expect(long.slice(4990..<5003) == short)
  }

  @Test func whatIsRememberedIsNamedAndShaped() throws {
    var model = Network(seed: 1)
    var optimizer = Adam(learningRate: 0.1, isAMSGrad: true)
    #expect(optimizer.state == OptimizerState())
    optimizer.update(&model, along: Network(seed: 2))
    #expect(optimizer.state.step == 1)
    #expect(Set(optimizer.state.memories.keys) == ["firstMoment", "secondMoment", "largestSecondMoment"])
    for memory in optimizer.state.memories.values {
      #expect(memory.map(\.shape) == [[3, 4], [3], [5], [2], []])
    }
    let first = try #require(optimizer.state.memories["firstMoment"])
    let filter = try #require(Complex<Double>.recover(first[2]))
    // (1 − β₁)g.
    #expect(abs(filter - 0.1 * Network(seed: 2).filter).elements.allSatisfy { $0 < 1e-16 })
  }

  /// The state is encoded and decoded to the bit: the next steps are the same.
  @Test func aDecodedStateGoesOnAlike() throws {
    var model = Network(seed: 1)
    var optimizer = Adam(learningRate: 0.1)
    for step in 0..<3 { optimizer.update(&model, along: Network(seed: UInt64(20 + step))) }
    let data = try JSONEncoder().encode(optimizer.state)
    var resumed = Adam(learningRate: 0.1), copy = model
    resumed.state = try JSONDecoder().decode(OptimizerState.self, from: data)
    #expect(resumed.state == optimizer.state)
    optimizer.update(&model, along: Network(seed: 30))
    resumed.update(&copy, along: Network(seed: 30))
    #expect(copy.layer.weight == model.layer.weight && copy.layer.bias == model.layer.bias)
    #expect(copy.filter == model.filter && copy.phase == model.phase && copy.gain == model.gain)
    #expect(resumed.state == optimizer.state)
  }

  @Test(arguments: [
    #"{"elements":"double","shape":[2,2],"values":[1,2,3]}"#, #"{"elements":"complexFloat","shape":[1],"values":[1]}"#,
    #"{"elements":"double","shape":[-1],"values":[]}"#,
    #"{"elements":"double","shape":[4611686018427387904,4],"values":[]}"#,
    #"{"elements":"half","shape":[1],"values":[1]}"#,
  ])
  func encodedTensorsThatAreNoneThrow(tensor: String) {
    let text = #"{"step":1,"memories":{"momentum":["# + tensor + "]}}"
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(OptimizerState.self, from: Data(text.utf8)) }
  }

  @Test func aStateOfAnotherOptimizerTraps() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var descent = GradientDescent(learningRate: 1, momentum: .heavyBall(0.9)), adam = Adam(learningRate: 1)
      var parameters = Tensor<Double>([1, 2])
      descent.update(&parameters, along: Tensor([1, 2]))
      adam.state = descent.state
      adam.update(&parameters, along: Tensor([1, 2]))
    }
    #expect(
      message(ofExit: exit).contains(
        #"the state of step 1 has the memories ["momentum"], but the optimizer ["firstMoment", "secondMoment"]"#))
  }

  @Test func whatDoesNotFitTheModelTraps() async {
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Network(seed: 1), slope = model
      slope.layer.bias = Tensor([1, 2])
      var adam = Adam(learningRate: 1)
      adam.update(&model, along: slope)
    }
    #expect(message(ofExit: shape).contains("a gradient of shape [2] for parameters 'layer.bias' of shape [3]"))
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = [Tensor<Double>(1)]
      var adam = Adam(learningRate: 1)
      adam.update(&model, along: [1, 2])
    }
    #expect(message(ofExit: count).contains("a gradient with 2 tensors for a model with 1"))
    let memory = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var single = Tensor<Float>([1, 2]), double = Tensor<Double>([1, 2])
      var adam = Adam(learningRate: 1)
      adam.update(&single, along: single)
      adam.update(&double, along: double)
    }
    #expect(
      message(ofExit: memory).contains(
        "a memory of 1 steps of shape [2] of Float for parameters of shape [2] of Double"))
  }
}
